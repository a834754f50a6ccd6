"""Parties: who bears a task, may make an entry, is told, or shares information."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from liandong.core.rules import Field, FieldType, Party, PartyKind, PartyLine
from liandong.packs.cursor import Cursor
from liandong.packs.known import Known, listed
from liandong.packs.read_conditions import read_condition
from liandong.packs.read_fields import HOLDS_UNITS

NO_PARTY = Party(PartyKind.CAPACITY, "")  # stands in after a fault; a pack with a fault is never used


class Use(StrEnum):
    """What a party is named for; the value is what an error says."""

    ENTRY = "an entry"
    BEARER = "`by`"
    EACH = "`each`"
    TOLD = "`tells`"
    SHARING = "sharing.yaml"


NAMED: Mapping[Use, tuple[PartyKind, ...]] = {
    Use.ENTRY: (
        *(PartyKind.CAPACITY, PartyKind.GROUP, PartyKind.KIND, PartyKind.ANY),
        *(PartyKind.CLOCK, PartyKind.CITIZEN),
    ),
    Use.BEARER: (PartyKind.CAPACITY, PartyKind.FIELD),
    Use.EACH: (PartyKind.CAPACITY, PartyKind.FIELD, PartyKind.GROUP),
    Use.TOLD: (PartyKind.CAPACITY, PartyKind.FIELD, PartyKind.GROUP),
    Use.SHARING: (PartyKind.CAPACITY, PartyKind.GROUP, PartyKind.KIND, PartyKind.UNIT),
}
FORMS: Mapping[str, tuple[Use, ...]] = {
    "post": (Use.ENTRY, Use.BEARER, Use.EACH, Use.TOLD),
    "of": (Use.ENTRY, Use.BEARER, Use.EACH, Use.TOLD),
    "kind": (Use.EACH, Use.TOLD),
    "leaders_of": (Use.EACH,),
    "rows": (Use.EACH,),
}


def read_party(cursor: Cursor, known: Known, use: Use = Use.BEARER) -> Party:
    """A party by its name, or in one of the longer forms: a post of a field's unit, a kind, leaders, rows."""
    if cursor.is_mapping:
        return _longer(cursor, known, use)
    name = cursor.string()
    found = [kind for kind in NAMED[use] if name in _names(kind, known, use)]
    if found == [PartyKind.CAPACITY, PartyKind.UNIT] and known.capacities[name].unit == name:
        found = [PartyKind.UNIT]  # the capacity of a unit under its own name is the unit
    if len(found) == 1:
        return Party(found[0], name)
    if found:
        cursor.fault(f"`{name}` is at once a {' and a '.join(found)}", "one of them under another name")
    elif name:
        _unknown(cursor, name, known, use)
    return NO_PARTY


def _names(kind: PartyKind, known: Known, use: Use) -> Iterable[str]:
    match kind:
        case PartyKind.CAPACITY:
            return known.capacities
        case PartyKind.GROUP:
            return known.groups
        case PartyKind.KIND:
            return known.kinds
        case PartyKind.UNIT:
            return known.units
        case PartyKind.FIELD:
            return known.of_type(*HOLDS_UNITS, *((FieldType.PERSON,) if use is Use.TOLD else ()))
        case _:
            return (kind.value,)  # `any`, `clock`, `citizen`


def _unknown(cursor: Cursor, name: str, known: Known, use: Use) -> None:
    if name in known.groups:
        cursor.fault(f"the group `{name}` under {use}", "`each`, with a task for each member")
    elif name in known.kinds:
        cursor.fault(f"the kind `{name}` under {use} by its bare name", "`{kind: NAME}` under `each` or `tells`")
    else:
        names = {name for kind in NAMED[use] for name in _names(kind, known, use)}
        cursor.fault(f"the party `{name}`", f"one of {listed(names)}")


def _longer(cursor: Cursor, known: Known, use: Use) -> Party:
    for form, uses in FORMS.items():
        if cursor.has(form) and use not in uses:
            cursor.fault(f"`{form}` under {use}", f"`{form}` only under {' or '.join(uses)}" if uses else "")
            return NO_PARTY
    form = next((form for form in FORMS if cursor.has(form)), "")
    if not form:
        forms = ", ".join(f"`{form}`" for form, uses in FORMS.items() if use in uses)
        cursor.fault("a party of unknown form", f"a name, or a mapping with one of {forms}" if forms else "a name")
        return NO_PARTY
    return READ[form](cursor, known)


def _post_of(cursor: Cursor, known: Known) -> Party:
    cursor.shape(("post", "of"))
    post, of = cursor.need("post"), cursor.need("of")
    field = of.one_of(known.of_type(*HOLDS_UNITS), "the field") if of else ""
    codes = {"head"} | {p.code for unit in known.units.values() for p in unit.posts}
    return Party(PartyKind.POST_OF, field, post.one_of(sorted(codes), "the post") if post else "")


def _kind(cursor: Cursor, known: Known) -> Party:
    kind = cursor.shape(("kind",)).need("kind")
    return Party(PartyKind.KIND, kind.one_of(known.kinds, "the kind") if kind else "")


def _leaders_of(cursor: Cursor, known: Known) -> Party:
    field = cursor.shape(("leaders_of",)).need("leaders_of")
    names = known.of_type(FieldType.EXECUTIVE_FIELDS)
    return Party(PartyKind.LEADERS_OF, field.one_of(names, "the field of executive fields") if field else "")


def _rows(cursor: Cursor, known: Known) -> Party:
    cursor.shape(("rows", "by"))
    rows, by = cursor.need("rows"), cursor.need("by")
    field = rows.one_of(known.of_type(FieldType.ROWS), "the field of rows") if rows else ""
    columns = known.fields[field].columns if field in known.fields else ()
    units = [column.name for column in columns if column.type is FieldType.UNIT]
    if by and columns and not units:
        by.fault(f"rows `{field}` without a column of type `unit`", "a column that names who bears the task")
    column = by.one_of(units, f"the unit column of {field}") if by and units else ""
    return Party(PartyKind.ROWS, field, column=column)


READ: Mapping[str, Callable[[Cursor, Known], Party]] = {
    "post": _post_of,
    "of": _post_of,
    "kind": _kind,
    "leaders_of": _leaders_of,
    "rows": _rows,
}


def read_lines(cursor: Cursor | None, known: Known, use: Use) -> tuple[PartyLine, ...]:
    """The lines of `by` or `each`."""
    lines = tuple(_line(m, known, use) for m in cursor.members()) if cursor else ()
    if cursor and len(lines) > 1 and any(line.party.by is PartyKind.ROWS for line in lines):
        cursor.fault("`rows` beside other parties", "`rows` by itself, so that every task has its row")
    return lines


def _line(cursor: Cursor, known: Known, use: Use) -> PartyLine:
    if not cursor.is_mapping or any(cursor.has(form) for form in FORMS):
        return PartyLine(read_party(cursor, known, use))
    party = cursor.shape(("when", "party")).need("party")
    when = read_condition(cursor.get("when"), known)
    return PartyLine(read_party(party, known, use) if party else NO_PARTY, when)


def read_parties(cursor: Cursor | None, known: Known, use: Use) -> tuple[Party, ...]:
    """A list of parties."""
    return tuple(read_party(m, known, use) for m in cursor.members()) if cursor else ()


def row_columns(each: Cursor | None, known: Known) -> dict[str, Field]:
    """The columns that `row.` reaches in a step with `each: {rows: FIELD, …}`, {} in any other."""
    for member in each.members() if each else ():
        party = member.get("party") or member
        rows = party.get("rows")
        if rows and (field := known.fields.get(rows.string())):
            return {column.name: column for column in field.columns}
    return {}
