"""The operations of a county, out of the states of its matters: those that run, and those that ended not long ago.

They have no rows of their own: the hot transaction writes nothing more. What a state says of its operation is kept in
memory under the matter's last entry, so that a reader pays for the states that moved on since the last one asked.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from threading import Lock
from typing import NamedTuple

from django.db.models import Q, QuerySet

from liandong.core.actors import Actor
from liandong.core.clashing import Operation, has_operations, has_visits, operation_of
from liandong.core.matter.plain import ZONE
from liandong.core.matter.state import Matter
from liandong.core.rules import Pack, Procedure
from liandong.projections.models import MatterRow, TaskRow
from liandong.record import read

NO_STATES: Mapping[str, Matter] = {}
MOST_KEPT = 20_000  # operations remembered, of about a kilobyte each


class _Head(NamedTuple):
    """Which matter, and up to which entry. The names are columns of `MatterRow`."""

    id: str
    procedure: str
    seq: int
    last_at: datetime
    place: str


_lock = Lock()
_kept: OrderedDict[str, tuple[_Head, Procedure, Operation | None]] = OrderedDict()


def running_operations(actor: Actor, pack: Pack) -> list[Operation]:
    """Those of running matters that the actor may see, the earliest first."""
    return operations_among(MatterRow.objects.visible_to(actor, "matter.view").filter(county=pack.county), pack)


def operations_among(rows: QuerySet[MatterRow], pack: Pack) -> list[Operation]:
    """Those of the running matters among rows that were read through a right, the earliest first."""
    procedures = _procedures(pack)
    if not procedures:
        return []
    wanted = rows.filter(procedure__in=procedures, ended_at__isnull=True)
    return _sorted(pack, (_Head(*row) for row in wanted.values_list(*_Head._fields)))


@dataclass(frozen=True, slots=True)
class MyOperation:
    """An operation in whose matter tasks wait for a seat: their numbers and steps, those that may wait last."""

    operation: Operation
    tasks: tuple[tuple[int, str, bool], ...]  # number, step, standing


def my_operations(actor: Actor, pack: Pack, day: date) -> list[MyOperation]:
    """The operations of a day in whose matters something waits for the actor's seat, the earliest first.

    However many there are, the states that this process does not remember are read in the same few queries.
    """
    rows = TaskRow.objects.visible_to(actor, "task.complete").filter(
        county=actor.county,
        desk_unit=actor.seat.unit,
        desk_post__in=("", actor.seat.post),
        done_at__isnull=True,
        confirms=0,
        procedure__in=_procedures(pack),
    )
    columns = (*(f"matter__{name}" for name in _Head._fields), "task", "step", "standing")
    heads: dict[str, _Head] = {}
    tasks: dict[str, list[tuple[int, str, bool]]] = {}
    for *head, task, step, standing in rows.order_by("task").values_list(*columns):
        found = _Head(*head)
        heads[found.id] = found
        tasks.setdefault(found.id, []).append((task, step, standing))
    states = read.states([head.id for head in heads.values() if not _is_known(head, pack)])
    today = (each for each in _sorted(pack, heads.values(), states) if each.day == day)
    return [MyOperation(each, tuple(sorted(tasks[each.matter], key=lambda task: task[2]))) for each in today]


def _is_known(head: _Head, pack: Pack) -> bool:
    kept = _kept.get(head.id)
    return kept is not None and kept[0] == head and kept[1] is pack.procedures[head.procedure]


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


def _sorted(pack: Pack, heads: Iterable[_Head], states: Mapping[str, Matter] = NO_STATES) -> list[Operation]:
    found = (_operation(head, pack.procedures[head.procedure], states.get(head.id)) for head in heads)
    return sorted((each for each in found if each is not None), key=lambda each: (each.starts_at, each.number))


def _operation(head: _Head, procedure: Procedure, state: Matter | None = None) -> Operation | None:
    kept = _kept.get(head.id)
    if kept is not None and kept[0] == head and kept[1] is procedure:
        return kept[2]
    state = state or read.state(head.id)
    if state is None:
        raise LookupError(f"a row of the list names the matter {head.id}, which the record does not hold")
    known = operation_of(state, procedure)
    found = replace(known, place_unit=head.place) if known else None
    with _lock:
        _kept[head.id] = (head, procedure, found)
        _kept.move_to_end(head.id)
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found
