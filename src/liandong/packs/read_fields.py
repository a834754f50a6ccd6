"""The fields of a procedure, and the columns of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from liandong.core.rules import Choice, Field, FieldType
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
    FieldType.CHOICES: ("of", "min"),
    FieldType.EXECUTIVE_FIELDS: ("min",),
    FieldType.INFORMATION: ("fills",),
    FieldType.PERSON: ("protected",),
    FieldType.NUMBER: ("min",),
    FieldType.COMPANIES: ("min", "repeats_within"),
    FieldType.FILES: ("min",),
}
CHOOSING = (FieldType.CHOICE, FieldType.CHOICES)
HOLDS_UNITS = (FieldType.UNIT, FieldType.UNITS)
NOT_IN_ROWS = (
    *(FieldType.ROWS, FieldType.OPERATION, FieldType.OFFICERS, FieldType.EXECUTIVE_FIELDS),
    *(FieldType.INFORMATION, FieldType.PERSON, FieldType.CASE, FieldType.COMPANIES, FieldType.FILES),
)
REPEATS_KEYS = ("months",)


def read_fields(cursor: Cursor | None, prefix: str, kinds: Mapping[str, Text]) -> dict[str, Field]:
    """The declared fields; `cursor` is what stands under `fields:`."""
    if cursor is None:
        return {}
    pairs = named(cursor.pairs(prefix), SNAKE, SNAKE_FORM)
    fields = {name: _field(name, c, kinds, column=False) for name, c in pairs.items()}
    for name, at in pairs.items():
        _check_names(at, fields[name], fields)
    for other in _of_type(fields, FieldType.CASE)[1:]:
        pairs[other].fault(f"`{other}`, a second field of type `case`", "one field that names the case of a matter")
    return fields


def _of_type(fields: Mapping[str, Field], *types: FieldType) -> list[str]:
    return [field.name for field in fields.values() if field.type in types]


def _check_names(at: Cursor, field: Field, fields: Mapping[str, Field]) -> None:
    units = _of_type(fields, *HOLDS_UNITS)
    filled = _of_type(fields, FieldType.UNITS) if field.type is FieldType.INFORMATION else units
    for key, names in (("fills", filled), ("covers", units), ("protected", units)):
        if named_at := at.get(key):
            named_at.strings_of(names, "the field")
    covers = at.get("covers")
    if covers and ("unit", FieldType.UNIT) not in {(column.name, column.type) for column in field.columns}:
        covers.fault("rows without a column `unit`", "a column `unit` of type unit, which names whom a row covers")
    place = at.get("place")
    if place:
        place.one_of(_of_type(fields, FieldType.UNIT), "the field")
    texts = _of_type(fields, FieldType.TEXT)
    for choice in field.of:
        if choice.explained_by and choice.explained_by not in texts:
            at.fault(f"`explained_by: {choice.explained_by}`", f"a text field: {', '.join(texts)}")


def _field(name: str, cursor: Cursor, kinds: Mapping[str, Text], *, column: bool) -> Field:
    type_ = _type(cursor, column=column)
    cursor.shape((*FIELD_KEYS, *OWN_KEYS.get(type_, ()), *(("optional",) if column else ())))
    of, columns, least, in_kinds, help_ = (cursor.get(k) for k in ("of", "columns", "min", "kinds", "help"))
    for key, wanted in (("of", CHOOSING), ("columns", (FieldType.ROWS,))):
        if type_ in wanted:
            cursor.need(key)
    columns_at = named(columns.pairs(), SNAKE, SNAKE_FORM) if columns else {}
    return Field(
        name=name,
        type=type_,
        title=text_at(cursor, "title"),
        help=help_.text() if help_ else None,
        of=_choices(of.pairs(), several=type_ is FieldType.CHOICES) if of and type_ in CHOOSING else (),
        columns=tuple(_field(k, c, kinds, column=True) for k, c in columns_at.items()),
        enforces=yes_at(cursor, "enforces"),
        kinds=in_kinds.strings_of(kinds, "the kind") if in_kinds else (),
        min=least.whole() if least else 0,
        fills=strings_at(cursor, "fills"),
        protected=strings_at(cursor, "protected"),
        covers=strings_at(cursor, "covers"),
        place=string_at(cursor, "place"),
        optional=yes_at(cursor, "optional") if column else False,
        repeats_months=_months(cursor.get("repeats_within")),
        past=yes_at(cursor, "past"),
        cites=strings_at(cursor, "cites"),
        rules=strings_at(cursor, "rules"),
    )


def _months(cursor: Cursor | None) -> int:
    """The period within which a second visit repeats the first; at least one month."""
    months = cursor.shape(REPEATS_KEYS).need("months") if cursor else None
    if months is None:
        return 0
    found = months.whole()
    if found < 1:
        months.fault("no month", "a number of months from 1")
    return found


def _type(cursor: Cursor, *, column: bool) -> FieldType:
    at = cursor.need("type")
    if at is None:
        return FieldType.TEXT
    word = at.string()
    types = [type_.value for type_ in FieldType if not column or type_ not in NOT_IN_ROWS]
    if column and word in NOT_IN_ROWS:
        at.fault(f"a column of type `{word}`", "a simple type in a column")
        return FieldType.TEXT
    return FieldType(word) if at.one_of(types, "the type") in types else FieldType.TEXT


def _choices(pairs: Iterable[tuple[str, Cursor]], *, several: bool) -> tuple[Choice, ...]:
    return tuple(_choice(name, cursor, several=several) for name, cursor in pairs)


def _choice(name: str, cursor: Cursor, *, several: bool) -> Choice:
    if not cursor.has("title"):
        return Choice(name, cursor.text())
    cursor.shape(("title", "explained_by", *(("required",) if several else ())))
    explained = string_at(cursor, "explained_by")
    return Choice(name, text_at(cursor, "title"), explained, required=several and yes_at(cursor, "required"))
