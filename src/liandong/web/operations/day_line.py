"""Operations as bars over a day of twenty-four hours, on the wall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from liandong.core.clashing import Operation, clashes
from liandong.core.rules import Pack
from liandong.web import dates
from liandong.web.fields.shown import names
from liandong.web.language import say

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class DayLine:
    """One operation on the day line; `at` is how much of the day has passed when it begins, in percent."""

    operation: Operation
    title: str
    units: str
    at: float
    is_today: bool
    clashes: bool


def day_lines(shown: Sequence[Operation], found: Sequence[Operation], pack: Pack, today: date) -> list[DayLine]:
    """The operations to show, each with whether an officer of it is named for another of those `found` that day."""
    named_twice = {each.matter for clash in clashes(found) for each in (clash.one, clash.other)}
    return [
        DayLine(
            operation=each,
            title=say(pack.procedures[each.procedure].title),
            units=names(list(each.units), pack),
            at=share_of_day(each.starts_at),
            is_today=each.day == today,
            clashes=each.matter in named_twice,
        )
        for each in shown
    ]


def share_of_day(at: datetime) -> float:
    """How much of the day in Asia/Shanghai has passed, in percent."""
    local = dates.local(at)
    return round(100 * (local.hour * 60 + local.minute) / DAY_MINUTES, 1)
