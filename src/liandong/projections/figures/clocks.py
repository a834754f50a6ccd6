"""The clocks that run: open tasks by what is left of their time, for each unit or procedure, and the wall of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from liandong.core.calendar_years import DAY
from liandong.core.figures import Counts, Head, Table, completed, first_day_of_age
from liandong.core.texts import Text
from liandong.core.time_limits import Lamp
from liandong.projections.figures.asked import PROCEDURE, Asked, defaults
from liandong.projections.figures.cards import Card, cards_of
from liandong.projections.figures.on_time import tasks_of
from liandong.projections.figures.part import Part, chosen, counted, fixed
from liandong.projections.listing import Page, bounds
from liandong.projections.models import TaskRow
from liandong.projections.worklist import COLUMNS, WorklistLine, lamp_filter

LONG_LATE, LATE, TODAY, TOMORROW, WEEK, LATER, NO_END = (
    "long-late",
    "late",
    "today",
    "tomorrow",
    "week",
    "later",
    "no-end",
)
LAMPS = (Lamp.OVERDUE, Lamp.NEAR, Lamp.REMINDER, Lamp.NORMAL, Lamp.PAUSED)
TASKS, BURNING = "tasks", "lamps"  # the two counts of a wall


def band_heads() -> tuple[Head, ...]:
    """The bands of time, the most urgent first."""
    days = defaults().late
    return (
        Head(LONG_LATE, Text(f"逾期超过{days}个工作日", f"Late by more than {days} working days"), "alarm"),
        Head(LATE, Text(f"逾期{days}个工作日以内", f"Late by up to {days} working days"), "alarm"),
        Head(TODAY, Text("今日到期", "Due today"), "second"),
        Head(TOMORROW, Text("明日到期", "Due tomorrow"), "second"),
        Head(WEEK, Text("本周内到期", "Due this week")),
        Head(LATER, Text("本周以后到期", "Due later")),
        Head(NO_END, Text("没有截止时刻", "No last moment")),
    )


def clock_rows(asked: Asked) -> QuerySet[TaskRow]:
    """The tasks that somebody must answer now."""
    return tasks_of(asked).filter(waits_at__isnull=False)


def band(asked: Asked) -> Combinable:
    """The band of a task at `now`. A paused clock, and a limit without a number, have no last moment."""
    today = asked.today
    sunday = today + timedelta(days=6 - today.weekday())
    recent = first_day_of_age(asked.calendar, today, defaults().late)
    return chosen(
        (Q(paused=True) | Q(due_at__isnull=True), NO_END),
        (Q(due_at__lt=asked.now, due_day__lt=recent), LONG_LATE),
        (Q(due_at__lt=asked.now), LATE),
        (Q(due_day__lte=today), TODAY),
        (Q(due_day=today + DAY), TOMORROW),
        (Q(due_day__lte=sunday), WEEK),
        otherwise=LATER,
    )


def grouped(asked: Asked) -> str:
    """The column of a task by which clocks are grouped."""
    return "procedure" if asked.by == PROCEDURE else "unit"


def clock_parts(asked: Asked) -> tuple[Part, ...]:
    """Waiting tasks by unit (or procedure) and band."""
    return (Part(clock_rows(asked), F(grouped(asked)), band(asked), Counts.TASKS),)


def clock_table(asked: Asked, cells: Mapping[tuple[str, str], int]) -> Table:
    """The units (or procedures) that have anything to answer."""
    if asked.by == PROCEDURE:
        rows = tuple(Head(each.name, each.title) for each in asked.pack.procedures.values())
    else:
        rows = tuple(Head(unit.code, unit.name) for unit in asked.pack.units.values())
    return completed(rows, band_heads(), cells, only_counted=True)


# The wall --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WallQuery:
    """Which chips are asked for; "" leaves a filter open. `by_group`: group after group, not band by band."""

    band: str = ""
    unit: str = ""
    lamp: Lamp | None = None
    by_group: bool = False
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True)
class Wall:
    """A page of chips, how many tasks stand in each group and band, and how many burn under each lamp.

    The counts are of all that `unit` and `lamp` leave (lamps: of all that `unit` and `band` leave), not of the page.
    """

    page: Page[Card]
    bands: tuple[str, ...]  # of each chip of the page
    table: Table
    lamps: Mapping[str, int]


def wall(asked: Asked, query: WallQuery) -> Wall:
    """The clocks of a wall: a query for the chips, one for all counts, one for what may be opened."""
    rows = clock_rows(asked)
    rows = rows.filter(unit=query.unit) if query.unit else rows
    lit = rows.filter(lamp_filter(query.lamp, asked.now)) if query.lamp else rows
    placed = Part(lit, F(grouped(asked)), band(asked), Counts.TASKS)
    in_band = _of_band(asked, rows, query.band)
    lamps = Part(in_band, fixed(BURNING), burning(asked), Counts.TASKS)
    cells = counted({TASKS: (placed,), BURNING: (lamps,)})
    page, bands = _chips(asked, query, _of_band(asked, lit, query.band))
    return Wall(
        page=page,
        bands=bands,
        table=clock_table(asked, cells[TASKS]),
        lamps={lamp: count for (_, lamp), count in cells[BURNING].items()},
    )


def burning(asked: Asked, lamps: Sequence[Lamp] = LAMPS) -> Combinable:
    """The lamp of a task at `now`."""
    return chosen(*((lamp_filter(lamp, asked.now), lamp.value) for lamp in lamps))


def _of_band(asked: Asked, rows: QuerySet[TaskRow], wanted: str) -> QuerySet[TaskRow]:
    placed = rows.annotate(its_band=band(asked))
    return placed.filter(its_band=wanted) if wanted else placed


def _chips(asked: Asked, query: WallQuery, rows: QuerySet[TaskRow]) -> tuple[Page[Card], tuple[str, ...]]:
    """A page of chips with their bands: band by band or group by group, in both the most urgent first."""
    number, size, first = bounds(query.page, query.size)
    places = [When(its_band=head.key, then=Value(place)) for place, head in enumerate(band_heads())]
    heads = F(grouped(asked)) if query.by_group else Case(*places, output_field=IntegerField())
    ordered = rows.annotate(its_head=heads).order_by("its_head", "waits_at", "matter_id", "task")
    found = list(ordered.values_list("its_band", *COLUMNS)[first : first + size + 1])
    cards = cards_of(asked, [WorklistLine(*row[1:]) for row in found[:size]])
    return Page(tuple(cards), number, size, len(found) > size), tuple(row[0] for row in found[:size])
