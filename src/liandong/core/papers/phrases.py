"""PURE. Values of fields as papers print them, in Chinese: one phrase, or a table for rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from liandong.core.matter.plain import COMPANY_PARTS, PARTS
from liandong.core.papers.dates import day_words, moment_words
from liandong.core.personal import UNNAMED, masked
from liandong.core.rules import Field, FieldType, Pack

Table = list[list[str]]  # the first row holds the titles of the columns
AND = "、"
OPERATION = ("starts_at", "place", "ended_at")
OFFICERS = ("unit", "name_or_post", "certificate")


def unit_name(pack: Pack, code: str) -> str:
    """A unit by its legal name, as papers write it; the code where the pack knows none."""
    unit = pack.units.get(code)
    return unit.legal_name.zh if unit else code


def phrase(pack: Pack, field: Field, value: Any) -> str:
    """One value in one phrase. Citizens are masked: a paper leaves the house."""
    spell = _PHRASES.get(field.type)
    return spell(pack, field, value) if spell else str(value)


def table_of(pack: Pack, field: Field, value: Any) -> Table:
    """Rows of a field as a table; no table for any other field."""
    if not isinstance(value, list) or field.type not in (FieldType.ROWS, FieldType.OFFICERS, FieldType.COMPANIES):
        return []
    if field.type is FieldType.ROWS:
        head = [column.title.zh for column in field.columns]
        rows = [[_cell(pack, column, row) for column in field.columns] for row in value]
    else:
        parts = OFFICERS if field.type is FieldType.OFFICERS else tuple(COMPANY_PARTS)
        titles = PARTS if field.type is FieldType.OFFICERS else COMPANY_PARTS
        head = [titles[part].zh for part in parts]
        rows = [[_part(pack, part, row) for part in parts] for row in value]
    return [["序号", *head], *([str(place), *row] for place, row in enumerate(rows, start=1))]


def _cell(pack: Pack, column: Field, row: Mapping[str, Any]) -> str:
    value = row.get(column.name)
    return phrase(pack, column, value) if value not in (None, "") else ""


def _part(pack: Pack, part: str, row: Mapping[str, Any]) -> str:
    value = str(row.get(part) or "")
    return unit_name(pack, value) if part == "unit" and value else value


def _choice(pack: Pack, field: Field, value: Any) -> str:
    return next((choice.title.zh for choice in field.of if choice.name == value), str(value))


def _choices(pack: Pack, field: Field, value: Any) -> str:
    return AND.join(choice.title.zh for choice in field.of if choice.name in value)


def _item(pack: Pack, field: Field, value: Any) -> str:
    item = pack.items.get(str(value))
    return f"{item.name.zh}（第{value}项）" if item else str(value)


def _information(pack: Pack, field: Field, value: Any) -> str:
    kind = pack.sharing.get(str(value))
    return kind.title.zh if kind else str(value)


def _executive(pack: Pack, field: Field, value: Any) -> str:
    known = pack.executive_fields
    return AND.join(known[name].title.zh if name in known else name for name in value)


def _operation(pack: Pack, field: Field, value: Any) -> str:
    said = []
    for part in OPERATION:
        if value.get(part):
            words = str(value[part]) if part == "place" else moment_words(datetime.fromisoformat(value[part]))
            said.append(f"{PARTS[part].zh}：{words}")
    return "；".join(said)


def _person(pack: Pack, field: Field, value: Any) -> str:
    if value.get("name") == UNNAMED:
        return UNNAMED
    hidden = masked(value)
    return "，".join(hidden[part] for part in ("name", "phone") if hidden.get(part))


def _rows(pack: Pack, field: Field, value: Any) -> str:
    table = table_of(pack, field, value)
    return "；".join(" ".join(filter(None, row[1:])) for row in table[1:])


def _files(pack: Pack, field: Field, value: Any) -> str:
    # No names: files that came with a citizen's data may carry his, and whoever sees the matter may not see them.
    return f"{len(value)}个文件"


def _amount(pack: Pack, field: Field, value: Any) -> str:
    whole, _, cents = str(value).partition(".")
    return f"{int(whole):,}.{cents or '00'}元"


def _units(pack: Pack, field: Field, value: Iterable[str]) -> str:
    return AND.join(unit_name(pack, code) for code in value)


_PHRASES: Mapping[FieldType, Callable[[Pack, Field, Any], str]] = {
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.BOOL: lambda pack, field, value: "是" if value else "否",
    FieldType.DATE: lambda pack, field, value: day_words(date.fromisoformat(value)),
    FieldType.INSTANT: lambda pack, field, value: moment_words(datetime.fromisoformat(value)),
    FieldType.UNIT: lambda pack, field, value: unit_name(pack, value),
    FieldType.UNITS: _units,
    FieldType.ITEM: _item,
    FieldType.INFORMATION: _information,
    FieldType.EXECUTIVE_FIELDS: _executive,
    FieldType.OPERATION: _operation,
    FieldType.PERSON: _person,
    FieldType.OFFICERS: _rows,
    FieldType.COMPANIES: _rows,
    FieldType.ROWS: _rows,
    FieldType.FILES: _files,
    FieldType.AMOUNT: _amount,
}
