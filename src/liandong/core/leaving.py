"""PURE. What of a matter may leave the house in a package: no citizen's data, unless unmasked for the seat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from liandong.core.actors import Seat
from liandong.core.evidence import items_in
from liandong.core.matter import events as e
from liandong.core.matter.commands import Plain
from liandong.core.matter.decide.masks import sees_files
from liandong.core.matter.erasing import ERASED
from liandong.core.matter.state import Matter
from liandong.core.personal import UNNAMED
from liandong.core.rules import FieldType, Procedure

SHORTEST = 2  # characters of a name or a number that can be told from other words


def may_leave(event: e.Event, state: Matter, procedure: Procedure, seat: Seat) -> bool:
    """Whether the words of an event may go along with a package that this seat takes.

    They may not where the event states a citizen's data that were not unmasked for the seat, or names files that came
    with such data and are not the seat's to see; nor where a paper holds words of either. Its hash goes along in any
    case.
    """
    if isinstance(event, e.WordsErased):
        left = (e.event_from(each["kind"], each["left"]) for each in event.events)
        return all(may_leave(each, state, procedure, seat) for each in left)
    if isinstance(event, e.PaperIssued):
        words = "\n".join(_words(event.content))
        return not any(each in words for each in _hidden(state, procedure, seat))
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
        if isinstance(value, Mapping) and set(value.values()) == {ERASED}:
            return True
        return f"{seat.unit}/{seat.post}" in state.unmasked.get(name, ())
    return field.type is not FieldType.FILES or sees_files(state, procedure, name, seat)


def _hidden(state: Matter, procedure: Procedure, seat: Seat) -> Iterator[str]:
    """What of the facts this seat does not see: the parts of citizens, and the names of files that came with them."""
    for name, value in state.fields.items():
        if _is_open(name, value, state, procedure, seat):
            continue
        if isinstance(value, Mapping):
            yield from (each for each in map(str, value.values()) if len(each) >= SHORTEST and each != UNNAMED)
        else:
            yield from (str(item["name"]) for item in items_in(value))


def _words(value: object) -> Iterator[str]:
    """Every text within a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _words(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _words(each)
