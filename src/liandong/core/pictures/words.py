"""PURE. How much room words take in a picture: near enough to place them, without a font at hand."""

from __future__ import annotations

import unicodedata

SIZE = 13  # of the letters
LATIN = 0.56  # of a letter's height; a Chinese character takes its whole height


def room(words: str, size: int = SIZE) -> float:
    """The width of a line of words."""
    return sum(size if unicodedata.east_asian_width(each) in "WF" else size * LATIN for each in words)


def fitted(words: str, width: float, size: int = SIZE) -> str:
    """The words, cut with "…" where they take more room than `width`."""
    if room(words, size) <= width:
        return words
    kept = words
    while kept and room(kept + "…", size) > width:
        kept = kept[:-1]
    return kept + "…"
