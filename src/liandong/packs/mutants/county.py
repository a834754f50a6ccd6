"""Mutants of a county's own tables: fields, capacities, units, items, validity, the clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from liandong.core.check_rules.lists import LISTS
from liandong.core.rules import Capacity, Field, Item, Pack, PackStatus, Procedure
from liandong.core.time_limits import DayEnd
from liandong.packs.mutants.appraising import appraisal_edits
from liandong.packs.mutants.bodies import Uses, body_edits
from liandong.packs.mutants.mutant import Edit, Mutant


def county_mutants(pack: Pack) -> Iterator[Mutant]:
    """One thing of the county's own tables changed at a time; what no procedure uses changes nothing."""
    uses = Uses(pack)
    for capacity in pack.capacities.values():
        for held in capacity_edits(pack, capacity) if capacity.name in uses.capacities else ():
            capacities = {**pack.capacities, capacity.name: held.part}
            yield _mutant(f"{pack.county}/capacities#{capacity.name}", held, replace(pack, capacities=capacities))
    for item in pack.items.values() if uses.items else ():
        for changed in item_edits(pack, item):
            items = {**pack.items, item.no: changed.part}
            yield _mutant(f"{pack.county}/items#{item.no}", changed, replace(pack, items=items))
    for unit in (each for each in pack.units.values() if uses.power and each.can_act):
        turned = Edit(".enforces", "turned round", replace(unit, enforces=not unit.enforces))
        units = {**pack.units, unit.code: turned.part}
        yield _mutant(f"{pack.county}/units#{unit.code}", turned, replace(pack, units=units))
    for edit in (*body_edits(pack, uses), *appraisal_edits(pack), *frame_of(pack)):
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
        # An act that gives an empty list gives nothing, whatever its least; only a correction could tell 0 from 1.
        if field.min > 1 or field.type not in LISTS:
            yield Edit(".min", f"{field.min} -> {field.min - 1}", replace(field, min=field.min - 1))
        yield Edit(".min", f"{field.min} -> {field.min + 1}", replace(field, min=field.min + 1))
    if field.past:
        yield Edit(".past", "left out", replace(field, past=False))
    if field.covers:
        yield Edit(".covers", "left out", replace(field, covers=()))
    for name in field.covers if len(field.covers) > 1 else ():
        rest = tuple(other for other in field.covers if other != name)
        yield Edit(".covers", f"{name} left out", replace(field, covers=rest))
    if field.place:
        yield Edit(".place", "left out", replace(field, place=""))
    if field.fills:
        yield Edit(".fills", "left out", replace(field, fills=()))
    for name in field.protected:
        others = tuple(other for other in field.protected if other != name)
        yield Edit(".protected", f"{name} left out", replace(field, protected=others))
    yield from _choice_edits(field)


def _choice_edits(field: Field) -> Iterator[Edit[Field]]:
    """An open member that needs no words, a member that may be left out."""
    for place, choice in enumerate(field.of):
        before, after = field.of[:place], field.of[place + 1 :]
        if choice.explained_by:
            members = (*before, replace(choice, explained_by=""), *after)
            yield Edit(f".of.{choice.name}", "needs no explanation", replace(field, of=members))
        if choice.required:
            members = (*before, replace(choice, required=False), *after)
            yield Edit(f".of.{choice.name}", "may be left out", replace(field, of=members))


def frame_edits(procedure: Procedure, pack: Pack) -> Iterator[Edit[Procedure]]:
    """What stands around the steps: when it may be opened and withdrawn, which ends allow a new application."""
    if procedure.never_lapses and pack.in_force_to is not None:
        yield Edit(".never_lapses", "left out", replace(procedure, never_lapses=False))
    for name in procedure.withdraw_until:
        rest = tuple(other for other in procedure.withdraw_until if other != name)
        yield Edit(".withdraw_until", f"{name} left out", replace(procedure, withdraw_until=rest))
    for step in procedure.steps:
        if step not in procedure.withdraw_until:
            longer = (*procedure.withdraw_until, step)
            yield Edit(".withdraw_until", f"{step} added", replace(procedure, withdraw_until=longer))
            break
    for end in procedure.ends.values() if _may_come_again(procedure) else ():
        ends = {**procedure.ends, end.name: replace(end, reapply=not end.reapply)}
        yield Edit(f"#ends.{end.name}.reapply", "turned round", replace(procedure, ends=ends))


def _may_come_again(procedure: Procedure) -> bool:
    """Whether a matter of this procedure can be opened anew from one that has ended."""
    return any(
        not entry.recurs and (not entry.needs_origin or entry.comes_from(procedure.name))
        for entry in procedure.entries.values()
    )
