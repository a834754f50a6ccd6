"""PURE. What a field may hold: each value of an act is checked and brought to its one plain form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from liandong.core.conditions import Lookup, holds
from liandong.core.errors import Refusal
from liandong.core.matter import operations
from liandong.core.matter.commands import Fields, Plain
from liandong.core.matter.plain import PARTS, ZONE, instant, words
from liandong.core.rules import Ask, Enforcing, Field, FieldType, Item, Pack, Procedure
from liandong.core.texts import Text


class Incomplete(Refusal):
    """Several fields do not fit; `parts` says each, so that a form can show all at once."""

    def __init__(self, parts: tuple[Refusal, ...]) -> None:
        first = parts[0]
        super().__init__(
            "fields.refused",
            rule=first.rule,
            cites=first.cites,
            field=first.field,
            count=len(parts),
            fields=Text(
                "；".join(_title(part).zh for part in parts),
                "; ".join(_title(part).en for part in parts),
            ),
        )
        self.parts = parts


def _title(part: Refusal) -> Text:
    title = part.params.get("title")
    return title if isinstance(title, Text) else Text(part.field, part.field)


def accept(
    asks: tuple[Ask, ...],
    given: Fields,
    procedure: Procedure,
    pack: Pack,
    lookup: Lookup,
    now: datetime,
    rule: str,
) -> dict[str, Plain]:
    """The given values in their plain form.

    Every ask whose `when` holds must be given unless optional; nothing else may be given. `lookup` sees the
    matter's facts with the given values laid over. Raises `Incomplete` with one refusal for each field that
    does not fit, each citing the article that asks for it.
    """
    refused: list[Refusal] = []
    accepted: dict[str, Plain] = {}
    due = {ask.field: ask for ask in asks if holds(ask.when, lookup)}
    _add_explanations(due, given, procedure)
    for path in given:
        if path not in due and not _empty(given[path]):
            refused.append(Refusal("field.not-asked", field=path, rule=rule, title=title_of(procedure, path)))
    for path, ask in due.items():
        value = given.get(path)
        try:
            if not _empty(value):
                accepted[path] = _value(procedure, pack, path, value, lookup, now)
            elif not ask.optional:
                raise Refusal("field.missing")
        except Refusal as found:
            refused.append(_placed(found, procedure, ask, rule))
    if refused:
        raise Incomplete(tuple(refused))
    return accepted


def _placed(found: Refusal, procedure: Procedure, ask: Ask, rule: str) -> Refusal:
    field = procedure.fields.get(ask.field.partition(".")[0])
    cites = ask.cites or (field.cites if field else ())
    return found.placed(ask.field, rule=rule, cites=cites, title=title_of(procedure, ask.field))


def _add_explanations(due: dict[str, Ask], given: Fields, procedure: Procedure) -> None:
    """An open member ("others") of a choice asks for its words as well; without it they are not asked."""
    for path in list(due):
        field = procedure.fields.get(path)
        for choice in field.of if field else ():
            if not choice.explained_by:
                continue
            if given.get(path) == choice.name:
                due[choice.explained_by] = Ask(choice.explained_by, cites=field.cites if field else ())
            else:
                due.pop(choice.explained_by, None)


def title_of(procedure: Procedure, path: str) -> Text:
    """The title of a field, or of a part of an operation, as forms show it."""
    name, _, part = path.partition(".")
    field = procedure.fields.get(name)
    if field is None:
        return Text(path, path)
    return PARTS.get(part, field.title) if part else field.title


def _empty(value: object) -> bool:
    return value is None or value == "" or value == [] or value == {}


def _value(procedure: Procedure, pack: Pack, path: str, value: Plain, lookup: Lookup, now: datetime) -> Plain:
    name, _, part = path.partition(".")
    field = procedure.fields[name]
    if field.type is FieldType.OPERATION:
        whole = lookup(name)
        known = dict(whole) if isinstance(whole, dict) else {}
        return operations.part(part, value, known, now) if part else operations.whole(value, now)
    return plain(field, value, pack, now)


def plain(field: Field, value: Plain, pack: Pack, now: datetime) -> Plain:
    """One value of a field in its plain form; a Refusal says what does not fit."""
    return _READERS[field.type](field, value, pack, now)


def _text(field: Field, value: Plain, pack: Pack, now: datetime) -> str:
    return words(value)


def _choice(field: Field, value: Plain, pack: Pack, now: datetime) -> str:
    for choice in field.of:
        if choice.name == value:
            return choice.name
    zh = "、".join(choice.title.zh for choice in field.of)
    en = ", ".join(choice.title.en for choice in field.of)
    raise Refusal("field.not-a-choice", found=str(value), choices=Text(zh, en))


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
            if _empty(row.get(part)):
                raise Refusal("field.row-incomplete", row=number, part=PARTS[part])
        name, certificate = words(row["name_or_post"]), words(row["certificate"])
        if certificate in seen:
            raise Refusal("field.certificate-twice", certificate=certificate)
        seen.add(certificate)
        out.append({"unit": unit, "name_or_post": name, "certificate": certificate})
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
            if not _empty(row.get(column.name)):
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
}


def named_units(paths: tuple[str, ...], lookup: Lookup) -> list[str]:
    """The units that these fields name, in order, repeats kept."""
    units: list[str] = []
    for path in paths:
        found = lookup(path)
        units += [str(each) for each in found] if isinstance(found, list) else [str(found)] if found else []
    return units


def check_enforcing(enforcing: Enforcing | None, pack: Pack, lookup: Lookup, rule: str) -> None:
    """Refuse unless enough different units hold enforcement power and none is named twice."""
    if enforcing is None or not holds(enforcing.when, lookup):
        return
    units = named_units(enforcing.across, lookup)
    field = enforcing.across[-1]
    for unit in units:
        if units.count(unit) > 1:
            raise Refusal(
                "units.named-twice", rule=rule, cites=enforcing.cites, field=field, unit=pack.units[unit].name
            )
    found = [unit for unit in units if pack.units[unit].enforces]
    if len(found) < enforcing.min:
        names = [pack.units[unit].name for unit in found]
        raise Refusal(
            "units.too-few-enforce",
            rule=rule,
            cites=enforcing.cites,
            field=field,
            least=enforcing.min,
            count=len(found),
            found=Text("、".join(name.zh for name in names), ", ".join(name.en for name in names)),
        )


def check_item_place(procedure: Procedure, pack: Pack, lookup: Lookup, rule: str) -> None:
    """An item with place-dependent members (属地) needs a unit of such a kind among those named."""
    for field in procedure.item_fields:
        number = lookup(field.name)
        if not number or not field.fills:
            continue
        item = pack.items[str(number)]
        units = named_units(field.fills, lookup)
        if item.place_kinds and not any(pack.units[unit].kind in item.place_kinds for unit in units):
            raise Refusal(
                "item.place-missing",
                rule=rule,
                cites=item.cites,
                field=field.fills[-1],
                item=item.name,
                kinds=Text(
                    "、".join(pack.kinds[kind].zh for kind in item.place_kinds),
                    ", ".join(pack.kinds[kind].en for kind in item.place_kinds),
                ),
            )


def filled_from_item(procedure: Procedure, pack: Pack, given: Fields) -> dict[str, Plain]:
    """Given values, with those that a chosen item fills (lead unit, cooperating units) where none was given.

    The unit of the place joins the units of an item that has place-dependent members (属地).
    """
    out = dict(given)
    for field in procedure.item_fields:
        item = pack.items.get(str(given.get(field.name)))
        if item is None:
            continue
        for path in field.fills:
            if procedure.fields[path].type is FieldType.UNIT:
                out[path] = item.lead.unit if _empty(out.get(path)) else out[path]
                continue
            out[path] = _members(field, item, given, out.get(path))
    return out


def _members(field: Field, item: Item, given: Fields, own: Plain) -> Plain:
    units: Plain = [member.unit for member in item.cooperating] if _empty(own) else own
    place = given.get(field.place) if item.place_kinds else None
    if _empty(place) or not isinstance(units, list) or place in units:
        return units
    return [*units, place]
