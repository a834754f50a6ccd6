"""The facts of a matter, as fields that hold something, and the answers that stay with tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from liandong.core.evidence import is_item
from liandong.core.matter.commands import Plain
from liandong.core.matter.decide.masks import guards, withheld
from liandong.core.personal import masked
from liandong.core.rules import Field, FieldType, Pack, Procedure
from liandong.web.evidence.seen import FileSeen, seen_of
from liandong.web.fields.columns import IN_ROWS, at_path, columns_of
from liandong.web.fields.shown import operation_parts, shown
from liandong.web.language import say, t


@dataclass(frozen=True, slots=True)
class FactSeen:
    """One fact. Long text is shown in full width; `rows` holds a table with its `heads`, `files` a wall."""

    name: str
    title: str
    words: str
    cites: tuple[str, ...]
    is_long: bool = False
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    files: tuple[FileSeen, ...] = ()


def facts_of(values: Mapping[str, Plain], procedure: Procedure, pack: Pack) -> list[FactSeen]:
    """Facts in the order in which the procedure declares its fields; parts of an operation stand as its whole."""
    found: list[FactSeen] = []
    for name, field in procedure.fields.items():
        if values.get(name) not in (None, "", [], {}):
            found += _fact(field, values[name], pack)
        for path in values:
            if path.startswith(f"{name}."):
                part = at_path(procedure.fields, path)
                found.append(FactSeen(path, say(part.title), shown(part, values[path], pack), field.cites))
    return found


def masked_facts(values: Mapping[str, Plain], procedure: Procedure, field: Field | None = None) -> dict[str, Plain]:
    """Values as the record tells them to everybody: citizens are masked. `field` is the one field they all are of."""
    return {name: _masked(field or procedure.fields.get(name), value, procedure) for name, value in values.items()}


def _masked(field: Field | None, value: Plain, procedure: Procedure) -> Plain:
    if field is not None and field.type is FieldType.FILES and guards(procedure, field.name):
        return withheld(value)
    is_person = field is not None and field.type is FieldType.PERSON
    return dict(masked(value)) if is_person and isinstance(value, dict) else value


def _fact(field: Field, value: Any, pack: Pack) -> list[FactSeen]:
    if field.type is FieldType.OPERATION:
        return [
            FactSeen(f"{field.name}.{n}", title, words, field.cites)
            for n, (title, words) in enumerate(operation_parts(value, pack))
        ]
    title = say(field.title)
    if field.type in IN_ROWS:
        columns = columns_of(field)
        heads = tuple(say(column.title) for column in columns)
        rows = tuple(
            tuple(shown(c, row[c.name], pack) if row.get(c.name) not in (None, "") else "—" for c in columns)
            for row in value
        )
        words = t(f"{len(rows)} 条", f"{len(rows)} rows")
        return [FactSeen(field.name, title, words, field.cites, heads=heads, rows=rows)]
    words = shown(field, value, pack)
    if field.type is FieldType.FILES:
        # What was typed for an act that is gone names files by their keys alone; only items of the record show more.
        files = tuple(seen_of(item) for item in value if is_item(item))
        return [FactSeen(field.name, title, words, field.cites, files=files)]
    return [FactSeen(field.name, title, words, field.cites, is_long=field.type is FieldType.TEXT)]
