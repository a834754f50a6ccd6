"""The operations of a county, out of the states of its matters: those that run, and those that ended not long ago.

They have no rows of their own: the hot transaction writes nothing more. What a state says of its operation is kept in
memory under the matter's last entry, so that a reader pays for the states that moved on since the last one asked.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from datetime import date, datetime, time
from threading import Lock
from typing import NamedTuple

from django.db.models import Q

from liandong.core.actors import Actor
from liandong.core.clashing import Operation, has_operations, has_visits, operation_of
from liandong.core.matter.plain import ZONE
from liandong.core.rules import Pack, Procedure
from liandong.projections.matters import MatterQuery, Phase, matter_lines
from liandong.projections.models import MatterRow
from liandong.record import read

MOST_KEPT = 20_000  # operations remembered, of about a kilobyte each


class _Head(NamedTuple):
    """Which matter, and up to which entry. The names are columns of `MatterRow`."""

    id: str
    procedure: str
    seq: int
    last_at: datetime


_lock = Lock()
_kept: OrderedDict[str, tuple[_Head, Procedure, Operation | None]] = OrderedDict()


def running_operations(actor: Actor, pack: Pack) -> list[Operation]:
    """Those of running matters that the actor may see, the earliest first."""
    asked = (MatterQuery(procedure=name, phase=Phase.RUNNING) for name in _procedures(pack))
    lines = (line for query in asked for line in matter_lines(actor, query))
    return _sorted(pack, (_Head(line.id, line.procedure, line.seq, line.last_at) for line in lines))


def all_operations_unscoped(pack: Pack, since: date | None, reason: str) -> list[Operation]:
    """All of the county's running matters, and of those that ended on the day `since` or later and name companies;
    for a reader that is no person of the county, or one who is told of the others no more than that they are.

    An operation that took place since then belongs to a matter that runs or ended since then, so none is left out.
    """
    rows = MatterRow.objects.unscoped(reason).filter(county=pack.county)
    wanted = Q(procedure__in=_procedures(pack), ended_at__isnull=True)
    found = [_Head(*row) for row in rows.filter(wanted).values_list(*_Head._fields)]
    if since is not None:
        visiting = [name for name, procedure in pack.procedures.items() if has_visits(procedure)]
        ended = Q(procedure__in=visiting, ended_at__gte=datetime.combine(since, time(), ZONE))
        found += [_Head(*row) for row in rows.filter(ended).values_list(*_Head._fields)]
    return _sorted(pack, found)


def _procedures(pack: Pack) -> list[str]:
    return [name for name, procedure in pack.procedures.items() if has_operations(procedure)]


def _sorted(pack: Pack, heads: Iterable[_Head]) -> list[Operation]:
    every = list(heads)
    found = {head.id: kept[2] for head in every if (kept := _known(head, pack)) is not None}
    unknown = [head for head in every if head.id not in found]
    for head, state in zip(unknown, read.states(head.id for head in unknown), strict=True):
        if head.id != state.id:
            raise LookupError(f"a row of the list names the matter {head.id}, which the record does not hold")
        procedure = pack.procedures[head.procedure]
        found[head.id] = operation_of(state, procedure)
        _remember(head, procedure, found[head.id])
    return sorted((each for each in found.values() if each is not None), key=lambda each: (each.starts_at, each.number))


def _known(head: _Head, pack: Pack) -> tuple[_Head, Procedure, Operation | None] | None:
    kept = _kept.get(head.id)
    return kept if kept is not None and kept[0] == head and kept[1] is pack.procedures[head.procedure] else None


def _remember(head: _Head, procedure: Procedure, found: Operation | None) -> None:
    with _lock:
        _kept[head.id] = (head, procedure, found)
        _kept.move_to_end(head.id)
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
