"""PURE. Meetings: when one is called for, and when it was held.

No word of the format says "meeting". Three names of fields do, in whatever procedure they stand: `meets_at` (an
instant) or `meets_on` (a date) says when one is called for, `met_on` (a date) when it was held.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from liandong.core.clashing import WITHDRAWN
from liandong.core.errors import Refusal
from liandong.core.matter.plain import ZONE, instant
from liandong.core.matter.state import Matter
from liandong.core.rules import FieldType, Procedure

CALLED, HELD, PLACE = ("meets_at", "meets_on"), "met_on", "place"
DATED = (FieldType.DATE, FieldType.INSTANT)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a matter. `starts_at` is None where only its day is known; `units` take part in the matter.

    `stands`: it was held, or will be; a matter that ended without it, or was taken back, called one off.
    """

    matter: str
    number: str
    procedure: str
    day: date
    starts_at: datetime | None
    place: str
    units: tuple[str, ...]
    held: bool
    stands: bool


def has_meetings(procedure: Procedure) -> bool:
    """Whether matters of this procedure call a meeting, or say that one was held."""
    return any(_is_dated(procedure, name) for name in (*CALLED, HELD))


def meeting_of(state: Matter, procedure: Procedure) -> Meeting | None:
    """The meeting of a matter as it stands now; None where no day of it is known."""
    called = next((found for name in CALLED if (found := _moment(state, procedure, name))), None)
    held = _moment(state, procedure, HELD)
    at = called if held is None or (called and _day(called) == _day(held)) else held
    if at is None:
        return None
    place = state.fields.get(PLACE)
    day = _day(at)
    return Meeting(
        matter=state.id,
        number=state.number,
        procedure=state.procedure,
        day=day,
        starts_at=at if isinstance(at, datetime) else None,
        place=place if isinstance(place, str) else "",
        units=state.parties,
        held=held is not None,
        stands=held is not None or _was_not_called_off(state, day),
    )


def _was_not_called_off(state: Matter, day: date) -> bool:
    """Whether a matter that says nothing of its meeting being held leaves it standing: it runs, or ended after it."""
    if not state.ended_at:
        return True
    return state.end != WITHDRAWN and instant(state.ended_at).astimezone(ZONE).date() >= day


def _is_dated(procedure: Procedure, name: str) -> bool:
    field = procedure.fields.get(name)
    return field is not None and field.type in DATED


def _moment(state: Matter, procedure: Procedure, name: str) -> datetime | date | None:
    value = state.fields.get(name) if _is_dated(procedure, name) else None
    if not isinstance(value, str) or not value:
        return None
    try:
        return instant(value) if procedure.fields[name].type is FieldType.INSTANT else date.fromisoformat(value)
    except (Refusal, ValueError):
        return None


def _day(at: datetime | date) -> date:
    return at.astimezone(ZONE).date() if isinstance(at, datetime) else at
