"""PURE. Words as the search of matters knows them, the same for what is written and for what is asked.

Chinese is written without spaces: a run of Chinese is kept as its characters and its pairs of neighbors. Whoever asks
for one or two finds them, and whoever asks for more is answered by the pairs and then by the run itself. All
other writing is kept by whole words, without regard to case and width.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

LONGEST_WORD = 80  # characters; a longer word is known by its beginning (PostgreSQL keeps no word of any length)
_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_LIKE_HAN = "〇々"
_CHINESE, _OTHER = "chinese", "other"


class Run(NamedTuple):
    """Characters that belong together: Chinese, or one word of another writing; `start` is its place in the text."""

    plain: str
    is_chinese: bool
    start: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked: every token must be there, and every phrase as it stands."""

    tokens: tuple[str, ...]
    phrases: tuple[str, ...]  # runs of three Chinese characters and more: their pairs alone would find too much
    pieces: tuple[str, ...]  # the runs as they were asked, for an order by rank and for marks

    def __bool__(self) -> bool:
        """Whether anything can be searched."""
        return bool(self.tokens)


def plain(text: str) -> str:
    """A text without regard to case and width. Character for character, so that a place in one is one in the other."""
    return "".join(map(_plain, text))


def runs(text: str) -> Iterator[Run]:
    """The runs of a text in order. What is neither letter nor digit belongs to none and parts them."""
    start, of = 0, ""
    alike = plain(text)
    for place, character in enumerate(alike):
        kind = _kind(character)
        if kind != of:
            if of:
                yield Run(alike[start:place], of == _CHINESE, start)
            start, of = place, kind
    if of:
        yield Run(alike[start:], of == _CHINESE, start)


def tokens(text: str) -> frozenset[str]:
    """Every token under which a text is found."""
    return frozenset(token for run in runs(text) for token in _kept(run))


def wanted(words: str) -> Wanted:
    """What a reader asks: all of the words, in whatever order."""
    found = list(runs(words))
    asked = (token for run in found for token in _asked(run))
    phrases = (run.plain for run in found if run.is_chinese and len(run.plain) > 2)
    return Wanted(tuple(dict.fromkeys(asked)), tuple(dict.fromkeys(phrases)), tuple(dict.fromkeys(map(_piece, found))))


def places(text: str, what: Wanted) -> list[tuple[int, int]]:
    """Where the asked words stand in a text: from, to; in order, none touching another."""
    found: list[tuple[int, int]] = []
    for run in runs(text):
        if not run.is_chinese:
            found += [(run.start, run.start + len(run.plain))] if _piece(run) in what.pieces else []
            continue
        for piece in what.pieces:
            found += [(run.start + at, run.start + at + len(piece)) for at in _at(run.plain, piece)]
    return _apart(sorted(found))


def is_chinese(character: str) -> bool:
    """Whether this is a Chinese character."""
    code = ord(character)
    return any(first <= code <= last for first, last in _HAN) or character in _LIKE_HAN


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    for alike in (normalize("NFKC", character).casefold(), character.lower()):
        if len(alike) == 1:
            return alike
    return character


@lru_cache(maxsize=8192)
def _kind(character: str) -> str:
    return _CHINESE if is_chinese(character) else _OTHER if character.isalnum() else ""


def _kept(run: Run) -> Iterator[str]:
    if not run.is_chinese:
        yield _piece(run)
        return
    yield from run.plain
    yield from (one + other for one, other in pairwise(run.plain))


def _asked(run: Run) -> Iterator[str]:
    if run.is_chinese and len(run.plain) > 1:
        yield from (one + other for one, other in pairwise(run.plain))
    else:
        yield _piece(run)


def _piece(run: Run) -> str:
    return run.plain if run.is_chinese else run.plain[:LONGEST_WORD]


def _at(text: str, piece: str) -> Iterator[int]:
    at = text.find(piece)
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)


def _apart(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in found:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out
