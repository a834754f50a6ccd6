"""Which seats begin at the desk: the command center's, and those whose answers rest on a checklist of the pack."""

from __future__ import annotations

from liandong.core.actors import Actor, Role
from liandong.core.rules import Pack, Party, PartyKind


def works_at_desk(actor: Actor, pack: Pack) -> bool:
    """Whether this seat reviews: it is the command center's, or it bears a step that has a checklist."""
    if Role.CENTER in actor.roles:
        return True
    steps = (step for procedure in pack.procedures.values() for step in procedure.steps.values() if step.checklist)
    return any(_holds(actor, pack, line.party) for step in steps for line in (*step.by, *step.each))


def _holds(actor: Actor, pack: Pack, party: Party) -> bool:
    capacity = pack.capacities.get(party.name) if party.by is PartyKind.CAPACITY else None
    if capacity is None:
        return False
    return capacity.unit == actor.seat.unit and capacity.post == actor.seat.post
