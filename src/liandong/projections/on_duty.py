"""Who is on duty in a county on one day, out of the states of its rosters.

A roster is read without the filter of matters, and only its shifts leave: unit, hours, post and telephone. Whoever
needs the telephone of another unit takes no part in that unit's roster, so `matter.view` would hide exactly what is
asked for; `duty.view` says who may ask. Nor could the roster tell every unit: a model for all counties knows none of
their kinds, and its notices to sixty units would bury the others. The matter behind a shift is linked for those who may
see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from liandong.core import access
from liandong.core.actors import Actor
from liandong.core.matter.plain import ZONE
from liandong.core.on_duty import Shift, shifts_of
from liandong.core.rules import Pack
from liandong.projections.derived import Derived, MatterHead
from liandong.projections.matters import MatterQuery, matter_lines, matters_unscoped

MOST = 5000  # rosters of one procedure in force in one month
REASON = "a telephone on duty is for every unit of the county; duty.view was asked"
NIGHT = timedelta(hours=24)  # a shift of the night before, whose roster ended at midnight, still runs

_derived = Derived(shifts_of)


def shifts_on(actor: Actor, pack: Pack, day: date) -> list[Shift]:
    """The shifts of one day in Asia/Shanghai, unit by unit. Refusal `access.denied` where the actor may not ask."""
    return shifts_between(actor, pack, day, day)


def shifts_between(actor: Actor, pack: Pack, first: date, last: date) -> list[Shift]:
    """The shifts of a period, both days included, unit by unit. Refusal `access.denied` where the actor may not ask."""
    access.require("duty.view", actor, access.of_county(pack.county))
    return _shifts(pack, first, last, REASON)


def rosters_seen(actor: Actor, pack: Pack, day: date) -> set[str]:
    """The ids of the rosters of this day that the actor may open as matters."""
    return {line.id for query in _queries(pack, day, day) for line in matter_lines(actor, query)}


def shifts_on_unscoped(pack: Pack, day: date, reason: str) -> list[Shift]:
    """The same for a reader that is no person of the county.

    Of a roster that has ended, those shifts count that began while it was in force: made void, the rest of it is gone.
    """
    return _shifts(pack, day, day, reason)


def _shifts(pack: Pack, first: date, last: date, reason: str) -> list[Shift]:
    lines = [line for query in _queries(pack, first, last) for line in matters_unscoped(query, pack.county, reason)]
    heads = [MatterHead(line.id, line.procedure, line.seq, line.last_at) for line in lines]
    days = [first + timedelta(days=more) for more in range((last - first).days + 1)]
    found = (
        shift
        for line, shifts in zip(lines, _derived.of(heads, pack), strict=True)
        for shift in shifts
        if (line.ended_at is None or shift.starts_at < line.ended_at) and any(shift.touches(day) for day in days)
    )
    order = {code: place for place, code in enumerate(pack.units)}
    return sorted(found, key=lambda each: (order.get(each.unit, len(order)), each.unit, each.starts_at, each.post))


def _queries(pack: Pack, first: date, last: date) -> Iterator[MatterQuery]:
    """Rosters in force in the period: filed by its end, and not ended long before it."""
    begins, ends = datetime.combine(first, time(), ZONE), datetime.combine(last, time(), ZONE) + timedelta(days=1)
    for name, procedure in pack.procedures.items():
        if procedure.roster:
            yield MatterQuery(procedure=name, opened_to=ends, not_ended_at=begins - NIGHT, size=MOST)
