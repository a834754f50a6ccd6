"""PURE. A problem of a pack: where, what was found, what would be right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that stands against using a pack. `at` is an element's path, whose file and line the loader knows."""

    at: str
    found: str
    right: str

    def __str__(self) -> str:
        return f"{self.at}: {self.found}. Right would be: {self.right}."
