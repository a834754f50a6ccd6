"""The operations of a county, out of the states of its matters: those that run, and those that ended not long ago."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet

from liandong.core.actors import Actor
from liandong.core.calendar_years import DAY
from liandong.core.clashing import Operation, has_operations, has_visits, operation_of
from liandong.core.matter.plain import ZONE
from liandong.core.rules import Pack
from liandong.projections.derived import Derived, MatterHead, heads_seen
from liandong.projections.models import MatterRow, TaskRow
from liandong.projections.prepared import asked, aware, shape_of, stand_in, values_of

_derived = Derived(operation_of)


def running_operations(actor: Actor, pack: Pack) -> list[Operation]:
    """Those of running matters that the actor may see, the earliest first."""
    return operations_among(MatterRow.objects.visible_to(actor, "matter.view").filter(county=pack.county), pack)


def operations_among(rows: QuerySet[MatterRow], pack: Pack) -> list[Operation]:
    """Those of the running matters among rows that were read through a right, the earliest first."""
    procedures = _procedures(pack)
    if not procedures:
        return []
    wanted = rows.filter(procedure__in=procedures, ended_at__isnull=True)
    return _sorted(pack, (MatterHead(*row) for row in wanted.values_list(*MatterHead._fields)))


@dataclass(frozen=True, slots=True)
class MyOperation:
    """An operation in whose matter tasks wait for a seat: their numbers and steps, those that may wait last."""

    operation: Operation
    tasks: tuple[tuple[int, str, bool], ...]  # number, step, standing


def my_operations(actor: Actor, pack: Pack, day: date) -> list[MyOperation]:
    """The operations of a day in whose matters something waits for the actor's seat, the earliest first.

    However many there are, the states that this process does not remember are read in the same few queries.
    """
    procedures = _procedures(pack)
    found = asked(
        ("my operations", shape_of(actor), tuple(procedures)),
        {**values_of(actor), "day": day},
        lambda given: list(_my_tasks(stand_in(actor, given), procedures, given["day"])),
    )
    heads: dict[str, MatterHead] = {}
    tasks: dict[str, list[tuple[int, str, bool]]] = {}
    for matter, procedure, seq, last_at, place, task, step, standing in found:
        heads[matter] = MatterHead(matter, procedure, seq, aware(last_at), place)
        tasks.setdefault(matter, []).append((task, step, bool(standing)))
    today = _sorted(pack, heads.values())
    return [MyOperation(each, tuple(sorted(tasks[each.matter], key=lambda task: task[2]))) for each in today]


def _my_tasks(actor: Actor, procedures: list[str], day: date) -> QuerySet[TaskRow, tuple[Any, ...]]:
    rows = TaskRow.objects.visible_to(actor, "task.complete").filter(
        county=actor.county,
        desk_unit=actor.seat.unit,
        desk_post__in=("", actor.seat.post),
        done_at__isnull=True,
        confirms=0,
        procedure__in=procedures,
        matter__county=actor.county,
        matter__operation_on=day,
    )
    columns = (*(f"matter__{name}" for name in MatterHead._fields), "task", "step", "standing")
    return rows.order_by("task").values_list(*columns)


def operations_between(actor: Actor, pack: Pack, first: date, last: date, today: date | None = None) -> list[Operation]:
    """Those that the actor may see and that touch a day of the period, of running and ended matters, the earliest
    first; what was withdrawn, or closed before its beginning, took place on no day.

    One that has not been declared ended touches the day on which it begins alone: nobody says how long it lasts. Given
    `today`, it touches every day until then, as what is still under way.
    """
    begins, ends = _period(first, last)
    return _touching(_sorted(pack, heads_seen(actor, _procedures(pack), begins, ends)), first, last, today)


def all_operations_unscoped(pack: Pack, since: date | None, reason: str) -> list[Operation]:
    """All of the county's running matters, and of those that ended on the day `since` or later and name companies;
    for a reader that is no person of the county, or one who is told of the others no more than that they are.

    An operation that took place since then belongs to a matter that runs or ended since then, so none is left out.
    """
    wanted = Q(procedure__in=_procedures(pack), ended_at__isnull=True)
    if since is not None:
        visiting = [name for name, procedure in pack.procedures.items() if has_visits(procedure)]
        wanted |= Q(procedure__in=visiting, ended_at__gte=datetime.combine(since, time(), ZONE))
    return _sorted(pack, _heads_unscoped(pack, wanted, reason))


def operations_between_unscoped(pack: Pack, first: date, last: date, reason: str) -> list[Operation]:
    """All of the county's that touch a day of the period, for a reader who is told of the others no more than that
    they are, and when."""
    begins, ends = _period(first, last)
    ran = Q(ended_at__isnull=True) | Q(ended_at__gte=begins)
    heads = _heads_unscoped(pack, ran & Q(procedure__in=_procedures(pack), opened_at__lt=ends), reason)
    return _touching(_sorted(pack, heads), first, last)


def _heads_unscoped(pack: Pack, wanted: Q, reason: str) -> list[MatterHead]:
    rows = MatterRow.objects.unscoped(reason).filter(wanted, county=pack.county)
    return [MatterHead(*row) for row in rows.values_list(*MatterHead._fields)]


def _period(first: date, last: date) -> tuple[datetime, datetime]:
    return datetime.combine(first, time(), ZONE), datetime.combine(last + DAY, time(), ZONE)


def _touching(found: Iterable[Operation], first: date, last: date, today: date | None = None) -> list[Operation]:
    return [each for each in found if each.stands and each.day <= last and _reaches(each, today) >= first]


def _reaches(each: Operation, today: date | None) -> date:
    """The last day that it touches."""
    under_way = today is not None and each.ended_at is None and each.closed_at is None
    return max(each.last_day, today) if under_way and today else each.last_day


def _procedures(pack: Pack) -> list[str]:
    return [name for name, procedure in pack.procedures.items() if has_operations(procedure)]


def _sorted(pack: Pack, heads: Iterable[MatterHead]) -> list[Operation]:
    asked = list(heads)
    known = zip(asked, _derived.of(asked, pack), strict=True)
    found = (replace(each, place_unit=head.place) for head, each in known if each is not None)
    return sorted(found, key=lambda each: (each.starts_at, each.number))
