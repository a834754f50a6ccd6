"""The lists behind what overseers count: tasks or matters of one row and state, in pages and in an order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber

from liandong.core import marked
from liandong.core.figures import Counts
from liandong.core.rules import Mark
from liandong.projections.figures.part import Part
from liandong.projections.keyset import KeyPage, Place, beyond, page_at, turned
from liandong.projections.listing import PAGE
from liandong.projections.oversight.watched import OVERDUE, WAITING, Watch, parts, tasks_of

OF_TASK = ("matter_id", "task", "number", "procedure", "step", "subject", "subject_en", "unit", "outcome", "opened_at")
OF_CLOCK = ("due_at", "due_day", "done_at")
NEVER, LONG_AGO = datetime(2199, 1, 1, tzinfo=UTC), datetime(1990, 1, 1, tzinfo=UTC)  # no order can hold a NULL
OF_MATTER = ("pk", "number", "procedure", "stage", "subject", "subject_en", "opened_by", "end", "opened_at", "ended_at")


class Order(StrEnum):
    """By what such a list is ordered; the first is the one that matters."""

    LATEST = "latest"  # what waits first, the most urgent on top, then the answers, the latest on top
    UNIT = "unit"
    NUMBER = "number"
    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class WatchedLine:
    """One task, or one matter (`task` 0: `step` is what waits in it, `outcome` its end, `unit` who opened it)."""

    matter: str
    task: int
    number: str
    procedure: str
    step: str
    subject: str
    subject_en: str
    unit: str
    outcome: str
    opened_at: datetime
    due_at: datetime | None
    due_day: date | None
    done_at: datetime | None
    state: str  # the column in which it is counted
    marks: tuple[str | int | datetime, ...] = ()  # its place in the list it was read from

    def title(self, lang: str) -> str:
        """The matter's subject in `lang`."""
        return self.subject_en or self.subject if lang == "en" else self.subject


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of a mark is listed: one row ("" = its tasks at every step, else its matters) and one state ("" = any)."""

    mark: Mark
    row: str = ""
    state: str = ""
    order: Order = Order.LATEST
    backwards: bool = False


def kinds(watch: Watch, chosen: Chosen) -> tuple[type, ...]:
    """Of what kinds the marks of a place in this list are."""
    part = _part(watch, chosen)
    of_task = part is not None and part.counts is Counts.TASKS
    last = (str, int) if of_task else (str,)
    return (*KINDS[chosen.order], *last)


def page_of(watch: Watch, chosen: Chosen, place: Place | None = None, size: int = PAGE) -> KeyPage[WatchedLine]:
    """The page of a list at a place."""
    part, rows = _rows(watch, chosen)
    if part is None or rows is None:
        return KeyPage((), None, None)
    order = _order(chosen.order, backwards=chosen.backwards, of=_of(part))
    some = rows.filter(beyond(order, place)).order_by(*turned(order, place))[: size + 1]
    return page_at([_line(each, order) for each in some], place, size, lambda line: line.marks)


def lines_of(watch: Watch, chosen: Chosen) -> Iterator[WatchedLine]:
    """All lines of a list, for an export; reads as it goes."""
    _, rows = _rows(watch, chosen)
    for each in rows.iterator(chunk_size=1000) if rows is not None else ():
        yield _line(each)


def length(watch: Watch, chosen: Chosen) -> int:
    """How long a list is."""
    _, rows = _rows(watch, chosen)
    return rows.count() if rows is not None else 0


def glances(watch: Watch, marks: Sequence[Mark], most: int) -> Mapping[Mark, list[WatchedLine]]:
    """Of each mark the first tasks of its list, at most `most`: one query for all of them."""
    found: dict[Mark, list[marked.Place]] = {mark: [at for at in watch.at(mark) if at.step] for mark in marks}
    whens = [
        When(Q(procedure=place.procedure, step=place.step), then=Value(mark.value))
        for mark, some in found.items()
        for place in some
    ]
    if not whens:
        return {}
    rows = _keyed(tasks_of(watch, [place for some in found.values() for place in some]), "task")
    period = Q(state="done", done_at__gte=watch.begins, done_at__lt=watch.ends)
    state = Case(
        When(waits_at__isnull=False, due_at__lt=watch.now, then=Value(OVERDUE)),
        When(waits_at__isnull=False, then=Value(WAITING)),
        default=Value(""),
        output_field=CharField(),
    )
    rows = rows.filter(Q(waits_at__isnull=False) | period).annotate(
        figure_column=state, mark=Case(*whens, output_field=CharField())
    )
    place = Window(RowNumber(), partition_by=F("mark"), order_by=_order(Order.LATEST, backwards=False, of="task"))
    rows = rows.annotate(place=place).filter(place__lte=most).order_by("mark", "place")
    lines: dict[Mark, list[WatchedLine]] = {}
    for each in rows.values(*OF_TASK, *OF_CLOCK, "figure_column", "mark"):
        lines.setdefault(Mark(each["mark"]), []).append(_line(each))
    return lines


def _part(watch: Watch, chosen: Chosen) -> Part | None:
    every = parts(watch, chosen.mark)
    part = next((each for each in every if chosen.row.startswith(each.prefix)), None) if chosen.row else None
    return part or (every[0] if every and not chosen.row else None)


def _of(part: Part) -> str:
    return "task" if part.counts is Counts.TASKS else "matter"


def _rows(watch: Watch, chosen: Chosen) -> tuple[Part | None, QuerySet[Any, dict[str, Any]] | None]:
    part = _part(watch, chosen)
    if part is None:
        return None, None
    rows = _keyed(part.placed(), _of(part))
    if chosen.row:
        rows = rows.filter(figure_row=chosen.row)
    if chosen.state:
        rows = rows.filter(figure_column=chosen.state)
    names = (*OF_TASK, *OF_CLOCK, *KEYS["task"]) if _of(part) == "task" else (*OF_MATTER, *KEYS["matter"])
    order = _order(chosen.order, backwards=chosen.backwards, of=_of(part))
    found: QuerySet[Any, dict[str, Any]] = rows.order_by(*order).values(*names, "figure_column")
    return part, found


KEYS: Mapping[str, Mapping[str, Coalesce]] = {
    "task": {"waits_key": Coalesce("waits_at", Value(NEVER)), "done_key": Coalesce("done_at", Value(LONG_AGO))},
    "matter": {"ended_key": Coalesce("ended_at", Value(NEVER))},
}
KINDS: Mapping[Order, tuple[type, ...]] = {
    Order.LATEST: (datetime, datetime),
    Order.UNIT: (str, datetime),
    Order.NUMBER: (str,),
    Order.OPENED: (datetime,),
}


def _keyed(rows: QuerySet[Any], of: str) -> QuerySet[Any]:
    keyed: QuerySet[Any] = rows.annotate(**KEYS[of])
    return keyed


def _order(order: Order, *, backwards: bool, of: str) -> tuple[str, ...]:
    """The columns of an order; of those that are turned round, not what tells two lines of one rank apart."""
    unit, last = ("unit", ("matter_id", "task")) if of == "task" else ("opened_by", ("pk",))
    latest = ("waits_key", "-done_key") if of == "task" else ("-ended_key", "-opened_at")
    ways: Mapping[Order, tuple[str, ...]] = {
        Order.LATEST: latest,
        Order.UNIT: (unit, "-opened_at"),
        Order.NUMBER: ("number",),
        Order.OPENED: ("opened_at",),
    }
    way = turned(ways[order], Place((), back=True)) if backwards else ways[order]
    return (*way, *last)


def _line(row: Mapping[str, Any], order: Sequence[str] = ()) -> WatchedLine:
    is_task = "task" in row
    return WatchedLine(
        matter=str(row["matter_id"] if is_task else row["pk"]),
        task=row["task"] if is_task else 0,
        number=row["number"],
        procedure=row["procedure"],
        step=row["step"] if is_task else row["stage"],
        subject=row["subject"],
        subject_en=row["subject_en"],
        unit=row["unit"] if is_task else row["opened_by"],
        outcome=row["outcome"] if is_task else row["end"],
        opened_at=row["opened_at"],
        due_at=row["due_at"] if is_task else None,
        due_day=row["due_day"] if is_task else None,
        done_at=row["done_at"] if is_task else row["ended_at"],
        state=row["figure_column"],
        marks=tuple(row[column.removeprefix("-")] for column in order),
    )
