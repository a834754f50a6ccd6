"""Values of fields as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from liandong.core.rules import Field, FieldType, Pack
from liandong.web import dates
from liandong.web.fields.columns import ENDED_AT, OPERATION_PARTS, PERSON_PARTS, columns_of
from liandong.web.language import lang, say, t


def unit_name(code: str, pack: Pack) -> str:
    """A unit's short name; the code itself where the pack knows none (the record outlives the pack)."""
    unit = pack.units.get(code)
    return say(unit.name) if unit else code


def post_title(unit: str, post: str, pack: Pack) -> str:
    """A post's title, "" where any officer of the unit is meant."""
    found = pack.units.get(unit)
    return next((say(each.title) for each in found.posts if each.code == post), post) if found else post


def seat_words(unit: str, post: str, pack: Pack) -> str:
    """Who holds a task: the unit, and its post where one is meant."""
    title = post_title(unit, post, pack) if post else ""
    return unit_name(unit, pack) + (f" · {title}" if title else "")


def names(codes: list[str], pack: Pack) -> str:
    """Several units in one phrase."""
    return joined(unit_name(code, pack) for code in codes)


def executive_fields(codes: list[str], pack: Pack) -> str:
    """Several executive fields in one phrase."""
    known = pack.executive_fields
    return joined(say(known[code].title) if code in known else code for code in codes)


def joined(words: Iterable[str]) -> str:
    """Several names in one phrase."""
    return ("、" if lang() == "zh" else ", ").join(words)


def shown(field: Field, value: Any, pack: Pack) -> str:
    """One value in one phrase; declared rows and operations have their own place in the template."""
    match field.type:
        case FieldType.CHOICE:
            return next((say(choice.title) for choice in field.of if choice.name == value), str(value))
        case FieldType.BOOL:
            return t("是", "Yes") if value else t("否", "No")
        case FieldType.DATE:
            return dates.day(str(value))
        case FieldType.INSTANT:
            return dates.moment(str(value))
        case FieldType.UNIT:
            return unit_name(str(value), pack)
        case FieldType.UNITS:
            return names(list(value), pack)
        case FieldType.CHOICES:
            return joined(say(choice.title) for choice in field.of if choice.name in value)
        case FieldType.EXECUTIVE_FIELDS:
            return executive_fields(list(value), pack)
        case FieldType.INFORMATION:
            kind = pack.sharing.get(str(value))
            return say(kind.title) if kind else str(value)
        case FieldType.PERSON:
            return " ".join(str(value[part.name]) for part in PERSON_PARTS if value.get(part.name))
        case FieldType.OFFICERS | FieldType.COMPANIES:
            return t("；", "; ").join(_row(row, columns_of(field), pack) for row in value)
        case FieldType.FILES:
            return t(f"{len(value)} 个文件", f"{len(value)} files")
        case FieldType.AMOUNT:
            whole, _, cents = str(value).partition(".")
            return t(f"{int(whole):,}.{cents}元", f"{int(whole):,}.{cents} yuan")
        case FieldType.ITEM:
            item = pack.items.get(str(value))
            return f"{value} {say(item.name)}" if item else str(value)
        case _:
            return str(value)


def _row(row: Mapping[str, Any], columns: Iterable[Field], pack: Pack) -> str:
    return " ".join(shown(column, row[column.name], pack) for column in columns if row.get(column.name))


def operation_parts(value: Any, pack: Pack) -> list[tuple[str, str]]:
    """An operation, part by part: title and phrase."""
    return [
        (say(part.title), shown(part, value[part.name], pack))
        for part in (*OPERATION_PARTS, ENDED_AT)
        if isinstance(value, dict) and value.get(part.name)
    ]
