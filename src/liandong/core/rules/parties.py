"""PURE. Who bears a step or is told of it, as a text names them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from liandong.core.conditions import Condition


class PartyKind(StrEnum):
    """How a party is found."""

    CAPACITY = "capacity"  # units.yaml says which unit or post holds it
    KIND = "kind"  # at entries any unit of this kind; in `each` and `tells` all of them
    CLOCK = "clock"  # the clock, for what recurs: only at entries
    CITIZEN = "citizen"  # anybody, without an account: only at entries
    FIELD = "field"  # the unit, or units, named in a field; in `tells` also a person
    UNIT = "unit"  # this unit, by its code: only in the sharing catalogue
    GROUP = "group"  # the members of a group: in `each`, `tells` and entries
    LEADERS_OF = "leaders_of"  # those in charge of the executive fields named in a field: only in `each`
    ROWS = "rows"  # the unit in the column `column` of each row of a field: only in `each`
    POST_OF = "post_of"  # a post of the unit named in a field; `post` is its code, "head" the unit's head
    ANY = "any"  # any unit of the county: only at entries


@dataclass(frozen=True, slots=True)
class Party:
    """Who bears a task or may make an entry."""

    by: PartyKind
    name: str  # capacity, kind, group or field
    post: str = ""  # with POST_OF, or to narrow a FIELD to one post
    column: str = ""  # with ROWS: the column that names the unit


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One line of `by` (first match) or of `each` (all that match)."""

    party: Party
    when: Condition | None = None
