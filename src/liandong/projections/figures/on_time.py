"""Which unit answers in time, and the trend of the months."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from liandong.core.figures import Counts, Head, Table, completed
from liandong.core.texts import Text
from liandong.projections.figures.asked import Asked, midnight, months_of
from liandong.projections.figures.part import Cells, Part, chosen, fixed, spans, within
from liandong.projections.models import MatterRow, TaskRow

IN_TIME, LATE, OVERDUE = "in-time", "late", "overdue"
OPENED, ENDED = "opened", "ended"
ANSWERS = (
    Head(IN_TIME, Text("按期办理", "Answered in time"), "first"),
    Head(LATE, Text("逾期办理", "Answered late"), "second"),
    Head(OVERDUE, Text("逾期未办", "Open and overdue"), "alarm"),
)
MOVES = (
    Head(OPENED, Text("提出", "Opened"), "first"),
    Head(ENDED, Text("办结", "Ended"), "second"),
    Head(OVERDUE, Text("逾期（任务）", "Fell overdue (tasks)"), "alarm"),
)


def tasks_of(asked: Asked) -> QuerySet[TaskRow]:
    """The tasks of the procedure asked for."""
    rows = asked.reader.tasks()
    return rows.filter(procedure=asked.procedure) if asked.procedure else rows


def matters_of(asked: Asked) -> QuerySet[MatterRow]:
    """The matters of the procedure asked for."""
    rows = asked.reader.matters()
    return rows.filter(procedure=asked.procedure) if asked.procedure else rows


def on_time_parts(asked: Asked) -> tuple[Part, ...]:
    """Tasks with a last moment, by unit: answered in the period, or still open after it had passed."""
    answered = Q(state="done") & within("done_at", asked.begins, asked.ends)
    overdue = Q(state="open", due_at__lt=min(asked.now, asked.ends))
    rows = tasks_of(asked).filter(answered | overdue, due_at__isnull=False)
    column = chosen(
        (Q(state="open"), OVERDUE),
        (Q(done_at__lte=F("due_at")), IN_TIME),
        otherwise=LATE,
    )
    return (Part(rows, F("unit"), column, Counts.TASKS),)


def on_time_table(asked: Asked, cells: Cells) -> Table:
    """The units that had anything to answer."""
    units = tuple(Head(unit.code, unit.name) for unit in asked.pack.units.values())
    return completed(units, ANSWERS, cells, only_counted=True)


def trend_parts(asked: Asked) -> tuple[Part, ...]:
    """Matters opened and ended, and tasks whose last moment passed without an answer, by month in Asia/Shanghai."""
    bounds = []
    for first in months_of(asked.first, asked.last):
        following = months_of(first, asked.last)[1:2]
        ends = midnight(following[0]) if following else asked.ends
        bounds.append((f"{first:%Y-%m}", max(asked.begins, midnight(first)), ends))
    late = Q(done_at__gt=F("due_at")) | Q(done_at__isnull=True, state="open", due_at__lt=asked.now)
    period = (asked.begins, asked.ends)
    opened = matters_of(asked).filter(within("opened_at", *period))
    ended = matters_of(asked).filter(within("ended_at", *period))
    overdue = tasks_of(asked).filter(late, within("due_at", *period))
    return (
        Part(opened, spans("opened_at", bounds), fixed(OPENED), Counts.MATTERS, "pk", (OPENED,)),
        Part(ended, spans("ended_at", bounds), fixed(ENDED), Counts.MATTERS, "pk", (ENDED,)),
        Part(overdue, spans("due_at", bounds), fixed(OVERDUE), Counts.TASKS, fills=(OVERDUE,)),
    )


def trend_table(asked: Asked, cells: Cells) -> Table:
    """A row for each month of the period."""
    months = tuple(_month(first) for first in months_of(asked.first, asked.last))
    return completed(months, MOVES, cells)


def _month(first: date) -> Head:
    """The head of a month; short, it says the year where one begins."""
    title = Text(f"{first.year}年{first.month}月", f"{first:%b %Y}")
    short = title if first.month == 1 else Text(f"{first.month}月", f"{first:%b}")
    return Head(f"{first:%Y-%m}", title, short=short)
