"""PURE. How a county appraises its units: points for facts on record, with worked examples that prove the formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from liandong.core.rules.procedures import Every
from liandong.core.texts import Text


class FactKind(StrEnum):
    """What is counted of tasks and matters; docs/howto/appraisal-format.md says which moment decides the period."""

    OVERDUE = "overdue"  # the last moment passed before an answer was given, whatever came after
    ANSWERED = "answered"  # by an outcome, in time, late, or without any limit
    ANSWERED_LATE = "answered-late"
    ANSWERED_IN_TIME = "answered-in-time"  # only tasks that had a last moment
    REMINDED = "reminded"  # the moment to remind came before the answer
    OPENED = "opened"  # a matter was opened

    @property
    def by_outcome(self) -> bool:
        """Whether the fact knows an outcome, so that a place may name one."""
        return self in (FactKind.ANSWERED, FactKind.ANSWERED_LATE, FactKind.ANSWERED_IN_TIME)


@dataclass(frozen=True, slots=True)
class AppraisalLine:
    """One line of the formula: so many points for each fact of a kind.

    `of` narrows it to places: `procedure`, `procedure#step`, `procedure#step.outcome`, or `procedure#entry` for what
    was opened; empty = everywhere. `points` are negative where the line takes; `at_most` caps what it gives or takes.
    """

    name: str
    counts: FactKind
    points: int
    words: Text
    of: tuple[str, ...] = ()
    at_most: int | None = None
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StruckBy:
    """How an objection strikes facts: the outcome of a procedure, and the field whose rows say which.

    Each row names a matter by its number (`matter`) and a line of the formula (`line`). What the objecting unit has
    there counts no longer.
    """

    procedure: str
    step: str
    outcome: str
    field: str


@dataclass(frozen=True, slots=True)
class ExampleFact:
    """Facts of a worked example: `times` facts of a kind at a place, of which an objection struck `struck`."""

    fact: FactKind
    of: str
    times: int = 1
    struck: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: what `unit` did in `period`, what each line makes of it, and the points in all."""

    unit: str
    period: str
    facts: tuple[ExampleFact, ...]
    gives: Mapping[str, int]
    points: int


@dataclass(frozen=True, slots=True)
class Appraisal:
    """How cooperation is appraised. `office` is the capacity that appraises, `units` the kinds of units appraised.

    `objection` is the procedure by which a unit objects, `struck_by` how an objection that is upheld corrects the
    points (None: it corrects nothing but words). `reading` says what the text leaves open and the pack decides.
    """

    period: Every
    start: int
    office: str
    units: tuple[str, ...]
    objection: str
    reading: Text
    lines: Mapping[str, AppraisalLine]
    examples: tuple[Example, ...]
    cites: tuple[str, ...] = ()
    struck_by: StruckBy | None = None
