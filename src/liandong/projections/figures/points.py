"""The points of the map: where the photos of running matters say that they were taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from liandong.core.points import Point, point_of
from liandong.projections.derived import Derived, MatterHead
from liandong.projections.figures.asked import Asked
from liandong.projections.figures.part import fixed
from liandong.projections.figures.placed import map_parts

MOST = 200  # the newest: what a picture can show, and a page can carry

_derived = Derived(point_of)


@dataclass(frozen=True, slots=True)
class Placed:
    """A point with the column of the map in which its matter counts; `opens`: the reader may open the matter."""

    point: Point
    column: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Points:
    """The points there are, and how many matters were looked at for them."""

    placed: tuple[Placed, ...]
    looked_at: int


def map_points(asked: Asked, columns: Sequence[str]) -> Points:
    """The points of the matters that these columns of the map count, of those in which something moved last.

    A matter that counts in several has the mark of the last: an operation or a complaint says more than that it runs.
    """
    rank = {name: place for place, name in enumerate(columns)}
    rows = [
        part.rows.annotate(column=fixed(part.fills[0])).order_by().values_list(*MatterHead._fields, "column")
        for part in map_parts(asked)
        if part.fills[0] in rank
    ]
    column_of: dict[MatterHead, str] = {}
    for *values, name in _newest(rows):
        head = MatterHead(*values)
        column_of[head] = max(name, column_of.get(head, name), key=rank.__getitem__)
    newest = list(column_of)[:MOST]
    found = [
        (point, column_of[head])
        for head, point in zip(newest, _derived.of(newest, asked.pack), strict=True)
        if point is not None
    ]
    open_ = asked.reader.open_to({point.matter for point, _ in found}) if found else set()
    return Points(tuple(Placed(point, column, point.matter in open_) for point, column in found), len(newest))


def _newest(rows: Sequence[QuerySet[Any]]) -> Iterable[Any]:
    """Rows of all these queries, those that moved last first, in one query; as many as can be told apart by column."""
    if not rows:
        return ()
    whole = rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0]
    return whole.order_by("-last_at", "id")[: MOST * len(rows)]
