"""PURE. The finite abstraction of a procedure: which fields steer it, and the values that make a difference.

A field steers if a condition tests it, if a task is borne by the unit in it, or if part of it is asked later. Of its
values only those that some condition tells apart are kept, with one that stands for all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from liandong.core.check_rules.elements import conditions
from liandong.core.conditions import Equals, OneOf, Value, atoms
from liandong.core.rules import Entry, Field, FieldType, Outcome, PartyKind, Procedure, Step

OTHER = "\0any other"
FIRST_PARTS = ("starts_at", "place")
COUNTED = frozenset({FieldType.UNITS, FieldType.ROWS, FieldType.OFFICERS})


class Gap(Enum):
    """Why a field holds nothing."""

    UNASKED = "never asked"
    MISSING = "asked and not given"


def steering(procedure: Procedure, county: str) -> tuple[str, ...]:
    """The fields (and parts of operations) that steer the procedure, in order."""
    found: dict[str, None] = {}
    for _, condition in conditions(procedure, county):
        for atom in atoms(condition):
            found |= dict.fromkeys(steered_by(procedure, atom.path.removeprefix("count.")))
    for step in procedure.steps.values():
        parties = [line.party for line in (*step.by, *step.each)]
        parties += [step.recorded_by] if step.recorded_by else []
        for party in parties:
            if party.by in (PartyKind.FIELD, PartyKind.POST_OF):
                found[party.name] = None
    for path in sorted(asked_paths(procedure)):
        if "." in path:
            found |= dict.fromkeys(steered_by(procedure, path))
    return tuple(found)


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
    acts: list[Entry | Step] = [*procedure.entries.values(), *procedure.steps.values()]
    outcomes = [outcome for step in procedure.steps.values() for outcome in step.outcomes.values()]
    paths = {ask.field for act in (*acts, *outcomes) for ask in act.asks}
    paths |= {line.late_asks for act in acts for line in act.within if line.late_asks}
    for field in procedure.fields.values():
        if field.name in paths:
            paths |= {choice.explained_by for choice in field.of if choice.explained_by}
    return paths


def set_paths(procedure: Procedure) -> set[str]:
    """Every field that some act sets."""
    outcomes = [outcome for step in procedure.steps.values() for outcome in step.outcomes.values()]
    acts: list[Entry | Outcome] = [*procedure.entries.values(), *outcomes]
    return {name for act in acts for name in act.sets}


def domains(procedure: Procedure, county: str) -> Mapping[str, tuple[object, ...]]:
    """For each steering field the values that make a difference."""
    tests: dict[str, set[Value]] = {}
    for _, condition in conditions(procedure, county):
        for atom in atoms(condition):
            if isinstance(atom, Equals):
                tests.setdefault(atom.path, set()).add(atom.value)
            elif isinstance(atom, OneOf):
                tests.setdefault(atom.path, set()).update(atom.values)
    return {path: _values(path, procedure, tests) for path in steering(procedure, county)}


def _values(path: str, procedure: Procedure, tests: Mapping[str, set[Value]]) -> tuple[object, ...]:
    name, _, part = path.partition(".")
    field = procedure.fields[name]
    tested = tests.get(path, set())
    if part or field.type is FieldType.OPERATION:
        return (OTHER,)
    if field.type is FieldType.BOOL:
        return (True, False)
    if field.type is FieldType.CHOICE:
        members = [choice.name for choice in field.of]
        untested = [name for name in members if name not in tested]
        return (*(name for name in members if name in tested), *untested[:1])
    if field.type in COUNTED:
        return _counts(field, tests.get(f"count.{path}", set()))
    return (*sorted(str(value) for value in tested), OTHER)


def _counts(field: Field, tested: set[Value]) -> tuple[object, ...]:
    """Members stand as a list of that length: only how many there are can be tested."""
    least = max(field.min, 1)
    numbers = sorted({int(value) for value in tested if int(value) >= least})
    beyond = (numbers[-1] if numbers else least - 1) + 1
    return tuple((OTHER,) * number for number in sorted({*numbers, least, beyond} if tested else {least}))
