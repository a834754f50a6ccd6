"""A county's clock and the published calendar, for tests of time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

from liandong.core.time_limits import CHINA, ClockSettings, DayEnd, Deadline, Force, Lead, Season, TimeLimit
from liandong.core.time_limits import set_deadline as core_set_deadline
from liandong.core.workdays import Calendar
from liandong.packs.calendars import load_calendar

CALENDARS = Path(__file__).parents[2] / "mechanisms" / "calendar"

CLOCK = ClockSettings(
    ends=DayEnd.MIDNIGHT,
    office=(
        Season(5, 1, ((time(8, 30), time(12)), (time(14, 30), time(18)))),
        Season(10, 1, ((time(8, 30), time(12)), (time(14), time(17, 30)))),
    ),
    remind_immediately=Lead.parse("30 minutes"),
    remind_promptly=Lead.parse("3 working days"),
    near_days=Lead.parse("1 working day"),
    near_hours=Lead.parse("4 hours"),
)


@cache
def calendar() -> Calendar:
    """The notices for 2012 to 2026, and the years presumed after them."""
    return load_calendar(CALENDARS)


@cache
def known_until(year: int) -> Calendar:
    """The same, as it was known when the notice of `year` was the last one out."""
    full = calendar()
    return Calendar([one for one in full.years if one.year <= year], full.presumption)


def at(text: str) -> datetime:
    """A moment in Asia/Shanghai: "2026-09-30 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA).astimezone(UTC)


def day(text: str) -> date:
    """A day: "2026-09-30"."""
    return date.fromisoformat(text)


def set_deadline(limit: str, start: str, clock: ClockSettings = CLOCK, force: Force = Force.MUST) -> Deadline:
    """The deadline of a limit, both as text, on the published calendar."""
    return core_set_deadline(
        TimeLimit.parse(limit),
        at(start),
        calendar(),
        clock,
        force=force,
        rule="siyang/joint-enforcement#legal-review",
        cites=("第九条",),
    )
