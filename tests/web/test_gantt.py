"""Operations over time: which stand in a period for whom, how far their bars go, who is named twice, what leaves."""

from __future__ import annotations

import csv
import gzip
import io
import re
import xml.etree.ElementTree as ET
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests.web.county import CENTER, LEAD, PATH, POLICE, TOWN, County, words

HERE = "/operations/gantt/"
LARGEST_PAGE, MOST_QUERIES = 20_000, 12


@pytest.fixture
def busy(county: County) -> County:
    """Two operations of the 20th that name the same officers, and one that has ended."""
    for _ in range(2):
        county.brought_to("end-operation")
    county.brought_to("archive")
    return county


def page(desk: Client, path: str = HERE) -> str:
    response = desk.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def rows(body: str) -> list[str]:
    found = re.findall(r'<tr id="operation-[^"]+">(.*?)</tr>', body, flags=re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", each)).split()) for each in found]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_picture_and_the_list_have_the_same_operations(busy: County, language: str) -> None:
    body = page(busy.desk(CENTER, "operator", language))
    drawn = set(re.findall(r'<a href="/matter/([^/"]+)/" tabindex="-1"', body))
    assert drawn == set(re.findall(r'<tr id="operation-([^"]+)"', body)) == set(busy.opened)
    assert ("已结束" if language == "zh-hans" else "Ended") in rows(body)[2]
    assert "08:00–09:00" in rows(body)[2]
    assert ("行动甘特图" if language == "zh-hans" else "Operations over time") in body
    assert len(gzip.compress(body.encode())) < LARGEST_PAGE


def test_officers_named_twice_are_told_with_word_and_mark_and_the_other_operation(busy: County) -> None:
    body = page(busy.desk(CENTER, "operator"))
    first, second, ended = rows(body)
    assert first.count("人员冲突") == 4, "two officers, in the other running one and in the one that ended"
    assert "农业农村局 执法人员 证1，另有 08:00 泗阳联〔2026〕2号" in first
    assert "泗阳联〔2026〕1号" in second
    assert "人员冲突" in ended
    assert body.count("▲ 人员冲突 河道") >= 3
    only = page(busy.desk(CENTER, "operator"), f"{HERE}?only=clashes")
    assert len(rows(only)) == 3
    assert "Officer twice" in page(busy.desk(CENTER, "operator", "en"))


def test_of_an_operation_that_one_may_not_see_is_told_that_it_is_and_when(county: County) -> None:
    kind = county.pack.units[TOWN].kind
    neighbor = next(unit.code for unit in county.pack.units.values() if unit.kind == kind and unit.code != TOWN)
    mine, other = county.brought_to("end-operation"), county.apply(unit=neighbor)
    for step, outcome, fields in PATH[:6]:
        county.complete(other, step, outcome, **fields)
    town = page(county.desk(TOWN))
    (seen,) = rows(town)
    assert county.state(mine).number in seen
    assert "另有 08:00 的行动（本席位看不到）" in seen
    assert county.state(other).number not in town
    assert other not in town
    assert len(rows(page(county.desk(POLICE)))) == 2
    assert rows(page(county.desk("water-bureau"))) == []


def test_a_period_holds_what_touches_it_and_what_is_still_under_way(county: County) -> None:
    county.brought_to("end-operation")
    county.brought_to("archive")
    county.at("11-24 10:00")
    desk = county.desk(CENTER, "operator")
    later = rows(page(desk, f"{HERE}?first=2026-11-23&last=2026-11-25"))
    assert len(later) == 1
    assert "进行中" in later[0]
    assert rows(page(desk, f"{HERE}?first=2026-11-25&last=2026-11-27")) == []
    assert len(rows(page(desk, f"{HERE}?first=2026-11-20&last=2026-11-20"))) == 2
    assert rows(page(desk, f"{HERE}?first=2026-11-18&last=2026-11-19")) == []
    assert "期间没有行动" in words(desk.get(f"{HERE}?first=2026-11-18&last=2026-11-19"))


def test_a_unit_is_chosen_and_the_address_says_so(busy: County) -> None:
    desk = busy.desk(CENTER, "operator")
    assert len(rows(page(desk, f"{HERE}?unit={LEAD}"))) == 3
    none = page(desk, f"{HERE}?unit=water-bureau")
    assert rows(none) == []
    assert "没有符合条件的行动" in none
    assert "unit=water-bureau" in none.split('rel="next"')[1][:200]


@pytest.mark.parametrize(
    "query",
    ["first=x&last=y", "first=2026-11-20&last=2026-01-01", "first=0001-01-01", "last=9999-12-31", "unit=%00&page=-3"],
)
def test_an_address_may_say_anything(busy: County, query: str) -> None:
    assert busy.desk(CENTER, "operator").get(f"{HERE}?{query}").status_code == 200


def test_a_period_is_never_longer_than_the_page_bears(busy: County) -> None:
    body = page(busy.desk(CENTER, "operator"), f"{HERE}?first=2026-01-01&last=2026-12-31")
    assert 'name="last" value="2026-03-04"' in body


def test_the_operations_leave_as_csv_workbook_and_picture(busy: County) -> None:
    desk = busy.desk(CENTER, "operator")
    told = b"".join(desk.get("/operations/gantt.csv").streaming_content).decode()  # type: ignore[attr-defined]
    lines = list(csv.reader(io.StringIO(told.removeprefix("\ufeff"))))
    assert [line[7] for line in lines] == ["其中同日列入其他行动", "2", "2", "2"]
    assert lines[1][:5] == ["2026-11-20 08:00", "", "进行中", "河道", "农业农村局"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(desk.get("/operations/gantt.xlsx").content))
    assert book.sheet_names == ["行动", "统计口径"]
    picture = desk.get("/operations/gantt.svg").content
    root = ET.fromstring(picture)  # noqa: S314 - our own file
    assert picture.decode().count("人员冲突 河道") == 3
    assert not {key for element in root.iter() for key in element.attrib if key in ("class", "style", "href")}
    assert all("fill" in element.attrib for element in root.iter() if element.tag.endswith("}rect"))


def test_an_administrator_has_none(busy: County) -> None:
    admin = busy.desk("platform-administration", "system-administrator")
    for path in (HERE, "/operations/gantt.csv", "/operations/gantt.svg"):
        assert admin.get(path).status_code == 404


def test_the_page_asks_as_many_queries_however_much_there_is(busy: County) -> None:
    def asked(desk: Client) -> int:
        page(desk)
        with CaptureQueriesContext(connection) as found:
            page(desk)
        return len(found)

    desk = busy.desk(CENTER, "operator")
    few = asked(desk)
    for _ in range(6):
        busy.brought_to("plan")
    assert asked(desk) == few <= MOST_QUERIES


def test_the_list_of_operations_leads_here(busy: County) -> None:
    assert 'href="/operations/gantt/"' in page(busy.desk(TOWN), "/operations/")
