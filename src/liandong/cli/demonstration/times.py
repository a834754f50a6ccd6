"""Moments that count from the loading of the demonstration: "3 working days ago 09:30", "40 minutes ago"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from liandong.core.time_limits import CHINA
from liandong.core.workdays import Calendar

_CLOCK = re.compile(r"(?P<n>[0-9]{1,3}) (?P<unit>minutes|hours) ago")
_DAY = re.compile(r"today|(?P<back>[1-9][0-9]{0,2}) working days ago|in (?P<ahead>[1-9][0-9]{0,2}) working days")
_AT = re.compile(r"(?P<day>.+) (?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9])")
MOMENT_FORM = 'a moment such as "3 working days ago 09:30", "in 2 working days 08:30" or "40 minutes ago"'
DAY_FORM = 'a day such as "3 working days ago", "today" or "in 2 working days"'


@dataclass(frozen=True, slots=True)
class Times:
    """The moment of loading, and the calendar that working days are counted on."""

    now: datetime
    calendar: Calendar

    def day(self, text: str) -> date:
        """The day that `text` means; ValueError says how days are written."""
        found = _DAY.fullmatch(text)
        if not found:
            raise ValueError(f"`{text}`: write {DAY_FORM}")
        today = self.now.astimezone(CHINA).date()
        if found["back"]:
            return self.calendar.subtract_working_days(today, int(found["back"]))
        return self.calendar.add_working_days(today, int(found["ahead"])) if found["ahead"] else today

    def moment(self, text: str) -> datetime:
        """The moment that `text` means, in Asia/Shanghai; ValueError says how moments are written."""
        ago = _CLOCK.fullmatch(text)
        if ago:
            return (self.now - timedelta(**{ago["unit"]: int(ago["n"])})).astimezone(CHINA).replace(microsecond=0)
        at = _AT.fullmatch(text)
        if not at:
            raise ValueError(f"`{text}`: write {MOMENT_FORM}")
        return datetime.combine(self.day(at["day"]), time(int(at["hour"]), int(at["minute"])), CHINA)
