"""The board by step: for each step of a procedure the matters that wait there, the most urgent first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from liandong.projections.figures.asked import Asked
from liandong.projections.figures.steps import waiting_tasks
from liandong.projections.worklist import COLUMNS, WorklistLine


@dataclass(frozen=True, slots=True)
class Card:
    """One matter at one step, as its most urgent task there. Its subject is "" where the reader may not open it."""

    line: WorklistLine
    may_see: bool


def cards(asked: Asked, most: int) -> Mapping[str, list[Card]]:
    """By step the first `most` cards: one query whatever the number of matters, and one for what may be opened."""
    others = asked.reader.tasks().filter(matter_id=OuterRef("matter_id"), step=OuterRef("step"), waits_at__isnull=False)
    sooner = others.filter(
        Q(waits_at__lt=OuterRef("waits_at")) | Q(waits_at=OuterRef("waits_at"), task__lt=OuterRef("task"))
    )
    place = Window(RowNumber(), partition_by=F("step"), order_by=("waits_at", "matter_id"))
    rows = waiting_tasks(asked).exclude(Exists(sooner)).annotate(place=place).filter(place__lte=most)
    found = [WorklistLine(*row) for row in rows.order_by("step", "place").values_list(*COLUMNS)]
    by_step: dict[str, list[Card]] = {}
    for card in cards_of(asked, found):
        by_step.setdefault(card.line.step, []).append(card)
    return by_step


def cards_of(asked: Asked, lines: Sequence[WorklistLine]) -> list[Card]:
    """Tasks as cards, without the subject of what the reader may not open; one query for all of them."""
    ids = {line.matter_id for line in lines}
    seen = asked.reader.open_to(ids) if asked.reader.actor is not None and asked.reader.sees_county and ids else ids
    return [
        Card(line, True) if line.matter_id in seen else Card(replace(line, subject="", subject_en=""), False)
        for line in lines
    ]
