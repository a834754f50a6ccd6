"""The list behind a number: the matters or tasks of one cell, in pages; and which procedures there are to choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from liandong.core.figures import Counts
from liandong.projections.figures.asked import Asked
from liandong.projections.figures.catalogue import Counter
from liandong.projections.figures.part import Part
from liandong.projections.figures.scope import Reader
from liandong.projections.keyset import KeyPage, Place, beyond, page_at, turned
from liandong.projections.listing import PAGE, within

OF_MATTERS, OF_TASKS = ("opened_at", "pk"), ("opened_at", "matter_id", "task")  # the orders of both kinds of list
OF_MATTER = ("id", "number", "procedure", "stage", "subject", "subject_en", "opened_by", "opened_at", "end", "ended_at")
OF_TASK = (
    "matter_id",
    "task",
    "number",
    "procedure",
    "step",
    "subject",
    "subject_en",
    "unit",
    "opened_at",
    "due_at",
    "done_at",
)


@dataclass(frozen=True, slots=True)
class Behind:
    """One matter or task behind a number. `task` 0: the matter itself; `step` is then what waits in it, "," between.

    `unit` bears the task, or opened the matter. `subject` is "" where the reader may not open the matter.
    """

    matter: str
    task: int
    number: str
    procedure: str
    step: str
    subject: str
    subject_en: str
    unit: str
    opened_at: datetime
    due_at: datetime | None
    done_at: datetime | None
    end: str
    may_see: bool

    def title(self, lang: str) -> str:
        """The matter's subject in `lang`."""
        return self.subject_en or self.subject if lang == "en" else self.subject


def behind(
    counter: Counter, asked: Asked, row: str, column: str, place: Place | None = None, size: int = PAGE
) -> KeyPage[Behind]:
    """One page of the list behind a cell, the oldest first; no lines where no part has such a cell."""
    size = within(size)
    part = next((each for each in counter.parts(asked) if each.holds(row, column)), None)
    if part is None:
        return KeyPage(())
    order = OF_TASKS if part.counts is Counts.TASKS else OF_MATTERS
    if place is not None and len(place.marks) != len(order):
        place = None
    rows = _rows(asked, part, row, column).filter(beyond(order, place)).order_by(*turned(order, place))
    page = page_at(
        list(rows[: size + 1]), place, size, lambda line: tuple(line["id" if c == "pk" else c] for c in order)
    )
    seen = {_id(each) for each in page.lines}
    if asked.reader.actor is not None and asked.reader.sees_county and seen:
        seen = asked.reader.open_to(seen)
    return KeyPage(tuple(_line(each, seen) for each in page.lines), page.before, page.after)


def listed(counter: Counter, asked: Asked, row: str, column: str) -> int:
    """How long the list behind a cell is."""
    part = next((each for each in counter.parts(asked) if each.holds(row, column)), None)
    return _rows(asked, part, row, column).count() if part is not None else 0


def procedure_counts(reader: Reader) -> Mapping[str, int]:
    """How many matters of each procedure the reader's figures count, in all years."""
    return dict(reader.matters().order_by().values_list("procedure").annotate(Count("pk")))


def _rows(asked: Asked, part: Part, row: str, column: str) -> QuerySet[Any, dict[str, Any]]:
    placed = part.behind(row, column)
    if part.counts is Counts.TASKS:
        tasks: QuerySet[Any, dict[str, Any]] = placed.order_by(*OF_TASKS).values(*OF_TASK)
        return tasks
    matters = asked.reader.matters().filter(pk__in=placed.values(part.matter))
    found: QuerySet[Any, dict[str, Any]] = matters.order_by(*OF_MATTERS).values(*OF_MATTER)
    return found


def _id(row: Mapping[str, Any]) -> str:
    return str(row["matter_id"] if "matter_id" in row else row["id"])


def _line(row: Mapping[str, Any], seen: set[str]) -> Behind:
    matter = _id(row)
    may_see = matter in seen
    return Behind(
        matter=matter,
        task=row.get("task", 0),
        number=row["number"],
        procedure=row["procedure"],
        step=row["step"] if "step" in row else row["stage"],
        subject=row["subject"] if may_see else "",
        subject_en=row["subject_en"] if may_see else "",
        unit=row["unit"] if "unit" in row else row["opened_by"],
        opened_at=row["opened_at"],
        due_at=row.get("due_at"),
        done_at=row["done_at"] if "done_at" in row else row.get("ended_at"),
        end=row.get("end", ""),
        may_see=may_see,
    )
