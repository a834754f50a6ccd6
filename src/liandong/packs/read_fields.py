"""The fields of a procedure, and the conditions over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from liandong.core.conditions import AllOf, AnyOf, Condition, Equals, Has, Not, OneOf, Value
from liandong.core.rules import Capacity, Choice, Field, FieldType, Unit
from liandong.core.texts import Text
from liandong.packs.cursor import SNAKE, SNAKE_FORM, Cursor, named, string_at, strings_at, text_at, yes_at

FIELD_KEYS = ("type", "title", "help", "cites", "rules")
OWN_KEYS: Mapping[FieldType, tuple[str, ...]] = {
    FieldType.CHOICE: ("of",),
    FieldType.DATE: ("past",),
    FieldType.INSTANT: ("past",),
    FieldType.UNIT: ("enforces", "kinds"),
    FieldType.UNITS: ("enforces", "kinds", "min"),
    FieldType.ITEM: ("fills", "place"),
    FieldType.OFFICERS: ("min",),
    FieldType.ROWS: ("columns", "min", "covers"),
}
OPERATION_PARTS = ("starts_at", "place", "ended_at")


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a procedure may use, and the fields it declares."""

    county: str
    kinds: Mapping[str, Text]
    units: Mapping[str, Unit]
    capacities: Mapping[str, Capacity]
    procedures: tuple[str, ...]
    fields: Mapping[str, Field]

    def parts(self) -> tuple[str, ...]:
        """Every field, and each part of an operation."""
        operations = [name for name, field in self.fields.items() if field.type is FieldType.OPERATION]
        return (*self.fields, *(f"{name}.{part}" for name in operations for part in OPERATION_PARTS))


def read_fields(cursor: Cursor | None, prefix: str, kinds: Mapping[str, Text]) -> dict[str, Field]:
    """The declared fields; `cursor` is what stands under `fields:`."""
    if cursor is None:
        return {}
    pairs = named(cursor.pairs(prefix), SNAKE, SNAKE_FORM)
    fields = {name: _field(name, c, kinds, column=False) for name, c in pairs.items()}
    for name, at in pairs.items():
        _check_names(at, fields[name], fields)
    return fields


def _check_names(at: Cursor, field: Field, fields: Mapping[str, Field]) -> None:
    fills = at.get("fills")
    if fills:
        fills.strings_of((f.name for f in fields.values() if f.type in (FieldType.UNIT, FieldType.UNITS)), "the field")
    covers = at.get("covers")
    if covers:
        covers.strings_of((f.name for f in fields.values() if f.type in (FieldType.UNIT, FieldType.UNITS)), "the field")
        if ("unit", FieldType.UNIT) not in {(column.name, column.type) for column in field.columns}:
            covers.fault("rows without a column `unit`", "a column `unit` of type unit, which names whom a row covers")
    place = at.get("place")
    if place:
        place.one_of((f.name for f in fields.values() if f.type is FieldType.UNIT), "the field")
    texts = [f.name for f in fields.values() if f.type is FieldType.TEXT]
    for choice in field.of:
        if choice.explained_by and choice.explained_by not in texts:
            at.fault(f"`explained_by: {choice.explained_by}`", f"a text field: {', '.join(texts)}")


def _field(name: str, cursor: Cursor, kinds: Mapping[str, Text], *, column: bool) -> Field:
    type_at = cursor.need("type")
    word = type_at.one_of((t.value for t in FieldType), "the type") if type_at else ""
    type_ = FieldType(word) if word in {t.value for t in FieldType} else FieldType.TEXT
    if column and type_ in (FieldType.ROWS, FieldType.OPERATION, FieldType.OFFICERS) and type_at:
        type_at.fault(f"a column of type `{type_}`", "a simple type in a column")
    cursor.shape((*FIELD_KEYS, *OWN_KEYS.get(type_, ()), *(("optional",) if column else ())))
    of, columns, least, in_kinds, help_ = (cursor.get(k) for k in ("of", "columns", "min", "kinds", "help"))
    for key, wanted in (("of", FieldType.CHOICE), ("columns", FieldType.ROWS)):
        if type_ is wanted:
            cursor.need(key)
    columns_at = named(columns.pairs(), SNAKE, SNAKE_FORM) if columns else {}
    return Field(
        name=name,
        type=type_,
        title=text_at(cursor, "title"),
        help=help_.text() if help_ else None,
        of=tuple(_choice(k, c) for k, c in of.pairs()) if of and type_ is FieldType.CHOICE else (),
        columns=tuple(_field(k, c, kinds, column=True) for k, c in columns_at.items()),
        enforces=yes_at(cursor, "enforces"),
        kinds=in_kinds.strings_of(kinds, "the kind") if in_kinds else (),
        min=least.whole() if least else 0,
        fills=strings_at(cursor, "fills"),
        covers=strings_at(cursor, "covers"),
        place=string_at(cursor, "place"),
        optional=yes_at(cursor, "optional") if column else False,
        past=yes_at(cursor, "past"),
        cites=strings_at(cursor, "cites"),
        rules=strings_at(cursor, "rules"),
    )


def _choice(name: str, cursor: Cursor) -> Choice:
    if not cursor.has("title"):
        return Choice(name, cursor.text())
    cursor.shape(("title", "explained_by"))
    explained = cursor.get("explained_by")
    return Choice(name, text_at(cursor, "title"), explained.string() if explained else "")


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
            return Has(at.one_of(known.parts(), "the field"))
        case _:
            return _comparison(key, at, known)


def _comparison(path: str, at: Cursor, known: Known) -> Condition | None:
    if at.is_mapping:
        at.shape(("in",))
        values = at.need("in")
        return OneOf(path, tuple(_value(path, m, known) for m in values.members())) if values else None
    return Equals(path, _value(path, at, known))


def _value(path: str, at: Cursor, known: Known) -> Value:
    match path.split(".", 1):
        case ["count", name]:
            if name not in known.fields or known.fields[name].type not in COUNTED:
                counted = sorted(f.name for f in known.fields.values() if f.type in COUNTED)
                at.fault(f"a count of `{name}`", f"a field with members: {', '.join(counted)}")
            return at.whole()
        case ["actor", "kind"]:
            return at.one_of(known.kinds, "the kind")
        case ["actor", "unit"]:
            return at.one_of(known.units, "the unit")
        case ["actor", "post"]:
            return at.one_of(sorted({p.code for u in known.units.values() for p in u.posts}), "the post")
        case ["origin", "procedure"]:
            return at.one_of(known.procedures, "the procedure")
        case ["origin", "end"]:
            return at.string()
        case [name] if name in known.fields:
            return _of_field(known.fields[name], at, known)
    paths = [*known.fields, *(f"count.{n}" for n in known.fields), *FACTS]
    at.fault(f"a condition on `{path}`", f"a declared field or fact: {', '.join(sorted(paths)[:30])}")
    return ""


FACTS = ("actor.kind", "actor.unit", "actor.post", "origin.procedure", "origin.end")
COUNTED = (FieldType.UNITS, FieldType.ROWS, FieldType.OFFICERS)
COMPARED = (FieldType.TEXT, FieldType.DATE, FieldType.INSTANT, FieldType.ITEM)


def _of_field(field: Field, at: Cursor, known: Known) -> Value:
    match field.type:
        case FieldType.BOOL:
            return at.yes_no()
        case FieldType.CHOICE:
            return at.one_of((choice.name for choice in field.of), f"the member of {field.name}")
        case FieldType.UNIT:
            return at.one_of(known.units, "the unit")
        case type_ if type_ in COMPARED:
            return at.string()
    at.fault(f"`{field.name}` ({field.type}) compared with a value", "`has`, or `count.` with a number")
    return ""
