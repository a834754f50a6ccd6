"""PURE. Conditions of a pack as data: equality, membership, presence; no expression language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Value = str | bool | int


@dataclass(frozen=True, slots=True)
class Equals:
    """The fact at `path` equals `value`.

    Paths: a field, `count.FIELD`, `kind.FIELD` (of the unit in a field), `actor.kind`, `actor.unit`, `actor.post`,
    `actor.enforces`, `origin.procedure`, `origin.end`, `case.received`, `case.running`, `row.COLUMN`.
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
class Includes:
    """The list at `path` has `value` among its members."""

    path: str
    value: str


@dataclass(frozen=True, slots=True)
class Before:
    """The date at `path` lies before the date at `other`; false while one of them is missing."""

    path: str
    other: str


@dataclass(frozen=True, slots=True)
class Same:
    """The unit at `path` is the one at `other` (a list at `path`: has it); false while one of them is missing."""

    path: str
    other: str


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


Atom = Equals | OneOf | Has | Includes | Before | Same
Condition = Atom | AllOf | AnyOf | Not
Lookup = Callable[[str], object]


def holds(condition: Condition | None, lookup: Lookup) -> bool:
    """Whether `condition` holds for the facts that `lookup(path)` gives (None = no such fact); no condition holds."""
    return condition is None or _HOLDS[type(condition)](condition, lookup)


# By type and not by `match`: an act asks dozens of conditions, and a pattern that fails costs like one that fits.
_HOLDS: Mapping[type[Condition], Callable[[Any, Lookup], bool]] = {
    Equals: lambda condition, lookup: bool(lookup(condition.path) == condition.value),
    OneOf: lambda condition, lookup: lookup(condition.path) in condition.values,
    Has: lambda condition, lookup: lookup(condition.path) not in (None, "", [], {}, ()),
    Includes: lambda condition, lookup: condition.value in _members(lookup(condition.path)),
    Before: lambda condition, lookup: _is_before(lookup(condition.path), lookup(condition.other)),
    Same: lambda condition, lookup: _is_same(lookup(condition.path), lookup(condition.other)),
    AllOf: lambda condition, lookup: all(holds(part, lookup) for part in condition.parts),
    AnyOf: lambda condition, lookup: any(holds(part, lookup) for part in condition.parts),
    Not: lambda condition, lookup: not holds(condition.part, lookup),
}


def _members(found: object) -> Iterable[object]:
    return found if isinstance(found, list) else ()


def _is_before(one: object, other: object) -> bool:
    """Dates are written year first, so that the earlier one sorts first as text."""
    return isinstance(one, str) and isinstance(other, str) and one < other


def _is_same(one: object, other: object) -> bool:
    return bool(one) and bool(other) and (one == other or other in _members(one))


def paths_of(atom: Atom) -> tuple[str, ...]:
    """The paths that a leaf looks at: one that compares looks at two."""
    return (atom.path, atom.other) if isinstance(atom, Before | Same) else (atom.path,)


def atoms(condition: Condition | None) -> Iterator[Atom]:
    """The leaves of a condition, for the checker."""
    match condition:
        case None:
            return
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
        case Equals() | OneOf() | Has() | Includes() | Before() | Same():
            yield condition
