"""PURE. What happens to the words of a matter that a law orders gone: asked, refused, erased."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class WordsErasureAsked:
    """The first of two persons asked that the words at `place` ("SEQ:PATH" of an event of this matter) be erased."""

    place: str
    basis: str
    reason: str
    unit: str
    post: str


@dataclass(frozen=True, slots=True)
class WordsErasureRefused:
    """The second person turned it down."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class WordsErased:
    """The second person agreed: the events that held the words are emptied, and what they said beside stands here.

    `events` has an object for each: {"seq", "kind", "erased" (the paths that were), "left" (its payload without them)}.
    `asked` is the event of the first person; `basis` and `reason` are his.
    """

    place: str
    asked: int
    basis: str
    reason: str
    words: str
    events: list[Mapping[str, Any]]
