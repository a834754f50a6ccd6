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
from liandong.core.matter.state import Matter
from liandong.core.on_duty import Shift, shifts_of
from liandong.core.rules import Pack
from liandong.projections.matters import MatterLine, MatterQuery, matter_lines, matters_unscoped
from liandong.record import read

MOST = 1000  # rosters of one procedure in force on one day
REASON = "a telephone on duty is for every unit of the county; duty.view was asked"
NIGHT = timedelta(hours=24)  # a shift of the night before, whose roster ended at midnight, still runs


def shifts_on(actor: Actor, pack: Pack, day: date) -> list[Shift]:
    """The shifts of one day in Asia/Shanghai, unit by unit. Refusal `access.denied` where the actor may not ask."""
    access.require("duty.view", actor, access.of_county(pack.county))
    return shifts_on_unscoped(pack, day, REASON)


def rosters_seen(actor: Actor, pack: Pack, day: date) -> set[str]:
    """The ids of the rosters of this day that the actor may open as matters."""
    return {line.id for query in _queries(pack, day) for line in matter_lines(actor, query)}


def shifts_on_unscoped(pack: Pack, day: date, reason: str) -> list[Shift]:
    """The same for a reader that is no person of the county.

    Of a roster that has ended, those shifts count that began while it was in force: made void, the rest of it is gone.
    """
    found = (
        shift
        for query in _queries(pack, day)
        for line, state in _with_states(list(matters_unscoped(query, pack.county, reason)))
        for shift in shifts_of(state, pack.procedures[line.procedure])
        if shift.touches(day) and (line.ended_at is None or shift.starts_at < line.ended_at)
    )
    order = {code: place for place, code in enumerate(pack.units)}
    return sorted(found, key=lambda each: (order.get(each.unit, len(order)), each.unit, each.starts_at, each.post))


def _queries(pack: Pack, day: date) -> Iterator[MatterQuery]:
    """Rosters in force on the day: filed by its end, and not ended long before it."""
    begins = datetime.combine(day, time(), ZONE)
    for name, procedure in pack.procedures.items():
        if procedure.roster:
            opened_to, not_ended_at = begins + timedelta(days=1), begins - NIGHT
            yield MatterQuery(procedure=name, opened_to=opened_to, not_ended_at=not_ended_at, size=MOST)


def _with_states(lines: list[MatterLine]) -> Iterator[tuple[MatterLine, Matter]]:
    for line, state in zip(lines, read.states(line.id for line in lines), strict=True):
        if line.id != state.id:
            raise LookupError(f"a row of the list names the matter {line.id}, which the record does not hold")
        yield line, state
