"""The operations of a county that have not ended, out of the states of its running matters.

They have no rows of their own: few run at a time, their states are at hand, and the hot transaction writes nothing
more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from liandong.core.actors import Actor
from liandong.core.clashing import Operation, has_operations, operation_of
from liandong.core.rules import Pack
from liandong.projections.matters import MatterLine, MatterQuery, Phase, matter_lines, matters_unscoped
from liandong.record import read

MOST = 1000  # running matters of one procedure that are looked at


def running_operations(actor: Actor, pack: Pack) -> list[Operation]:
    """Those that the actor may see, the earliest first."""
    asked = (MatterQuery(procedure=name, phase=Phase.RUNNING) for name in _procedures(pack))
    return _sorted(line for query in asked for line in matter_lines(actor, query))


def running_operations_unscoped(pack: Pack, reason: str) -> list[Operation]:
    """All of the county's, for a reader that is no person of it."""
    asked = (MatterQuery(procedure=name, phase=Phase.RUNNING, size=MOST) for name in _procedures(pack))
    return _sorted(line for query in asked for line in matters_unscoped(query, pack.county, reason))


def _procedures(pack: Pack) -> list[str]:
    return [name for name, procedure in pack.procedures.items() if has_operations(procedure)]


def _sorted(lines: Iterable[MatterLine]) -> list[Operation]:
    return sorted(_operations(lines), key=lambda each: (each.starts_at, each.number))


def _operations(lines: Iterable[MatterLine]) -> Iterator[Operation]:
    from liandong.packs import library

    for line in lines:
        state = read.state(line.id)
        procedure = library().pack(line.county).procedures.get(line.procedure)
        found = operation_of(state, procedure) if state and procedure else None
        if found is not None:
            yield found
