"""The worklist: "what must I do now?" A page of tasks by remaining time, and how many burn under which lamp.

Lines are plain frozen rows, not model objects: a page of fifty costs one index walk and no query more.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.db.models import Value as Constant

from liandong.core.actors import Actor
from liandong.core.time_limits import Deadline, Force, Lamp, Pause, TimeLimit
from liandong.projections.keyset import KeyPage, Mark, Place, beyond, page_at, turned
from liandong.projections.listing import PAGE, holding, within
from liandong.projections.models import TaskRow
from liandong.projections.prepared import Value, asked, aware, shape_of, stand_in, values_of


class Scope(StrEnum):
    """Whose tasks are listed."""

    MINE = "mine"  # what the actor's seat must answer
    UNIT = "unit"  # what any post of the actor's unit must answer
    COUNTY = "county"  # all that the actor may see


class Order(StrEnum):
    """How a worklist is ordered; the first is the one that matters."""

    LEFT = "left"  # by what is left of the time limit, the most urgent first
    OPENED = "opened"  # the longest waiting first
    NUMBER = "number"
    STEP = "step"
    UNIT = "unit"


ORDERS: dict[Order, tuple[str, ...]] = {
    Order.LEFT: ("waits_at", "matter_id", "task"),
    Order.OPENED: ("opened_at", "matter_id", "task"),
    Order.NUMBER: ("number", "waits_at", "task"),
    Order.STEP: ("step", "waits_at", "matter_id", "task"),
    Order.UNIT: ("desk_unit", "waits_at", "matter_id", "task"),
}


@dataclass(frozen=True, slots=True)
class WorklistQuery:
    """What a reader asks for; "" and () leave a filter open. `lamp` takes NORMAL, REMINDER, NEAR, OVERDUE or PAUSED."""

    scope: Scope = Scope.MINE
    procedure: str = ""
    procedures: tuple[str, ...] = ()  # those of one kind; () = of any
    step: str = ""
    unit: str = ""
    lamp: Lamp | None = None
    text: str = ""
    order: Order = Order.LEFT
    backwards: bool = False
    place: Place | None = None
    size: int = PAGE

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the order, a falling one after "-"; the values of a line in them are its place."""
        first, *rest = ORDERS[self.order]
        return (f"-{first}" if self.backwards else first, *rest)

    def marks(self, line: WorklistLine) -> tuple[Mark, ...]:
        """Where a line stands in the list."""
        return tuple(getattr(line, column) for column in ORDERS[self.order])


@dataclass(frozen=True, slots=True)
class WorklistLine:
    """One waiting task as a list shows it. The names are columns of `TaskRow`."""

    matter_id: str
    task: int
    county: str
    procedure: str
    number: str
    subject: str
    subject_en: str
    step: str
    round: int
    unit: str
    post: str
    recorder: str
    confirms: int
    fell_to_head: str
    opened_at: datetime
    limit: str
    due_at: datetime | None
    due_day: date | None
    remind_at: datetime | None
    provisional: bool
    force: str
    paused: bool
    overdue: bool
    desk_unit: str
    waits_at: datetime

    def title(self, lang: str) -> str:
        """The matter's subject in `lang`."""
        return self.subject_en or self.subject if lang == "en" else self.subject

    @property
    def deadline(self) -> Deadline | None:
        """The clock as far as a list needs it, for `core.time_limits.lamp` and `remaining`: no proof, no history."""
        if not self.limit:
            return None
        return Deadline(
            limit=TimeLimit.parse(self.limit),
            force=Force(self.force),
            trigger=self.opened_at,
            due=self.due_at,
            due_day=self.due_day,
            earliest=self.due_day if self.provisional else None,
            latest=self.due_day if self.provisional else None,
            remind_at=self.remind_at,
            trace="",
            rule="",
            cites=(),
            calendar="",
            ledger=(Pause(self.opened_at, ""),) if self.paused else (),
        )


COLUMNS = tuple(field.name for field in fields(WorklistLine))
MOMENTS = tuple(COLUMNS.index(name) for name in ("opened_at", "due_at", "remind_at", "waits_at"))


def worklist(actor: Actor, query: WorklistQuery, now: datetime) -> KeyPage[WorklistLine]:
    """One page of the waiting tasks that `actor` may see. `now` decides the lamps that `query.lamp` filters by."""
    size = within(query.size)
    if query.text:  # its words make the statement: nothing to keep
        found = [WorklistLine(*row) for row in _ordered(actor, query, now)[: size + 1]]
        return page_at(found, query.place, size, query.marks)
    place = query.place
    rows = asked(
        ("worklist", shape_of(actor), _shape(query), place and place.back),
        {**_values(actor, query, now), **({f"mark{n}": mark for n, mark in enumerate(place.marks)} if place else {})},
        lambda given: list(_ordered(stand_in(actor, given), _standing_in(query, given), given["now"])),
        tail=f" LIMIT {size + 1}",
    )
    return page_at([_line(row) for row in rows], place, size, query.marks)


def _line(row: tuple[Any, ...]) -> WorklistLine:
    values = list(row)
    for place in MOMENTS:
        if values[place] is not None:
            values[place] = aware(values[place])
    return WorklistLine(*values)


def worklist_lines(actor: Actor, query: WorklistQuery, now: datetime) -> Iterator[WorklistLine]:
    """All lines of the query, without pages, for an export; reads as it goes."""
    for row in _ordered(actor, query, now).iterator(chunk_size=1000):
        yield WorklistLine(*row)


@dataclass(frozen=True, slots=True)
class LampCounts:
    """How many tasks burn under each lamp, each counted once. `today` are the clocks that end by the given moment."""

    all: int
    overdue: int
    today: int
    near: int
    reminder: int
    paused: int

    def __add__(self, other: LampCounts) -> LampCounts:
        """Both together."""
        return LampCounts(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def normal(self) -> int:
        """Those that ask for nothing special."""
        return self.all - self.overdue - self.today - self.near - self.reminder - self.paused


def lamp_counts(actor: Actor, query: WorklistQuery, now: datetime, today_ends: datetime) -> LampCounts:
    """The counts for the head of a worklist, all other filters of `query` kept; `today_ends` is midnight in China."""
    if query.text:
        return LampCounts(**_counted(actor, query, now, today_ends))
    found = asked(
        ("lamps", shape_of(actor), _shape(query)),
        {**_values(actor, query, now), "today_ends": today_ends},
        lambda given: _counted(stand_in(actor, given), _standing_in(query, given), given["now"], given["today_ends"]),
    )
    return LampCounts(*found[0]) if found else LampCounts(0, 0, 0, 0, 0, 0)


def _counted(actor: Actor, query: WorklistQuery, now: datetime, today_ends: datetime) -> dict[str, int]:
    return _asked(actor, query).aggregate(**_by_lamp(now, today_ends))


def _by_lamp(now: datetime, today_ends: datetime) -> dict[str, Count]:
    lamps = _lamps(now)
    return {
        "all": Count("*"),
        "overdue": Count("task", filter=lamps[Lamp.OVERDUE]),
        "today": Count("task", filter=Q(due_at__gte=now, due_at__lte=today_ends)),
        "near": Count("task", filter=lamps[Lamp.NEAR] & Q(due_at__gt=today_ends)),
        "reminder": Count("task", filter=lamps[Lamp.REMINDER]),
        "paused": Count("task", filter=lamps[Lamp.PAUSED]),
    }


def procedure_lamp_counts(actor: Actor, scope: Scope, now: datetime, today_ends: datetime) -> dict[str, LampCounts]:
    """The same for each procedure of which something waits, those with most first; in one query."""
    query = WorklistQuery(scope=scope)
    found = asked(
        ("lamps of procedures", shape_of(actor), scope),
        {**values_of(actor), "now": now, "today_ends": today_ends},
        lambda given: list(_by_procedure(stand_in(actor, given), query, given["now"], given["today_ends"])),
    )
    counted = {str(procedure): LampCounts(*counts) for procedure, *counts in found}
    return dict(sorted(counted.items(), key=lambda each: (-each[1].all, each[0])))


def _by_procedure(
    actor: Actor, query: WorklistQuery, now: datetime, today_ends: datetime
) -> QuerySet[TaskRow, tuple[Any, ...]]:
    counts = _by_lamp(now, today_ends)
    return _asked(actor, query).order_by().values("procedure").annotate(**counts).values_list("procedure", *counts)


def kind_counts(actor: Actor, query: WorklistQuery, now: datetime) -> list[tuple[str, int]]:
    """How many tasks of each procedure wait, the most first; all filters of `query` but those by procedure kept."""
    asking = replace(query, procedure="", procedures=())
    if query.text:
        return list(_kinds(actor, asking, now))
    found = asked(
        ("kinds", shape_of(actor), _shape(asking)),
        _values(actor, asking, now),
        lambda given: list(_kinds(stand_in(actor, given), _standing_in(asking, given), given["now"])),
    )
    return [(str(procedure), int(count)) for procedure, count in found]


def _kinds(actor: Actor, query: WorklistQuery, now: datetime) -> QuerySet[TaskRow, tuple[Any, ...]]:
    rows = _asked(actor, query)
    if query.lamp is not None:
        rows = rows.filter(_lamps(now)[query.lamp])
    counted = rows.order_by().values("procedure").annotate(many=Count("*"))
    return counted.order_by("-many", "procedure").values_list("procedure", "many")


def unit_counts(actor: Actor, query: WorklistQuery, now: datetime) -> list[tuple[str, LampCounts]]:
    """How many tasks each unit bears under each lamp, those with most overdue first; filters of `query` kept.

    "Today" is no lamp of its own here: every task counts under its lamp, as in the list that the number leads to.
    """
    lamps = _lamps(now)
    shown = (Lamp.OVERDUE, Lamp.NEAR, Lamp.REMINDER, Lamp.PAUSED)
    counted = [Count("task", filter=lamps[lamp]) for lamp in shown]
    wanted = {f"{lamp.value}_tasks": count for lamp, count in zip(shown, counted, strict=True)}
    rows = _asked(actor, query).order_by().values_list("unit").annotate(many=Count("*"), **wanted)
    found: list[tuple[str, LampCounts]] = []
    for unit, many, overdue, near, reminder, paused in rows:
        found.append((unit, LampCounts(many, overdue, 0, near, reminder, paused)))
    return sorted(found, key=lambda each: (-each[1].overdue, -each[1].near, -each[1].reminder, each[0]))


def step_counts(actor: Actor, query: WorklistQuery, now: datetime) -> list[tuple[str, str, int]]:
    """How many tasks of each step wait: procedure, step, count, the most urgent kind first; procedure and step of
    `query` are not asked."""
    asking = replace(query, procedure="", step="")
    if query.text:
        return [(row[0], row[1], row[2]) for row in _steps(actor, asking, now)]
    found = asked(
        ("steps", shape_of(actor), _shape(asking)),
        _values(actor, asking, now),
        lambda given: list(_steps(stand_in(actor, given), _standing_in(asking, given), given["now"])),
    )
    return [(str(row[0]), str(row[1]), int(row[2])) for row in found]


def _steps(actor: Actor, query: WorklistQuery, now: datetime) -> QuerySet[TaskRow, tuple[Any, ...]]:
    rows = _asked(actor, query)
    if query.lamp is not None:
        rows = rows.filter(_lamps(now)[query.lamp])
    counted = rows.order_by().values("procedure", "step").annotate(many=Count("*"), first=Min("waits_at"))
    return counted.order_by("first", "procedure", "step").values_list("procedure", "step", "many", "first")


def waiting(actor: Actor, scopes: Sequence[Scope]) -> dict[Scope, int]:
    """How many tasks wait in each of these scopes (我的待办 12 · 本单位 31); in one query."""
    found = asked(
        ("waiting", shape_of(actor), tuple(scopes)),
        values_of(actor),
        lambda given: list(_waiting(stand_in(actor, given), scopes)),
    )
    counted = {str(name): int(many) for name, many in found}
    return {scope: counted.get(scope.value, 0) for scope in scopes}


def _waiting(actor: Actor, scopes: Sequence[Scope]) -> QuerySet[TaskRow, tuple[Any, ...]]:
    first, *rest = (
        _asked(actor, WorklistQuery(scope=scope))
        .order_by()
        .annotate(scope=Constant(scope.value))
        .values("scope")
        .annotate(many=Count("*"))
        .values_list("scope", "many")
        for scope in scopes
    )
    return first.union(*rest, all=True) if rest else first


FILTERS = ("procedure", "step", "unit")


def _shape(query: WorklistQuery) -> Hashable:
    """What of a query changes the text of its statement."""
    given = (bool(getattr(query, name)) for name in FILTERS)
    return (query.scope, query.lamp, query.order, query.backwards, len(query.procedures), *given)


def _values(actor: Actor, query: WorklistQuery, now: datetime) -> dict[str, Value]:
    filters = {name: getattr(query, name) for name in FILTERS if getattr(query, name)}
    several = {f"procedure_{number}": name for number, name in enumerate(query.procedures)}
    return {**values_of(actor), **filters, **several, "now": now}


def _standing_in(query: WorklistQuery, given: Mapping[str, Any]) -> WorklistQuery:
    several = tuple(given[f"procedure_{number}"] for number in range(len(query.procedures)))
    place = query.place
    if place and "mark0" in given:
        place = Place(tuple(given[f"mark{n}"] for n in range(len(place.marks))), place.back)
    return replace(query, place=place, procedures=several, **{name: given[name] for name in FILTERS if name in given})


def _ordered(actor: Actor, query: WorklistQuery, now: datetime) -> QuerySet[TaskRow, tuple[Any, ...]]:
    rows = _asked(actor, query)
    if query.lamp is not None:
        rows = rows.filter(_lamps(now)[query.lamp])
    rows = rows.filter(beyond(query.columns, query.place))
    return rows.order_by(*turned(query.columns, query.place)).values_list(*COLUMNS)


def _asked(actor: Actor, query: WorklistQuery) -> QuerySet[TaskRow]:
    rows = _in_scope(actor, query.scope)
    for name in ("procedure", "step", "unit"):
        value = getattr(query, name)
        if value:
            rows = rows.filter(**{name: value})
    if query.procedures:
        rows = rows.filter(procedure__in=query.procedures)
    return rows.filter(holding(query.text)) if query.text else rows


def _in_scope(actor: Actor, scope: Scope) -> QuerySet[TaskRow]:
    if scope is Scope.COUNTY:
        rows = TaskRow.objects.visible_to(actor, "matter.view")
        return rows.filter(county=actor.county, waits_at__isnull=False)
    waits = Q(waits_at__isnull=False, done_at__isnull=True)
    desk = waits & Q(county=actor.county, desk_unit=actor.seat.unit)
    if scope is Scope.UNIT:
        return TaskRow.objects.visible_to(actor, "matter.view").filter(desk)
    mine = TaskRow.objects.visible_to(actor, "task.complete").filter(desk)
    return mine.filter(desk_post__in=("", actor.seat.post))


def lamp_filter(lamp: Lamp, now: datetime) -> Q:
    """The tasks that burn under this lamp at `now`."""
    return _lamps(now)[lamp]


def _lamps(now: datetime) -> dict[Lamp, Q]:
    """`core.time_limits.lamp` as filters; a test holds the two together. NULLs are asked for, never negated."""
    not_late = Q(due_at__isnull=True) | Q(due_at__gte=now)
    not_reminded = Q(remind_at__isnull=True) | Q(remind_at__gt=now)
    return {
        Lamp.PAUSED: Q(paused=True),
        Lamp.OVERDUE: Q(due_at__lt=now),
        Lamp.NEAR: Q(remind_at__lte=now, due_at__gte=now),
        Lamp.REMINDER: Q(remind_at__lte=now, due_at__isnull=True),
        Lamp.NORMAL: Q(paused=False) & not_late & not_reminded,
        Lamp.CLOSED: Q(task__lt=0),  # a worklist holds no closed task
    }
