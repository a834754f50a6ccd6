"""PURE. Bars over days or hours, lane under lane, in groups: what happens beside what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from liandong.core.pictures.legend import Legend, legend
from liandong.core.pictures.words import SIZE, fitted, room

LANE, BAR = 26, 20  # of a lane, of the bar in it
AXIS = 26  # of the line of days
GAP = 10
MOST_LABEL = 0.2  # of the width, for the names of groups
LEAST = 8  # width of the shortest bar
NARROW = 64  # less room than this to the right of a bar's beginning: its words stand to its left
INSET = 6


@dataclass(frozen=True, slots=True)
class Spell:
    """One bar to draw: from `begins` to `ends`. `certain` False: nobody has said when it ends."""

    key: str
    group: str
    begins: datetime
    ends: datetime
    words: str
    tone: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class LaneBar:
    """One bar; x and y: its upper left corner. `words` begin at `words_x`, or (`words_end`) end there."""

    key: str
    tone: str
    certain: bool
    x: float
    y: int
    width: float
    words: str
    words_x: float
    words_end: bool

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where it takes room in its lane, its words included."""
        size = room(self.words, SIZE - 1)
        words = (self.words_x - size, self.words_x) if self.words_end else (self.words_x, self.words_x + size)
        return min(self.x, words[0]), max(self.x + self.width, words[1])


@dataclass(frozen=True, slots=True)
class GroupDrawn:
    """A group: its name (x is its end, y its baseline), and from where to where its lanes lie."""

    label: str
    x: float
    y: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A line down the picture, with words at its head ("" for none)."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Shade:
    """A stretch of the time that is shaded, as a day off is."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Lanes:
    """The picture; `left` and `top` are where the time begins. `now_x` is None where now lies outside."""

    width: int
    height: int
    left: float
    top: int
    groups: tuple[GroupDrawn, ...]
    bars: tuple[LaneBar, ...]
    marks: tuple[Mark, ...]
    shades: tuple[Shade, ...]
    now_x: float | None
    legend: Legend


@dataclass(frozen=True, slots=True)
class Span:
    """The time that a picture covers, and what stands along it: (moment, words) of its marks, stretches to shade."""

    begins: datetime
    ends: datetime
    marks: tuple[tuple[datetime, str], ...]
    shaded: tuple[tuple[datetime, datetime], ...] = ()
    now: datetime | None = None


def lanes(
    groups: Sequence[tuple[str, str]],
    spells: Iterable[Spell],
    span: Span,
    named: Sequence[tuple[str, str]],
    width: int,
) -> Lanes:
    """The spells under the names of their groups (key, name), each in the first lane of its group where it has room.

    What begins before the span or ends after it is cut at its edges. `named` are the (tone, words) of the legend.
    """
    head = legend(named, width)
    left = round(min(width * MOST_LABEL, max((room(label) for _, label in groups), default=0)) + GAP, 1)
    scale = _Scale(span.begins, span.ends, left, width)
    top = head.height + AXIS
    drawn, bars, y = [], [], top
    by_group: dict[str, list[Spell]] = {}
    for spell in sorted(spells, key=lambda each: (each.begins, each.key)):
        by_group.setdefault(spell.group, []).append(spell)
    for key, label in groups:
        placed = _packed([_bar(spell, scale, width) for spell in by_group.get(key, ())])
        count = max((lane for lane, _ in placed), default=0) + 1
        bars += [_lowered(bar, y + lane * LANE + (LANE - BAR) // 2) for lane, bar in placed]
        drawn.append(GroupDrawn(fitted(label, left - GAP), left - GAP, y + LANE // 2 + 5, y, y + count * LANE))
        y += count * LANE
    return Lanes(
        width=width,
        height=y + 4,
        left=left,
        top=top,
        groups=tuple(drawn),
        bars=tuple(bars),
        marks=_marks(span, scale, width),
        shades=tuple(Shade(scale.at(a), round(scale.at(b) - scale.at(a), 1)) for a, b in span.shaded),
        now_x=scale.at(span.now) if span.now and span.begins <= span.now <= span.ends else None,
        legend=head,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    begins: datetime
    ends: datetime
    left: float
    width: int

    def at(self, moment: datetime) -> float:
        whole = (self.ends - self.begins) / timedelta(seconds=1)
        passed = (min(max(moment, self.begins), self.ends) - self.begins) / timedelta(seconds=1)
        return round(self.left + (self.width - self.left) * passed / whole, 1)


def _bar(spell: Spell, scale: _Scale, width: int) -> LaneBar:
    x = min(scale.at(spell.begins), width - LEAST)
    wide = max(round(scale.at(spell.ends) - x, 1), LEAST)
    to_left = width - x < NARROW
    space = x - scale.left - INSET if to_left else width - x - INSET
    words = fitted(spell.words, space, SIZE - 1) if spell.words else ""
    at = x - INSET / 2 if to_left else x + INSET
    return LaneBar(spell.key, spell.tone, spell.certain, x, 0, wide, words, round(at, 1), to_left)


def _packed(bars: Sequence[LaneBar]) -> list[tuple[int, LaneBar]]:
    """Each bar in the first lane where nothing reaches into its place."""
    taken: list[list[tuple[float, float]]] = []
    placed = []
    for bar in bars:
        begins, ends = bar.reach
        lane = next(
            (n for n, others in enumerate(taken) if all(end <= begins or ends <= begin for begin, end in others)),
            len(taken),
        )
        if lane == len(taken):
            taken.append([])
        taken[lane].append((begins, ends + 2))
        placed.append((lane, bar))
    return placed


def _lowered(bar: LaneBar, y: int) -> LaneBar:
    return LaneBar(bar.key, bar.tone, bar.certain, bar.x, y, bar.width, bar.words, bar.words_x, bar.words_end)


def _marks(span: Span, scale: _Scale, width: int) -> tuple[Mark, ...]:
    """A line for each mark; words at each where they fit side by side, else at every second, third and so on."""
    places = [(scale.at(moment), words) for moment, words in span.marks]
    widest = max((room(words, SIZE - 1) for _, words in places), default=0) + INSET
    apart = (width - scale.left) / max(len(places), 1)
    every = max(1, -(-int(widest) // max(1, int(apart))))
    return tuple(
        Mark(x, words if place % every == 0 and x + widest <= width + INSET else "")
        for place, (x, words) in enumerate(places)
    )
