"""PURE. The finite abstraction of a procedure: which fields steer it, and the values that make a difference.

A field steers if a condition tests it, if a task is borne by those whom it names, if part of it is asked later, if an
act tells the person in it, or if a started matter cannot begin without it. Of its values only those that some condition
tells apart are kept, with one that stands for all others. Dates that are compared stand as few days in a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

from liandong.core.check_rules.comparisons import OTHER, Body, Comparisons
from liandong.core.check_rules.elements import conditions
from liandong.core.check_rules.lists import LISTS, lists
from liandong.core.check_rules.seats import takes
from liandong.core.conditions import Atom, atoms, paths_of
from liandong.core.rules import Entry, Field, FieldType, Outcome, Pack, Party, PartyKind, Procedure, Starts, Step

FIRST_PARTS = ("starts_at", "place")
NAMING = frozenset({PartyKind.FIELD, PartyKind.POST_OF, PartyKind.LEADERS_OF, PartyKind.ROWS})


class Gap(Enum):
    """Why a field holds nothing."""

    UNASKED = "never asked"
    MISSING = "asked and not given"


def steering(procedure: Procedure, pack: Pack) -> tuple[str, ...]:
    """The fields (and parts of operations) that steer the procedure, in order."""
    found: dict[str, None] = {}
    for _, condition in conditions(procedure, pack.county):
        for atom in atoms(condition):
            found |= dict.fromkeys(tested_by(procedure, atom))
    for step in procedure.steps.values():
        found |= dict.fromkeys(party.name for party in bearing(step) if party.by in NAMING)
    for act in acts_of(procedure):
        found |= dict.fromkeys(told_persons(procedure, act))
        found |= dict.fromkeys(needed_to_start(procedure, pack, act.starts) if isinstance(act, Outcome) else ())
    for path in sorted(asked_paths(procedure)):
        if "." in path:
            found |= dict.fromkeys(steered_by(procedure, path))
    return tuple(name for name in found if name.partition(".")[0] in procedure.fields)


def bearing(step: Step) -> list[Party]:
    """Those who bear a step, and the one who records it."""
    parties = [line.party for line in (*step.by, *step.each)]
    return parties + ([step.recorded_by] if step.recorded_by else [])


def acts_of(procedure: Procedure) -> list[Entry | Outcome]:
    """Every entry and every outcome."""
    outcomes = [outcome for step in procedure.steps.values() for outcome in step.outcomes.values()]
    return [*procedure.entries.values(), *outcomes]


def told_persons(procedure: Procedure, act: Entry | Outcome) -> Iterator[str]:
    """The person fields that an act tells."""
    for party in act.tells:
        field = procedure.fields.get(party.name) if party.by is PartyKind.FIELD else None
        if field is not None and field.type is FieldType.PERSON:
            yield field.name


def needed_to_start(procedure: Procedure, pack: Pack, starts: Starts | None) -> Iterator[str]:
    """The facts of this matter without which the matter that is started there cannot begin."""
    if starts is None:
        return
    begun = pack.procedures[starts.procedure]
    must = {ask.field for ask in begun.entries[starts.entry].asks if not ask.optional and ask.when is None}
    for there, here in starts.gives.items():
        if there in must and here != "actor" and not here.startswith("row."):
            is_operation = begun.fields[there].type is FieldType.OPERATION
            yield from (f"{here}.{first}" for first in FIRST_PARTS) if is_operation else (here,)


def tested_by(procedure: Procedure, atom: Atom) -> Iterator[str]:
    """The facts that a leaf of a condition looks at."""
    for path in paths_of(atom):
        head, _, part = path.partition(".")
        if part and head in ("actor", "origin", "row"):
            continue
        if part and head == "case":
            yield from [procedure.case_field.name] if procedure.case_field else []
            continue
        yield from steered_by(procedure, part if part and head in ("count", "kind") else path)


def steered_by(procedure: Procedure, path: str) -> tuple[str, ...]:
    """The facts that a path of a condition or an ask stands for.

    An operation stands for its beginning and place, which come first: a part of it is refused without them.
    """
    name, _, part = path.partition(".")
    field = procedure.fields.get(name)
    if field is None:
        return ()
    if field.type is not FieldType.OPERATION:
        return (name,)
    whole = tuple(f"{name}.{first}" for first in FIRST_PARTS)
    return whole if part in ("", *FIRST_PARTS) else (*whole, path)


def asked_paths(procedure: Procedure) -> set[str]:
    """Every field or part that some act asks for, limits' late reasons and explanations of choices included."""
    holders: list[Entry | Step] = [*procedure.entries.values(), *procedure.steps.values()]
    paths = {ask.field for act in (*holders, *acts_of(procedure)) for ask in act.asks}
    paths |= {line.late_asks for act in holders for line in act.within if line.late_asks}
    for field in procedure.fields.values():
        if field.name in paths:
            paths |= {choice.explained_by for choice in field.of if choice.explained_by}
    return paths


def set_paths(procedure: Procedure) -> set[str]:
    """Every field that some act sets, that the clock writes, that is fixed for citizens, or
    that is taken from an awaited matter."""
    found = {name for act in acts_of(procedure) for name in act.sets}
    found |= {entry.recurs.period for entry in procedure.entries.values() if entry.recurs}
    found |= {name for entry in procedure.entries.values() if entry.public for name in entry.public.fixed}
    return found | {name for step in procedure.steps.values() if step.awaits for name in step.awaits.takes}


def stated_facts(procedure: Procedure) -> set[str]:
    """Fields that become facts of the matter: answers of `each` steps stay with their task."""
    acts = [entry.asks for entry in procedure.entries.values()]
    for step in procedure.steps.values():
        if not step.each:
            acts += [step.asks, *(outcome.asks for outcome in step.outcomes.values())]
    return {ask.field for asks in acts for ask in asks} | set_paths(procedure)


def domains(procedure: Procedure, pack: Pack, asked: Comparisons) -> Mapping[str, tuple[object, ...]]:
    """For each steering field the values that make a difference."""
    return {path: _values(path, procedure, pack, asked) for path in steering(procedure, pack)}


def row_domains(step: Step, procedure: Procedure, pack: Pack, asked: Comparisons) -> Mapping[str, tuple[object, ...]]:
    """For each column of the rows that a step opens for the values that some condition tells apart; None = left out."""
    found: dict[str, tuple[object, ...]] = {}
    for line in step.each:
        field = procedure.fields.get(line.party.name) if line.party.by is PartyKind.ROWS else None
        for column in field.columns if field else ():
            path = f"row.{column.name}"
            if path in asked.paths:
                found[column.name] = (*((None,) if column.optional else ()), *_of_field(path, column, pack, asked))
    return found


def _values(path: str, procedure: Procedure, pack: Pack, asked: Comparisons) -> tuple[object, ...]:
    name, _, part = path.partition(".")
    field = procedure.fields[name]
    if part or field.type is FieldType.OPERATION:
        return asked.days(path)
    return _of_field(path, field, pack, asked)


def _of_field(path: str, field: Field, pack: Pack, asked: Comparisons) -> tuple[object, ...]:
    tested = asked.equal(path)
    if field.type is FieldType.BOOL:
        return (True, False)
    if field.type is FieldType.CHOICE:
        members = [choice.name for choice in field.of]
        untested = [name for name in members if name not in tested]
        return (*(name for name in members if name in tested), *untested[:1])
    if field.type in LISTS:
        return lists(field, pack, asked.equal(f"count.{path}"), asked.included(path))
    if field.type is FieldType.UNIT and (kinds := asked.equal(f"kind.{path}")):
        return _bodies(field, pack, {str(value) for value in tested}, {str(kind) for kind in kinds})
    return (*sorted(tested, key=str), *asked.days(path))


def _bodies(field: Field, pack: Pack, units: set[str], kinds: set[str]) -> tuple[Body, ...]:
    """The units that a field takes, one for each difference of code or kind that is tested; any other stands last."""
    found = {
        Body(unit.code if unit.code in units else OTHER, unit.kind if unit.kind in kinds else OTHER)
        for unit in pack.units.values()
        if takes(field, unit)
    }
    return tuple(sorted(found, key=lambda body: (body.unit == OTHER, body.kind == OTHER, body.unit, body.kind)))
