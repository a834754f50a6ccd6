"""PURE. A month as a picture: its days, week under week from Monday to Sunday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from liandong.core.calendar_years import DAY
from liandong.core.pictures.words import SIZE, fitted, room

DAYS = 7
HEAD = 26  # of the names of the weekdays
LINE = 18
PAD = 8
LEAST_LINES = 2  # room for so many lines, used or not, where lines are drawn at all


@dataclass(frozen=True, slots=True)
class DayGiven:
    """One day to draw. `tone`: its ground, `mark`: beside its number, `lines`: (tone, words) of what is on it."""

    day: date
    tone: str
    mark: str = ""
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """Words at a place: x and baseline."""

    tone: str
    words: str
    x: float
    y: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: its square (x and y: the upper left corner), its number, its mark (by its end), the lines that fit."""

    day: date
    number: str
    tone: str
    x: float
    y: int
    mark: Said | None
    lines: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The picture: every cell is `wide` by `high`."""

    width: int
    height: int
    wide: float
    high: int
    heads: tuple[Said, ...]
    cells: tuple[Cell, ...]


def weeks_of(first: date) -> list[date]:
    """The days of the whole weeks, Monday to Sunday, that a month touches; `first` is its first day."""
    start = first - DAY * first.weekday()
    following = (first.replace(day=28) + 4 * DAY).replace(day=1)
    count = (following - start).days
    return [start + DAY * place for place in range(-(-count // DAYS) * DAYS)]


def month(given: Sequence[DayGiven], weekdays: Sequence[str], width: int, most_lines: int = 5) -> Month:
    """Whole weeks of days under the names of their weekdays; the rest of too many lines is a number."""
    wide = width / DAYS
    shown = min(most_lines, max((len(each.lines) for each in given), default=0))
    high = 30 + (LINE * max(shown, LEAST_LINES) + 4 if most_lines else 0)
    heads = tuple(
        Said("quiet", fitted(name, wide - 2 * PAD), round(place * wide + PAD, 1), HEAD - 9)
        for place, name in enumerate(weekdays)
    )
    cells = tuple(
        _cell(each, round((place % DAYS) * wide, 1), HEAD + high * (place // DAYS), wide, shown)
        for place, each in enumerate(given)
    )
    return Month(width, HEAD + high * -(-len(given) // DAYS) + 2, round(wide, 1), high, heads, cells)


def _cell(given: DayGiven, x: float, y: int, wide: float, shown: int) -> Cell:
    number = str(given.day.day)
    left = room(number, SIZE + 1) + 2 * PAD
    mark = fitted(given.mark, wide - left - PAD, SIZE - 1)
    lines = list(given.lines) if shown else []
    if len(lines) > shown:
        more = len(lines) - shown + 1
        lines = [*lines[: shown - 1], ("quiet", f"+{more}")]
    return Cell(
        given.day,
        number,
        given.tone,
        x,
        y,
        Said("quiet", mark, round(x + wide - PAD, 1), y + 20) if given.mark else None,
        tuple(
            Said(tone, fitted(words, wide - 2 * PAD, SIZE - 1), round(x + PAD, 1), y + 38 + LINE * place)
            for place, (tone, words) in enumerate(lines)
        ),
    )
