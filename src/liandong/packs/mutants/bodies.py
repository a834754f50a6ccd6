"""Mutants of groups, leaders of executive fields and the sharing catalogue, as far as procedures make use of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from liandong.core.actors import Seat
from liandong.core.check_rules.abstraction import acts_of
from liandong.core.check_rules.elements import conditions
from liandong.core.check_rules.seats import receivers
from liandong.core.conditions import atoms
from liandong.core.rules import ExecutiveField, FieldType, Leads, Pack, Party, PartyKind
from liandong.packs.mutants.mutant import Edit


class Uses:
    """What the procedures of a pack make use of."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    @cached_property
    def parties(self) -> frozenset[Party]:
        """Every party that bears a task, opens a matter, is told, or is filled in as a receiver of information."""
        found: set[Party] = set()
        for procedure in self.pack.procedures.values():
            for entry in procedure.entries.values():
                found |= {*entry.by, *entry.tells}
                found |= set(receivers(entry))
            for step in procedure.steps.values():
                found |= {line.party for line in (*step.by, *step.each)}
                found |= {party for outcome in step.outcomes.values() for party in outcome.tells}
                found |= {step.recorded_by} if step.recorded_by else set()
        if self.fills:
            found |= {party for kind in self.pack.sharing.values() for party in kind.receivers}
        return frozenset(found)

    @cached_property
    def fills(self) -> bool:
        """Whether naming a kind of information fills its receivers in."""
        fields = [field for procedure in self.pack.procedures.values() for field in procedure.fields.values()]
        return any(field.type is FieldType.INFORMATION and field.fills for field in fields)

    @cached_property
    def capacities(self) -> frozenset[str]:
        """The capacities in use."""
        return frozenset(party.name for party in self.parties if party.by is PartyKind.CAPACITY)

    @cached_property
    def groups(self) -> frozenset[str]:
        """The groups in use."""
        return frozenset(party.name for party in self.parties if party.by is PartyKind.GROUP)

    @cached_property
    def items(self) -> bool:
        """Whether matters are about items of the catalogue."""
        return any(procedure.item_fields for procedure in self.pack.procedures.values())

    @cached_property
    def leaders(self) -> bool:
        """Whether tasks open for those in charge of executive fields."""
        return any(party.by is PartyKind.LEADERS_OF for party in self.parties)

    @cached_property
    def power(self) -> bool:
        """Whether it makes a difference which units hold enforcement power."""
        for procedure in self.pack.procedures.values():
            tested = (atom.path for _, when in conditions(procedure, self.pack.county) for atom in atoms(when))
            columns = [column for field in procedure.fields.values() for column in field.columns]
            if any(act.enforcing for act in acts_of(procedure)) or "actor.enforces" in tested:
                return True
            if any(field.enforces for field in (*procedure.fields.values(), *columns)):
                return True
        return False


def body_edits(pack: Pack, uses: Uses) -> Iterator[Edit[Pack]]:
    """A member, a leader or a receiver left out or exchanged."""
    for group in pack.groups.values():
        for seat in group.members if group.name in uses.groups and len(group.members) > 1 else ():
            rest = tuple(other for other in group.members if other != seat)
            groups = {**pack.groups, group.name: replace(group, members=rest)}
            yield Edit(f"/groups#{group.name}.members", f"{_named(seat)} left out", replace(pack, groups=groups))
    for field in pack.executive_fields.values() if uses.leaders else ():
        for edit in leads_edits(pack, field):
            fields = {**pack.executive_fields, field.name: edit.part}
            yield Edit(
                f"/executive-fields#{field.name}{edit.path}", edit.change, replace(pack, executive_fields=fields)
            )
    for kind in pack.sharing.values() if uses.fills else ():
        for party in kind.receivers if len(kind.receivers) > 1 else ():
            left = tuple(other for other in kind.receivers if other != party)
            sharing = {**pack.sharing, kind.name: replace(kind, receivers=left)}
            yield Edit(f"/sharing#{kind.name}.receivers", f"{party.name} left out", replace(pack, sharing=sharing))


def leads_edits(pack: Pack, field: ExecutiveField) -> Iterator[Edit[ExecutiveField]]:
    """A line of those in charge left out, and somebody else in charge."""
    for place, line in enumerate(field.led_by):
        before, after = field.led_by[:place], field.led_by[place + 1 :]
        path = f".led_by.{place + 1}"
        yield Edit(path, "left out", replace(field, led_by=(*before, *after)))
        other = replace(line, seat=_other(pack, line))
        yield Edit(
            path, f"{_named(line.seat)} -> {_named(other.seat)}", replace(field, led_by=(*before, other, *after))
        )


def _other(pack: Pack, line: Leads) -> Seat:
    """Another seat in charge of something, else the head of another unit."""
    leaders = [each.seat for field in pack.executive_fields.values() for each in field.led_by]
    heads = [Seat(unit.code, unit.head.code) for unit in pack.units.values()]
    return next(seat for seat in (*leaders, *heads) if seat != line.seat)


def _named(seat: Seat) -> str:
    return f"{seat.unit}/{seat.post}" if seat.post else seat.unit
