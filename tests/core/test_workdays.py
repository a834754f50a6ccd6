"""Working days: what each day is, and the arithmetic of counting them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liandong.core.calendar_years import CalendarError, CalendarYear, Holiday, Notice
from liandong.core.errors import Refusal
from liandong.core.texts import Text
from liandong.core.workdays import WORKED, Calendar
from tests.core.clocks import calendar, day, known_until

DAY = timedelta(days=1)
DAYS = st.dates(date(2012, 3, 1), date(2030, 9, 1))


def test_each_day_has_a_kind_and_the_notice_that_gave_it() -> None:
    known = calendar()
    assert known.trace(day("2026-09-30"), day("2026-10-13")) == "WHHHHHHHWWMRWW"
    assert known.holiday_name(day("2026-10-01")) == Text("国庆节", "National Day")
    assert known.holiday_name(day("2026-10-10")) == Text("国庆节", "National Day")
    assert known.holiday_name(day("2026-10-11")) is None
    notice = known.notice_of(day("2026-10-10"))
    assert notice is not None
    assert notice.number == "国办发明电〔2025〕7号"
    assert known.notice(2026) == notice
    assert known.notice(2027) is None


@pytest.mark.parametrize("worked", ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"])
def test_the_make_up_days_of_2026_are_working_days(worked: str) -> None:
    assert calendar().is_workday(day(worked))
    assert calendar().kind(day(worked)) == "M"


def test_a_later_notice_replaces_the_holiday_it_names_again() -> None:
    known = calendar()
    assert known.trace(day("2020-01-31"), day("2020-02-03")) == "HHHW"  # 1 February was to be worked
    assert known.trace(day("2019-04-28"), day("2019-05-05")) == "MWWHHHHM"  # 1 May alone was to be off
    assert known.trace(day("2015-09-02"), day("2015-09-06")) == "WHHHM"
    changed = known.notice_of(day("2020-02-01"))
    assert changed is not None
    assert changed.number == "国办发明电〔2020〕1号"


def test_a_notice_may_move_days_of_the_december_before_its_year() -> None:
    assert calendar().trace(day("2018-12-28"), day("2019-01-02")) == "WMHHHW"
    assert known_until(2018).trace(day("2018-12-28"), day("2019-01-02")) == "Wrrwhw"


def test_the_last_days_of_december_are_firm_only_when_the_next_notice_is_out() -> None:
    known = calendar()
    assert known.announced_until == day("2026-12-31")
    assert known.firm_until == day("2026-12-28")
    assert known.trace(day("2026-12-27"), day("2027-01-04")) == "RWwwwhrrw"
    assert known_until(2025).kind(day("2025-12-31")) == "w"
    assert known.kind(day("2025-12-31")) == "W"


def test_a_day_outside_the_calendar_is_refused_and_says_what_to_import() -> None:
    known = calendar()
    outside = [
        lambda: known.kind(day("2011-12-31")),
        lambda: known.is_workday(day("2031-01-01")),
        lambda: known.add_working_days(day("2011-06-01"), 1),
        lambda: known.add_working_days(day("2030-12-31"), 1),
        lambda: known.add_working_days(day("2026-01-01"), 9999),
        lambda: known.subtract_working_days(day("2012-01-04"), 1),
        lambda: known.subtract_working_days(day("2031-01-02"), 1),
        lambda: known.working_days_between(day("2011-01-01"), day("2012-02-01")),
        lambda: known.working_days_between(day("2030-01-01"), day("2031-02-01")),
        lambda: known.trace(day("2030-12-30"), day("2031-01-01")),
        lambda: known.next_working_day(day("2031-01-01")),
        lambda: known.previous_working_day(day("2012-01-01")),
    ]
    for ask in outside:
        with pytest.raises(Refusal) as refused:
            ask()
        assert refused.value.code == "calendar.too-short"
        assert "liandong calendar import" in str(refused.value)


@pytest.mark.parametrize("n", [0, -1])
def test_a_number_of_working_days_begins_at_1(n: int) -> None:
    with pytest.raises(ValueError, match="begins at 1"):
        calendar().add_working_days(day("2026-09-30"), n)
    with pytest.raises(ValueError, match="begins at 1"):
        calendar().subtract_working_days(day("2026-09-30"), n)


def _counted(start: date, n: int, step: timedelta) -> date:
    """The same by walking from day to day."""
    while n:
        start += step
        n -= calendar().is_workday(start)
    return start


@given(DAYS, st.integers(1, 60))
@settings(max_examples=150, deadline=None)
def test_adding_and_subtracting_count_each_day_as_walking_does(start: date, n: int) -> None:
    assert calendar().add_working_days(start, n) == _counted(start, n, DAY)
    if start > date(2012, 7, 1):
        assert calendar().subtract_working_days(start, n) == _counted(start, n, -DAY)


@given(DAYS, st.integers(1, 60))
@settings(max_examples=100, deadline=None)
def test_the_start_day_is_never_counted(start: date, n: int) -> None:
    end = calendar().add_working_days(start, n)
    assert end > start
    assert calendar().working_days_between(start, end) == n
    assert calendar().is_workday(end)


@given(DAYS, DAYS, st.integers(1, 30), st.integers(0, 30))
@settings(max_examples=100, deadline=None)
def test_a_later_start_or_a_longer_limit_never_ends_earlier(a: date, b: date, n: int, more: int) -> None:
    early, late = min(a, b), max(a, b)
    known = calendar()
    assert known.add_working_days(early, n) <= known.add_working_days(late, n)
    assert known.add_working_days(early, n) <= known.add_working_days(early, n + more)


@given(DAYS, st.integers(1, 60))
@settings(max_examples=100, deadline=None)
def test_forward_and_backward_are_inverse_on_working_days(start: date, n: int) -> None:
    known = calendar()
    worked = known.next_working_day(start)
    assert known.subtract_working_days(known.add_working_days(worked, n), n) == worked


@given(DAYS)
@settings(max_examples=100, deadline=None)
def test_rolling_stays_on_a_working_day_and_leaves_a_rest_day_by_the_nearest(start: date) -> None:
    known = calendar()
    onward, back = known.next_working_day(start), known.previous_working_day(start)
    assert back <= start <= onward
    assert known.is_workday(onward)
    assert known.is_workday(back)
    assert known.working_days_between(back, onward) == (0 if known.is_workday(start) else 1)


def test_between_counts_after_the_first_up_to_and_including_the_last_and_is_negative_backwards() -> None:
    known = calendar()
    assert known.working_days_between(day("2026-09-30"), day("2026-10-13")) == 5
    assert known.working_days_between(day("2026-10-13"), day("2026-09-30")) == -5
    assert known.working_days_between(day("2026-10-01"), day("2026-10-07")) == 0


def test_the_version_changes_with_the_data_and_only_with_them() -> None:
    full = calendar()
    same = Calendar(reversed(full.years), full.presumption)
    assert same.version == full.version
    assert known_until(2025).version != full.version
    assert len(full.version) == 12


def test_a_bound_has_no_fewer_and_no_more_working_days_than_it_says() -> None:
    known = calendar()
    first, last = known.first, known.last
    full, expected, sparse = (table.between(first, last) for table in (known.fullest, known.expected, known.sparsest))
    assert sparse < expected < full
    firm = known.firm_until
    assert known.fullest.between(first, firm) == known.sparsest.between(first, firm)


def _year(*holidays: Holiday, year: int = 2030) -> CalendarYear:
    return CalendarYear(year, (Notice("通知", "", date(year - 1, 11, 1), holidays),))


NAME = Text("节", "Festival")


@pytest.mark.parametrize(
    ("years", "says"),
    [
        ([], "at least one"),
        ([_year(), _year(year=2032)], "2031 is missing"),
        ([_year(Holiday(NAME, day("2030-05-03"), day("2030-05-01")))], "before it begins"),
        ([_year(Holiday(NAME, day("2031-05-01"), day("2031-05-03")))], "does not belong to 2030"),
        ([_year(Holiday(NAME, day("2029-11-30"), day("2030-01-01")))], "does not belong to 2030"),
        ([_year(Holiday(NAME, day("2030-05-01"), day("2030-05-01"), (day("2030-05-06"),)))], "not on a weekend"),
        (
            [_year(Holiday(NAME, day("2030-05-04"), day("2030-05-04"), (day("2030-05-04"),)))],
            "named twice, or is also off",
        ),
        (
            [
                _year(
                    Holiday(NAME, day("2030-05-01"), day("2030-05-02")),
                    Holiday(Text("另", "Other"), day("2030-05-02"), day("2030-05-02")),
                )
            ],
            "already off for 节",
        ),
        ([CalendarYear(2030, ())], "2030 has no notice"),
    ],
)
def test_years_that_cannot_be_are_refused_by_name(years: list[CalendarYear], says: str) -> None:
    with pytest.raises(CalendarError, match=says):
        Calendar(years)


def test_a_calendar_without_presumption_ends_with_its_last_notice() -> None:
    known = Calendar([_year()])
    assert known.last == known.firm_until == day("2030-12-31")
    assert set(known.kinds) == {"W", "R"}
    assert {"W", "M", "w"} == WORKED
