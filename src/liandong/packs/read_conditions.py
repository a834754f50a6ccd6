"""Conditions over the fields of a procedure, the acting unit, the matter's origin, its case and a task's own row."""

from __future__ import annotations

from liandong.core.conditions import (
    AllOf,
    AnyOf,
    Before,
    Condition,
    Equals,
    Has,
    Includes,
    Not,
    OneOf,
    Same,
    Value,
)
from liandong.core.rules import Field, FieldType
from liandong.packs.cursor import Cursor
from liandong.packs.known import ROW, Known, listed

FACTS = (
    *("actor.kind", "actor.unit", "actor.post", "actor.enforces"),
    *("origin.procedure", "origin.end", "case.received", "case.running"),
)
COUNTED = (
    *(FieldType.UNITS, FieldType.ROWS, FieldType.OFFICERS, FieldType.COMPANIES),
    *(FieldType.CHOICES, FieldType.EXECUTIVE_FIELDS, FieldType.FILES),
)
INCLUDING = (FieldType.UNITS, FieldType.CHOICES, FieldType.EXECUTIVE_FIELDS)
COMPARED = (*(FieldType.TEXT, FieldType.DATE, FieldType.INSTANT, FieldType.ITEM), FieldType.CASE, FieldType.AMOUNT)
NAMING = (FieldType.UNIT, FieldType.UNITS)
COMPARISONS = ("in", "includes", "before", "same")
ACTING = "actor.unit"


def read_condition(cursor: Cursor | None, known: Known) -> Condition | None:
    """The condition under `when`; several keys of one mapping must all hold."""
    if cursor is None:
        return None
    if not cursor.is_mapping or not cursor.pairs():
        cursor.fault("no condition", "a mapping such as {gravity: major}")
        return None
    parts = [part for key, at in cursor.pairs() if (part := _part(key, at, known)) is not None]
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _part(key: str, at: Cursor, known: Known) -> Condition | None:
    match key:
        case "all" | "any":
            parts = tuple(c for m in at.members() if (c := read_condition(m, known)) is not None)
            return AllOf(parts) if key == "all" else AnyOf(parts)
        case "not":
            part = read_condition(at, known)
            return Not(part) if part is not None else None
        case "has":
            return Has(at.one_of((*known.parts(), *known.rows()), "the field"))
        case _:
            return _comparison(key, at, known)


def _comparison(path: str, at: Cursor, known: Known) -> Condition | None:
    if not at.is_mapping:
        return Equals(path, _value(path, at, known))
    at.shape(COMPARISONS)
    given = [at_word for word in COMPARISONS if (at_word := at.get(word))]
    if len(given) != 1:
        at.fault("no comparison", "one of `in`, `includes`, `before` and `same`")
        return None
    if at.has("includes"):
        return Includes(path, _member(path, given[0], known))
    if at.has("before"):
        return _before(path, given[0], known)
    if at.has("same"):
        return _same(path, given[0], known)
    return OneOf(path, tuple(_value(path, m, known) for m in given[0].members()))


def _member(path: str, at: Cursor, known: Known) -> str:
    field = known.at(path)
    match field.type if field else None:
        case FieldType.UNITS:
            return at.one_of(known.units, "the unit")
        case FieldType.CHOICES if field:
            return at.one_of((choice.name for choice in field.of), f"the member of {field.name}")
        case FieldType.EXECUTIVE_FIELDS:
            return at.one_of(known.executive_fields, "the executive field")
    at.fault(f"`{path}` with `includes`", f"a field with members: {listed(known.paths_of_type(*INCLUDING))}")
    return ""


def _before(path: str, at: Cursor, known: Known) -> Condition | None:
    dates = known.paths_of_type(FieldType.DATE)
    if path not in dates:
        at.fault(f"`{path}` with `before`", f"a date: {listed(dates)}")
        return None
    return Before(path, at.one_of(dates, "the date"))


def _same(path: str, at: Cursor, known: Known) -> Condition | None:
    units, single = known.paths_of_type(*NAMING), known.paths_of_type(FieldType.UNIT)
    if path not in units:
        at.fault(f"`{path}` with `same`", f"a field of units: {listed(units)}")
        return None
    other = at.one_of((ACTING, *(each for each in single if each != path)), "the unit")
    return Same(path, other)


def _value(path: str, at: Cursor, known: Known) -> Value:
    match path.split(".", 1):
        case ["count", name]:
            if name not in known.of_type(*COUNTED):
                at.fault(f"a count of `{name}`", f"a field with members: {listed(known.of_type(*COUNTED))}")
            return at.whole()
        case ["kind", name]:
            if name not in known.of_type(FieldType.UNIT):
                at.fault(f"the kind of `{name}`", f"a field with one unit: {listed(known.of_type(FieldType.UNIT))}")
            return at.one_of(known.kinds, "the kind")
        case ["case", "received" | "running"]:
            if not known.of_type(FieldType.CASE):
                at.fault(f"`{path}` without a field of type `case`", "a field of type `case`, which names the case")
            return at.yes_no()
        case ["row", _] if not known.columns:
            at.fault(f"`{path}` in what is not a task for a row", "a step with `each: {rows: FIELD, by: COLUMN}`")
            return ""
        case ["actor" | "origin", _] if path in FACTS:
            return _of_act(path, at, known)
    field = known.at(path)
    if field and (path in known.fields or path.startswith(ROW)):
        return _of_field(field, at, known)
    paths = (*known.fields, *known.rows(), *(f"count.{n}" for n in known.fields), *FACTS)
    at.fault(f"a condition on `{path}`", f"a declared field or fact: {', '.join(sorted(paths)[:30])}")
    return ""


def _of_act(path: str, at: Cursor, known: Known) -> Value:
    match path:
        case "actor.kind":
            return at.one_of(known.kinds, "the kind")
        case "actor.unit":
            return at.one_of(known.units, "the unit")
        case "actor.post":
            return at.one_of(sorted({p.code for u in known.units.values() for p in u.posts}), "the post")
        case "actor.enforces":
            return at.yes_no()
        case "origin.procedure":
            return at.one_of(known.procedures, "the procedure")
    return at.string()


def _of_field(field: Field, at: Cursor, known: Known) -> Value:
    match field.type:
        case FieldType.BOOL:
            return at.yes_no()
        case FieldType.CHOICE:
            return at.one_of((choice.name for choice in field.of), f"the member of {field.name}")
        case FieldType.UNIT:
            return at.one_of(known.units, "the unit")
        case FieldType.INFORMATION:
            return at.one_of(known.sharing, "the kind of information")
        case FieldType.NUMBER:
            return at.whole()
        case type_ if type_ in COMPARED:
            return at.string()
    right = "`includes`, `has`, or `count.` with a number" if field.type in INCLUDING else None
    at.fault(f"`{field.name}` ({field.type}) compared with a value", right or "`has`, or `count.` with a number")
    return ""
