"""PURE. Conditions of a pack as data: equality, membership, presence; no expression language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Value = str | bool | int


@dataclass(frozen=True, slots=True)
class Equals:
    """The fact at `path` equals `value`.

    Paths: a field, `count.FIELD`, `actor.kind`, `actor.unit`, `actor.post`, `origin.procedure`, `origin.end`.
    """

    path: str
    value: Value


@dataclass(frozen=True, slots=True)
class OneOf:
    """The fact at `path` is one of `values`."""

    path: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """The field holds something: not missing, not empty."""

    path: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


Condition = Equals | OneOf | Has | AllOf | AnyOf | Not
Lookup = Callable[[str], object]


def holds(condition: Condition | None, lookup: Lookup) -> bool:
    """Whether `condition` holds for the facts that `lookup(path)` gives (None = no such fact); no condition holds."""
    match condition:
        case None:
            return True
        case Equals(path, value):
            return lookup(path) == value
        case OneOf(path, values):
            return lookup(path) in values
        case Has(path):
            return lookup(path) not in (None, "", [], {}, ())
        case AllOf(parts):
            return all(holds(part, lookup) for part in parts)
        case AnyOf(parts):
            return any(holds(part, lookup) for part in parts)
        case Not(part):
            return not holds(part, lookup)


def atoms(condition: Condition | None) -> Iterator[Equals | OneOf | Has]:
    """The leaves of a condition, for the checker."""
    match condition:
        case None:
            return
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
        case Equals() | OneOf() | Has():
            yield condition
