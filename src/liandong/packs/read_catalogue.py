"""sources.yaml, items.yaml, sharing.yaml, duties.yaml and readings.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from liandong.core.rules import Duty, Item, Member, Reading, Shared, Source, Unit
from liandong.core.texts import Text
from liandong.packs.cursor import KEBAB, KEBAB_FORM, Cursor, named, string_at, strings_at, text_at, yes_at
from liandong.packs.known import Known
from liandong.packs.read_parties import Use, read_parties

SOURCE_CODE = re.compile(r"[^\s（(#/]+")
ITEM_NO = re.compile(r"[1-9][0-9]*")


def read_sources(file: Cursor, county: str) -> dict[str, Source]:
    """The documents that the pack cites; the first is its own text."""
    pairs = named(file.pairs(f"{county}/sources#"), SOURCE_CODE, "a short name without blanks")
    return {code: _source(code, cursor) for code, cursor in pairs.items()}


def _source(code: str, cursor: Cursor) -> Source:
    cursor.shape(("title", "issuer", "issued", "number", "articles"))
    issued, articles = cursor.need("issued"), cursor.need("articles")
    return Source(
        code=code,
        title=text_at(cursor, "title"),
        issuer=text_at(cursor, "issuer"),
        issued=issued.day() if issued else date.min,
        articles=articles.strings() if articles else (),
        number=string_at(cursor, "number"),
    )


def read_items(file: Cursor, county: str, units: Mapping[str, Unit], kinds: Mapping[str, Text]) -> dict[str, Item]:
    """The catalogue of items; what stands at the top of the file holds for each of them."""
    file.shape(("cites", "rules", "items"))
    cites, rules, at = strings_at(file, "cites"), strings_at(file, "rules"), file.need("items")
    if at is None:
        return {}
    pairs = named(at.pairs(f"{county}/items#"), ITEM_NO, "the number of the item, such as 1")
    return {no: _item(no, cursor, units, kinds, cites, rules) for no, cursor in pairs.items()}


ITEM_KEYS = ("name", "lead", "cooperating", "place_kinds", "open_ended", "cites", "rules")


def _item(
    no: str,
    cursor: Cursor,
    units: Mapping[str, Unit],
    kinds: Mapping[str, Text],
    cites: tuple[str, ...],
    rules: tuple[str, ...],
) -> Item:
    cursor.shape(ITEM_KEYS)
    lead, cooperating, place = cursor.need("lead"), cursor.need("cooperating"), cursor.get("place_kinds")
    members = tuple(_member(c, units) for c in cooperating.members()) if cooperating else ()
    for code in {m.unit for m in members}:
        if sum(m.unit == code for m in members) > 1 and cooperating:
            cooperating.fault(f"the unit `{code}` twice", "each cooperating unit once")
    return Item(
        no=no,
        name=text_at(cursor, "name"),
        lead=_member(lead, units) if lead else Member(""),
        cooperating=members,
        place_kinds=place.strings_of(kinds, "the kind") if place else (),
        open_ended=yes_at(cursor, "open_ended"),
        cites=_joined(cites, strings_at(cursor, "cites")),
        rules=_joined(rules, strings_at(cursor, "rules")),
    )


def _joined(common: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*common, *own)))


def _member(cursor: Cursor, units: Mapping[str, Unit]) -> Member:
    if not cursor.is_mapping:
        return Member(cursor.one_of(units, "the unit"))
    cursor.shape(("unit", "plate"))
    unit_at, plate_at = cursor.need("unit"), cursor.need("plate")
    unit = unit_at.one_of(units, "the unit") if unit_at else ""
    plates = units[unit].plates if unit in units else {}
    return Member(unit, plate_at.one_of(plates, f"the plate of {unit}") if plate_at else "")


SHARED_KEYS = ("title", "provider", "receivers", "limit", "cites", "rules")


def read_sharing(file: Cursor, known: Known) -> dict[str, Shared]:
    """The catalogue of information to be shared."""
    at = file.shape(("kinds",)).need("kinds")
    pairs = named(at.pairs(f"{known.county}/sharing#"), KEBAB, KEBAB_FORM) if at else {}
    return {name: _shared(name, cursor, known) for name, cursor in pairs.items()}


def _shared(name: str, cursor: Cursor, known: Known) -> Shared:
    cursor.shape(SHARED_KEYS)
    return Shared(
        name=name,
        title=text_at(cursor, "title"),
        provider=read_parties(cursor.need("provider"), known, Use.SHARING),
        receivers=read_parties(cursor.need("receivers"), known, Use.SHARING),
        limit=text_at(cursor, "limit"),
        cites=strings_at(cursor, "cites"),
        rules=strings_at(cursor, "rules"),
    )


def read_duties(file: Cursor, county: str) -> dict[str, Duty]:
    """Standing duties without a flow."""
    pairs = named(file.pairs(f"{county}/duties#"), KEBAB, KEBAB_FORM)
    return {code: _duty(code, cursor) for code, cursor in pairs.items()}


def _duty(code: str, cursor: Cursor) -> Duty:
    cursor.shape(("bearer", "words", "shown_at", "cites", "rules"))
    bearer = cursor.need("bearer")
    return Duty(
        code=code,
        bearer=bearer.string() if bearer else "",
        words=text_at(cursor, "words"),
        shown_at=strings_at(cursor, "shown_at"),
        cites=strings_at(cursor, "cites"),
        rules=strings_at(cursor, "rules"),
    )


def read_readings(file: Cursor, county: str) -> dict[str, Reading]:
    """The readings that the pack takes where its text is silent or torn."""
    pairs = named(file.pairs(f"{county}/readings#"), KEBAB, KEBAB_FORM)
    return {code: _reading(code, cursor) for code, cursor in pairs.items()}


def _reading(code: str, cursor: Cursor) -> Reading:
    cursor.shape(("words", "at", "cites", "rules"))
    return Reading(
        code=code,
        words=text_at(cursor, "words"),
        at=strings_at(cursor, "at"),
        cites=strings_at(cursor, "cites"),
        rules=strings_at(cursor, "rules"),
    )
