"""PURE. Columns that stand side by side: a trend over months, a histogram."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from liandong.core.pictures.bars import Counted
from liandong.core.pictures.legend import Legend, legend
from liandong.core.pictures.scale import ticks
from liandong.core.pictures.words import SIZE, room

FOOT, TOP = 26, 18  # room for the labels below and for the numbers above
WIDEST = 64  # of one column


@dataclass(frozen=True, slots=True)
class Column:
    """One count; x and y are its upper left corner. `said` says that there is room for its number above."""

    row: str
    column: str
    count: int
    tone: str
    x: float
    y: float
    width: float
    height: float
    said: bool


@dataclass(frozen=True, slots=True)
class Foot:
    """A label below a group, by its middle."""

    label: str
    x: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A round number on the left, and the height of its line."""

    number: int
    y: float


@dataclass(frozen=True, slots=True)
class Columns:
    """The picture; `left` and `ground` are where the axes meet."""

    width: int
    height: int
    left: float
    ground: int
    columns: tuple[Column, ...]
    feet: tuple[Foot, ...]
    ticks: tuple[Tick, ...]
    legend: Legend


def columns(rows: Sequence[Counted], heads: Sequence[tuple[str, str, str]], width: int, tall: int = 260) -> Columns:
    """A group for each row, its counts side by side on a scale that begins at 0. `heads` are (key, tone, title)."""
    head = legend([(tone, title) for _, tone, title in heads], width)
    scale = ticks(max((count for row in rows for count in row.counts), default=0) or 1)
    left = round(room(str(scale[-1]), SIZE - 1) + 10, 1)
    ground = head.height + TOP + tall
    unit = tall / scale[-1]
    span = (width - left) / max(len(rows), 1)
    wide = min(WIDEST, span * 0.78 / max(len(heads), 1))
    said = all(room(str(count), SIZE - 2) <= wide + 2 for row in rows for count in row.counts)
    found = []
    for place, row in enumerate(rows):
        begin = left + span * place + (span - wide * len(heads)) / 2
        for at, ((column, tone, _), count) in enumerate(zip(heads, row.counts, strict=True)):
            if count:
                high = count * unit
                x, y = round(begin + at * wide, 1), round(ground - high, 1)
                found.append(Column(row.key, column, count, tone, x, y, round(wide - 1, 1), round(high, 1), said))
    lines = tuple(Tick(number, round(ground - number * unit, 1)) for number in scale)
    return Columns(width, ground + FOOT, left, ground, tuple(found), _feet(rows, left, span, width), lines, head)


def _feet(rows: Sequence[Counted], left: float, span: float, width: int) -> tuple[Foot, ...]:
    """Every label where they fit side by side, else every second, third and so on, counted from the last."""
    widest = max((room(row.label, SIZE - 1) for row in rows), default=0) + 8
    every = max(1, -(-int(widest) // max(1, int(span))))
    last = len(rows) - 1
    return tuple(
        Foot(row.label, round(min(left + span * (place + 0.5), width - room(row.label, SIZE - 1) / 2), 1))
        for place, row in enumerate(rows)
        if (last - place) % every == 0
    )
