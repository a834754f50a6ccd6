"""The operations of one day along its hours, as the desk and the list of operations show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from liandong.core.clashing import Operation
from liandong.core.pictures.day_line import Stretch, day_line, now_on
from liandong.web import dates
from liandong.web.fields.shown import names
from liandong.web.language import say
from liandong.web.operations.beside import warnings_beside
from liandong.web.request import Seated


@dataclass(frozen=True, slots=True)
class DayOperation:
    """One operation of the day; `doubled` counts its officers who are named for another of that day."""

    stretch: Stretch
    title: str
    units: str
    doubled: int

    @property
    def operation(self) -> Operation:
        """The operation itself."""
        return self.stretch.operation


@dataclass(frozen=True, slots=True)
class DaySeen:
    """A day with its operations; `now` is the minute of the day that it is, None on every other day."""

    day: date
    is_today: bool
    now: int | None
    operations: tuple[DayOperation, ...]


def day_seen(request: Seated, running: Sequence[Operation], day: date) -> DaySeen:
    """The operations among `running` that touch the day."""
    line = day_line(running, day, request.now)
    warnings = warnings_beside([each.operation for each in line], request.actor, request.now)
    seen = tuple(
        DayOperation(
            each,
            say(request.pack.procedures[each.operation.procedure].title),
            names(list(each.operation.units), request.pack),
            len(warned.officers),
        )
        for each, warned in zip(line, warnings, strict=True)
    )
    return DaySeen(day, day == dates.local(request.now).date(), now_on(day, request.now), seen)
