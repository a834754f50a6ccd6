"""The clock board at its page: what is late first, each number narrows it, and nothing is sent twice."""

from __future__ import annotations

import gzip
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.county import CENTER, LEAD, LEADERS, REVIEW, TOWN, County, words

LARGEST_PAGE, MOST_QUERIES = 20_000, 12


@pytest.fixture
def busy(county: County) -> County:
    """A legal review that is late, a matter in preliminary review, one just dispatched."""
    county.at("11-06 09:00")
    county.brought_to("legal-review")
    county.at("11-20 10:00")
    county.brought_to("preliminary-review")
    county.brought_to("plan")
    return county


def chips(body: str) -> int:
    return body.count('class="ld-chip ')


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_number_of_the_strip_leads_to_as_many_chips(busy: County, language: str) -> None:
    desk = busy.desk(CENTER, "operator", language)
    body = desk.get("/clocks/").content.decode()
    said = re.findall(r'<a class="ld-clock-band [^"]*" href="([^"]+)"[^>]*><b>(\d+)</b>', body)
    lamps = re.findall(r'<a class="ld-lamps__one [^"]*" href="([^"]+)".*?<strong>(\d+)</strong>', body)
    assert len(said) == 7
    assert sum(int(count) for _, count in said) == sum(int(count) for _, count in lamps) == chips(body) > 2
    for address, count in (*said, *lamps):
        assert chips(desk.get(unescape(address)).content.decode()) == int(count), address


def test_what_is_late_stands_first_with_how_late_it_is(busy: County) -> None:
    page = words(busy.desk(CENTER, "operator").get("/clocks/"))
    assert "1 逾期超过5个工作日" in page
    assert re.search(r"逾期超过5个工作日 1 红灯·逾期： 已逾期\d+个工作日 法制审核 司法局", page)
    english = words(busy.desk(CENTER, "operator", "en").get("/clocks/"))
    assert "Late by more than 5 working days" in english


def test_the_wall_stands_by_unit_or_procedure_with_whole_counts_on_every_page(busy: County) -> None:
    for _ in range(53):
        busy.apply()
    desk = busy.desk(CENTER, "operator")
    first = desk.get("/clocks/?by=unit").content.decode()
    assert chips(first) == 50
    second = desk.get("/clocks/?by=unit&page=2").content.decode()
    assert "县综合指挥调度中心" in words(desk.get("/clocks/?by=unit"))
    assert chips(first) + chips(second) == chips(desk.get("/clocks/?by=unit&size=100").content.decode())
    assert "54" in re.findall(r'class="ld-tab__count">(\d+)</span></h2>', first)
    assert len(gzip.compress(desk.get("/clocks/?size=100").content)) < LARGEST_PAGE
    procedures = desk.get("/clocks/?by=procedure&size=100").content.decode()
    assert procedures.count('class="ld-clock-section"') == 1


def test_a_unit_and_a_procedure_are_chosen(busy: County) -> None:
    desk = busy.desk(CENTER, "operator")
    assert chips(desk.get(f"/clocks/?unit={REVIEW}").content.decode()) == 1
    assert chips(desk.get("/clocks/?procedure=joint-enforcement").content.decode()) > 1
    empty = desk.get("/clocks/?procedure=joint-meeting")
    assert "没有符合条件的任务" in words(empty)


def test_the_wall_shows_an_officer_his_own_matters_and_a_leader_what_he_may_open(busy: County) -> None:
    stranger = words(busy.desk("water-bureau").get("/clocks/"))
    assert "只计本单位参与的事项" in stranger
    assert "没有等待办理的任务" in stranger
    leader = busy.desk(LEADERS, "leader-in-charge").get("/clocks/").content.decode()
    assert chips(leader) == chips(busy.desk(CENTER, "operator").get("/clocks/").content.decode())
    assert leader.count("河道夜间使用禁用渔具捕捞") == leader.count('href="/matter/') == 1, "the one he approved"
    assert busy.desk("platform-administration", "system-administrator").get("/clocks/").status_code == 404
    assert chips(busy.desk(TOWN).get("/clocks/").content.decode()) > 0


def test_what_has_not_changed_is_not_sent_again(busy: County) -> None:
    wall = busy.desk(CENTER, "operator")
    first = wall.get("/clocks/live/")
    again = {"if-none-match": first.headers["ETag"]}
    assert wall.get("/clocks/live/", headers=again).status_code == 304
    busy.apply(unit=LEAD)
    assert wall.get("/clocks/live/", headers=again).status_code == 200


@pytest.mark.parametrize("query", ["band=x&lamp=x&unit=%00&procedure=%27&by=x&size=9&page=-1", "page=99999&size=100"])
def test_an_address_may_say_anything(busy: County, query: str) -> None:
    assert busy.desk(CENTER, "operator").get(f"/clocks/?{query}").status_code == 200


def test_the_wall_asks_as_many_queries_however_much_there_is(busy: County) -> None:
    def asked(desk: Client) -> int:
        desk.get("/clocks/")
        with CaptureQueriesContext(connection) as found:
            desk.get("/clocks/")
        return len(found)

    desk = busy.desk(CENTER, "operator")
    few = asked(desk)
    for _ in range(12):
        busy.apply()
    assert asked(desk) == few <= MOST_QUERIES
