"""PURE. Where matters take place: the unit of the place of a matter, and the township that a unit belongs to.

What a matter says of its place is declared: by `places` of the county's map, else by the `place` of an item's field.
Where it says nothing, the unit that opened it stands for the place; whether that is a township, the map says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from liandong.core.matter.commands import Plain
from liandong.core.matter.state import Matter
from liandong.core.rules import Pack, Procedure

SEVERAL = "*"  # the place of a matter for which several units are named


def place_of(pack: Pack, state: Matter) -> str:
    """The code of the unit of the place, SEVERAL where the field that says it names more than one."""
    procedure = pack.procedures.get(state.procedure)
    for name in place_fields(pack, procedure) if procedure else ():
        place = _unit(state.fields.get(name))
        if place:
            return place
    return state.opened_by


def place_fields(pack: Pack, procedure: Procedure) -> tuple[str, ...]:
    """The fields of a procedure that may name the unit of the place, the first that is given first."""
    named = pack.map.places.get(procedure.name, ()) if pack.map else ()
    return named or tuple(field.place for field in procedure.fields.values() if field.place)


def item_of(pack: Pack, state: Matter) -> str:
    """The number of the catalogue's item that a matter is about, "" where it names none."""
    procedure = pack.procedures.get(state.procedure)
    for field in procedure.item_fields if procedure and pack.items else ():
        value = state.fields.get(field.name)
        if isinstance(value, str):
            return value
    return ""


def township_of(pack: Pack) -> Mapping[str, str]:
    """The township of each unit that belongs to one: itself, the one above it, the one where it is stationed."""
    if pack.map is None:
        return {}
    found = {unit: unit for unit in pack.map.tiles}
    found |= {unit: township for township, units in pack.map.stationed.items() for unit in units}
    for unit in pack.units:
        above = next((each for each in _line(pack, unit) if each in found), "")
        if above:
            found.setdefault(unit, found[above])
    return found


def _line(pack: Pack, unit: str) -> Iterator[str]:
    """A unit, the one above it, and so on; a circle ends where it closes."""
    seen: set[str] = set()
    while unit in pack.units and unit not in seen:
        seen.add(unit)
        yield unit
        unit = pack.units[unit].parent


def _unit(value: Plain) -> str:
    if isinstance(value, list):
        units = [each for each in value if isinstance(each, str) and each]
        return SEVERAL if len(units) > 1 else units[0] if units else ""
    return value if isinstance(value, str) else ""
