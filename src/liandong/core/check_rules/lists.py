"""PURE. The lists that a field can hold, as far as conditions tell them apart: how many members, and which."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from liandong.core.check_rules.comparisons import OTHER
from liandong.core.check_rules.seats import takes
from liandong.core.conditions import Value
from liandong.core.rules import Field, FieldType, Pack

LISTS = frozenset(
    {FieldType.UNITS, FieldType.ROWS, FieldType.OFFICERS, FieldType.COMPANIES}
    | {FieldType.CHOICES, FieldType.EXECUTIVE_FIELDS, FieldType.FILES}
)


def lists(field: Field, pack: Pack, counted: set[Value], named: set[str]) -> tuple[tuple[str, ...], ...]:
    """One list for each difference; members that no condition names stand as any other. The longest stands last."""
    least = max(field.min, sum(choice.required for choice in field.of), 1)
    numbers = sorted({int(value) for value in counted if int(value) >= least})
    beyond = (numbers[-1] if numbers else least - 1) + 1
    lengths = sorted({*numbers, least, beyond}) if counted else [least]
    members = members_of(field, pack)
    found = {
        each
        for length in lengths
        for each in _of_length(length, members, named, {c.name for c in field.of if c.required}, exact=bool(counted))
    }
    # More may be asked for than there is; that is said elsewhere, and the walk goes on with all there is.
    return tuple(sorted(found, key=lambda each: (len(each), each))) or (tuple(sorted(members or ())),)


def members_of(field: Field, pack: Pack) -> frozenset[str] | None:
    """All that a list of this field may name; None where it holds what no catalogue has."""
    match field.type:
        case FieldType.CHOICES:
            return frozenset(choice.name for choice in field.of)
        case FieldType.EXECUTIVE_FIELDS:
            return frozenset(pack.executive_fields)
        case FieldType.UNITS:
            return frozenset(unit.code for unit in pack.units.values() if takes(field, unit))
    return None


def _of_length(
    length: int, members: frozenset[str] | None, named: set[str], required: set[str], *, exact: bool
) -> Iterator[tuple[str, ...]]:
    """Every choice of named members in lists of this length, longer only where no condition counts."""
    known = named if members is None else named & members
    others = None if members is None else len(members - named)
    for size in range(len(known) + 1):
        rest = max(length - size, len(required - known))
        if (exact and size + rest > length) or (others is not None and rest > others):
            continue
        for chosen in combinations(sorted(known), size):
            if required & known <= set(chosen):
                yield (*chosen, *(OTHER,) * rest)
