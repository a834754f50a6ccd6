"""PURE. The days of meetings: on which one is called for, and on which it was held.

A procedure of meetings says under `meeting` which of its fields hold that (`rules.Meeting`: `on`, `held_on`, `place`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from liandong.core.clashing import WITHDRAWN
from liandong.core.errors import Refusal
from liandong.core.matter.plain import ZONE, instant
from liandong.core.matter.state import Matter
from liandong.core.rules import FieldType, Procedure


@dataclass(frozen=True, slots=True)
class MeetingDay:
    """The day of one meeting. `starts_at` is None where only its day is known; `units` take part in the matter.

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


def meeting_day(state: Matter, procedure: Procedure) -> MeetingDay | None:
    """The day of a matter's meeting as it stands now; None where none is known, or the procedure has no meetings."""
    where = procedure.meeting
    if where is None:
        return None
    called = _moment(state, procedure, where.on)
    held = _moment(state, procedure, where.held_on)
    at = called if held is None or (called and _day(called) == _day(held)) else held
    if at is None:
        return None
    place = state.fields.get(where.place)
    day = _day(at)
    return MeetingDay(
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


def _moment(state: Matter, procedure: Procedure, name: str) -> datetime | date | None:
    value = state.fields.get(name) if name else None
    if not isinstance(value, str) or not value:
        return None
    try:
        return instant(value) if procedure.fields[name].type is FieldType.INSTANT else date.fromisoformat(value)
    except (Refusal, ValueError):
        return None


def _day(at: datetime | date) -> date:
    return at.astimezone(ZONE).date() if isinstance(at, datetime) else at
