"""PURE. Case files (案卷) as a pack has them: what belongs to the course of a matter, and how long it is kept.

Each procedure divides its steps, papers and files into the parts of the course that the Penalty Law names for the
full-process record (Article 47): start, investigation and evidence, review, decision, service, execution; and archiving
where a text has a step of its own for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from liandong.core.conditions import Condition
from liandong.core.texts import Text


class CoursePart(StrEnum):
    """A part of the whole course of a matter, in the order of the law."""

    START = "start"
    EVIDENCE = "evidence"
    REVIEW = "review"
    DECISION = "decision"
    SERVICE = "service"
    EXECUTION = "execution"
    ARCHIVE = "archive"

    @property
    def words(self) -> Text:
        """Its name on a page."""
        return PART_WORDS[self]


PART_WORDS: Mapping[CoursePart, Text] = {
    CoursePart.START: Text("启动", "Start"),
    CoursePart.EVIDENCE: Text("调查取证", "Investigation and evidence"),
    CoursePart.REVIEW: Text("审核", "Review"),
    CoursePart.DECISION: Text("决定", "Decision"),
    CoursePart.SERVICE: Text("送达", "Service"),
    CoursePart.EXECUTION: Text("执行", "Execution"),
    CoursePart.ARCHIVE: Text("归档", "Archiving"),
}


class LineKind(StrEnum):
    """What a line of a case file is about."""

    STEP = "step"  # a step that was completed
    PAPER = "paper"  # a paper that was issued
    FIELD = "field"  # a fact, most often files of evidence


class Need(StrEnum):
    """When a line must be there."""

    FOLLOWS = "follows"  # as the course of the matter has it: a step that opened, a paper whose step was completed
    REQUIRED = "required"  # always; with `after`, once one of those acts was done
    OPTIONAL = "optional"  # it may lack


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One thing that belongs to a part. `after` names acts (`step` or `step.outcome`), `cites` the article that asks.

    Where `cites` is empty, the citation of the step, paper or field itself stands.
    """

    kind: LineKind
    name: str
    need: Need = Need.FOLLOWS
    when: Condition | None = None
    after: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a case file is kept (保管期限); 0 years: for ever (永久)."""

    name: str
    title: Text
    years: int = 0
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The case file of a procedure.

    `step` is the archiving step of the text, where it has one: whoever did it archives; `number` is the field that
    holds the archive number (档号). `beside` are steps and papers that belong to no part.
    """

    procedure: str
    retention: str
    parts: Mapping[CoursePart, tuple[CourseLine, ...]]
    step: str = ""
    number: str = ""
    beside: tuple[CourseLine, ...] = ()
    cites: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[CourseLine, ...]:
        """Every line of every part."""
        return tuple(line for lines in self.parts.values() for line in lines)


@dataclass(frozen=True, slots=True)
class Archive:
    """The case files of a county by procedure, and its retention periods by name."""

    retentions: Mapping[str, Retention] = field(default_factory=dict)
    case_files: Mapping[str, CaseFile] = field(default_factory=dict)


NO_ARCHIVE = Archive()
