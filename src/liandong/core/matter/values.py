"""PURE. The plain form of a value of each type of field; whatever does not fit is refused with what would."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from liandong.core import evidence, personal
from liandong.core.errors import Refusal
from liandong.core.matter import companies, operations
from liandong.core.matter.commands import Plain
from liandong.core.matter.plain import PARTS, ZONE, instant, number_form, words
from liandong.core.rules import Choice, Field, FieldType, Pack
from liandong.core.texts import Text

LONGEST_CASE = 100  # characters of a case's number
_AMOUNT = re.compile(r"([0-9]{1,12})(?:\.([0-9]{1,2}))?")


def is_empty(value: object) -> bool:
    """Whether a form left the field empty."""
    return value is None or value == "" or value == [] or value == {}


def plain(
    field: Field, value: Plain, pack: Pack, now: datetime, item: Callable[[str], evidence.Item] = evidence.no_item
) -> Plain:
    """One value of a field in its plain form; a Refusal says what does not fit. `item` gives a file by its key."""
    if field.type is FieldType.FILES:
        return evidence.attached(value, field.min, item)
    return _READERS[field.type](field, value, pack, now)


def _text(field: Field, value: Plain, pack: Pack, now: datetime) -> str:
    return words(value)


def _choice(field: Field, value: Plain, pack: Pack, now: datetime) -> str:
    for choice in field.of:
        if choice.name == value:
            return choice.name
    raise Refusal("field.not-a-choice", found=str(value), choices=_listed(field.of))


def _listed(choices: tuple[Choice, ...]) -> Text:
    zh = "、".join(choice.title.zh for choice in choices)
    en = ", ".join(choice.title.en for choice in choices)
    return Text(zh, en)


def _choices(field: Field, value: Plain, pack: Pack, now: datetime) -> list[Plain]:
    """Several members, in the order of the pack; those it requires must be among them."""
    if not isinstance(value, list):
        raise Refusal("field.not-a-list")
    given = [_choice(field, each, pack, now) for each in value]
    missing = tuple(choice for choice in field.of if choice.required and choice.name not in given)
    if missing:
        raise Refusal("field.choices-missing", missing=_listed(missing))
    out: list[Plain] = [choice.name for choice in field.of if choice.name in given]
    _enough(field, len(out))
    return out


def _executive_fields(field: Field, value: Plain, pack: Pack, now: datetime) -> list[Plain]:
    if not isinstance(value, list):
        raise Refusal("field.not-a-list")
    for name in value:
        if name not in pack.executive_fields:
            raise Refusal("field.no-such-executive-field", found=str(name))
    out: list[Plain] = [name for name in pack.executive_fields if name in value]
    _enough(field, len(out))
    return out


def _information(field: Field, value: Plain, pack: Pack, now: datetime) -> str:
    if str(value) not in pack.sharing:
        titles = tuple(kind.title for kind in pack.sharing.values())
        listed = Text("、".join(title.zh for title in titles), ", ".join(title.en for title in titles))
        raise Refusal("field.not-a-choice", found=str(value), choices=listed)
    return str(value)


def _person(field: Field, value: Plain, pack: Pack, now: datetime) -> dict[str, Plain]:
    if not isinstance(value, dict) or set(value) - set(personal.PARTS):
        raise Refusal("field.not-a-person")
    if is_empty(value.get("name")):
        raise Refusal("field.part-missing", part=PARTS["name"])
    out: dict[str, Plain] = {name: words(value[name]) for name in personal.PARTS if not is_empty(value.get(name))}
    number = out.get("id_number")
    if isinstance(number, str):
        out["id_number"] = number = number.upper()
        if not personal.is_id_number(number):
            raise Refusal("field.id-number-wrong")
    return out


def _case(field: Field, value: Plain, pack: Pack, now: datetime) -> str:
    number = number_form(words(value))
    if len(number) > LONGEST_CASE:
        raise Refusal("field.too-long", longest=LONGEST_CASE, length=len(number))
    return number


def _amount(field: Field, value: Plain, pack: Pack, now: datetime) -> str:
    found = _AMOUNT.fullmatch(str(value).replace(",", "").strip())
    if isinstance(value, bool) or found is None:
        raise Refusal("field.not-an-amount", found=str(value))
    return f"{int(found[1])}.{(found[2] or '').ljust(2, '0')}"


def _number(field: Field, value: Plain, pack: Pack, now: datetime) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise Refusal("field.not-a-number", found=text)
    if int(text) < field.min:
        raise Refusal("field.too-small", least=field.min, found=text)
    return int(text)


def _bool(field: Field, value: Plain, pack: Pack, now: datetime) -> bool:
    if not isinstance(value, bool):
        raise Refusal("field.not-yes-or-no", found=str(value))
    return value


def _date(field: Field, value: Plain, pack: Pack, now: datetime) -> str:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        raise Refusal("field.not-a-date", found=str(value)) from None
    if field.past and day > now.astimezone(ZONE).date():
        raise Refusal("field.in-the-future", found=str(value))
    return day.isoformat()


def _instant(field: Field, value: Plain, pack: Pack, now: datetime) -> str:
    at = instant(value)
    if field.past and at > now:
        raise Refusal("field.in-the-future", found=at.isoformat(timespec="minutes"))
    return at.isoformat(timespec="seconds")


def _unit(field: Field, value: Plain, pack: Pack, now: datetime) -> str:
    unit = pack.units.get(str(value))
    if unit is None:
        raise Refusal("field.no-such-unit", found=str(value))
    if not unit.can_act:
        raise Refusal("field.unit-cannot-act", unit=unit.name)
    if field.enforces and not unit.enforces:
        raise Refusal("field.unit-without-power", unit=unit.name)
    if field.kinds and unit.kind not in field.kinds:
        zh = "、".join(pack.kinds[kind].zh for kind in field.kinds)
        en = ", ".join(pack.kinds[kind].en for kind in field.kinds)
        raise Refusal("field.unit-of-other-kind", unit=unit.name, kinds=Text(zh, en))
    return unit.code


def _units(field: Field, value: Plain, pack: Pack, now: datetime) -> list[Plain]:
    if not isinstance(value, list):
        raise Refusal("field.not-a-list")
    units = [_unit(field, each, pack, now) for each in value]
    _enough(field, len(units))
    for unit in units:
        if units.count(unit) > 1:
            raise Refusal("field.unit-twice", unit=pack.units[unit].name)
    return list(units)


def _enough(field: Field, count: int) -> None:
    if count < field.min:
        raise Refusal("field.too-few", least=field.min, count=count)


def _item(field: Field, value: Plain, pack: Pack, now: datetime) -> str:
    if str(value) not in pack.items:
        raise Refusal("field.no-such-item", found=str(value))
    return str(value)


def _officers(field: Field, value: Plain, pack: Pack, now: datetime) -> list[Plain]:
    rows = _list_of_rows(value)
    seen: set[str] = set()
    out: list[Plain] = []
    for number, row in enumerate(rows, 1):
        unit = _unit(field, row.get("unit"), pack, now)
        for part in ("name_or_post", "certificate"):
            if is_empty(row.get(part)):
                raise Refusal("field.row-incomplete", row=number, part=PARTS[part])
        name, certificate = words(row["name_or_post"]), words(row["certificate"])
        if certificate in seen:
            raise Refusal("field.certificate-twice", certificate=certificate)
        seen.add(certificate)
        out.append({"unit": unit, "name_or_post": name, "certificate": certificate})
    _enough(field, len(out))
    return out


def _companies(field: Field, value: Plain, pack: Pack, now: datetime) -> list[Plain]:
    out = companies.whole(_list_of_rows(value))
    _enough(field, len(out))
    return out


def _list_of_rows(value: Plain) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise Refusal("field.not-a-list")
    return [row for row in value if isinstance(row, dict)]


def _rows(field: Field, value: Plain, pack: Pack, now: datetime) -> list[Plain]:
    out: list[Plain] = []
    names = {column.name for column in field.columns}
    for number, row in enumerate(_list_of_rows(value), 1):
        if unknown := set(row) - names:
            raise Refusal("field.row-unknown", row=number, part=", ".join(sorted(unknown)))
        clean: dict[str, Plain] = {}
        for column in field.columns:
            if not is_empty(row.get(column.name)):
                clean[column.name] = plain(column, row[column.name], pack, now)
            elif not column.optional:
                raise Refusal("field.row-incomplete", row=number, part=column.title)
        out.append(clean)
    _enough(field, len(out))
    return out


def _operation(field: Field, value: Plain, pack: Pack, now: datetime) -> dict[str, Plain]:
    return operations.whole(value, now)


_READERS: Mapping[FieldType, Callable[[Field, Plain, Pack, datetime], Plain]] = {
    FieldType.TEXT: _text,
    FieldType.CHOICE: _choice,
    FieldType.BOOL: _bool,
    FieldType.DATE: _date,
    FieldType.INSTANT: _instant,
    FieldType.UNIT: _unit,
    FieldType.UNITS: _units,
    FieldType.ITEM: _item,
    FieldType.OFFICERS: _officers,
    FieldType.ROWS: _rows,
    FieldType.OPERATION: _operation,
    FieldType.CHOICES: _choices,
    FieldType.EXECUTIVE_FIELDS: _executive_fields,
    FieldType.INFORMATION: _information,
    FieldType.PERSON: _person,
    FieldType.CASE: _case,
    FieldType.AMOUNT: _amount,
    FieldType.NUMBER: _number,
    FieldType.COMPANIES: _companies,
}
