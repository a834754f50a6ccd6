"""Between units: who hands over to whom, and who shares which information."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import Exists, F, OuterRef

from liandong.core.figures import Counts, Head, Table, completed
from liandong.core.rules import Pack, Party, PartyKind
from liandong.projections.figures.asked import Asked
from liandong.projections.figures.on_time import tasks_of
from liandong.projections.figures.part import Cells, Part, within
from liandong.projections.search import WITHDRAWN


def hand_over_parts(asked: Asked) -> tuple[Part, ...]:
    """Matters opened in the period, by who opened them and by the first other unit that was given a task in them."""
    rows = tasks_of(asked).filter(within("matter__opened_at", asked.begins, asked.ends), standing=False)
    others = rows.exclude(unit=F("matter__opened_by"))
    earlier = asked.reader.tasks().filter(matter_id=OuterRef("matter_id"), task__lt=OuterRef("task"), standing=False)
    first = others.exclude(Exists(earlier.exclude(unit=F("matter__opened_by"))))
    return (Part(first, F("matter__opened_by"), F("unit"), Counts.MATTERS),)


def hand_over_table(asked: Asked, cells: Cells) -> Table:
    """The units that handed anything over, by those that were given it."""
    return completed(_busiest(asked.pack, cells, 0), _busiest(asked.pack, cells, 1), cells)


def _busiest(pack: Pack, cells: Mapping[tuple[str, str], int], place: int) -> tuple[Head, ...]:
    """The units that were counted in this place of a cell's keys, those with most first."""
    wholes: Counter[str] = Counter()
    for keys, count in cells.items():
        wholes[keys[place]] += count
    units = [unit for unit in pack.units.values() if wholes[unit.code]]
    units.sort(key=lambda unit: -wholes[unit.code])
    return tuple(Head(unit.code, unit.name) for unit in units)


def sharing_parts(asked: Asked) -> tuple[Part, ...]:
    """What was shared in the period and not taken back, by kind of information and by the unit that provided it."""
    rows = asked.reader.searched().filter(within("opened_at", asked.begins, asked.ends)).exclude(provider="")
    if asked.procedure:
        rows = rows.filter(procedure=asked.procedure)
    return (Part(rows.exclude(matter__end=WITHDRAWN), F("kind"), F("provider"), Counts.MATTERS),)


def sharing_table(asked: Asked, cells: Cells) -> Table:
    """Every kind of the catalogue, by the units that must provide it or did."""
    pack = asked.pack
    due = frozenset((kind.name, unit) for kind in pack.sharing.values() for unit in units_of(kind.provider, pack))
    kinds = tuple(Head(kind.name, kind.title) for kind in pack.sharing.values())
    used = {unit for _, unit in (*due, *cells)}
    units = tuple(Head(unit.code, unit.name) for unit in pack.units.values() if unit.code in used)
    return completed(kinds, units, cells, due=due)


def units_of(parties: Iterable[Party], pack: Pack) -> list[str]:
    """The units for which parties of the sharing catalogue stand."""
    found: dict[str, None] = {}
    for party in parties:
        match party.by:
            case PartyKind.UNIT:
                found[party.name] = None
            case PartyKind.GROUP:
                found.update(dict.fromkeys(seat.unit for seat in pack.groups[party.name].members))
            case PartyKind.KIND:
                found.update(dict.fromkeys(unit.code for unit in pack.units.values() if unit.kind == party.name))
            case _:
                found[pack.capacities[party.name].unit] = None
    return list(found)
