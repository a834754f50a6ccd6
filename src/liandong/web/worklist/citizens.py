"""Which matters of a worklist citizens filed online."""

from __future__ import annotations

from collections.abc import Iterable

from liandong.core.actors import Actor
from liandong.core.rules import Pack
from liandong.projections.matters import entries_of
from liandong.projections.worklist import WorklistLine


def from_citizens(actor: Actor, pack: Pack, lines: Iterable[WorklistLine]) -> frozenset[str]:
    """The matters among these lines that citizens filed; asks nothing where no procedure of the lines takes any."""
    ways = {
        (procedure.name, entry.name)
        for procedure in pack.procedures.values()
        for entry in procedure.entries.values()
        if entry.public is not None
    }
    taking = {procedure for procedure, _ in ways}
    asked = {line.matter_id for line in lines if line.procedure in taking}
    found = entries_of(actor, asked) if asked else {}
    return frozenset(matter for matter, entered in found.items() if entered in ways)
