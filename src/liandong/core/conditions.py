"""PURE. Conditions of a pack as data: equality, membership, presence; no expression language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

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
    return condition is None or _HOLDS[type(condition)](condition, lookup)


# By type and not by `match`: an act asks dozens of conditions, and a pattern that fails costs like one that fits.
_HOLDS: Mapping[type[Condition], Callable[[Any, Lookup], bool]] = {
    Equals: lambda condition, lookup: bool(lookup(condition.path) == condition.value),
    OneOf: lambda condition, lookup: lookup(condition.path) in condition.values,
    Has: lambda condition, lookup: lookup(condition.path) not in (None, "", [], {}, ()),
    AllOf: lambda condition, lookup: all(holds(part, lookup) for part in condition.parts),
    AnyOf: lambda condition, lookup: any(holds(part, lookup) for part in condition.parts),
    Not: lambda condition, lookup: not holds(condition.part, lookup),
}


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
