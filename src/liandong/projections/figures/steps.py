"""Where matters stand and how far they came: ages, matters by step, the funnel of a procedure."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery

from liandong.core.diagram import NodeKind, draw
from liandong.core.figures import Counts, Head, Table, completed, first_day_of_age
from liandong.core.rules import Pack, Procedure
from liandong.core.texts import Text
from liandong.projections.figures.asked import STEP, Asked, defaults, midnight
from liandong.projections.figures.on_time import matters_of, tasks_of
from liandong.projections.figures.part import Cells, Part, chosen, fixed, keyed, within
from liandong.projections.models import TaskRow
from liandong.projections.search import WITHDRAWN

MATTERS, WAITING, OVERDUE = "matters", "waiting", "overdue"
RUNNING = "end:"  # the key of an end that is none yet
ONE = (Head(MATTERS, Text("事项", "Matters")),)
STATES = (
    Head(WAITING, Text("等待办理", "Waiting"), "first"),
    Head(OVERDUE, Text("已逾期", "Overdue"), "alarm"),
)


# Ages ------------------------------------------------------------------------------------------------------------


def age_bounds(asked: Asked) -> tuple[int, ...]:
    """The upper bounds of the ages, in working days."""
    return asked.bounds or defaults().ageing


def age_heads(bounds: Sequence[int]) -> tuple[Head, ...]:
    """A row for each age: up to the first bound, between two, above the last."""
    edges = [0, *(bound + 1 for bound in bounds)]
    heads = [
        Head(f"to-{last}", Text(f"{first}—{last}", f"{first}–{last}"))
        for first, last in zip(edges, bounds, strict=False)
    ]
    return (*heads, Head(f"over-{bounds[-1]}", Text(f"{bounds[-1]}以上", f"over {bounds[-1]}")))


def ageing_parts(asked: Asked) -> tuple[Part, ...]:
    """Matters in which a step waits, by the working days since they were opened or since the step that waits longest
    was. A line of a ledger in which nobody has anything to do does not age."""
    waiting = asked.reader.tasks().filter(matter_id=OuterRef("pk"), waits_at__isnull=False)
    oldest = waiting.order_by().values("matter_id").annotate(oldest=Min("opened_at")).values("oldest")
    rows = matters_of(asked).filter(ended_at__isnull=True).annotate(waits_since=Subquery(oldest))
    column = "waits_since" if asked.since == STEP else "opened_at"
    bounds = age_bounds(asked)
    days = [(bound, first_day_of_age(asked.calendar, asked.today, bound)) for bound in bounds]
    ways = [(Q(**{f"{column}__gte": midnight(day)}), f"to-{bound}") for bound, day in days]
    row = chosen(*ways, otherwise=f"over-{bounds[-1]}")
    return (Part(rows.filter(waits_since__isnull=False), row, fixed(MATTERS), Counts.MATTERS, "pk"),)


def ageing_table(asked: Asked, cells: Cells) -> Table:
    """A row for each age."""
    return completed(age_heads(age_bounds(asked)), ONE, cells)


# By step ---------------------------------------------------------------------------------------------------------


def steps_in_order(procedure: Procedure, pack: Pack) -> tuple[Head, ...]:
    """The steps in which a matter may wait, in the order of the procedure's drawing."""
    nodes = sorted(draw(procedure, pack).nodes, key=lambda node: (node.x, node.y))
    drawn = [node.name for node in nodes if node.kind is NodeKind.STEP]
    rest = [name for name, step in procedure.steps.items() if not step.standing and name not in drawn]
    return tuple(Head(name, procedure.steps[name].title) for name in (*drawn, *rest))


def waiting_tasks(asked: Asked) -> QuerySet[TaskRow]:
    """The tasks that somebody must answer now, each knowing whether any of its step and matter is overdue."""
    mine = asked.reader.tasks().filter(matter_id=OuterRef("matter_id"), step=OuterRef("step"))
    late = mine.filter(waits_at__isnull=False, due_at__lt=asked.now)
    return tasks_of(asked).filter(waits_at__isnull=False).annotate(is_late=Exists(late))


def by_step_parts(asked: Asked) -> tuple[Part, ...]:
    """Matters of a procedure by the steps that wait in them: a matter stands at each of its waiting steps."""
    column = chosen((Q(is_late=True), OVERDUE), otherwise=WAITING)
    return (Part(waiting_tasks(asked), F("step"), column, Counts.MATTERS),)


def by_step_table(asked: Asked, cells: Cells) -> Table:
    """A row for each step of the procedure."""
    procedure = asked.pack.procedures.get(asked.procedure)
    heads = steps_in_order(procedure, asked.pack) if procedure else ()
    return completed(heads, STATES, cells)


# The funnel ------------------------------------------------------------------------------------------------------


def funnel_parts(asked: Asked) -> tuple[Part, ...]:
    """The matters opened in the period: by entry, by each step that they reached, by the end at which they are."""
    opened = matters_of(asked).filter(within("opened_at", asked.begins, asked.ends))
    reached = tasks_of(asked).filter(within("matter__opened_at", asked.begins, asked.ends), standing=False)
    column = fixed(MATTERS)
    return (
        Part(opened, keyed("entry:", "entry"), column, Counts.MATTERS, "pk", prefix="entry:"),
        Part(reached, keyed("step:", "step"), column, Counts.MATTERS, prefix="step:"),
        Part(opened, keyed("end:", "end"), column, Counts.MATTERS, "pk", prefix="end:"),
    )


def funnel_table(asked: Asked, cells: Cells) -> Table:
    """Entries, steps in the order of the drawing, ends, and what still runs."""
    procedure = asked.pack.procedures.get(asked.procedure)
    return completed(_funnel_heads(procedure, asked.pack) if procedure else (), ONE, cells)


def _funnel_heads(procedure: Procedure, pack: Pack) -> tuple[Head, ...]:
    entries = [
        Head(f"entry:{entry.name}", _said("进入：", "In: ", entry.title)) for entry in procedure.entries.values()
    ]
    steps = [Head(f"step:{head.key}", head.title) for head in steps_in_order(procedure, pack)]
    ends = [Head(f"end:{end.name}", _said("办结：", "End: ", end.title)) for end in procedure.ends.values()]
    taken_back = Head(f"end:{WITHDRAWN}", Text("办结：已撤回", "End: withdrawn"))
    return (*entries, *steps, *ends, taken_back, Head(RUNNING, Text("仍在办理", "Still running")))


def _said(zh: str, en: str, title: Text) -> Text:
    return Text(f"{zh}{title.zh}", f"{en}{title.en}")
