"""What is wrong in a pack: every fault at once, each with its file and line, what was found and what would be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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
    """One fault of a pack."""

    place: Place
    found: str
    right: str

    def __str__(self) -> str:
        return f"{self.place}: {self.found}. Right would be: {self.right}."


class PackErrors(Exception):
    """A pack (or a scenario file) that cannot be used; `faults` holds all that was found, in the order of the files."""

    def __init__(self, faults: Sequence[PackFault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)
