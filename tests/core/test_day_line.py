"""The operations of a day along its hours."""

from __future__ import annotations

from datetime import date, datetime

from liandong.core.clashing import Operation
from liandong.core.pictures.day_line import MINUTES, SHORTEST, Going, day_line, now_on
from liandong.core.time_limits import CHINA

DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=CHINA)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=CHINA)


def operation(starts_at: datetime, ended_at: datetime | None = None) -> Operation:
    return Operation("m", "n", "p", starts_at, "河道", (), (), ended_at)


def test_what_runs_reaches_to_now_and_what_is_planned_is_a_mark_at_its_beginning() -> None:
    running, planned = day_line([operation(at(20, 15)), operation(at(20, 8))], DAY, NOON)
    assert (running.going, running.start, running.length, running.is_open) == (Going.RUNNING, 480, 240, True)
    assert (planned.going, planned.start, planned.length, planned.is_open) == (Going.PLANNED, 900, SHORTEST, True)


def test_what_ended_lies_between_its_two_moments() -> None:
    (ended,) = day_line([operation(at(20, 8), at(20, 9, 30))], DAY, NOON)
    assert (ended.going, ended.start, ended.length, ended.is_open) == (Going.ENDED, 480, 90, False)


def test_what_began_before_and_runs_on_fills_the_day_up_to_now_and_no_further() -> None:
    (found,) = day_line([operation(at(18, 8))], DAY, NOON)
    assert (found.start, found.length, found.is_from_before) == (0, 720, True)
    (yesterday,) = day_line([operation(at(18, 8))], date(2026, 11, 19), NOON)
    assert (yesterday.start, yesterday.length) == (0, MINUTES)


def test_what_ended_before_the_day_or_begins_after_it_is_not_there() -> None:
    others = [operation(at(18, 8), at(19, 9)), operation(at(21, 0)), operation(at(19, 8), at(19, 23, 59))]
    assert day_line(others, DAY, NOON) == ()
    assert day_line([operation(at(18, 8))], date(2026, 11, 21), NOON) == ()


def test_a_mark_at_the_end_of_the_day_stays_on_it() -> None:
    (late,) = day_line([operation(at(20, 23, 55))], DAY, NOON)
    assert late.start + late.length == MINUTES


def test_now_has_a_minute_on_its_own_day_alone() -> None:
    assert now_on(DAY, NOON) == 720
    assert now_on(date(2026, 11, 19), NOON) is None
    assert now_on(date(2026, 11, 21), NOON) is None
