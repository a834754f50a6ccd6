"""What a person typed into a form, as plain values for a command. Nothing is refused here and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.http import QueryDict

from liandong.core.matter.commands import Plain
from liandong.core.rules import Field, FieldType, Pack
from liandong.web.dates import SHANGHAI
from liandong.web.fields.columns import OPERATION_PARTS, PERSON_PARTS, columns_of

MOST_ROWS = 200  # a form that claims more rows than a page can hold is cut there


def given(post: QueryDict, fields: Iterable[tuple[str, Field]], pack: Pack) -> dict[str, Plain]:
    """Values by name, as typed; names without a value are left out."""
    found = {name: read(post, name, field, pack) for name, field in fields}
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def read(post: QueryDict, name: str, field: Field, pack: Pack) -> Plain:
    """One field's value, None where nothing was typed."""
    match field.type:
        case FieldType.UNITS:
            return [_unit(code, pack) for code in post.getlist(name) if code.strip()]
        case FieldType.CHOICES | FieldType.EXECUTIVE_FIELDS:
            return [member for member in post.getlist(name) if member]
        case FieldType.FILES:
            return [key for key in post.getlist(name) if key]
        case FieldType.PERSON:
            parts = given(post, ((f"{name}.{part.name}", part) for part in PERSON_PARTS), pack)
            return {key.removeprefix(f"{name}."): value for key, value in parts.items()}
        case FieldType.ROWS | FieldType.OFFICERS | FieldType.COMPANIES:
            return _rows(post, name, field, pack)
        case FieldType.OPERATION:
            parts = given(post, ((f"{name}.{part.name}", part) for part in OPERATION_PARTS), pack)
            return {key.removeprefix(f"{name}."): value for key, value in parts.items()}
        case FieldType.UNIT:
            return _unit(post.get(name, ""), pack)
        case FieldType.BOOL:
            return {"yes": True, "no": False}.get(post.get(name, ""))
        case FieldType.INSTANT:
            return _instant(post.get(name, ""))
        case _:
            return post.get(name, "").strip()


def _rows(post: QueryDict, name: str, field: Field, pack: Pack) -> Plain:
    columns = columns_of(field)
    numbers = sorted({int(n) for key in post if (n := _row_of(key, name))})
    rows: list[Plain] = []
    for number in numbers[:MOST_ROWS]:
        prefix = f"{name}.{number}."
        row = given(post, ((prefix + column.name, column) for column in columns), pack)
        if any(post.get(key, "").strip() != post.get(f"{key}:was", "") for key in row):
            rows.append({key.removeprefix(prefix): value for key, value in row.items()})
    return rows


def _row_of(key: str, name: str) -> str:
    if not key.startswith(f"{name}."):
        return ""
    number = key.removeprefix(f"{name}.").split(".", 1)[0]
    return number if number.isascii() and number.isdecimal() and len(number) < 4 else ""


def _unit(typed: str, pack: Pack) -> str:
    return pack.by_name.get(typed.strip(), typed.strip())


def _instant(typed: str) -> str:
    """A `datetime-local` value is a moment in Asia/Shanghai; what is no moment goes on as typed, for the core."""
    try:
        at = datetime.fromisoformat(typed.strip())
    except ValueError:
        return typed.strip()
    return (at if at.tzinfo else at.replace(tzinfo=SHANGHAI)).isoformat()
