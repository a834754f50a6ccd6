"""What is wrong in a pack: every fault at once, each with its file and line, what was found and what would be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from liandong.packs.fault_words import BOOK, LINE, OF_ELEMENT


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class PackFault:
    """One fault of a pack, in English as the program makes it; `element` is its path where the checks found it."""

    place: Place
    found: str
    right: str
    element: str = ""

    def __str__(self) -> str:
        return self.said("en")

    def said(self, lang: str) -> str:
        """The fault in one line of `lang`."""
        found = BOOK.say(self.found, lang)
        found = OF_ELEMENT.say(lang).format(element=self.element, found=found) if self.element else found
        return LINE.say(lang).format(place=self.place, found=found, right=BOOK.say(self.right, lang))


class PackErrors(Exception):
    """A pack (or a scenario file) that cannot be used; `faults` holds all that was found, in the order of the files."""

    def __init__(self, faults: Sequence[PackFault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__(self.faults)

    def __str__(self) -> str:
        return self.said("en")

    def said(self, lang: str) -> str:
        """Every fault, one a line, in `lang`."""
        return "\n".join(fault.said(lang) for fault in self.faults)
