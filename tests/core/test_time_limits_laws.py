"""Laws of time limits that must hold for every trigger, limit and ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from liandong.core.calendar_years import CalendarYear, Holiday
from liandong.core.errors import Refusal
from liandong.core.texts import Text
from liandong.core.time_limits import (
    CHINA,
    Deadline,
    Extension,
    Pause,
    TimeLimit,
    Unit,
    extend,
    judge,
    pause,
    prove,
    recompute,
    resume,
    revoke,
    set_deadline,
    verify,
)
from liandong.core.workdays import Calendar
from tests.core.clocks import CLOCK, calendar

DAY = timedelta(days=1)
BASIS = "中止依据"
MANY = settings(max_examples=120, deadline=None)

FIRST, LAST = datetime(2012, 6, 1, tzinfo=UTC), datetime(2026, 9, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(0), LAST - FIRST).map(lambda passed: FIRST + passed)
LATER = st.timedeltas(timedelta(0), timedelta(days=12))
DAY_LIMITS = st.builds(TimeLimit, st.sampled_from([Unit.WORKING_DAYS, Unit.NATURAL_DAYS]), st.integers(1, 20))
WORKING = st.builds(TimeLimit, st.just(Unit.WORKING_DAYS), st.integers(1, 20))
HOURS = st.builds(TimeLimit, st.just(Unit.HOURS), st.integers(1, 400))
LIMITS = st.one_of(DAY_LIMITS, HOURS, st.just(TimeLimit(Unit.SAME_DAY)))


def _set(limit: TimeLimit, trigger: datetime) -> Deadline:
    return set_deadline(limit, trigger, calendar(), CLOCK)


def _extend(found: Deadline, by: TimeLimit, at: datetime) -> Deadline:
    return extend(found, by, at, "", calendar(), CLOCK)


def _paused(found: Deadline, since: datetime, until: datetime) -> Deadline:
    return resume(pause(found, since, BASIS), until, calendar(), CLOCK)


def _day(moment: datetime) -> date:
    return moment.astimezone(CHINA).date()


def _walked(found: Deadline) -> date:
    """The due day of a day limit, found by walking: what the law says, without any arithmetic."""
    pauses = [(_day(e.at), _day(e.until)) for e in found.ledger if isinstance(e, Pause) and e.until]
    limits = [found.limit, *(e.by for e in found.ledger if isinstance(e, Extension))]
    day = _day(found.trigger)

    def counts(day: date) -> bool:
        return not any(since <= day < until for since, until in pauses)

    for limit in limits:
        left = limit.n
        while left:
            day += DAY
            if counts(day) and (limit.unit is Unit.NATURAL_DAYS or calendar().is_workday(day)):
                left -= 1
        while not (counts(day) and calendar().is_workday(day)):
            day += DAY
    return day


@given(MOMENTS, DAY_LIMITS, st.none() | DAY_LIMITS, st.lists(st.tuples(LATER, LATER), max_size=3))
@MANY
def test_arithmetic_and_walking_from_day_to_day_agree_whatever_the_ledger(
    trigger: datetime, limit: TimeLimit, by: TimeLimit | None, spans: list[tuple[timedelta, timedelta]]
) -> None:
    found = _set(limit, trigger)
    if by is not None:
        found = _extend(found, by, trigger)
    now = trigger
    for wait, length in spans:
        since = now + wait
        if found.due is None or since > found.due:
            break
        now = since + length
        found = _paused(found, since, now)
    assert found.due_day == _walked(found)
    assert verify(found, calendar(), CLOCK) is None
    assert Deadline.from_json(found.to_json()) == found
    counted = [line for line in prove(found, calendar()).lines if line.count is not None]
    assert len(counted) == limit.n + (by.n if by else 0)
    assert prove(found, calendar()).lines[-1].day == found.due_day


@given(MOMENTS, LIMITS)
@MANY
def test_a_limit_ends_after_its_trigger_and_never_on_the_day_of_it_when_counted_in_days(
    trigger: datetime, limit: TimeLimit
) -> None:
    found = _set(limit, trigger)
    assert found.due is not None
    assert found.due_day is not None
    assert found.due > trigger
    if limit.unit in (Unit.WORKING_DAYS, Unit.NATURAL_DAYS):
        assert found.due_day > _day(trigger)
        assert calendar().is_workday(found.due_day)
        assert len(found.trace) == (found.due_day - _day(trigger)).days


@given(MOMENTS, LATER, LIMITS)
@MANY
def test_a_later_trigger_never_ends_earlier(trigger: datetime, wait: timedelta, limit: TimeLimit) -> None:
    first, second = _set(limit, trigger).due, _set(limit, trigger + wait).due
    assert first is not None
    assert second is not None
    assert first <= second


@given(MOMENTS, st.sampled_from([Unit.WORKING_DAYS, Unit.NATURAL_DAYS]), st.integers(1, 20))
@MANY
def test_a_backward_limit_leaves_the_full_number_of_days_before_the_action(
    trigger: datetime, unit: Unit, n: int
) -> None:
    found = _set(TimeLimit(unit, n, before=True), trigger)
    assert found.due_day is not None
    action = _day(trigger)
    assert calendar().is_workday(found.due_day)
    if unit is Unit.WORKING_DAYS:
        assert calendar().working_days_between(found.due_day - DAY, action - DAY) == n
        onward = _set(TimeLimit(unit, n), datetime(*found.due_day.timetuple()[:3], 4, tzinfo=UTC)).due_day
        assert onward == calendar().next_working_day(action)  # forward undoes backward
    else:
        assert (action - found.due_day).days >= n


@given(MOMENTS, st.sampled_from([Unit.WORKING_DAYS, Unit.NATURAL_DAYS]), st.integers(1, 20))
@MANY
def test_clear_days_lie_whole_between_the_notice_and_the_action(trigger: datetime, unit: Unit, n: int) -> None:
    limit = TimeLimit(unit, n, before=True, clear=True)
    assert TimeLimit.parse(str(limit)) == limit
    found = _set(limit, trigger).due_day
    assert found == _set(TimeLimit(unit, n + 1, before=True), trigger).due_day
    assert found is not None
    between = (_day(trigger) - found).days - 1
    worked = calendar().working_days_between(found, _day(trigger) - DAY)
    assert (worked if unit is Unit.WORKING_DAYS else between) >= n


@given(MOMENTS, HOURS)
@MANY
def test_hour_clocks_never_roll(trigger: datetime, limit: TimeLimit) -> None:
    assert _set(limit, trigger).due == trigger + timedelta(hours=limit.n)
    assert _set(replace(limit, before=True), trigger).due == trigger - timedelta(hours=limit.n)


@given(MOMENTS, DAY_LIMITS, st.booleans(), st.data())
@MANY
def test_a_holiday_added_later_never_shortens_a_limit(
    trigger: datetime, limit: TimeLimit, before: bool, data: st.DataObject
) -> None:
    limit = replace(limit, before=before)
    found = _set(limit, trigger)
    assert found.due_day is not None
    action = _day(trigger)
    span = sorted((action, found.due_day))
    extra = data.draw(st.dates(span[0] - DAY * 3, span[1] + DAY * 3))
    assume(calendar().kind(extra) == "W")
    new = set_deadline(limit, trigger, _with_holiday(extra), CLOCK)
    assert new.due_day is not None
    if before:
        assert (
            new.due_day <= found.due_day
        )  # the the latest day allowed moves back, so that nobody loses a working day of notice
    else:
        assert new.due_day >= found.due_day
    moved = recompute(found, _with_holiday(extra), CLOCK, at=trigger, reason="")
    assert moved.due_day == new.due_day


def _with_holiday(extra: date) -> Calendar:
    years = []
    for year in calendar().years:
        if year.year == extra.year:
            holiday = Holiday(Text("临时", "Extra"), extra, extra)
            year = CalendarYear(year.year, (*year.notices, replace(year.notice, holidays=(holiday,))))
        years.append(year)
    return Calendar(years, calendar().presumption)


@given(MOMENTS, LIMITS, st.integers(1, 15), LATER, LATER)
@MANY
def test_extending_and_pausing_commute(
    trigger: datetime, limit: TimeLimit, more: int, wait: timedelta, length: timedelta
) -> None:
    found = _set(limit, trigger)
    by = TimeLimit(Unit.HOURS if limit.unit is Unit.HOURS else Unit.WORKING_DAYS, more)
    since = trigger + wait
    assume(found.due is not None and since <= found.due)
    first = _paused(_extend(found, by, trigger), since, since + length)
    second = _extend(_paused(found, since, since + length), by, trigger)
    third = resume(_extend(pause(found, since, BASIS), by, trigger), since + length, calendar(), CLOCK)
    assert first.due == second.due == third.due
    assert first.trace == second.trace == third.trace


@given(MOMENTS, WORKING, WORKING, WORKING)
@MANY
def test_extensions_in_working_days_commute_and_add_up(
    trigger: datetime, limit: TimeLimit, a: TimeLimit, b: TimeLimit
) -> None:
    found = _set(limit, trigger)
    one, other = _extend(_extend(found, a, trigger), b, trigger), _extend(_extend(found, b, trigger), a, trigger)
    assert one.due == other.due == _set(TimeLimit(Unit.WORKING_DAYS, limit.n + a.n + b.n), trigger).due


@given(MOMENTS, LIMITS, st.integers(1, 15), LATER, LATER)
@MANY
def test_what_is_taken_back_leaves_what_was_there_before(
    trigger: datetime, limit: TimeLimit, more: int, wait: timedelta, length: timedelta
) -> None:
    found = _set(limit, trigger)
    by = TimeLimit(Unit.HOURS if limit.unit is Unit.HOURS else Unit.WORKING_DAYS, more)
    since = trigger + wait
    both = _paused(_extend(found, by, trigger), since, since + length)
    without_pause = revoke(both, 1, since + length, "", calendar(), CLOCK)
    assert without_pause.due == _extend(found, by, trigger).due
    assert revoke(both, 0, since + length, "", calendar(), CLOCK).due == _paused(found, since, since + length).due
    assert revoke(without_pause, 0, since + length, "", calendar(), CLOCK).due == found.due


@given(MOMENTS, LIMITS, LATER, LATER)
@MANY
def test_a_pause_never_shortens_and_never_ends_a_limit_before_it_resumes(
    trigger: datetime, limit: TimeLimit, wait: timedelta, length: timedelta
) -> None:
    found = _set(limit, trigger)
    since = trigger + wait
    assume(found.due is not None and since <= found.due)
    resumed = _paused(found, since, since + length)
    assert resumed.due is not None
    assert found.due is not None
    assert resumed.due >= found.due
    assert resumed.due >= since + length
    if limit.unit is Unit.HOURS:
        assert resumed.due - found.due == length


@given(MOMENTS, LIMITS, LATER)
@MANY
def test_an_act_is_late_exactly_after_the_last_moment(trigger: datetime, limit: TimeLimit, wait: timedelta) -> None:
    found = _set(limit, trigger)
    assert found.due is not None
    moment = trigger + wait
    assert (judge(found, moment).value == "late") == (moment > found.due)


@given(MOMENTS, st.none() | LIMITS, st.integers(-3, 3))
@MANY
def test_an_impossible_act_is_a_refusal_and_nothing_else(
    trigger: datetime, limit: TimeLimit | None, entry: int
) -> None:
    found = _set(limit or TimeLimit(Unit.PROMPTLY), trigger)
    for act in (
        lambda: revoke(found, entry, trigger, "", calendar(), CLOCK),
        lambda: resume(found, trigger, calendar(), CLOCK),
        lambda: _extend(found, TimeLimit(Unit.PROMPTLY), trigger),
    ):
        try:
            act()
        except Refusal as refusal:
            assert str(refusal)
        else:
            raise AssertionError("an act that is impossible was allowed")
