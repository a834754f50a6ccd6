"""Moments at which an office works: on working days of the calendar, within the county's office hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from liandong.core.time_limits import CHINA, ClockSettings
from liandong.core.workdays import Calendar


@dataclass(frozen=True, slots=True)
class OfficeTime:
    """The working time of one county; chance is given by the caller, so that equal seeds give equal moments."""

    calendar: Calendar
    clock: ClockSettings

    def at_work(self, moment: datetime, chance: Random) -> datetime:
        """`moment`, if the office is open then, else a moment soon after it opens next."""
        day = moment.astimezone(CHINA).date()
        if not self._worked(day) or moment >= self.clock.closes(day):
            return self._early(self._next(day), chance)
        if moment < self.clock.opens(day):
            return self._early(day, chance)
        return moment

    def some_day(self, first: date, last: date, chance: Random) -> datetime:
        """Any working moment of any day from `first` to `last`."""
        day = first + timedelta(days=chance.randrange((last - first).days + 1))
        if not self._worked(day):
            day = self._next(day)
        opens, closes = self.clock.opens(day), self.clock.closes(day)
        return opens + (closes - opens) * chance.random()

    def later(self, moment: datetime, days: float, chance: Random) -> datetime:
        """About so many working days later, at work."""
        whole = int(days)
        day = moment.astimezone(CHINA).date()
        ahead = self.calendar.add_working_days(day, whole) - day if whole else timedelta()
        return self.at_work(moment + ahead + timedelta(hours=8 * (days - whole)), chance)

    def _early(self, day: date, chance: Random) -> datetime:
        return self.clock.opens(day) + timedelta(minutes=chance.randint(3, 150))

    def _worked(self, day: date) -> bool:
        return self.calendar.is_workday(day)

    def _next(self, day: date) -> date:
        return self.calendar.next_working_day(day + timedelta(days=1))
