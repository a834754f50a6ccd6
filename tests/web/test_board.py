"""The command board: for those who oversee the county, the same few queries each time, nothing sent twice."""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liandong.core.matter import commands as c
from tests.web.county import CENTER, TOWN, County, words

MOST_QUERIES = 14  # of a fragment: seat and session, and one or two for each panel


def test_the_board_says_what_runs_what_is_late_and_what_is_new(county: County) -> None:
    matter = county.brought_to("legal-review")
    page = words(county.desk(CENTER, "operator").get("/board/"))
    assert "法制审核" in page
    assert "10:00 县综合指挥调度中心 初审：初审同意，移交法制审核 联动执法" in page
    assert f"/matter/{matter}/" in county.desk(CENTER, "operator").get("/board/").content.decode()
    assert "1 在办事项" in page
    county.at("12-20 09:00")
    assert "1 已逾期任务" in words(county.desk(CENTER, "operator").get("/board/live/"))


def test_the_board_of_a_quiet_county_says_what_would_be_there(county: County) -> None:
    page = words(county.desk(CENTER, "operator").get("/board/"))
    assert "没有等待办理的任务" in page
    assert "没有正在准备或进行的行动" in page
    assert "— 本月按期率" in page


@pytest.mark.parametrize("path", ["/board/", "/board/live/"])
def test_only_who_oversees_the_county_finds_the_board(county: County, path: str) -> None:
    assert county.desk(TOWN).get(path).status_code == 404
    assert county.desk("platform-administration", "system-administrator").get(path).status_code == 404
    assert county.desk("county-government", "leader-in-charge").get(path).status_code == 200


def test_what_has_not_changed_is_not_sent_again(county: County) -> None:
    county.brought_to("legal-review")
    wall = county.desk(CENTER, "operator")
    first = wall.get("/board/live/")
    again = {"if-none-match": first.headers["ETag"]}
    assert wall.get("/board/live/", headers=again).status_code == 304
    county.apply()
    assert wall.get("/board/live/", headers=again).status_code == 200


def test_the_board_asks_as_many_queries_however_much_there_is(county: County) -> None:
    wall = county.desk(CENTER, "operator")
    counts = []
    for _ in range(2):
        county.brought_to("legal-review")
        wall.get("/board/live/")
        with CaptureQueriesContext(connection) as found:
            wall.get("/board/live/")
        counts.append(len(found))
    assert counts[0] == counts[1] <= MOST_QUERIES


def acts(response: object) -> list[str]:
    """The lines of the ticker, the latest first."""
    found = response.content.decode().partition('class="ld-board__acts"')[2].partition("</ol>")[0]  # type: ignore[attr-defined]
    return [" ".join(re.sub("<[^>]+>", " ", line).split()) for line in found.split("<li>")[1:]]


def test_the_ticker_says_the_last_act_of_each_matter_and_nothing_that_a_form_says(county: County) -> None:
    first = county.brought_to("legal-review")
    before = acts(county.desk(CENTER, "operator").get("/board/live/"))
    county.at("11-20 11:00")
    county.apply(facts="只有参与者看得到的事实")
    latest, *others = acts(county.desk(CENTER, "operator").get("/board/live/"))
    assert latest.startswith("11:00 临河镇")
    assert others == before
    assert "只有参与者看得到的事实" not in " ".join([latest, *others])
    county.at("11-20 11:30")
    county.act(CENTER, "operator", c.AddNote("只是一条备注"), first)
    assert acts(county.desk(CENTER, "operator").get("/board/live/")) == [latest], (
        "a note is no act, and is nobody else's to read"
    )
    county.at("11-20 12:00")
    county.act(CENTER, "operator", c.RemindHolder(county.state(first).open_tasks[0].id, "催一下"), first)
    assert acts(county.desk(CENTER, "operator").get("/board/live/"))[0] == "12:00 县综合指挥调度中心 催办 联动执法"


def test_a_leader_reads_the_ticker_without_ways_into_matters_that_he_may_not_open(county: County) -> None:
    matter = county.brought_to("legal-review")
    page = county.desk("county-government", "leader-in-charge").get("/board/live/").content.decode()
    ticker = page.partition('class="ld-board__acts"')[2]
    assert "初审同意" in ticker
    assert matter not in ticker


def test_the_map_on_the_wall_leads_to_the_matters_of_a_township(county: County) -> None:
    county.brought_to("legal-review")
    wall = county.desk(CENTER, "operator")
    page = wall.get("/board/").content.decode()
    address = html.unescape(re.findall(r'href="(/figures/map/list/[^"]*linhe-township[^"]*)"', page)[0])
    assert "1 件事项" in words(wall.get(address))
