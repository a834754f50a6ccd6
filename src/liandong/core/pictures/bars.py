"""PURE. Lines of bars from left to right: a ranking, a funnel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from liandong.core.pictures.legend import Legend, legend
from liandong.core.pictures.words import SIZE, fitted, room

THICK, ROW, ROW_BELOW = 18, 30, 46  # a bar; a row beside its label; a row below its label
GAP = 10
MOST_LABEL = 0.36  # of the width
LEAST = 3  # width of the smallest bar


@dataclass(frozen=True, slots=True)
class Counted:
    """One row to draw: its key, its label, the counts of its columns, and what is said at its end."""

    key: str
    label: str
    counts: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One count. `inside` says that its number fits into it."""

    row: str
    column: str
    count: int
    tone: str
    x: float
    y: int
    width: float
    inside: bool


@dataclass(frozen=True, slots=True)
class BarRow:
    """One row: its label (x and baseline), its bars, and the note after them."""

    key: str
    label: str
    x: float
    y: int
    bars: tuple[Bar, ...]
    note: str
    note_x: float
    note_y: int


@dataclass(frozen=True, slots=True)
class Bars:
    """The picture. `left` is where all bars begin, `label_end` says that labels end there."""

    width: int
    height: int
    left: float
    label_end: bool
    rows: tuple[BarRow, ...]
    legend: Legend


def bars(
    rows: Sequence[Counted],
    columns: Sequence[tuple[str, str, str]],
    width: int,
    *,
    below: bool = False,
    parts: bool = False,
) -> Bars:
    """The rows, each one's bars end to end, on one scale. `columns` are (key, tone, title).

    `below`: bars stand under their labels, for a narrow screen. `parts`: every row is as long as the others, and its
    bars are what each count is of the row.
    """
    head = legend([(tone, title) for _, tone, title in columns], width)
    labels = max((room(row.label) for row in rows), default=0)
    left = 0.0 if below else min(labels, width * MOST_LABEL) + GAP
    notes = max((room(row.note) for row in rows), default=0) + GAP
    longest = max((sum(row.counts) for row in rows), default=0)
    wide = max(0.0, width - left - notes)
    found, y = [], head.height
    for row in rows:
        top = y + (ROW_BELOW - THICK - 6 if below else (ROW - THICK) // 2)
        whole = sum(row.counts) if parts else longest
        found.append(_row(row, columns, left, top, wide / whole if whole else 0.0, below=below, width=width))
        y += ROW_BELOW if below else ROW
    return Bars(width, y + 4, left, not below, tuple(found), head)


def _row(
    row: Counted,
    columns: Sequence[tuple[str, str, str]],
    left: float,
    top: int,
    unit: float,
    *,
    below: bool,
    width: int,
) -> BarRow:
    drawn, x = [], left
    for (column, tone, _), count in zip(columns, row.counts, strict=True):
        if not count:
            continue
        wide = max(count * unit, min(LEAST, unit * sum(row.counts)))
        inside = room(str(count), SIZE - 1) + 6 <= wide
        drawn.append(Bar(row.key, column, count, tone, round(x, 1), top, round(wide, 1), inside))
        x += wide
    label = fitted(row.label, width - GAP if below else left - GAP)
    at = (0.0, top - 6) if below else (left - GAP, top + THICK - 5)
    return BarRow(row.key, label, round(at[0], 1), at[1], tuple(drawn), row.note, round(x + 6, 1), top + THICK - 5)
