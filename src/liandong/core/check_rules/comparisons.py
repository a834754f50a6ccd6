"""PURE. What the conditions of a procedure ask of each path, and how few values tell its answers apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from liandong.core.conditions import Before, Condition, Equals, Includes, OneOf, Same, Value, atoms, paths_of

OTHER = "\0any other"
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Body:
    """A unit in a field, as far as conditions tell units apart: its code and its kind."""

    unit: str
    kind: str


class Comparisons:
    """The values that conditions compare a path with, and the paths that they compare with each other."""

    def __init__(self, conditions: Iterable[Condition]) -> None:
        self._equal: dict[str, set[Value]] = {}
        self._included: dict[str, set[str]] = {}
        self._compared: dict[str, set[str]] = {}  # a date -> those it is compared with, itself included
        self.paths: set[str] = set()
        self.pairs: dict[Pair, None] = {}  # paths that may name the same unit, in order
        for condition in conditions:
            for atom in atoms(condition):
                self.paths.update(paths_of(atom))
                if isinstance(atom, Equals):
                    self._equal.setdefault(atom.path, set()).add(atom.value)
                elif isinstance(atom, OneOf):
                    self._equal.setdefault(atom.path, set()).update(atom.values)
                elif isinstance(atom, Includes):
                    self._included.setdefault(atom.path, set()).add(atom.value)
                elif isinstance(atom, Before):
                    self._compare(atom)
                elif isinstance(atom, Same):
                    self.pairs[atom.path, atom.other] = None

    def _compare(self, atom: Before) -> None:
        together = {atom.path, atom.other}
        for path in (atom.path, atom.other):
            together |= self._compared.get(path, set())
        for path in together:
            self._compared[path] = together

    def equal(self, path: str) -> set[Value]:
        """The values that some condition compares the fact at a path with."""
        return self._equal.get(path, set())

    def included(self, path: str) -> set[str]:
        """The members that some condition looks for in the list at a path."""
        return self._included.get(path, set())

    def days(self, path: str) -> tuple[str, ...]:
        """As many days in a row as dates are compared with each other, or the one that stands for any value."""
        count = len(self._compared.get(path, ()))
        return tuple(f"\0day {number}" for number in range(count)) or (OTHER,)
