"""The deadlines of a month: open tasks by their last day and the lamp under which they burn."""

from __future__ import annotations

from django.db.models import CharField
from django.db.models.functions import Cast

from liandong.core.calendar_years import DAY
from liandong.core.figures import Counts, Head, Table, completed
from liandong.core.texts import Text
from liandong.core.time_limits import Lamp
from liandong.projections.figures import definitions
from liandong.projections.figures.asked import Asked
from liandong.projections.figures.catalogue import Counter
from liandong.projections.figures.clocks import burning, clock_rows
from liandong.projections.figures.part import Cells, Part

LAMPS = (Lamp.OVERDUE, Lamp.NEAR, Lamp.NORMAL)  # those that a task with a last day can have
TONES = {Lamp.OVERDUE: "alarm", Lamp.NEAR: "second"}


def deadline_parts(asked: Asked) -> tuple[Part, ...]:
    """Waiting tasks whose last day lies in the period, by that day and by lamp."""
    rows = clock_rows(asked).filter(due_day__gte=asked.first, due_day__lte=asked.last, paused=False)
    if asked.unit:
        rows = rows.filter(unit=asked.unit)
    return (Part(rows, Cast("due_day", CharField()), burning(asked, LAMPS), Counts.TASKS),)


def deadline_table(asked: Asked, cells: Cells) -> Table:
    """A row for each day of the period."""
    count = (asked.last - asked.first).days + 1
    days = [asked.first + DAY * place for place in range(count)]
    rows = tuple(Head(day.isoformat(), Text(day.isoformat(), day.isoformat())) for day in days)
    lamps = tuple(Head(lamp.value, asked.pack.lamp_words(lamp), TONES.get(lamp, "first")) for lamp in LAMPS)
    return completed(rows, lamps, cells)


DEADLINES = Counter(definitions.DEADLINES, deadline_parts, deadline_table)
