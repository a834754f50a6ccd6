"""PURE. Squares of a grid: who hands over to whom, what is shared by whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from liandong.core.pictures.bars import Counted
from liandong.core.pictures.scale import level
from liandong.core.pictures.words import SIZE, fitted, room

WIDE, HIGH = 40, 28
MANY, CLOSE = 24, 34  # more columns than MANY stand closer
LONGEST = 190  # room of a label
SLANT = 0.72  # of a label's length that a slanted head takes upwards and sideways
GAP = 10


@dataclass(frozen=True, slots=True)
class Square:
    """One cell; x and y are its upper left corner. `level` is its shade; `missing`: it ought not to be 0."""

    row: str
    column: str
    count: int
    level: int
    missing: bool
    x: float
    y: int


@dataclass(frozen=True, slots=True)
class Label:
    """The head of a row (x is its end, y its baseline) or of a column (the foot of a slanted line)."""

    words: str
    x: float
    y: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The picture."""

    width: int
    height: int
    wide: int  # of a square
    left: float  # where the squares begin
    top: int
    squares: tuple[Square, ...]
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]


def grid(
    rows: Sequence[Counted],
    columns: Sequence[tuple[str, str]],
    due: Collection[tuple[str, str]] = (),
    longest: int = LONGEST,
) -> Grid:
    """A square for each row and column. `columns` are (key, title); `due` are cells that ought not to be 0.

    No label takes more room than `longest`.
    """
    wide = CLOSE if len(columns) > MANY else WIDE
    left = round(min(longest, max((room(row.label) for row in rows), default=0)) + GAP, 1)
    slant = min(longest, max((room(title) for _, title in columns), default=0)) * SLANT
    top = round(slant) + GAP + SIZE
    return Grid(
        width=round(left + wide * len(columns) + slant),
        height=top + HIGH * len(rows) + 4,
        wide=wide,
        left=left,
        top=top,
        squares=tuple(_squares(rows, [key for key, _ in columns], due, (left, top, wide))),
        rows=tuple(
            Label(fitted(row.label, longest), left - GAP, top + n * HIGH + HIGH // 2 + 5) for n, row in enumerate(rows)
        ),
        columns=tuple(
            Label(fitted(title, longest), round(left + (at + 0.5) * wide, 1), top - 6)
            for at, (_, title) in enumerate(columns)
        ),
    )


def _squares(
    rows: Sequence[Counted], keys: Sequence[str], due: Collection[tuple[str, str]], begins: tuple[float, int, int]
) -> Iterator[Square]:
    left, top, wide = begins
    most = max((count for row in rows for count in row.counts), default=0)
    for n, row in enumerate(rows):
        for at, (key, count) in enumerate(zip(keys, row.counts, strict=True)):
            missing = not count and (row.key, key) in due
            yield Square(row.key, key, count, level(count, most), missing, left + at * wide, top + n * HIGH)
