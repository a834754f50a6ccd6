"""PURE. What of a matter may leave the house in a package: no citizen's data, unless unmasked for the seat."""

from __future__ import annotations

from collections.abc import Mapping

from liandong.core.actors import Seat
from liandong.core.matter import events as e
from liandong.core.matter.commands import Plain
from liandong.core.matter.decide.masks import sees_files
from liandong.core.matter.state import Matter
from liandong.core.rules import FieldType, Procedure


def may_leave(event: e.Event, state: Matter, procedure: Procedure, seat: Seat) -> bool:
    """Whether the words of an event may go along with a package that this seat takes.

    They may not where the event states a citizen's data that were not unmasked for the seat, or names files that came
    with such data and are not the seat's to see. Its hash goes along in any case.
    """
    return all(
        _is_open(name, value, state, procedure, seat) for given in _stated(event) for name, value in given.items()
    )


def _stated(event: e.Event) -> tuple[Mapping[str, Plain], ...]:
    match event:
        case e.MatterOpened():
            return (event.fields,)
        case e.TaskCompleted():
            return (event.fields, event.answers)
        case e.FactCorrected():
            return ({event.field: event.value},)
        case _:
            return ()


def _is_open(name: str, value: Plain, state: Matter, procedure: Procedure, seat: Seat) -> bool:
    field = procedure.fields.get(name)
    if field is None or not value:
        return True
    if field.type is FieldType.PERSON:
        return f"{seat.unit}/{seat.post}" in state.unmasked.get(name, ())
    return field.type is not FieldType.FILES or sees_files(state, procedure, name, seat)
