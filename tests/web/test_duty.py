"""The page of those on duty: every unit of the county reads it, on any day, with telephones that can be called."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from liandong.core.matter import commands as c
from liandong.web.duty.views import dialed
from tests.web.county import CENTER, LEAD, POLICE, TOWN, County, words

STRANGER = "meteorological-bureau"
ADMINISTRATION = ("platform-administration", "audit-administrator")


def shift(starts: str, ends: str, post: str = "值班科长", phone: str = "0527-80000001") -> dict[str, str]:
    """A shift of November 2026: "20 08:00" to "20 18:00"."""
    at, to = (f"2026-11-{moment.replace(' ', 'T')}:00+08:00" for moment in (starts, ends))
    return {"starts_at": at, "ends_at": to, "post": post, "phone": phone}


def file(
    county: County, unit: str, *shifts: dict[str, str], first: str = "2026-11-16", last: str = "2026-11-22"
) -> str:
    """A roster filed by a unit. The matter's id."""
    fields: dict[str, Any] = {"subject": "值班表", "first_day": first, "last_day": last, "shifts": list(shifts)}
    return county.act(unit, "officer", c.OpenMatter("duty-roster", "file", fields)).matter


def seen(desk: Client, **query: str) -> str:
    """What the page says."""
    return words(desk.get("/duty/", query))


def test_every_unit_reads_who_is_on_duty_though_it_takes_no_part_in_the_roster(county: County) -> None:
    matter = file(county, POLICE, shift("20 08:00", "20 18:00", phone="0527-80000009"))
    number = county.state(matter).number
    page = county.desk(STRANGER).get("/duty/")
    assert "08:00–18:00 正在值班 值班科长 0527-80000009" in words(page)
    assert 'href="tel:052780000009"' in page.content.decode()
    assert number in words(page)
    assert f"/matter/{matter}/" not in page.content.decode()
    assert county.desk(STRANGER).get(f"/matter/{matter}/").status_code == 404


def test_the_roster_is_a_link_for_its_unit_and_for_the_center(county: County) -> None:
    matter = file(county, POLICE, shift("20 08:00", "20 18:00"))
    for desk in (county.desk(POLICE), county.desk(CENTER, "operator")):
        assert f'href="/matter/{matter}/"' in desk.get("/duty/").content.decode()


def test_now_is_from_the_beginning_of_a_shift_up_to_its_end(county: County) -> None:
    file(county, POLICE, shift("20 08:00", "20 18:00", "白班"), shift("20 18:00", "21 08:00", "夜班"))
    county.at("11-20 17:59")
    assert "正在值班 白班" in seen(county.desk(STRANGER))
    county.at("11-20 18:00")
    assert "正在值班 夜班" in seen(county.desk(STRANGER))
    assert seen(county.desk(STRANGER)).count("正在值班") == 1


def test_a_night_shift_stands_on_both_of_its_days_also_when_its_roster_is_over(county: County) -> None:
    matter = file(county, POLICE, shift("20 18:00", "21 08:00", "夜班"), last="2026-11-20")
    assert "夜班" in seen(county.desk(STRANGER))
    county.at("11-20 23:00")
    county.act(POLICE, "officer", c.CompleteTask(county.task(matter, "in-force").id, "over", {}), matter)
    county.at("11-21 02:00")
    assert "正在值班 夜班" in seen(county.desk(STRANGER))
    assert "(11月20日)" in seen(county.desk(STRANGER))
    county.at("11-21 09:00")
    assert "夜班" in seen(county.desk(STRANGER))
    assert "正在值班" not in seen(county.desk(STRANGER))
    assert "夜班" not in seen(county.desk(STRANGER), day="2026-11-22")


def test_of_a_roster_made_void_the_rest_is_gone(county: County) -> None:
    matter = file(county, POLICE, shift("20 08:00", "20 18:00", "先班"), shift("21 08:00", "21 18:00", "后班"))
    void = c.CompleteTask(county.task(matter, "in-force").id, "void", {"void_reason": "机构调整"})
    county.act(POLICE, "officer", void, matter)
    desk = county.desk(STRANGER)
    assert "先班" in seen(desk)
    assert "当日没有登记值班" in seen(desk, day="2026-11-21")


def test_a_changed_roster_shows_what_holds_now(county: County) -> None:
    matter = file(county, POLICE, shift("20 08:00", "20 18:00", phone="0527-1"))
    fields = {"shifts": [shift("20 08:00", "20 18:00", phone="0527-2222")], "change_reason": "换号"}
    county.act(POLICE, "officer", c.CompleteTask(county.task(matter, "change").id, "change", fields), matter)
    page = seen(county.desk(STRANGER))
    assert "0527-2222" in page
    assert "0527-1 " not in page


def test_units_posts_and_telephones_are_searched_and_another_day_is_asked(county: County) -> None:
    file(county, POLICE, shift("20 08:00", "20 18:00", "指挥长"))
    file(county, LEAD, shift("20 08:00", "20 18:00", "科长"), shift("21 08:00", "21 18:00", "明日科长"))
    desk = county.desk(TOWN)
    assert "指挥长" in seen(desk, q="公安 指挥")
    assert "科长" not in seen(desk, q="公安")
    assert "没有符合条件的值班" in seen(desk, q="没有这些字")
    later = seen(desk, day="2026-11-21")
    assert "明日科长" in later
    assert "指挥长" not in later
    assert "指挥长" in seen(desk, day="不是日期")
    assert desk.get("/duty/", {"day": "9999-12-31"}).status_code == 200
    assert desk.get("/duty/", {"day": "0001-01-01"}).status_code == 200


def test_a_day_without_a_roster_says_what_to_do_and_leads_there(county: County) -> None:
    page = county.desk(STRANGER).get("/duty/")
    assert "当日没有登记值班" in words(page)
    assert 'href="/open/duty-roster/file/"' in page.content.decode()
    assert 'href="/duty/"' in county.desk(STRANGER).get("/").content.decode()


def test_units_without_anybody_on_duty_are_named_beside_those_with(county: County) -> None:
    file(county, POLICE, shift("20 08:00", "20 18:00"))
    silent = seen(county.desk(STRANGER)).partition("当日没有登记值班的单位")[2]
    assert "农业农村局" in silent
    assert "公安局" not in silent


def test_administrators_see_nobody_on_duty_and_no_link(county: County) -> None:
    file(county, POLICE, shift("20 08:00", "20 18:00"))
    desk = county.desk(*ADMINISTRATION)
    page = desk.get("/duty/")
    assert page.status_code == 403
    assert "值班科长" not in words(page)
    assert 'href="/duty/"' not in desk.get("/").content.decode()


def test_the_page_speaks_english_too(county: County) -> None:
    file(county, POLICE, shift("20 08:00", "20 18:00"))
    page = words(county.desk(STRANGER, language="en").get("/duty/"))
    assert "On duty now" in page
    assert "Public Security Bureau" in page


def test_a_shift_that_ends_before_it_begins_is_shown_as_wrong_and_never_as_now(county: County) -> None:
    file(county, POLICE, shift("20 12:00", "20 08:00"))
    page = seen(county.desk(STRANGER))
    assert "止早于起" in page
    assert "正在值班" not in page


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("0527-85222222", "052785222222"),
        ("0527 8522 2222 转8001", "052785222222"),
        ("+86 (527) 85222222", "+8652785222222"),
        ("110", "110"),
        ("见附件", ""),
        ("<script>", ""),
    ],
)
def test_what_can_be_dialed_of_a_telephone_is_its_first_number(phone: str, number: str) -> None:
    assert dialed(phone) == number
