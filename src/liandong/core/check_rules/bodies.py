"""PURE. Whether those whom new parties name are somebody: members of kinds, units of rows, leaders, receivers."""

from __future__ import annotations

from collections.abc import Iterator

from liandong.core.check_rules.lists import members_of
from liandong.core.check_rules.problems import Problem
from liandong.core.check_rules.seats import seats_of, takes
from liandong.core.rules import Field, FieldType, Pack, Party, PartyKind, Procedure, Step


def body_problems(pack: Pack) -> Iterator[Problem]:
    """Kinds without units, rows without somebody to bear them, lists that nothing can fill."""
    kinds = {unit.kind for unit in pack.units.values()}
    for procedure in pack.procedures.values():
        root = f"{pack.county}/{procedure.name}#"
        for at, party in _parties(procedure, root):
            if party.by is PartyKind.KIND and party.name not in kinds:
                yield Problem(at, f"the kind `{party.name}`, which no unit has", "a kind of some unit")
        for step in procedure.steps.values():
            yield from _rows(procedure, step, f"{root}{step.name}.each")
        for field in procedure.fields.values():
            yield from _members(pack, procedure, field, f"{root}fields.{field.name}")


def _parties(procedure: Procedure, root: str) -> Iterator[tuple[str, Party]]:
    for entry in procedure.entries.values():
        yield from ((f"{root}{entry.name}.tells", party) for party in entry.tells)
    for step in procedure.steps.values():
        yield from ((f"{root}{step.name}.each", line.party) for line in step.each)
        for outcome in step.outcomes.values():
            yield from ((f"{root}{step.name}.{outcome.name}.tells", party) for party in outcome.tells)


def _rows(procedure: Procedure, step: Step, at: str) -> Iterator[Problem]:
    """A row that names no unit is borne by nobody: what waits for the step would wait for ever."""
    field = rows_field(procedure, step)
    for line in step.each if field else ():
        column = column_of(field, line.party.column) if field else None
        if column is not None and column.optional:
            found = f"the column `{column.name}`, which may be left out, so that nobody bears the row"
            yield Problem(at, found, "a column that must be given")


def rows_field(procedure: Procedure, step: Step) -> Field | None:
    """The field whose rows a step opens for."""
    names = (line.party.name for line in step.each if line.party.by is PartyKind.ROWS)
    return next((procedure.fields[name] for name in names), None)


def column_of(field: Field, name: str) -> Field | None:
    """The column of this name."""
    return next((column for column in field.columns if column.name == name), None)


def _members(pack: Pack, procedure: Procedure, field: Field, at: str) -> Iterator[Problem]:
    """A list takes as many members as it must have, a kind of information fills what its field takes."""
    if field.type is FieldType.EXECUTIVE_FIELDS and not pack.executive_fields:
        yield Problem(at, "executive fields without a table of them", "an executive-fields.yaml")
    if field.type is FieldType.INFORMATION and not pack.sharing:
        yield Problem(at, "information without a catalogue of what is shared", "a sharing.yaml")
    members = members_of(field, pack) if field.type in (FieldType.CHOICES, FieldType.EXECUTIVE_FIELDS) else None
    if members and field.min > len(members):
        yield Problem(at, f"at least {field.min} of {len(members)} members", f"`min` of {len(members)} or less")
    if field.type is FieldType.INFORMATION:
        for name in field.fills:
            yield from _received(pack, procedure, procedure.fields[name], f"{at}.fills")


def _received(pack: Pack, procedure: Procedure, field: Field, at: str) -> Iterator[Problem]:
    for kind in pack.sharing.values():
        seats = {seat for party in kind.receivers for seat in seats_of(pack, procedure, party)}
        wrong = sorted({seat.unit for seat in seats if not takes(field, pack.units[seat.unit])})
        if wrong:
            found = f"`{kind.name}` fills `{field.name}` with {', '.join(wrong[:5])}, which it does not take"
            yield Problem(at, found, "units of the field's kinds and power, or a wider field")
