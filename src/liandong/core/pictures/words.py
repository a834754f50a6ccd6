"""PURE. How much room words take in a picture: near enough to place them, without a font at hand."""

from __future__ import annotations

import unicodedata

SIZE = 13  # of the letters
LATIN, BROAD, SLIM = 0.57, 0.8, 0.34  # of a letter's height; a Chinese character takes its whole height


def room(words: str, size: int = SIZE) -> float:
    """The width of a line of words."""
    return sum(size * _part(each) for each in words)


def _part(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return BROAD if letter in "mwMW…—%" else SLIM if letter in " .,:;'!ijlIrtf()" else LATIN + 0.1 * letter.isupper()


def fitted(words: str, width: float, size: int = SIZE) -> str:
    """The words, cut with "…" where they take more room than `width`."""
    if room(words, size) <= width:
        return words
    kept = words
    while kept and room(kept + "…", size) > width:
        kept = kept[:-1]
    return kept + "…"
