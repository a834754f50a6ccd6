"""What is watched of one mark: its tasks by step and state, its matters by way in and end; one query counts all.

A task counts where it was answered, or left behind, within the period, or waits now, whenever it was opened. What a
reader may not see is not counted for him.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat

from liandong.core.actors import Actor
from liandong.core.calendar_years import DAY
from liandong.core.figures import Counts
from liandong.core.marked import Place, places, procedures_with
from liandong.core.rules import Mark, Pack
from liandong.projections.figures.asked import midnight
from liandong.projections.figures.part import Part, chosen, counted, fixed, keyed, within
from liandong.projections.models import MatterRow, PartyRow, TaskRow
from liandong.projections.search import WITHDRAWN

VIEW = "matter.view"
OVERDUE, WAITING, IN_TIME, LATE, UNDONE = "overdue", "waiting", "in-time", "late", "undone"
RUNNING = "running"
TAKEN = "as:"  # before the name of an outcome or an end
OF_TASKS, OF_MATTERS, OF_ENTRIES = "task:", "matter:", "entry:"
BY_OUTCOME = frozenset({Mark.LEGAL_REVIEW, Mark.DISPUTE})
"""Marks of which it matters how they were answered, more than when."""
WITH_ENTRIES = frozenset({Mark.ORDER, Mark.NOTICE})
"""Marks whose matters are counted too, by the way in and the end: orders and objections to them, with conclusions."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks at what: over the days `first` to `last` in Asia/Shanghai, narrowed to a procedure or a unit."""

    actor: Actor
    pack: Pack
    now: datetime
    first: date
    last: date
    procedure: str = ""
    unit: str = ""

    @property
    def begins(self) -> datetime:
        """The first moment of the period."""
        return midnight(self.first)

    @property
    def ends(self) -> datetime:
        """The first moment after the period."""
        return midnight(self.last + DAY)

    def at(self, *marks: Mark) -> tuple[Place, ...]:
        """The places of the marks, in the procedure asked for."""
        return tuple(each for each in places(self.pack, *marks) if self.procedure in ("", each.procedure))


Cells = dict[tuple[str, str], int]


def counts(watch: Watch, marks: Iterable[Mark]) -> dict[Mark, Cells]:
    """The counts of each mark, by row (a step, a procedure, a way in) and state; one query for all of them."""
    found = {mark: parts(watch, mark) for mark in marks}
    asked = {mark.value: some for mark, some in found.items() if some}
    cells = counted(asked) if asked else {}
    return {mark: cells.get(mark.value, {}) for mark in found}


def parts(watch: Watch, mark: Mark) -> tuple[Part, ...]:
    """The parts of one mark; no two fill one row."""
    found = watch.at(mark)
    steps, wholes = [each for each in found if each.step], [each.procedure for each in found if not each.step]
    made: list[Part] = []
    if steps:
        made.append(_tasks(watch, mark, steps))
    if wholes:
        rows = _matters(watch).filter(procedure__in=wholes)
        made.append(Part(rows, keyed(OF_MATTERS, "procedure"), _standing(watch), Counts.MATTERS, "pk", (), OF_MATTERS))
    if mark in WITH_ENTRIES and steps:
        named = [each.name for each in procedures_with(watch.pack, mark) if watch.procedure in ("", each.name)]
        rows = _matters(watch).filter(procedure__in=named)
        row = joined(OF_ENTRIES, "procedure", "entry")
        made.append(Part(rows, row, _standing(watch), Counts.MATTERS, "pk", (), OF_ENTRIES))
    return tuple(made)


def tasks_of(watch: Watch, found: Sequence[Place]) -> QuerySet[TaskRow]:
    """The tasks at these steps, of which there is at least one."""
    wanted = reduce(or_, (Q(procedure=place.procedure, step=place.step) for place in found))
    rows = TaskRow.objects.visible_to(watch.actor, VIEW).filter(wanted, county=watch.actor.county, confirms=0)
    return rows.filter(unit=watch.unit) if watch.unit else rows


def _tasks(watch: Watch, mark: Mark, found: Sequence[Place]) -> Part:
    period = within("done_at", watch.begins, watch.ends)
    again = TaskRow.objects.unscoped("narrows rows that are scoped already").filter(
        matter_id=OuterRef("matter_id"), step=OuterRef("step"), unit=OuterRef("unit"), task__gt=OuterRef("task")
    )
    left = Q(state="withdrawn", standing=False) & period & ~Q(matter__end=WITHDRAWN) & ~Exists(again)
    waits = Q(waits_at__isnull=False)
    rows = tasks_of(watch, found).filter(waits | (Q(state="done") & period) | left)
    answered: Combinable = keyed(TAKEN, "outcome")
    if mark not in BY_OUTCOME:
        answered = chosen((Q(done_at__gt=F("due_at")), LATE), otherwise=IN_TIME)
    ways = ((waits & Q(due_at__lt=watch.now), OVERDUE), (waits, WAITING), (Q(state="withdrawn"), UNDONE))
    return Part(rows, joined(OF_TASKS, "procedure", "step"), either(ways, answered), Counts.TASKS, prefix=OF_TASKS)


def _matters(watch: Watch) -> QuerySet[MatterRow]:
    rows = MatterRow.objects.visible_to(watch.actor, VIEW).filter(county=watch.actor.county)
    if watch.unit:
        parties = PartyRow.objects.unscoped("narrows rows that are scoped already")
        rows = rows.filter(Exists(parties.filter(matter_id=OuterRef("pk"), unit=watch.unit)))
    return rows.filter(Q(ended_at__isnull=True) | within("ended_at", watch.begins, watch.ends))


def _standing(watch: Watch) -> Combinable:
    """How a matter stands: overdue where anything in it is, running, or its end."""
    tasks = TaskRow.objects.unscoped("narrows rows that are scoped already")
    late = Exists(tasks.filter(matter_id=OuterRef("pk"), waits_at__isnull=False, due_at__lt=watch.now))
    runs = Q(ended_at__isnull=True)
    return either(((runs & Q(late), OVERDUE), (runs, RUNNING)), keyed(TAKEN, "end"))


def joined(prefix: str, one: str, other: str) -> Combinable:
    """Two columns as a key, "#" between."""
    return Concat(Value(prefix), F(one), Value("#"), F(other), output_field=CharField())


def either(ways: Sequence[tuple[Q, str]], otherwise: Combinable) -> Combinable:
    """The key of the first condition that holds, else the value of an expression."""
    whens = [When(condition, then=fixed(key)) for condition, key in ways]
    return Case(*whens, default=otherwise, output_field=CharField())
