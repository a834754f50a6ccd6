"""The calendar as data: every year against chinesecalendar, every notice cited, every fault named by file and line."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from liandong.core.calendar_years import CalendarYear, Holiday, Notice
from liandong.core.texts import Text
from liandong.core.time_limits import TimeLimit, set_deadline
from liandong.core.workdays import Calendar
from liandong.packs.calendars import load_calendar
from liandong.packs.faults import PackErrors
from tests.core.clocks import CALENDARS, CLOCK, calendar, known_until

DAY = timedelta(days=1)
YEARS = range(2012, 2027)


@pytest.mark.parametrize("year", YEARS)
def test_every_day_of_the_year_is_what_chinesecalendar_says(year: int) -> None:
    known = calendar()
    day = date(year, 1, 1)
    while day.year == year:
        assert known.is_workday(day) == chinese_calendar.is_workday(day), f"{day} is {known.kind(day)}"
        assert (known.kind(day) == "M") == (day.weekday() >= 5 and chinese_calendar.is_workday(day))
        day += DAY


def test_every_year_cites_its_notice_by_number_title_and_date() -> None:
    numbers = set()
    for year in calendar().years:
        for notice in year.notices:
            assert re.fullmatch(r"国(办)?发明电〔20\d\d〕\d+号", notice.number)
            assert f"{notice.dated.year}〕" in notice.number
            assert "通知" in notice.title
            assert notice.verified, f"{notice.number} rests on memory"
            numbers.add(notice.number)
        assert f"{year.year}年" in year.notice.title
        assert year.published.year == year.year - 1
    assert len(numbers) == len(YEARS) + 3  # 2015, 2019 and 2020 had a second notice


@pytest.mark.parametrize("year", YEARS)
def test_every_statutory_day_is_a_holiday_of_its_year(year: int) -> None:
    known = calendar()
    assert known.presumption is not None
    festivals = known.presumption.of_year(year)
    assert {f.name.zh for f in festivals} == {"元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}
    for festival in festivals:
        days = [festival.first + DAY * i for i in range((festival.last - festival.first).days + 1)]
        assert all(not known.is_workday(day) for day in days), festival.name.zh


def test_the_years_to_come_are_presumed_from_the_statutory_days() -> None:
    known = calendar()
    assert known.last == date(2030, 12, 31)
    assert known.trace(date(2027, 2, 4), date(2027, 2, 9)) == "whhhhw"  # the new year of 2027 begins on 6 February
    assert known.trace(date(2027, 10, 1), date(2027, 10, 4)) == "hhhw"
    assert known.notice(2027) is None


def _before_2012() -> Calendar:
    """2011 as chinesecalendar has it, the last year known when the notice for 2012 was not out."""
    year = [date(2011, 1, 1) + DAY * i for i in range(364)]  # 31 December was moved by the notice for 2012
    off = [day for day in year if day.weekday() < 5 and not chinese_calendar.is_workday(day)]
    worked = tuple(day for day in year if day.weekday() >= 5 and chinese_calendar.is_workday(day))
    holidays = [Holiday(Text(f"{day}", f"{day}"), day, day, worked if day == off[0] else ()) for day in off]
    notice = Notice("2011", "", date(2010, 12, 10), tuple(holidays))
    return Calendar([CalendarYear(2011, (notice,))], calendar().presumption)


@pytest.mark.parametrize("hidden", YEARS)
@pytest.mark.parametrize("before", [False, True])
def test_with_the_notice_hidden_the_true_day_lies_between_earliest_and_latest(hidden: int, before: bool) -> None:
    known, truth = known_until(hidden - 1) if hidden > YEARS[0] else _before_2012(), calendar()
    limits = [
        TimeLimit.parse(f"{limit}{' before' if before else ''}")
        for limit in ("1 working day", "4 working days", "10 working days", "3 natural days")
    ]
    day = date(hidden - 1, 12, 20) if hidden > YEARS[0] else date(2012, 1, 31 if before else 1)
    while day.year <= hidden:
        for limit in limits:
            presumed = set_deadline(limit, day, known, CLOCK)
            true_day = set_deadline(limit, day, truth, CLOCK).due_day
            assert presumed.due_day is not None
            assert true_day is not None
            if presumed.is_provisional:
                assert presumed.earliest is not None
                assert presumed.latest is not None
                assert presumed.earliest <= true_day <= presumed.latest, f"{limit} from {day}"
            else:
                assert true_day == presumed.due_day, f"{limit} from {day}"
        day += DAY if day.month in (1, 2, 4, 5, 9, 10, 12) else DAY * 3


STATUTORY_BEFORE = {  # what statutory.yaml does not hold: an earlier time, to try its bounds on
    2008: ("02-06..02-08", "04-04", "06-08", "09-14"),
    2009: ("01-25..01-27", "04-04", "05-28", "10-03"),
    2010: ("02-13..02-15", "04-05", "06-16", "09-22"),
    2011: ("02-02..02-04", "04-05", "06-06", "09-12"),
}
NAMES = ("春节", "清明节", "端午节", "中秋节")


@pytest.mark.parametrize("year", STATUTORY_BEFORE)
def test_the_bounds_also_hold_in_years_they_were_not_drawn_from(year: int) -> None:
    presumption = calendar().presumption
    assert presumption is not None
    model = {f.name.zh: f for f in presumption.of_year(2012)}
    spans = dict(zip(NAMES, STATUTORY_BEFORE[year], strict=True))
    spans |= {"元旦": "01-01", "劳动节": "05-01", "国庆节": "10-01..10-03"}
    found = []
    for name, span in spans.items():
        first, _, last = span.partition("..")
        found.append(
            (model[name], date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last or first}"))
        )
    day = date(year, 1, 1)
    while day <= date(year, 12, 28):
        rest = not chinese_calendar.is_workday(day)
        if rest != (day.weekday() >= 5):
            reaches = [(f.off if rest else f.worked, first, last) for f, first, last in found]
            assert any(first - DAY * r.before <= day <= last + DAY * r.after for r, first, last in reaches), day
        day += DAY


def _copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CALENDARS, tmp_path / "calendar"))


def _faults(folder: Path) -> list[str]:
    with pytest.raises(PackErrors) as refused:
        load_calendar(folder)
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "says"),
    [
        ("2026.yaml", "to: 2026-10-07", "to: 2026-10-32", 14, "`2026-10-32` is not a day"),
        ("2026.yaml", "to: 2026-10-07", "to: 2026-09-30", 1, "ends on 2026-09-30 before it begins"),
        ("2026.yaml", "2026-10-10]", "2026-10-12]", 1, "make-up day 2026-10-12 is not on a weekend"),
        ("2026.yaml", "year: 2026", "year: 2025", 2, "the year 2025 in 2026.yaml"),
        ("2026.yaml", "dated: 2025-11-04", "when: 2025-11-04", 6, "unknown key `when`"),
        ("2026.yaml", "number:", "number: x\n    number:", 6, "a second time"),
        ("2026.yaml", "zh: 国庆节, en: National Day, ", "zh: 国庆节, ", 14, "no `en`"),
        ("statutory.yaml", "2027-02-05..2027-02-08", "2027-02-08..2027-02-05", 0, "`2027-02-08..2027-02-05`"),
        ("statutory.yaml", "unforeseen: {off: 2", "unforeseen: {off: two", 0, "`two`"),
    ],
)
def test_a_fault_of_the_calendar_names_file_and_line(
    tmp_path: Path, file: str, old: str, new: str, line: int, says: str
) -> None:
    folder = _copy(tmp_path)
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    line = line or text[: text.index(old)].count("\n") + 1
    faults = [fault for fault in _faults(folder) if says in fault]
    assert faults, _faults(folder)
    assert faults[0].startswith(f"{folder / file}:{line}:")


def test_a_missing_year_a_missing_file_and_bytes_that_are_not_utf_8_are_named(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    (folder / "2020.yaml").unlink()
    assert "2020 is missing" in _faults(folder)[0]
    (folder / "2019.yaml").write_bytes("year: 2019\n# 元旦".encode("gb18030"))
    assert f"{folder / '2019.yaml'}:2:" in _faults(folder)[0]
    assert "UTF-8" in _faults(folder)[0]
    (folder / "2019.yaml").write_text("", "utf-8")
    assert "an empty file" in _faults(folder)[0]
    (folder / "statutory.yaml").unlink()
    assert any("statutory.yaml" in fault and "cannot be read" in fault for fault in _faults(folder))
    (folder / "notes.yaml").write_text("year: 2031\nnotices: []\n", "utf-8")
    assert any("notes.yaml" in fault and "right would be: 2031.yaml" in fault.lower() for fault in _faults(folder))


def test_all_faults_of_all_files_are_named_at_once(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    for year in (2014, 2022):
        path = folder / f"{year}.yaml"
        path.write_text(path.read_text("utf-8").replace("notices:", "notice:"), "utf-8")
    named = "\n".join(_faults(folder))
    assert "2014.yaml" in named
    assert "2022.yaml" in named


def test_the_notice_for_2027_can_be_added_as_one_file(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    (folder / "2027.yaml").write_text(
        "year: 2027\nnotices:\n  - title: 演练用的通知\n    dated: 2026-11-30\n    holidays:\n"
        "      - {zh: 元旦, en: New Year's Day, from: 2026-12-31, to: 2027-01-02, make_up: [2026-12-26]}\n",
        "utf-8",
    )
    known = load_calendar(folder)
    assert isinstance(known, Calendar)
    assert known.announced_until == date(2027, 12, 31)
    assert known.trace(date(2026, 12, 25), date(2027, 1, 4)) == "WMRWWWHHHRW"
    notice = known.notice_of(date(2026, 12, 26))
    assert notice is not None
    assert notice.cited == "演练用的通知"  # without a number it is cited by its title
    assert known.version != calendar().version
