"""PURE. Words used where they can mean nothing: of rows, values, persons, columns, and entries of the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from liandong.core.check_rules.abstraction import stated_facts
from liandong.core.check_rules.bodies import column_of, rows_field
from liandong.core.check_rules.elements import conditions
from liandong.core.check_rules.problems import Problem
from liandong.core.conditions import Atom, Condition, Equals, OneOf, Value, atoms, paths_of
from liandong.core.errors import Refusal
from liandong.core.matter.decide.waiting import is_awaited
from liandong.core.matter.values import plain
from liandong.core.rules import Entry, Field, FieldType, Pack, Procedure, Step

BEFORE_ROWS = frozenset({"by", "each", "after"})  # lines that are asked before a task has its row
WRITTEN = frozenset({FieldType.TEXT, FieldType.DATE, FieldType.INSTANT, FieldType.AMOUNT, FieldType.CASE})
LATE_ENOUGH = datetime(9999, 1, 1, tzinfo=UTC)  # so that no date of a condition lies in the future


def use_problems(pack: Pack) -> Iterator[Problem]:
    """Words that lead nowhere where they stand."""
    for procedure in pack.procedures.values():
        root = f"{pack.county}/{procedure.name}"
        facts = stated_facts(procedure)
        for name in procedure.columns:
            if name not in facts:
                yield Problem(root, f"the column `{name}`, never a fact", "a field an entry asks")
        if procedure.roster and procedure.roster not in facts:
            yield Problem(root, f"the roster `{procedure.roster}`, never a fact", "a field an entry asks")
        for field in procedure.fields.values():
            yield from _protected(procedure, field, facts, f"{root}#fields.{field.name}")
        for entry in procedure.entries.values():
            if entry.recurs:
                yield from _recurring(entry, f"{root}#{entry.name}")
        for step in procedure.steps.values():
            yield from _row_clocks(procedure, step, f"{root}#{step.name}")
            yield from _aids(step, facts, f"{root}#{step.name}")
        for at, condition in conditions(procedure, pack.county):
            yield from _tested(pack, procedure, at, condition)


def _protected(procedure: Procedure, field: Field, facts: set[str], at: str) -> Iterator[Problem]:
    """Those who may see a person must be named at some time, in a field of the matter."""
    for name in field.protected:
        if name not in facts:
            found = f"`{field.name}` may be seen by `{name}`, which is never a fact"
            yield Problem(at, found, "a field that an act asks for or sets (not in an `each` step)")


def _recurring(entry: Entry, at: str) -> Iterator[Problem]:
    """Nobody is there to answer the clock."""
    period = entry.recurs.period if entry.recurs else ""
    asked = [ask.field for ask in entry.asks if not ask.optional and ask.field != period]
    if asked:
        yield Problem(f"{at}.asks", f"the clock makes this entry, which asks {', '.join(asked)}", "it asked in a step")
    for word, used in (("needs_origin", entry.needs_origin), ("within", entry.within), ("enforcing", entry.enforcing)):
        if used:
            yield Problem(f"{at}.{word}", f"`{word}` at an entry that the clock makes", "it at an entry of somebody")


def _row_clocks(procedure: Procedure, step: Step, at: str) -> Iterator[Problem]:
    """The clock of a row runs from a date that every row has."""
    rows = rows_field(procedure, step)
    for number, line in enumerate(step.within, start=1):
        head, _, name = (line.before or line.anchor).partition(".")
        column = column_of(rows, name) if rows and head == "row" else None
        if column is not None and column.optional:
            found = f"a clock by the column `{name}`, which may be left out, so that it never starts"
            yield Problem(f"{at}.within.{number}", found, "a column that must be given")


def _aids(step: Step, facts: set[str], at: str) -> Iterator[Problem]:
    """What helps whoever answers needs somebody who answers, and matters are alike by what is a fact of them."""
    for word, used in (("checklist", step.checklist), ("alike", step.alike)):
        if used and all(is_awaited(step, outcome) for outcome in step.outcomes):
            yield Problem(f"{at}.{word}", f"`{word}` at a step that nobody answers by hand", "it at a step of somebody")
    for name in step.alike:
        if name not in facts:
            found = f"matters alike by `{name}`, which is never a fact"
            yield Problem(f"{at}.alike", found, "a field that an act asks for or sets (not in an `each` step)")


def _tested(pack: Pack, procedure: Procedure, at: str, condition: Condition) -> Iterator[Problem]:
    step = procedure.steps.get(at.partition("#")[2].partition(".")[0])
    for atom in atoms(condition):
        if at.split(".")[-2:-1] and at.split(".")[-2] in BEFORE_ROWS:
            for path in paths_of(atom):
                if path.startswith("row."):
                    yield Problem(at, f"`{path}` asked before any task has its row", "a field of the matter")
        for value in _values(atom):
            field = _field(procedure, step, atom.path)
            if field is not None and not _can_hold(field, value, pack):
                found = f"`{atom.path}` compared with {value}, which it never holds"
                yield Problem(at, found, f"a value as a {field.type} field holds it")


def _values(atom: Atom) -> tuple[Value, ...]:
    match atom:
        case Equals():
            return (atom.value,)
        case OneOf():
            return atom.values
    return ()


def _field(procedure: Procedure, step: Step | None, path: str) -> Field | None:
    head, _, name = path.partition(".")
    if head == "row" and name:
        rows = rows_field(procedure, step) if step else None
        return column_of(rows, name) if rows else None
    return procedure.fields.get(path)


def _can_hold(field: Field, value: Value, pack: Pack) -> bool:
    """Whether a field may ever hold exactly this: an amount of 12.5 is held as 12.50, a date with its zeros."""
    if field.type is FieldType.NUMBER:
        return isinstance(value, int) and value >= field.min
    if field.type not in WRITTEN:
        return True
    try:
        return plain(field, str(value), pack, LATE_ENOUGH) == value
    except Refusal:
        return False
