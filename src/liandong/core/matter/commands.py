"""PURE. Commands: what a person or the clock may ask of a matter. Typed requests, verb-noun, no behavior."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from liandong.core.matter.case_file_commands import CloseCaseFile as CloseCaseFile
from liandong.core.matter.case_file_commands import RecordPackage as RecordPackage
from liandong.core.matter.case_file_commands import RecordTransfer as RecordTransfer

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]
Fields = Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Origin:
    """The matter a new one comes from; kind "reapplication" or "related"."""

    matter: str
    kind: str


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """Open a matter through an entry of a procedure.

    `basis` is the successor basis that allows it when the county's text has lapsed.
    """

    procedure: str
    entry: str
    fields: Fields = field(default_factory=dict)
    origin: Origin | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class CompleteTask:
    """Complete an open task with one of its outcomes."""

    task: int
    outcome: str
    fields: Fields = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordLater:
    """补录: record an act done by phone, orally or on paper, with the moment it happened.

    The written confirmation follows as a task of the unit that is said to have acted.
    """

    task: int
    outcome: str
    happened_at: datetime
    said_by: str  # post code of the unit that holds the task
    how: str  # "phone", "orally", "paper"
    fields: Fields = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConfirmRecord:
    """Confirm in writing an act recorded later, or say that it was not so."""

    task: int
    confirmed: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The applicant takes the application back."""

    reason: str


@dataclass(frozen=True, slots=True)
class ExtendTimeLimit:
    """The holder lengthens a time limit before it ends, as the text allows."""

    task: int
    by: str  # a limit: "5 working days"
    reason: str


@dataclass(frozen=True, slots=True)
class SuspendMatter:
    """Stop the clocks of all open tasks on a legal basis."""

    basis: str
    reason: str


@dataclass(frozen=True, slots=True)
class ResumeMatter:
    """Let the clocks run again."""

    reason: str


@dataclass(frozen=True, slots=True)
class ReassignTask:
    """Give a task to another post of the same unit."""

    task: int
    post: str
    reason: str


@dataclass(frozen=True, slots=True)
class RemindHolder:
    """催办: remind the holder of an open task."""

    task: int
    words: str


@dataclass(frozen=True, slots=True)
class AddNote:
    """Add a note that all who may see the matter can read."""

    words: str


@dataclass(frozen=True, slots=True)
class LinkMatter:
    """Link a related matter, both ways."""

    matter: str
    why: str


@dataclass(frozen=True, slots=True)
class CorrectFact:
    """更正: state a new fact that names the wrong one; the wrong one stays on record.

    `seq` is the event that stated `field` wrongly.
    """

    seq: int
    field: str
    value: Plain
    reason: str


@dataclass(frozen=True, slots=True)
class Unmask:
    """See a citizen's data in clear, for a reason that everybody who sees the matter can read."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class AddEvidence:
    """Add files to a matter beside its forms. `files` are keys of the store."""

    files: list[Plain]
    words: str


@dataclass(frozen=True, slots=True)
class SealEvidence:
    """封存: pin the evidence of a matter as it is now, on a legal basis."""

    basis: str
    reason: str


@dataclass(frozen=True, slots=True)
class UnsealEvidence:
    """启封: end the sealing."""

    reason: str


@dataclass(frozen=True, slots=True)
class AskErasure:
    """Ask that the content of a file be erased, as a law demands. `file` is its key."""

    file: str
    basis: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecideErasure:
    """Agree to an erasure that another person asked for, or turn it down with words."""

    file: str
    agreed: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class AskWordsErasure:
    """Ask that words of the record be erased, as a law demands; `place` is "SEQ:PATH" (`core.matter.erasing`)."""

    place: str
    basis: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecideWordsErasure:
    """Agree to an erasure of words that another person asked for, or turn it down with words."""

    place: str
    agreed: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class MoveVersion:
    """Move a running matter to the pack that is in force now (`Law.onto`), for a reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class RecomputeDeadline:
    """Set the deadline of an open task again on a calendar that has changed."""

    task: int
    reason: str


@dataclass(frozen=True, slots=True)
class PostFellVacant:
    """The clock: the post that holds an open task has no holder any more."""

    task: int


@dataclass(frozen=True, slots=True)
class TaskFellDue:
    """The clock: the last moment of a task has passed."""

    task: int


@dataclass(frozen=True, slots=True)
class ReminderDue:
    """The clock: the moment to remind the holder of a task has come."""

    task: int


@dataclass(frozen=True, slots=True)
class DraftPaper:
    """Prepare a paper of the acting unit; `replaces` is the issued paper whose place it shall take, or 0."""

    form: str
    replaces: int = 0


@dataclass(frozen=True, slots=True)
class ReviewPaper:
    """Agree to a draft, or send it back with what is wrong; `digest` is that of the content that was looked at."""

    paper: int
    agreed: bool
    digest: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class IssuePaper:
    """Issue a reviewed draft: it gets its number, and says from now on what it says today."""

    paper: int


@dataclass(frozen=True, slots=True)
class PlaceSeal:
    """Place the unit's seal on an issued paper (用印)."""

    paper: int


@dataclass(frozen=True, slots=True)
class VoidPaper:
    """Void an issued paper, or drop a draft. The number stays taken and visible."""

    paper: int
    reason: str


Command = (
    OpenMatter
    | CompleteTask
    | RecordLater
    | ConfirmRecord
    | Withdraw
    | ExtendTimeLimit
    | SuspendMatter
    | ResumeMatter
    | ReassignTask
    | RemindHolder
    | AddNote
    | LinkMatter
    | CorrectFact
    | Unmask
    | AddEvidence
    | SealEvidence
    | UnsealEvidence
    | AskErasure
    | DecideErasure
    | AskWordsErasure
    | DecideWordsErasure
    | MoveVersion
    | RecomputeDeadline
    | PostFellVacant
    | TaskFellDue
    | ReminderDue
    | DraftPaper
    | ReviewPaper
    | IssuePaper
    | PlaceSeal
    | VoidPaper
    | CloseCaseFile
    | RecordPackage
    | RecordTransfer
)
