"""What is asked of a figure: by whom, over which days, of which procedure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from liandong.core.calendar_years import DAY
from liandong.core.rules import Pack
from liandong.core.time_limits import CHINA
from liandong.core.workdays import Calendar
from liandong.projections.figures.scope import Reader

DEFAULTS = Path(__file__).with_name("defaults.toml")
MOST_MONTHS = 36
OPENING, STEP = "opening", "step"
UNIT, PROCEDURE = "unit", "procedure"


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a figure shows where nobody asks otherwise: settings, no law."""

    months: int
    ageing: tuple[int, ...]
    late: int


@cache
def defaults() -> Defaults:
    """The settings of `defaults.toml`."""
    found = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    return Defaults(found["months"], tuple(found["ageing"]), found["late"])


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure as it is asked. `first` and `last` are days in Asia/Shanghai, both included."""

    reader: Reader
    pack: Pack
    calendar: Calendar
    now: datetime
    first: date
    last: date
    procedure: str = ""
    since: str = OPENING  # from what the age of a matter is counted
    bounds: tuple[int, ...] = ()  # of the ages, in working days
    unit: str = ""  # whose tasks alone, where a figure leaves the choice
    by: str = UNIT  # what the rows are, where a figure leaves the choice

    @property
    def today(self) -> date:
        """The day of `now` in Asia/Shanghai."""
        return self.now.astimezone(CHINA).date()

    @property
    def begins(self) -> datetime:
        """The first moment of the period."""
        return midnight(self.first)

    @property
    def ends(self) -> datetime:
        """The first moment after the period."""
        return midnight(self.last + DAY)


def midnight(day: date) -> datetime:
    """The first moment of a day in Asia/Shanghai."""
    return datetime.combine(day, time(0), CHINA)


def first_of_month(day: date, back: int = 0) -> date:
    """The first day of the month that lies `back` months before that of `day`."""
    place = day.year * 12 + day.month - 1 - back
    return date(place // 12, place % 12 + 1, 1)


def usual_period(today: date) -> tuple[date, date]:
    """The period that a figure covers unless asked otherwise: whole months back from today, and this one so far."""
    return first_of_month(today, defaults().months - 1), today


def months_of(first: date, last: date) -> list[date]:
    """The first days of the months that a period touches."""
    count = (last.year - first.year) * 12 + last.month - first.month
    return [first_of_month(last, back) for back in range(count, -1, -1)]
