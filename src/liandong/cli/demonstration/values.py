"""What a story says of a field, as an act gives it: units by any of their names, days and moments counted from now."""

from __future__ import annotations

from liandong.cli.demonstration.times import Times
from liandong.core.matter.commands import Plain
from liandong.core.rules import Field, FieldType, Pack, Procedure
from liandong.packs.cursor import Cursor


def read_fields(cursor: Cursor, procedure: Procedure, pack: Pack, times: Times) -> dict[str, Plain]:
    """The fields of one act. Faults stand at their line; whether a value will do is for the act to say."""
    given: dict[str, Plain] = {}
    for path, value in cursor.pairs():
        name, _, part = path.partition(".")
        field = procedure.fields.get(name)
        if field is None:
            value.fault(f"the field `{name}`", f"a field of {procedure.name}")
        elif part == "place":
            given[path] = value.string()
        elif part:
            given[path] = _moment(value, times)
        else:
            given[path] = _value(value, field, pack, times)
    return given


def _value(cursor: Cursor, field: Field, pack: Pack, times: Times) -> Plain:
    match field.type:
        case FieldType.BOOL:
            return cursor.yes_no()
        case FieldType.DATE:
            inner = cursor.shape(("day",)).need("day")
            return inner.parsed(lambda text: times.day(text).isoformat(), "") if inner else ""
        case FieldType.INSTANT:
            return _moment(cursor, times)
        case FieldType.UNIT:
            return read_unit(cursor, pack)
        case FieldType.UNITS:
            return [read_unit(member, pack) for member in cursor.members()]
        case FieldType.OFFICERS:
            return [_officer(member, pack) for member in cursor.members()]
        case FieldType.ROWS:
            return [_row(member, field, pack, times) for member in cursor.members()]
        case FieldType.OPERATION:
            pairs = cursor.pairs()
            return {key: value.string() if key == "place" else _moment(value, times) for key, value in pairs}
        case _:
            return cursor.string()


def _moment(cursor: Cursor, times: Times) -> str:
    inner = cursor.shape(("moment",)).need("moment")
    return inner.parsed(lambda text: times.moment(text).isoformat(), "") if inner else ""


def read_unit(cursor: Cursor, pack: Pack) -> str:
    """The code of a unit by any of its names."""
    name = cursor.string()
    if name and name not in pack.by_name:
        cursor.fault(f"the unit `{name}`", f"a unit of {pack.county}, as the text names it or by code")
    return pack.by_name.get(name, "")


def _officer(cursor: Cursor, pack: Pack) -> dict[str, Plain]:
    pairs = cursor.pairs()
    return {key: read_unit(value, pack) if key == "unit" else value.string() for key, value in pairs}


def _row(cursor: Cursor, field: Field, pack: Pack, times: Times) -> dict[str, Plain]:
    columns = {column.name: column for column in field.columns}
    row: dict[str, Plain] = {}
    for key, value in cursor.pairs():
        if key in columns:
            row[key] = _value(value, columns[key], pack, times)
        else:
            value.fault(f"the column `{key}`", f"one of {', '.join(columns)}")
    return row
