"""What time alone makes due becomes a fact: the clock sends a command like anyone else, and `decide` says what follows.

Exactly once needs no claim here. The act locks the matter, and `decide` refuses a fact that is on record already; so of
any number of workers one states it, and one that is killed before its commit has stated nothing. The next sweep finds
the row again until the fact is on record. An idempotency key would be wrong: a deadline set again to the same moment is
a new promise, and may fall due once more.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from liandong.act import execute
from liandong.core.actors import Seat, clock_actor
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.time_limits import CHINA
from liandong.people.seats import vacant
from liandong.projections import due

log = logging.getLogger(__name__)

SAID_ALREADY = frozenset(
    {
        "clock.already-said",  # another worker was faster
        "clock.too-early",  # the limit was lengthened since the row was read
        "deadline.none",
        "deadline.unchanged",
        "matter.ended",
        "matter.suspended",
        "task.not-open",
        "vacancy.none",
    }
)
"""Refusals that say the fact needs no stating any more."""

TRY_AGAIN = frozenset({"act.busy", "act.conflict"})
"""Refusals that leave the row for the next sweep."""


@dataclass(slots=True)
class Swept:
    """What one sweep came to: facts stated, those that needed none any more, and those that must be looked at."""

    stated: int = 0
    settled: int = 0
    failed: int = 0

    def __iadd__(self, other: Swept) -> Swept:
        self.stated += other.stated
        self.settled += other.settled
        self.failed += other.failed
        return self


Stopped = Callable[[], bool]


def sweep_due(now: datetime, stopped: Stopped = lambda: False) -> Swept:
    """State each last moment that has passed; where a text lets the limit lapse, its outcome follows in the same act.

    Gives up the rest when `stopped` says so."""
    acts = ((row.county, row.matter, c.TaskFellDue(row.task)) for row in due.fallen_due(now))
    return _state(acts, now, stopped)


def sweep_reminders(now: datetime, stopped: Stopped = lambda: False) -> Swept:
    """State each moment to remind a holder that has come."""
    acts = ((row.county, row.matter, c.ReminderDue(row.task)) for row in due.reminders_due(now))
    return _state(acts, now, stopped)


def sweep_vacancies(now: datetime, stopped: Stopped = lambda: False) -> Swept:
    """Let each open task whose post nobody holds today fall to the unit's head."""
    return _state(_vacancies(now), now, stopped)


def _vacancies(now: datetime) -> Iterable[tuple[str, str, c.Command]]:
    today = now.astimezone(CHINA).date()
    for county, unit, post in due.seats_with_tasks():
        if Seat(unit, post) in vacant(county, today):
            for row in due.tasks_of_seat(county, unit, post):
                yield county, row.matter, c.PostFellVacant(row.task)


def _state(acts: Iterable[tuple[str, str, c.Command]], now: datetime, stopped: Stopped) -> Swept:
    swept = Swept()
    for county, matter, command in acts:
        if stopped():
            break
        try:
            execute(command, clock_actor(county), now, matter=matter)
            swept.stated += 1
        except Refusal as refusal:
            _note(refusal, matter, command, swept)
        except (LookupError, RuntimeError, ValueError):
            # One matter that cannot be read must not keep the others from falling due; the log names it at each sweep.
            log.exception("%r on matter %s failed", command, matter)
            swept.failed += 1
    return swept


def _note(refusal: Refusal, matter: str, command: c.Command, swept: Swept) -> None:
    if refusal.code in SAID_ALREADY:
        swept.settled += 1
    elif refusal.code in TRY_AGAIN:
        log.info("%r on matter %s waits for the next sweep: %s", command, matter, refusal.code)
    else:
        log.error("%r on matter %s was refused: %s", command, matter, refusal)
        swept.failed += 1
