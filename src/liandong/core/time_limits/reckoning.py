"""PURE. The arithmetic of a time limit: trigger and ledger in, last moment out. Nothing here remembers anything.

The day of the trigger is not counted (Civil Code 201). A natural-day limit that ends on a rest day moves to the
next working day (Civil Code 203), a backward one to the working day before. Hours run from the minute of the
trigger and never roll. While a clock stands still its days do not count; the day it resumes does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from liandong.core.calendar_years import DAY
from liandong.core.time_limits.deadline import Entry, Extension, Pause, standing
from liandong.core.time_limits.limits import TimeLimit, Unit
from liandong.core.time_limits.settings import CHINA, ClockSettings, Lead
from liandong.core.workdays import Calendar, WorkingDays

Spans = Sequence[tuple[date, date]]  # first and last day that do not count, both included


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a limit comes to."""

    due: datetime | None
    due_day: date | None
    earliest: date | None
    latest: date | None
    remind_at: datetime | None
    trace: str


STOPPED = Reckoned(None, None, None, None, None, "")


@dataclass(frozen=True, slots=True)
class Counting:
    """One way to count days: `days` are worked, `skipped` stand still.

    `later` and `sooner` widen a bound by what a notice out of the ordinary may do: so many working days fewer, so
    many rest days worked.
    """

    days: WorkingDays
    skipped: Spans = ()
    later: int = 0
    sooner: int = 0

    def nth_after(self, day: date, n: int) -> date:
        """The `n`-th working day after `day`."""
        found = self._nth_after(day, n + self.later)
        if not self.sooner:
            return found
        low = self._nth_after(day, n - self.sooner) if n > self.sooner else day + DAY
        while low < found and self._counts(low, after=day) < n:
            low += DAY
        return low

    def nth_before(self, day: date, n: int) -> date:
        """The `n`-th working day before `day`; nothing stands still backwards."""
        found = self.days.subtract(day, n + self.later)
        if not self.sooner:
            return found
        high = self.days.subtract(day, n - self.sooner) if n > self.sooner else day - DAY
        while high > found and self._counts_back(high, day) < n:
            high -= DAY
        return high

    def last_day(self, start: date, limit: TimeLimit) -> date:
        """The last day of a day limit that begins after `start`."""
        if limit.unit is Unit.WORKING_DAYS:
            return self.nth_after(start, limit.n)
        if limit.unit is Unit.NATURAL_DAYS:
            return self.nth_after(self._natural(start, limit.n) - DAY, 1)
        for first, last in self.skipped:
            if first <= start <= last:
                return last + DAY
        return start

    def last_day_before(self, start: date, limit: TimeLimit) -> date:
        """The latest day a backward limit allows; one that lands on a rest day moves earlier."""
        if limit.unit is Unit.WORKING_DAYS:
            return self.nth_before(start, limit.counted_back)
        return self.nth_before(start - DAY * limit.counted_back + DAY, 1)

    def _nth_after(self, day: date, n: int) -> date:
        found = self.days.add(day, n)
        if not self.skipped:
            return found
        lost = 0
        while (now_lost := self._stood_still(day, found)) != lost:
            lost = now_lost
            found = self.days.add(day, n + lost)
        return found

    def _stood_still(self, after: date, until: date) -> int:
        """Working days of (after, until] that do not count."""
        lost = 0
        for first, last in self.skipped:
            a, b = max(after, first - DAY), min(until, last)
            if a < b:
                lost += self.days.between(a, b)
        return lost

    def _natural(self, start: date, n: int) -> date:
        end = start + DAY * n
        for first, last in self.skipped:
            if first <= end and last > start:
                end += last - max(first - DAY, start)
        return end

    def _counts(self, day: date, after: date) -> int:
        worked = self.days.between(after, day) - self._stood_still(after, day)
        return worked + min(self.sooner, (day - after).days - self.days.between(after, day))

    def _counts_back(self, day: date, before: date) -> int:
        worked = self.days.between(day - DAY, before - DAY)
        return worked + min(self.sooner, (before - day).days - worked)


def reckon(
    limit: TimeLimit, trigger: datetime, ledger: Sequence[Entry], calendar: Calendar, settings: ClockSettings
) -> Reckoned:
    """What `limit`, running from `trigger`, comes to after all that `ledger` tells."""
    if not ledger:
        return _reckon(limit, trigger, (), (), calendar, settings)
    kept = standing(tuple(ledger))
    extensions = [entry for entry in kept if isinstance(entry, Extension)]
    pauses: list[Pause] = []
    found = _reckon(limit, trigger, extensions, pauses, calendar, settings)
    if limit.before:
        return found  # the action's date is what it hangs on; a pause does not move that
    for pause in sorted((e for e in kept if isinstance(e, Pause)), key=lambda e: e.at):
        if found.due is not None and pause.at > found.due:
            break  # what is over cannot be stopped
        if pause.until is None:
            return STOPPED
        pauses.append(pause)
        found = _reckon(limit, trigger, extensions, pauses, calendar, settings)
    return found


def _reckon(
    limit: TimeLimit,
    trigger: datetime,
    extensions: Sequence[Extension],
    pauses: Sequence[Pause],
    calendar: Calendar,
    settings: ClockSettings,
) -> Reckoned:
    if limit.unit is Unit.HOURS:
        return _hours(limit, trigger, extensions, pauses, settings)
    day = trigger.astimezone(CHINA).date()
    skipped = spans(pauses) if pauses else ()
    if not limit.has_end:
        return _without_number(limit, trigger, day, pauses, skipped, calendar, settings)
    limits = (limit, *[extension.by for extension in extensions])
    if limit.unit is Unit.WORKING_DAYS and not (limit.before or extensions or skipped):  # the common case
        due_day = calendar.add_working_days(day, limit.n)
    else:
        due_day = _run(Counting(calendar.expected, skipped), day, limits)
    earliest, latest = _bounds(limits, day, due_day, skipped, calendar)
    due = settings.end_of(due_day)
    if due <= trigger and not limit.before:  # "same day" asked after the close of business
        due = settings.midnight_after(due_day)
    trace = calendar.trace(due_day, day - DAY)[::-1] if limit.before else calendar.trace(day + DAY, due_day)
    return Reckoned(due, due_day, earliest, latest, _near(limit, trigger, due, due_day, calendar, settings), trace)


def _run(counting: Counting, day: date, limits: Sequence[TimeLimit]) -> date:
    if limits[0].before:
        return counting.last_day_before(day, limits[0])
    for limit in limits:
        day = counting.last_day(day, limit)
    return day


def _bounds(
    limits: Sequence[TimeLimit], day: date, due_day: date, skipped: Spans, calendar: Calendar
) -> tuple[date | None, date | None]:
    """The earliest and latest day that a notice to come may make of `due_day`; None twice if none may move it."""
    limit = limits[0]
    decisive = due_day
    if limit.before:
        decisive = day - DAY if limit.unit is Unit.WORKING_DAYS else day - DAY * limit.counted_back
    if (limit.unit in (Unit.SAME_DAY, Unit.SET_DAY) and len(limits) == 1) or calendar.is_firm(decisive):
        return None, None
    years = calendar.unannounced_years(min(day, due_day), max(day, due_day))
    presumed = calendar.presumption
    off = presumed.unforeseen_off * years if presumed else 0
    worked = presumed.unforeseen_worked * years if presumed else 0
    full = _run(Counting(calendar.fullest, skipped, sooner=worked), day, limits)
    sparse = _run(Counting(calendar.sparsest, skipped, later=off), day, limits)
    return min(full, sparse), max(full, sparse)


def _hours(
    limit: TimeLimit,
    trigger: datetime,
    extensions: Sequence[Extension],
    pauses: Sequence[Pause],
    settings: ClockSettings,
) -> Reckoned:
    if limit.before:
        due = trigger - timedelta(hours=limit.n)
    else:
        hours = limit.n + sum(extension.by.n for extension in extensions)
        due = _stopped(trigger, trigger + timedelta(hours=hours), pauses)
    remind_at = due - (settings.near_hours.exact or timedelta())
    if not limit.before:
        remind_at = max(remind_at, trigger)
    return Reckoned(due, due.astimezone(CHINA).date(), None, None, remind_at, "")


def _stopped(start: datetime, end: datetime, pauses: Sequence[Pause]) -> datetime:
    """`end`, later by as long as the clock stood still between `start` and it."""
    for pause in pauses:
        if pause.until is not None and pause.at <= end and pause.until > start:
            end += pause.until - max(pause.at, start)
    return end


def spans(pauses: Sequence[Pause]) -> Spans:
    """The days that each pause takes out: from its own day to the day before it ended."""
    spans = []
    for pause in pauses:
        if pause.until is not None:
            first, end = pause.at.astimezone(CHINA).date(), pause.until.astimezone(CHINA).date()
            if first < end:
                spans.append((first, end - DAY))
    return spans


def _without_number(
    limit: TimeLimit,
    trigger: datetime,
    day: date,
    pauses: Sequence[Pause],
    skipped: Spans,
    calendar: Calendar,
    settings: ClockSettings,
) -> Reckoned:
    lead = settings.remind_immediately if limit.unit is Unit.IMMEDIATELY else settings.remind_promptly
    if lead.exact is not None:
        remind_at = _stopped(trigger, trigger + lead.exact, pauses)
    else:
        remind_at = settings.closes(Counting(calendar.expected, skipped).nth_after(day, lead.n))
    return Reckoned(None, None, None, None, remind_at, "")


def _near(
    limit: TimeLimit, trigger: datetime, due: datetime, due_day: date, calendar: Calendar, settings: ClockSettings
) -> datetime:
    """When the lamp turns "near"; a setting, never before the trigger of a forward limit."""
    lead: Lead = settings.near_hours if limit.unit is Unit.SAME_DAY else settings.near_days
    if lead.exact is not None:
        near = min(due, settings.closes(due_day)) - lead.exact
    elif calendar.working_days_between(calendar.first, due_day) > lead.n:
        near = settings.opens(calendar.subtract_working_days(due_day, lead.n))
    else:  # in the first days that the calendar knows
        near = trigger
    return near if limit.before or limit.unit is Unit.SET_DAY else max(near, trigger)
