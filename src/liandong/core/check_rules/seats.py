"""PURE. Who a party can ever be: the seats of a county that it may mean, whatever the matter."""

from __future__ import annotations

from collections.abc import Iterable

from liandong.core.actors import Seat
from liandong.core.rules import Entry, Field, FieldType, Pack, Party, PartyKind, Procedure, Step, Unit


def takes(field: Field, unit: Unit) -> bool:
    """Whether a unit may be named in a field."""
    return (unit.enforces or not field.enforces) and (unit.kind in field.kinds or not field.kinds)


def fitting(pack: Pack, field: Field) -> list[Unit]:
    """The units that may be named in a field."""
    return [unit for unit in pack.units.values() if takes(field, unit)]


def seats_of(pack: Pack, procedure: Procedure, party: Party) -> set[Seat]:
    """The seats that a party may mean; an empty post stands for any post of the unit."""
    match party.by:
        case PartyKind.CAPACITY:
            capacity = pack.capacities[party.name]
            return {Seat(capacity.unit, capacity.post)}
        case PartyKind.GROUP:
            return set(pack.groups[party.name].members)
        case PartyKind.KIND:
            return {Seat(unit.code, "") for unit in pack.units.values() if unit.kind == party.name}
        case PartyKind.UNIT:
            return {Seat(party.name, "")}
        case PartyKind.ANY | PartyKind.LEADERS_OF:
            # Who is in charge of a field is entered on a running system: it may be anybody.
            return {Seat(unit, "") for unit in pack.units}
        case PartyKind.CLOCK | PartyKind.CITIZEN:
            return set()
    return _named(pack, procedure, party)


def _named(pack: Pack, procedure: Procedure, party: Party) -> set[Seat]:
    """The seats of the units that a field, or a column of it, may name."""
    field = procedure.fields[party.name]
    if party.by is PartyKind.ROWS:
        field = next(column for column in field.columns if column.name == party.column)
    if field.type not in (FieldType.UNIT, FieldType.UNITS):
        return set()
    units = fitting(pack, field)
    if party.by is PartyKind.POST_OF and party.post == "head":
        return {Seat(unit.code, unit.head.code) for unit in units}
    return {Seat(unit.code, party.post) for unit in units}


def meet(some: Iterable[Seat], others: Iterable[Seat]) -> bool:
    """Whether somebody may be among both; an empty post is any post of its unit."""
    mine = set(some)
    return any(
        one.unit == other.unit and (not one.post or not other.post or one.post == other.post)
        for one in mine
        for other in others
    )


def bearers(pack: Pack, procedure: Procedure, step: Step) -> set[Seat]:
    """All seats that may ever bear a step."""
    found: set[Seat] = set()
    for line in (*step.by, *step.each):
        found |= seats_of(pack, procedure, line.party)
    return found


def openers(pack: Pack, procedure: Procedure, entry: Entry) -> set[Seat]:
    """All seats that may ever make an entry; the holder's, where the clock makes it in his name."""
    if entry.recurs:
        return seats_of(pack, procedure, Party(PartyKind.CAPACITY, entry.recurs.holder))
    found: set[Seat] = set()
    for party in entry.by:
        found |= seats_of(pack, procedure, party)
    return found


def receivers(entry: Entry) -> list[Party]:
    """In whose name an entry opens that its maker opens for another: the clock, a citizen."""
    if entry.recurs:
        return [Party(PartyKind.CAPACITY, entry.recurs.holder)]
    if entry.public:
        return [Party(PartyKind.FIELD if entry.public.by_field else PartyKind.CAPACITY, entry.public.receiver)]
    return []
