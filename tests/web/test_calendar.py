"""The calendar at its page: what a day is, what stands on it for whom, what leads where, what leaves as a file."""

from __future__ import annotations

import csv
import gzip
import io
import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from html import unescape

import chinese_calendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.record.deeds import DeedKind, deeds
from liandong.web.calendar.kinds import kind_seen
from tests.web.county import CENTER, LEAD, LEADERS, POLICE, REVIEW, TOWN, County, words
from tests.web.test_duty import file, shift

LARGEST_PAGE, MOST_QUERIES = 20_000, 12
MEETING = {
    "occasion": "on-need",
    "subject": "禁渔期联合执法",
    "topics": [{"kind": "deploy", "topic": "分工"}],
    "members": [POLICE, TOWN],
    "meets_at": "2026-11-24T14:30:00+08:00",
    "place": "三楼会议室",
}


@pytest.fixture
def busy(county: County) -> County:
    """A review that is due, an operation on the 20th, a meeting on the 24th, a roster of the police."""
    county.brought_to("legal-review")
    county.brought_to("plan")
    county.act(LEAD, "officer", c.OpenMatter("joint-meeting", "convene", MEETING))
    file(county, POLICE, shift("20 08:00", "20 18:00"), shift("20 18:00", "21 08:00", "夜班"))
    return county


def page(desk: Client, path: str = "/calendar/") -> str:
    response = desk.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def on(body: str, day: str) -> str:
    """What stands on a day, as words."""
    cell = body.split(f'<td id="d-{day}"')[1].split("</td>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", "<td" + cell)).split())


@pytest.mark.parametrize("year", range(2012, 2028))
def test_each_day_is_what_the_notices_say_and_provisional_where_none_is_out(year: int) -> None:
    calendar = library().calendar()
    day = date(year, 1, 1)
    while day.year == year:
        seen = kind_seen(calendar, day)
        assert seen.firm == (day <= calendar.firm_until)
        assert ("推定" in seen.words) == (not seen.firm)
        if day <= calendar.announced_until:
            worked = chinese_calendar.is_workday(day)
            assert (seen.look in ("work", "make-up")) == worked, day
            assert (seen.look == "make-up") == (worked and day.weekday() >= 5)
            holiday = calendar.holiday_name(day)
            assert seen.mark == holiday.zh if seen.look == "holiday" and holiday else seen.mark in ("", "班")
        elif calendar.holiday_name(day):
            assert seen.look == "holiday"
        day += timedelta(days=1)


def test_a_month_says_its_holidays_and_the_days_worked_for_them(county: County) -> None:
    desk = county.desk(TOWN)
    october = page(desk, "/calendar/?month=2026-10")
    assert on(october, "2026-10-01").endswith("1 10月1日 周四 国庆节 ，放假：国庆节")
    assert "班 ，调休上班：国庆节" in on(october, "2026-10-10")
    assert "暂定" not in october.split("<main")[1].split('id="how"')[0]
    assert "National Day" in page(county.desk(TOWN, language="en"), "/calendar/?month=2026-10")


def test_a_year_whose_notice_is_not_out_is_said_to_be_provisional(county: County) -> None:
    body = page(county.desk(TOWN), "/calendar/?month=2027-02")
    assert "放假安排还没有公布" in body
    assert "春节 暂定 ，法定节日（推定）：春节" in on(body, "2027-02-06")
    assert "工作日（推定）" in on(body, "2027-02-10")
    december = page(county.desk(TOWN), "/calendar/?month=2026-12")
    assert "12月29日" in words(county.desk(TOWN).get("/calendar/?month=2026-12"))
    assert "暂定" not in on(december, "2026-12-28")
    assert "暂定" in on(december, "2026-12-29")


@pytest.mark.parametrize(("language", "called"), [("zh-hans", "联席会议"), ("en", "Joint meeting")])
def test_operations_meetings_deadlines_and_duty_stand_on_their_days(busy: County, language: str, called: str) -> None:
    body = page(busy.desk(CENTER, "operator", language))
    assert f"14:30 {called} 三楼会议室" in on(body, "2026-11-24")
    assert "08:00 河道" in on(body, "2026-11-20")
    assert ("值班2班" if language == "zh-hans" else "On duty: 2 shifts") in on(body, "2026-11-20")
    assert ("值班1班" if language == "zh-hans" else "On duty: 1 shift") in on(body, "2026-11-21"), "the night shift"
    assert 'href="/duty/?day=2026-11-21"' in body


def test_each_number_of_deadlines_leads_to_a_list_of_that_length(busy: County) -> None:
    busy.brought_to("legal-review")
    busy.at("11-23 17:00")
    for desk in (
        busy.desk(CENTER, "operator"),
        busy.desk(REVIEW, "legal-reviewer"),
        busy.desk(LEADERS, "leader-in-charge"),
    ):
        body = page(desk)
        numbers = re.findall(r'<td><a href="(/calendar/list/[^"]+)">(\d+)</a></td>', body)
        assert numbers
        for address, count in numbers:
            listed = page(desk, unescape(address))
            assert listed.count('<td class="ld-table__number">') == int(count)
            assert f"<strong>{count}</strong>" in listed
        marks = {
            unescape(each) for each in re.findall(r'href="(/calendar/list/[^"]+)"', body.split("ld-cal__numbers")[0])
        }
        assert marks == {unescape(address) for address, _ in numbers}, "the grid leads where the table leads"


def test_a_list_says_nothing_of_what_the_seat_may_not_open(busy: County) -> None:
    leader = busy.desk(LEADERS, "leader-in-charge")
    address = re.findall(r'href="(/calendar/list/[^"]+)"', page(leader))[0]
    assert "本席位未参与" in page(leader, unescape(address))
    everything = page(busy.desk("water-bureau"))
    assert "河道" not in everything
    assert "三楼会议室" not in everything
    assert "值班" in on(everything, "2026-11-20"), "every unit reads who is on duty"


def test_unit_and_kinds_are_chosen_and_the_address_says_so(busy: County) -> None:
    desk = busy.desk(CENTER, "operator")
    police = page(desk, f"/calendar/?unit={POLICE}&show=duty")
    assert "08:00–18:00 值班科长 公安局" in on(police, "2026-11-20")
    assert "河道" not in police
    both = page(desk, "/calendar/?show=meetings,operations")
    assert both.split("<main")[1] == page(desk, "/calendar/?show=operations&show=meetings").split("<main")[1]
    assert 'href="/calendar/list/' not in both
    assert "值班" not in on(both, "2026-11-20")
    assert "month=2026-12&amp;show=operations&amp;show=meetings" in both
    assert "三楼会议室" not in page(desk, "/calendar/?unit=water-bureau")


def test_what_does_not_fit_into_the_grid_stands_in_the_list_of_days(busy: County) -> None:
    for _ in range(5):
        busy.brought_to("plan")
    desk = busy.desk(CENTER, "operator")
    grid = page(desk)
    assert "还有2项" in on(grid, "2026-11-20")
    assert 'href="/calendar/?view=list#d-2026-11-20"' in grid
    assert on(page(desk, "/calendar/?view=list"), "2026-11-20").count("河道") == 6


def test_an_operation_with_an_officer_named_twice_is_marked(busy: County) -> None:
    for _ in range(2):
        busy.brought_to("end-operation")
    body = page(busy.desk(CENTER, "operator"))
    assert on(body, "2026-11-20").count("人员冲突") == 2


def test_the_month_leaves_as_csv_workbook_and_picture_with_the_numbers_of_the_page(busy: County) -> None:
    desk = busy.desk(CENTER, "operator")
    body = page(desk)
    told = b"".join(desk.get("/calendar.csv").streaming_content).decode()  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(told.removeprefix("\ufeff"))))
    assert len(rows) == 31
    due = sum(int(row[3]) + int(row[4]) + int(row[5]) for row in rows[1:])
    assert due == sum(int(n) for n in re.findall(r'<td><a href="/calendar/list/[^"]+">(\d+)</a></td>', body)) > 0
    book = CalamineWorkbook.from_filelike(io.BytesIO(desk.get("/calendar.xlsx").content))
    kept = book.get_sheet_by_name("数字").to_python()
    assert [[str(cell).removesuffix(".0") for cell in row] for row in kept] == rows
    entries = book.get_sheet_by_name("行动、会议和值班").to_python()
    assert ["2026-11-24", "会议", "14:30", "联席会议", "三楼会议室"] in [row[:5] for row in entries]
    picture = desk.get("/calendar.svg")
    root = ET.fromstring(picture.content)  # noqa: S314 - our own file
    assert "2026年11月日历" in picture.content.decode()
    assert not {key for element in root.iter() for key in element.attrib if key in ("class", "style", "href")}
    logged = [deed.about for deed in deeds("siyang", kind=DeedKind.EXPORTED.value)]
    assert [name.split()[0].rpartition(".")[2] for name in logged] == ["svg", "xlsx", "csv"]


def test_a_seat_takes_its_own_days_along(busy: County) -> None:
    told = busy.desk(REVIEW, "legal-reviewer").get("/calendar.ics")
    assert told["Content-Type"] == "text/calendar; charset=utf-8"
    file = told.content.decode().replace("\r\n ", "")
    assert "SUMMARY:到期：法制审核 泗阳联〔2026〕1号" in file
    assert "禁用渔具" not in file, "the subject stays here"
    assert "/matter/" in file
    police = busy.desk(POLICE).get("/calendar.ics").content.decode().replace("\r\n ", "")
    assert "SUMMARY:会议：联席会议" in police
    assert "LOCATION:三楼会议室" in police
    assert "SUMMARY:行动：" in police
    assert "会议：" not in busy.desk("water-bureau").get("/calendar.ics").content.decode()


def test_an_administrator_has_no_calendar(busy: County) -> None:
    admin = busy.desk("platform-administration", "system-administrator")
    for path in ("/calendar/", "/calendar.csv", "/calendar.svg", "/calendar.ics", "/calendar/list/2026-11-24/"):
        assert admin.get(path).status_code == 404
    assert 'href="/calendar/"' not in admin.get("/system/").content.decode()
    assert 'href="/calendar/"' in page(busy.desk(TOWN), "/")


@pytest.mark.parametrize(
    "query", ["month=x", "month=2026-13", "month=1999-01", "month=9999-12", "show=x&show=%00", "unit=%27&view=x"]
)
def test_an_address_may_say_anything(busy: County, query: str) -> None:
    desk = busy.desk(CENTER, "operator")
    assert "2026年11月" in page(desk, f"/calendar/?{query}")
    assert desk.get("/calendar/list/someday/").status_code == 404
    assert desk.get("/calendar/list/9999-12-31/").status_code == 200


def test_the_first_and_the_last_month_of_the_calendar_lead_no_further(county: County) -> None:
    desk, calendar = county.desk(TOWN), library().calendar()
    assert 'rel="prev"' not in page(desk, f"/calendar/?month={calendar.first:%Y-%m}")
    last = page(desk, f"/calendar/?month={calendar.last:%Y-%m}")
    assert 'rel="next"' not in last
    assert 'rel="prev"' in last


def test_the_page_asks_as_many_queries_however_much_there_is_and_stays_light(busy: County) -> None:
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
    assert len(gzip.compress(page(desk).encode())) < LARGEST_PAGE
