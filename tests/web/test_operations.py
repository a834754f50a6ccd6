"""The page of operations: what a seat may see of them, and officers who are named for two on one day."""

from __future__ import annotations

import html
import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.county import County, words

MOST_QUERIES = 12


def test_an_operation_stands_on_the_page_once_its_time_is_known_and_only_for_those_who_take_part(
    county: County,
) -> None:
    matter = county.brought_to("plan")
    number = county.state(matter).number
    page = words(county.desk("command-center", "operator").get("/operations/"))
    assert number in page
    assert "尚未确定" in page or "执法人员" in page
    assert number not in words(county.desk("meteorological-bureau").get("/operations/"))


def test_without_a_clash_the_narrowed_page_says_what_would_be_there(county: County) -> None:
    county.brought_to("plan")
    page = words(county.desk("command-center", "operator").get("/operations/?clashes=yes"))
    assert "没有正在准备或进行的行动" in page


def listed(page: str) -> int:
    return page.count('<article class="ld-card" id="operation-')


def test_each_number_on_the_map_beside_the_list_leads_to_as_many_operations(county: County) -> None:
    for _ in range(3):
        county.brought_to("plan")
    desk = county.desk("command-center", "operator")
    page = desk.get("/operations/").content.decode()
    numbers = re.findall(r'<a href="(/operations/\?[^"]*)" tabindex="-1" aria-label="[^"]* (\d+)"', page)
    assert numbers, "the map counts the three operations"
    for address, count in numbers:
        assert listed(desk.get(html.unescape(address)).content.decode()) == int(count)
    total = {address: int(count) for address, count in numbers if "day=today" not in address}
    assert sum(total.values()) == listed(page) == 3


def test_the_day_line_shows_the_operations_of_today(county: County) -> None:
    matter = county.brought_to("plan")
    assert str(county.state(matter).value("operation.starts_at")).startswith("2026-11-20")
    page = county.desk("command-center", "operator").get("/operations/").content.decode()
    assert f'<a href="/operations/#operation-{matter}">' in page
    assert 'class="ld-day__now"' in page
    assert listed(county.desk("command-center", "operator").get("/operations/?day=today").content.decode()) == 1
    county.at("11-21 08:00")
    still = words(county.desk("command-center", "operator").get("/operations/"))
    assert "11月20日" in still and "进行中" in still, "nobody has declared its end"
    assert listed(county.desk("command-center", "operator").get("/operations/?day=today").content.decode()) == 0


def test_a_place_without_operations_says_so_and_leads_back(county: County) -> None:
    county.brought_to("plan")
    desk = county.desk("command-center", "operator")
    for place in ("zhuangwei-township", "nowhere-at-all", "*"):
        page = desk.get("/operations/", {"place": place}).content.decode()
        assert listed(page) == 0
        assert "列出全部" in page
        assert "没有正在准备或进行的行动" in page


def test_the_page_asks_as_many_queries_however_many_operations_there_are(county: County) -> None:
    desk = county.desk("command-center", "operator")
    counts = []
    for _ in range(2):
        county.brought_to("plan")
        desk.get("/operations/")
        with CaptureQueriesContext(connection) as found:
            desk.get("/operations/")
        counts.append(len(found))
    assert counts[0] == counts[1] <= MOST_QUERIES
