"""PURE. The operations of one day along its hours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from liandong.core.clashing import Operation
from liandong.core.matter.plain import ZONE

MINUTES = 24 * 60
SHORTEST = 20  # minutes that a mark is wide at least, to be seen
HOURS = (0, 6, 12, 18, 24)


class Going(StrEnum):
    """How far an operation is."""

    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One operation on the line: where it begins and how long it is, in minutes of the day.

    `is_open` says that nobody has declared its end: of one that runs the line reaches to now, of one that is planned
    it is a mark at its beginning alone.
    """

    operation: Operation
    going: Going
    start: int
    length: int
    is_open: bool
    is_from_before: bool


def day_line(operations: Iterable[Operation], day: date, now: datetime) -> tuple[Stretch, ...]:
    """Those that touch the day in Asia/Shanghai, the earliest first. `now` decides which of them run."""
    begins = datetime.combine(day, time(), ZONE)
    found = (_stretch(each, begins, now) for each in operations)
    return tuple(sorted((each for each in found if each), key=lambda each: (each.operation.starts_at, each.start)))


def now_on(day: date, now: datetime) -> int | None:
    """The minute of the day that it is, None on another day."""
    minute = (now - datetime.combine(day, time(), ZONE)) // timedelta(minutes=1)
    return minute if 0 <= minute < MINUTES else None


def _stretch(operation: Operation, begins: datetime, now: datetime) -> Stretch | None:
    ends = begins + timedelta(days=1)
    is_open = operation.ended_at is None
    if operation.ended_at is not None:
        going, until = Going.ENDED, operation.ended_at
    elif operation.starts_at <= now:
        going, until = Going.RUNNING, now
    else:
        going, until = Going.PLANNED, operation.starts_at
    if operation.starts_at >= ends or (until < begins):
        return None
    start = max(0, (operation.starts_at - begins) // timedelta(minutes=1))
    stop = min(MINUTES, (until - begins) // timedelta(minutes=1))
    start = min(start, MINUTES - SHORTEST)
    return Stretch(operation, going, start, max(SHORTEST, stop - start), is_open, operation.starts_at < begins)
