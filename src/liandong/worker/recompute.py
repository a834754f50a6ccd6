"""Deadlines that a new or corrected calendar moves: found, shown before and after, and set again by a recorded command.

The import of a year (`liandong calendar import`) sends the commands itself. The worker does the same for provisional
deadlines that were reckoned by a process which had not read the new year yet.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from liandong.act import execute
from liandong.act.law import pinned_pack
from liandong.core.actors import clock_actor
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.decide.clocks import of_task
from liandong.core.texts import Text
from liandong.core.time_limits import Deadline, differs, recompute
from liandong.core.workdays import Calendar
from liandong.packs import Library, PackErrors, library, read_library
from liandong.projections import due
from liandong.record import read
from liandong.worker.sweep import SAID_ALREADY, Stopped, Swept

log = logging.getLogger(__name__)

FIRM_NOW = Text("放假安排已公布，暂定截止日改为确定", "The holiday notice is out: the provisional deadline is firm now")


@dataclass(frozen=True, slots=True)
class Moved:
    """One open deadline that a calendar moves: whose it is, what it was and what it comes to."""

    matter: str
    number: str
    county: str
    task: int
    step: str
    unit: str
    before: Deadline
    after: Deadline


def moved_by(calendar: Calendar, since: date, now: datetime) -> Iterator[Moved]:
    """Each open deadline that `calendar` moves, given that it differs from the present one from `since` on only."""
    return _moved(due.clocks_from(since), calendar, now)


def first_difference(old: Calendar, new: Calendar) -> date | None:
    """The first day on which two calendars differ, or None."""
    first, last = min(old.first, new.first), max(old.last, new.last)
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        kinds = (old.kind(day) if old.covers(day) else "", new.kind(day) if new.covers(day) else "")
        if kinds[0] != kinds[1]:
            return day
    return None


def set_again(found: Iterable[Moved], reason: str, now: datetime, stopped: Stopped = lambda: False) -> Swept:
    """Send one RecomputeDeadline for each; the calendar must be the library's by now. Sent again it changes nothing."""
    swept = Swept()
    for each in found:
        if stopped():
            break
        command = c.RecomputeDeadline(each.task, reason)
        try:
            execute(command, clock_actor(each.county), now, matter=each.matter)
            swept.stated += 1
        except Refusal as refusal:
            if refusal.code in SAID_ALREADY:
                swept.settled += 1
            else:
                log.error("%r on matter %s was refused: %s", command, each.matter, refusal)
                swept.failed += 1
    return swept


def settle_provisional(now: datetime, stopped: Stopped = lambda: False) -> Swept:
    """Read the mechanisms again if they changed, and set again the provisional deadlines that this made firm."""
    calendar = reread().calendar()
    found = _moved(due.clocks_unsettled(calendar.version), calendar, now)
    return set_again(found, FIRM_NOW.zh, now, stopped)


def _moved(clocks: Iterable[due.DueClock], calendar: Calendar, now: datetime) -> Iterator[Moved]:
    for clock in clocks:
        state = read.state(clock.matter)
        task = state.task(clock.task) if state else None
        deadline = of_task(task) if task and task.is_open else None
        if state is None or task is None or deadline is None:
            continue
        settings = pinned_pack(state.pack_hash).clock
        if differs(deadline, calendar, settings):
            after = recompute(deadline, calendar, settings, at=now, reason="")
            yield Moved(state.id, state.number, state.county, task.id, task.step, task.unit, deadline, after)


def reread() -> Library:
    """The library as the files stand now. Faulty files are logged, and the worker goes on with what it read before."""
    global _seen
    folder = library().folder
    found = max((path.stat().st_mtime_ns for path in folder.rglob("*.yaml")), default=0)
    if _seen not in (0, found):
        try:
            read_library(folder)
        except PackErrors:
            log.exception("the mechanisms have changed and cannot be read; the worker goes on with the former ones")
        else:
            library.cache_clear()
            log.info("the mechanisms have changed and were read again")
    _seen = found
    return library()


_seen = 0  # the newest change of a file that this process has read
