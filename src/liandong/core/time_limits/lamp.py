"""PURE. How a deadline looks at a moment: its lamp, and what remains, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from liandong.core.texts import Text
from liandong.core.time_limits.deadline import Deadline
from liandong.core.time_limits.limits import Unit
from liandong.core.time_limits.settings import CHINA
from liandong.core.time_words import LAMPS, REMAINS
from liandong.core.workdays import Calendar


class Lamp(StrEnum):
    """The state of a clock. `CLOSED` is the caller's to set: a deadline does not know whether its task is done."""

    NORMAL = "normal"
    REMINDER = "reminder"  # past a reminder value of the system; not late, for the law gives no number
    NEAR = "near"
    OVERDUE = "overdue"
    PAUSED = "paused"
    CLOSED = "closed"

    @property
    def words(self) -> Text:
        """Its name on a page."""
        return LAMPS[self.value]


class Left(StrEnum):
    """What a remainder counts in, and on which side of the last moment it lies."""

    WORKING_DAYS = "working days"
    HOURS = "hours"
    TODAY = "today"
    LATE_DAYS = "late days"
    LATE_HOURS = "late hours"
    NO_END = "no end"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Remaining:
    """How much of a limit is left: `n` working days, or hours and minutes."""

    what: Left
    n: int = 0
    minutes: int = 0

    def say(self, lang: str) -> str:
        """In words: 剩余3个工作日, 3 working days left."""
        words = REMAINS[self.what.value].say(lang).format(n=self.n, minutes=self.minutes)
        return words.replace("1 working days", "1 working day") if self.n == 1 else words


def lamp(deadline: Deadline, now: datetime, *, closed: bool = False) -> Lamp:
    """The lamp at `now`. What has no number in law (立即, 及时) is never overdue."""
    if closed:
        return Lamp.CLOSED
    if deadline.is_paused:
        return Lamp.PAUSED
    if deadline.due is not None and now > deadline.due:
        return Lamp.OVERDUE
    if deadline.remind_at is not None and now >= deadline.remind_at:
        return Lamp.NEAR if deadline.limit.has_end else Lamp.REMINDER
    return Lamp.NORMAL


def remaining(deadline: Deadline, now: datetime, calendar: Calendar) -> Remaining:
    """What is left at `now`: whole working days after today for day limits, hours and minutes for the others.

    Beyond the calendar it counts natural days, so that a page never fails over an old clock.
    """
    if deadline.is_paused:
        return Remaining(Left.PAUSED)
    if deadline.due is None or deadline.due_day is None:
        return Remaining(Left.NO_END)
    late = now > deadline.due
    if deadline.limit.unit in (Unit.HOURS, Unit.SAME_DAY):
        hours, rest = divmod(abs(deadline.due - now), timedelta(hours=1))
        return Remaining(Left.LATE_HOURS if late else Left.HOURS, hours, rest // timedelta(minutes=1))
    today = now.astimezone(CHINA).date()
    known = calendar.covers(today) and calendar.covers(deadline.due_day)
    days = calendar.working_days_between(today, deadline.due_day) if known else (deadline.due_day - today).days
    if late:
        return Remaining(Left.LATE_DAYS, max(1, -days))
    return Remaining(Left.WORKING_DAYS, days) if days > 0 else Remaining(Left.TODAY)
