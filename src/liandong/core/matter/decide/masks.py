"""PURE. Personal data of citizens, and files that came with it: masked, in clear for those who need it, for a reason on
record."""

from __future__ import annotations

from liandong.core.actors import Seat
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.fields import named_units
from liandong.core.matter.state import Matter
from liandong.core.personal import masked
from liandong.core.rules import Field, FieldType, Procedure


def unmask(draft: Draft, command: c.Unmask) -> str:
    """Show a citizen's data to the seat that acts, if its unit needs them; the reason stands in the matter."""
    row = draft.allow("matter.unmask")
    field = draft.procedure.fields.get(command.field)
    seat, rule = draft.actor.seat, f"{draft.law.pack.county}/{draft.state.procedure}"
    if field is not None and field.type is FieldType.FILES:
        _may_see_files(draft, field, rule)
    elif field is None or field.type is not FieldType.PERSON or not draft.state.fields.get(command.field):
        raise Refusal("unmask.nothing", rule=rule, field="field")
    elif seat.unit != draft.state.opened_by and seat.unit not in named_units(field.protected, draft.lookup()):
        raise Refusal("unmask.not-needed", rule=rule, cites=field.cites, title=field.title)
    if not command.reason.strip():
        raise Refusal("reason.missing", field="reason")
    draft.emit(e.DataUnmasked(command.field, command.reason.strip(), seat.unit, seat.post))
    return row


def _may_see_files(draft: Draft, field: Field, rule: str) -> None:
    """Files that came with a citizen's data are shown, for a reason, to whoever has work to do in the matter."""
    state, seat = draft.state, draft.actor.seat
    if field.name not in withheld_fields(state, draft.procedure, seat):
        raise Refusal("unmask.nothing", rule=rule, field="field")
    if not any(seat.unit in (task.unit, task.recorder) for task in state.tasks):
        raise Refusal("unmask.not-needed", rule=rule, cites=field.cites, title=field.title)


def withheld_fields(state: Matter, procedure: Procedure, seat: Seat) -> list[str]:
    """The fields with files of which this seat sees no more than that they are there."""
    held = (name for name in procedure.file_fields if state.fields.get(name))
    return [name for name in held if not sees_files(state, procedure, name, seat)]


def guards(procedure: Procedure, name: str) -> tuple[Field, ...]:
    """The citizens with whose data the files of a field come: the same entry asks both.

    Such files may show or tell who the citizen is.
    """
    persons = [field for field in procedure.fields.values() if field.type is FieldType.PERSON]
    asked = [{ask.field for ask in entry.asks} for entry in procedure.entries.values()]
    return tuple(person for person in persons if any({name, person.name} <= paths for paths in asked))


def sees_files(state: Matter, procedure: Procedure, name: str, seat: Seat) -> bool:
    """Whether a seat that sees the matter sees the files of a field: those that came with a citizen's data are for
    whom that data is for, the unit that opened the matter and those of `protected`; and for a seat that asked to see
    them, with a reason."""
    if seat.unit == state.opened_by or f"{seat.unit}/{seat.post}" in state.unmasked.get(name, ()):
        return True
    given = {field.name: state.fields.get(field.name) for field in procedure.fields.values()}
    return all(seat.unit in named_units(person.protected, given.get) for person in guards(procedure, name))


def withheld(items: c.Plain) -> c.Plain:
    """Files of which no more is shown than that they are there: kind, size, moment, hash."""
    if not isinstance(items, list):
        return items
    kept = ("size", "type", "stored_at", "sha256")
    return [{part: item[part] if part in kept else "" for part in item} for item in items if isinstance(item, dict)]


def shown(state: Matter, procedure: Procedure, seat: Seat) -> dict[str, c.Plain]:
    """The facts of a matter as this seat may see them: citizens masked unless they were unmasked for it, and files that
    came with their data withheld."""
    out: dict[str, c.Plain] = {}
    for name, value in state.fields.items():
        field = procedure.fields.get(name)
        if field is not None and field.type is FieldType.PERSON and isinstance(value, dict):
            clear = f"{seat.unit}/{seat.post}" in state.unmasked.get(name, ())
            value = value if clear else dict(masked(value))
        elif field is not None and field.type is FieldType.FILES and not sees_files(state, procedure, name, seat):
            value = withheld(value)
        out[name] = value
    return out
