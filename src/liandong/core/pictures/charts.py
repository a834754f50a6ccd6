"""PURE. Who stands above whom: bands of boxes under each other, all on one trunk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from liandong.core.pictures.words import SIZE, fitted, room

LEAST_WIDE, LOW, HIGH = 146, 46, 62  # of a box: without a mark, with one; where there is room, boxes grow wider
GAP, BETWEEN = 10, 14  # between boxes of a row, between rows
MOST_LABEL = 0.22  # of the width, for the names of bands
TRUNK = 16  # room for the trunk, to the left of the boxes
INSET = 8
MOST_WIDE = 220
EDGE = 2  # room for the frame of the last box


@dataclass(frozen=True, slots=True)
class BoxGiven:
    """One box to draw: what stands in it, a line below each other; the last one is its mark, "" for none."""

    key: str
    head: str
    below: str
    mark: str = ""
    tone: str = "ground"


@dataclass(frozen=True, slots=True)
class Box:
    """One box; x and y: its upper left corner; its words, fitted."""

    key: str
    head: str
    below: str
    mark: str
    tone: str
    x: float
    y: int


@dataclass(frozen=True, slots=True)
class Band:
    """The name of a band; x is its end, y its baseline."""

    label: str
    x: float
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line between two points."""

    x1: float
    y1: int
    x2: float
    y2: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture; every box is `wide` by `high`."""

    width: int
    height: int
    wide: float
    high: int
    boxes: tuple[Box, ...]
    bands: tuple[Band, ...]
    lines: tuple[Line, ...]


def chart(bands: Sequence[tuple[str, Sequence[BoxGiven]]], width: int) -> Chart:
    """The bands (name, boxes) from the highest down, as many boxes in a row as fit. Empty bands are left out."""
    shown = [(label, boxes) for label, boxes in bands if boxes]
    labels = min(max((room(label) for label, _ in shown), default=0), width * MOST_LABEL)
    left = round(labels + GAP + TRUNK, 1)
    high = HIGH if any(box.mark for _, boxes in shown for box in boxes) else LOW
    columns = max(1, int((width - EDGE - left + GAP) // (LEAST_WIDE + GAP)))
    columns = min(columns, max((len(boxes) for _, boxes in shown), default=1))
    wide = round(min(MOST_WIDE, (width - EDGE - left - GAP * (columns - 1)) / columns), 1)
    drawn, names, lines, y = [], [], [], 2
    trunk = round(left - TRUNK / 2, 1)
    for label, boxes in shown:
        names.append(Band(fitted(label, labels), round(labels, 1), y + high // 2 + 5))
        for first in range(0, len(boxes), columns):
            row = boxes[first : first + columns]
            drawn += [_box(each, round(left + place * (wide + GAP), 1), y, wide) for place, each in enumerate(row)]
            lines.append(Line(trunk, y + high // 2, round(left + (len(row) - 1) * (wide + GAP), 1), y + high // 2))
            y += high + BETWEEN
    if lines:
        lines.append(Line(trunk, lines[0].y1, trunk, lines[-1].y1))
    return Chart(width, max(y - BETWEEN + 2, 0), wide, high, tuple(drawn), tuple(names), tuple(lines))


def _box(given: BoxGiven, x: float, y: int, wide: float) -> Box:
    space = wide - 2 * INSET
    head, below, mark = (fitted(words, space, SIZE) for words in (given.head, given.below, given.mark))
    return Box(given.key, head, below, mark, given.tone, x, y)
