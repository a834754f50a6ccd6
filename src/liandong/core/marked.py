"""PURE. Where a pack counts something as a record-filing, a report, a dispute …: procedures and their steps by mark."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from liandong.core.actors import Seat
from liandong.core.rules import Entry, Mark, Pack, PartyKind, Procedure, Step


class Place(NamedTuple):
    """A step of a procedure; `step` "" is the procedure as a whole, each of its matters."""

    procedure: str
    step: str = ""

    @property
    def path(self) -> str:
        """`procedure#step`, or `procedure`."""
        return f"{self.procedure}#{self.step}" if self.step else self.procedure


def places(pack: Pack, *marks: Mark) -> tuple[Place, ...]:
    """What counts as one of these marks, in the order of the pack: whole procedures and single steps."""
    found: list[Place] = []
    for procedure in pack.procedures.values():
        if not set(marks).isdisjoint(procedure.counts_as):
            found.append(Place(procedure.name))
        found += [Place(procedure.name, step.name) for step in steps_of(procedure, marks)]
    return tuple(found)


def steps_of(procedure: Procedure, marks: Collection[Mark]) -> tuple[Step, ...]:
    """The steps of one procedure that count as one of these marks."""
    return tuple(step for step in procedure.steps.values() if not set(marks).isdisjoint(step.counts_as))


def procedures_with(pack: Pack, *marks: Mark) -> tuple[Procedure, ...]:
    """The procedures with a step that counts as one of these marks."""
    return tuple(each for each in pack.procedures.values() if steps_of(each, marks))


def begins(procedure: Procedure, entry: Entry, marks: Collection[Mark]) -> bool:
    """Whether this way to open a matter, out of nothing, leads to what counts so: an order, a notice."""
    return bool(steps_of(procedure, marks)) and not entry.needs_origin and entry.recurs is None


def secretaries(pack: Pack) -> frozenset[Seat]:
    """The seats made for it: a post that the pack names for minutes or for the call for topics, and that no topic
    waits for. Where a whole unit or whoever convenes does it, there is no such seat."""
    of_head = _seats(pack, (Mark.TOPIC,))
    return _seats(pack, (Mark.CALL, Mark.MINUTES)) - of_head


def _seats(pack: Pack, marks: Collection[Mark]) -> frozenset[Seat]:
    found = set()
    for procedure in pack.procedures.values():
        for step in steps_of(procedure, marks):
            for line in step.by:
                capacity = pack.capacities.get(line.party.name) if line.party.by is PartyKind.CAPACITY else None
                if capacity is not None and capacity.post:
                    found.add(Seat(capacity.unit, capacity.post))
    return frozenset(found)
