"""PURE. A county's clock: when its day ends, its office hours, and the values of its reminders.

Reminder values are settings of the system, not law (系统提醒值，非法定时限).
None has a default here: a pack states them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from liandong.core.calendar_years import DAY
from liandong.core.time_limits.limits import LimitError

CHINA = ZoneInfo("Asia/Shanghai")
MIDNIGHT = time(0)


class DayEnd(StrEnum):
    """When the last day of a limit ends (Civil Code 203, second paragraph)."""

    MIDNIGHT = "midnight"  # at 24:00
    CLOSE_OF_BUSINESS = "close of business"


class LeadUnit(StrEnum):
    """What a reminder value counts in."""

    MINUTES = "minutes"
    HOURS = "hours"
    WORKING_DAYS = "working days"


_LEAD = re.compile(r"([1-9][0-9]{0,3}) (minutes?|hours?|working days?)")


@dataclass(frozen=True, slots=True)
class Lead:
    """A reminder value: so long after a trigger, or so long before a due moment."""

    unit: LeadUnit
    n: int

    @staticmethod
    def parse(text: str) -> Lead:
        """Read "30 minutes", "4 hours" or "1 working day"."""
        found = _LEAD.fullmatch(" ".join(text.split()))
        if not found:
            raise LimitError(
                f"“{text}”不是提醒值，请写例如“30 minutes”、“4 hours”、“1 working day”",
                f'"{text}" is not a reminder value: write e.g. "30 minutes", "4 hours", "1 working day"',
            )
        return Lead(LeadUnit(found[2] if found[2].endswith("s") else f"{found[2]}s"), int(found[1]))

    @staticmethod
    def parse_exact(text: str) -> Lead:
        """The same, refusing working days: what hour limits are near by is counted on the clock."""
        lead = Lead.parse(text)
        if lead.exact is None:
            raise LimitError(
                f"“{text}”不是按钟点计算的，请写例如“30 minutes”或“4 hours”",
                f'"{text}" is not counted on the clock: write e.g. "30 minutes" or "4 hours"',
            )
        return lead

    def __str__(self) -> str:
        return f"{self.n} {self.unit.value.removesuffix('s') if self.n == 1 else self.unit.value}"

    @property
    def exact(self) -> timedelta | None:
        """The length on the clock, None for working days."""
        if self.unit is LeadUnit.WORKING_DAYS:
            return None
        return timedelta(minutes=self.n) if self.unit is LeadUnit.MINUTES else timedelta(hours=self.n)


@dataclass(frozen=True, slots=True)
class Season:
    """Office hours from a month and day on, each year, until the next season begins: spans of opening and closing."""

    month: int
    day: int
    hours: tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True)
class ClockSettings:
    """How a county reads the end of a day, and when it reminds."""

    ends: DayEnd
    office: tuple[Season, ...]  # in the order of the year
    remind_immediately: Lead
    remind_promptly: Lead
    near_days: Lead  # so long before the due day the lamp turns "near"
    near_hours: Lead  # the same for hour limits and "same day"

    def season(self, day: date) -> Season:
        """The office hours in force on `day`; before the year's first season the last one still runs."""
        found = self.office[-1]
        for season in self.office:
            if (season.month, season.day) > (day.month, day.day):
                break
            found = season
        return found

    def opens(self, day: date) -> datetime:
        """When the office opens on `day`, as a moment in UTC."""
        return _at(day, self.season(day).hours[0][0])

    def closes(self, day: date) -> datetime:
        """When the office closes on `day` (下班), as a moment in UTC."""
        return _at(day, self.season(day).hours[-1][1])

    def end_of(self, day: date) -> datetime:
        """The last moment of `day` as this county reads it: 24:00, or the close of business."""
        return self.midnight_after(day) if self.ends is DayEnd.MIDNIGHT else self.closes(day)

    def midnight_after(self, day: date) -> datetime:
        """24:00 of `day`, as a moment in UTC."""
        return _at(day + DAY, MIDNIGHT)


@lru_cache(maxsize=4096)
def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, CHINA).astimezone(UTC)
