"""The operations of a county, out of the states of its matters: those that run, and those that ended not long ago.

They have no rows of their own: the hot transaction writes nothing more. What a state says of its operation is kept in
memory under the matter's last entry, so that a reader pays for the states that moved on since the last one asked.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from threading import Lock

from liandong.core.actors import Actor
from liandong.core.clashing import Operation, has_operations, has_visits, operation_of
from liandong.core.matter.plain import ZONE
from liandong.core.rules import Pack, Procedure
from liandong.projections.matters import MatterLine, MatterQuery, Phase, matter_lines, matters_unscoped
from liandong.record import read

AT_ONCE = 1000  # lines read at once
MOST_KEPT = 20_000  # operations remembered, of about a kilobyte each

_lock = Lock()
_kept: OrderedDict[str, tuple[tuple[int, datetime], Procedure, Operation | None]] = OrderedDict()


def running_operations(actor: Actor, pack: Pack) -> list[Operation]:
    """Those of running matters that the actor may see, the earliest first."""
    asked = (MatterQuery(procedure=name, phase=Phase.RUNNING) for name in _procedures(pack))
    return _sorted(pack, (line for query in asked for line in matter_lines(actor, query)))


def all_operations_unscoped(pack: Pack, since: date | None, reason: str) -> list[Operation]:
    """All of the county's running matters, and of those that ended on the day `since` or later and name companies;
    for a reader that is no person of the county, or one who is told of the others no more than that they are.

    An operation that took place since then belongs to a matter that runs or ended since then, so none is left out.
    """
    ended_from = datetime.combine(since, time(), ZONE) if since else None
    running = MatterQuery(phase=Phase.RUNNING, size=AT_ONCE)
    ended = MatterQuery(ended_from=ended_from, size=AT_ONCE)
    return _sorted(
        pack,
        (
            line
            for name in _procedures(pack)
            for line in _lines(ended if since and has_visits(pack.procedures[name]) else running, name, pack, reason)
        ),
    )


def _lines(query: MatterQuery, procedure: str, pack: Pack, reason: str) -> Iterator[MatterLine]:
    page = 0
    while True:
        page += 1
        asked = replace(query, procedure=procedure, page=page)
        some = list(matters_unscoped(asked, pack.county, reason))
        yield from some
        if len(some) < AT_ONCE:
            return


def _procedures(pack: Pack) -> list[str]:
    return [name for name, procedure in pack.procedures.items() if has_operations(procedure)]


def _sorted(pack: Pack, lines: Iterable[MatterLine]) -> list[Operation]:
    found = (_operation(line, pack.procedures[line.procedure]) for line in lines)
    return sorted((each for each in found if each is not None), key=lambda each: (each.starts_at, each.number))


def _operation(line: MatterLine, procedure: Procedure) -> Operation | None:
    at, kept = (line.seq, line.last_at), _kept.get(line.id)
    if kept is not None and kept[0] == at and kept[1] is procedure:
        return kept[2]
    state = read.state(line.id)
    if state is None:
        raise LookupError(f"a row of the list names the matter {line.id}, which the record does not hold")
    found = operation_of(state, procedure)
    with _lock:
        _kept[line.id] = (at, procedure, found)
        _kept.move_to_end(line.id)
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found
