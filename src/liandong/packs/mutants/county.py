"""Mutants of a county's own tables: fields, capacities, units, items, validity, the clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from liandong.core.rules import Capacity, Field, Item, Pack, PackStatus, Procedure
from liandong.core.time_limits import DayEnd
from liandong.packs.mutants.mutant import Edit, Mutant


def county_mutants(pack: Pack) -> Iterator[Mutant]:
    """One thing of the county's own tables changed at a time."""
    for capacity in pack.capacities.values():
        for held in capacity_edits(pack, capacity):
            capacities = {**pack.capacities, capacity.name: held.part}
            yield _mutant(f"{pack.county}/capacities#{capacity.name}", held, replace(pack, capacities=capacities))
    for item in pack.items.values():
        for changed in item_edits(pack, item):
            items = {**pack.items, item.no: changed.part}
            yield _mutant(f"{pack.county}/items#{item.no}", changed, replace(pack, items=items))
    for unit in pack.units.values():
        turned = Edit(".enforces", "turned round", replace(unit, enforces=not unit.enforces))
        units = {**pack.units, unit.code: turned.part}
        yield _mutant(f"{pack.county}/units#{unit.code}", turned, replace(pack, units=units))
    for edit in frame_of(pack):
        yield _mutant(pack.county, edit, edit.part)


def _mutant(at: str, edit: Edit[object], changed: Pack) -> Mutant:
    return Mutant(f"{at}{edit.path}", edit.change, lambda: changed)


def frame_of(pack: Pack) -> Iterator[Edit[Pack]]:
    """Validity and the end of the day."""
    yield from _validity(pack)
    other = DayEnd.CLOSE_OF_BUSINESS if pack.clock.ends is DayEnd.MIDNIGHT else DayEnd.MIDNIGHT
    yield Edit("#clock.day_ends", f"-> {other}", replace(pack, clock=replace(pack.clock, ends=other)))


def _validity(pack: Pack) -> Iterator[Edit[Pack]]:
    """A day more or less; not of a model, which opens nothing: the county that includes it says from when on."""
    if pack.status is PackStatus.MODEL:
        return
    day = timedelta(days=1)
    yield Edit("#in_force.from", "a day later", replace(pack, in_force_from=pack.in_force_from + day))
    yield Edit("#in_force.from", "a day earlier", replace(pack, in_force_from=pack.in_force_from - day))
    if pack.in_force_to is not None:
        yield Edit("#in_force.to", "a day later", replace(pack, in_force_to=pack.in_force_to + day))
        yield Edit("#in_force.to", "a day earlier", replace(pack, in_force_to=pack.in_force_to - day))


def capacity_edits(pack: Pack, capacity: Capacity) -> Iterator[Edit[Capacity]]:
    """A capacity held by another unit, or another post of it."""
    other = next(unit for unit in pack.units.values() if unit.code != capacity.unit)
    yield Edit("", f"held by {other.code}", replace(capacity, unit=other.code, post=""))
    if capacity.post:
        yield Edit(".post", "any of the unit", replace(capacity, post=""))


def item_edits(pack: Pack, item: Item) -> Iterator[Edit[Item]]:
    """An item led by another unit, without one of its cooperating units, or without its place."""
    other = next(unit for unit in pack.units.values() if unit.code != item.lead.unit)
    yield Edit(".lead", f"{item.lead.unit} -> {other.code}", replace(item, lead=replace(item.lead, unit=other.code)))
    for member in item.cooperating:
        rest = tuple(each for each in item.cooperating if each is not member)
        yield Edit(".cooperating", f"{member.unit} left out", replace(item, cooperating=rest))
    if item.place_kinds:
        yield Edit(".place_kinds", "left out", replace(item, place_kinds=()))


def field_edits(field: Field) -> Iterator[Edit[Field]]:
    """A field that takes more, or other, than it should."""
    if field.enforces:
        yield Edit(".enforces", "left out", replace(field, enforces=False))
    if field.kinds:
        yield Edit(".kinds", "left out", replace(field, kinds=()))
    if field.min:
        yield Edit(".min", f"{field.min} -> {field.min - 1}", replace(field, min=field.min - 1))
        yield Edit(".min", f"{field.min} -> {field.min + 1}", replace(field, min=field.min + 1))
    if field.past:
        yield Edit(".past", "left out", replace(field, past=False))
    if field.covers:
        yield Edit(".covers", "left out", replace(field, covers=()))
    if field.place:
        yield Edit(".place", "left out", replace(field, place=""))
    if field.fills:
        yield Edit(".fills", "left out", replace(field, fills=()))
    for name in field.covers:
        rest = tuple(other for other in field.covers if other != name)
        yield Edit(".covers", f"{name} left out", replace(field, covers=rest))
    if field.place:
        yield Edit(".place", "left out", replace(field, place=""))
    for place, choice in enumerate(field.of):
        if choice.explained_by:
            members = (*field.of[:place], replace(choice, explained_by=""), *field.of[place + 1 :])
            yield Edit(f".of.{choice.name}", "needs no explanation", replace(field, of=members))


def frame_edits(procedure: Procedure) -> Iterator[Edit[Procedure]]:
    """What stands around the steps: until when it may be withdrawn, which ends allow a new application."""
    for name in procedure.withdraw_until:
        rest = tuple(other for other in procedure.withdraw_until if other != name)
        yield Edit(".withdraw_until", f"{name} left out", replace(procedure, withdraw_until=rest))
    for step in procedure.steps:
        if step not in procedure.withdraw_until:
            longer = (*procedure.withdraw_until, step)
            yield Edit(".withdraw_until", f"{step} added", replace(procedure, withdraw_until=longer))
            break
    for end in procedure.ends.values():
        ends = {**procedure.ends, end.name: replace(end, reapply=not end.reapply)}
        yield Edit(f"#ends.{end.name}.reapply", "turned round", replace(procedure, ends=ends))
