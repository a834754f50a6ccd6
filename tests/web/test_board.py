"""The command board: for those who oversee the county, the same few queries each time, nothing sent twice."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.county import CENTER, TOWN, County, words

MOST_QUERIES = 14  # of a fragment: seat and session, and one or two for each panel


def test_the_board_says_what_runs_what_is_late_and_what_is_new(county: County) -> None:
    matter = county.brought_to("legal-review")
    page = words(county.desk(CENTER, "operator").get("/board/"))
    assert county.state(matter).number in page
    assert "法制审核" in page
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
