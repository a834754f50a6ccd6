"""PURE. The legend of a picture: which look means which column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from liandong.core.pictures.words import SIZE, room

MARK = 14  # side of the little square
LINE = 22


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; x and y are the upper left corner of its square."""

    tone: str
    words: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Legend:
    """All entries, and how high they are together."""

    entries: tuple[Entry, ...]
    height: int


def legend(named: Sequence[tuple[str, str]], width: int) -> Legend:
    """Entries (tone, words) in lines of at most `width`. One entry alone needs no legend."""
    if len(named) <= 1:
        return Legend((), 0)
    found, x, y = [], 0, 0
    for tone, words in named:
        wide = MARK + 6 + round(room(words, SIZE)) + 18
        if x and x + wide > width:
            x, y = 0, y + LINE
        found.append(Entry(tone, words, x, y))
        x += wide
    return Legend(tuple(found), y + LINE + 6)
