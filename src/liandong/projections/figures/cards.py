"""The board by step: for each step of a procedure the matters that wait there, the most urgent first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from liandong.projections.figures.asked import Asked
from liandong.projections.figures.steps import waiting_tasks

COLUMNS = ("step", "matter_id", "task", "number", "subject", "subject_en", "unit", "due_at", "remind_at", "paused")


@dataclass(frozen=True, slots=True)
class Card:
    """One matter at one step, as its most urgent task there says. `subject` is "" where the reader may not open it."""

    step: str
    matter: str
    task: int
    number: str
    subject: str
    subject_en: str
    unit: str
    due_at: datetime | None
    remind_at: datetime | None
    paused: bool
    may_see: bool

    def title(self, lang: str) -> str:
        """The matter's subject in `lang`."""
        return self.subject_en or self.subject if lang == "en" else self.subject


def cards(asked: Asked, most: int) -> Mapping[str, list[Card]]:
    """By step the first `most` cards; whatever the number of matters, one query, and one more for what may be opened."""
    others = asked.reader.tasks().filter(
        matter_id=OuterRef("matter_id"), step=OuterRef("step"), waits_at__isnull=False
    )
    sooner = others.filter(
        Q(waits_at__lt=OuterRef("waits_at")) | Q(waits_at=OuterRef("waits_at"), task__lt=OuterRef("task"))
    )
    place = Window(RowNumber(), partition_by=F("step"), order_by=("waits_at", "matter_id"))
    rows = waiting_tasks(asked).exclude(Exists(sooner)).annotate(place=place).filter(place__lte=most)
    found = list(rows.order_by("step", "place").values(*COLUMNS))
    ids = {row["matter_id"] for row in found}
    seen = asked.reader.open_to(ids) if asked.reader.actor is not None and asked.reader.sees_county else ids
    by_step: dict[str, list[Card]] = {}
    for row in found:
        may_see = row["matter_id"] in seen
        words = {name: row[name] if may_see else "" for name in ("subject", "subject_en")}
        values = {**row, **words, "matter": row["matter_id"], "may_see": may_see}
        del values["matter_id"]
        by_step.setdefault(row["step"], []).append(Card(**values))
    return by_step
