"""PURE. Events: the facts of a matter, noun-participle. A released kind never changes meaning.

Each holds plain JSON values only (strings, whole numbers, booleans, null, lists, objects), so that its canonical
bytes are the same on every machine, and enough of what decided it that the fold needs nothing else.
Deadlines stand as `core.time_limits.Deadline.to_json()`; moments as UTC ISO 8601 (see `moment`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from liandong.core.matter.case_file_events import CaseFileClosed as CaseFileClosed
from liandong.core.matter.case_file_events import CaseFilePackaged as CaseFilePackaged
from liandong.core.matter.case_file_events import CaseFileTransferred as CaseFileTransferred
from liandong.core.matter.commands import Fields, Plain
from liandong.core.matter.evidence_events import ErasureAsked as ErasureAsked
from liandong.core.matter.evidence_events import ErasureRefused as ErasureRefused
from liandong.core.matter.evidence_events import EvidenceAdded as EvidenceAdded
from liandong.core.matter.evidence_events import EvidenceSealed as EvidenceSealed
from liandong.core.matter.evidence_events import EvidenceUnsealed as EvidenceUnsealed
from liandong.core.matter.evidence_events import FileErased as FileErased
from liandong.core.matter.paper_events import PaperDrafted as PaperDrafted
from liandong.core.matter.paper_events import PaperIssued as PaperIssued
from liandong.core.matter.paper_events import PaperReviewed as PaperReviewed
from liandong.core.matter.paper_events import PaperVoided as PaperVoided
from liandong.core.matter.paper_events import SealPlaced as SealPlaced
from liandong.core.matter.words_events import WordsErased as WordsErased
from liandong.core.matter.words_events import WordsErasureAsked as WordsErasureAsked
from liandong.core.matter.words_events import WordsErasureRefused as WordsErasureRefused

DeadlineJson = Mapping[str, Any]


def moment(at: datetime) -> str:
    """A moment as the record writes it: UTC, microseconds, "+00:00"; sorts as text. Naive times are refused."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its offset; naive times are refused")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class MatterOpened:
    """A matter was opened through an entry. `late` is set when the entry's own limit had passed."""

    number: str
    county: str
    pack: str  # version
    pack_hash: str
    procedure: str
    entry: str
    unit: str
    post: str
    fields: Fields
    origin: Mapping[str, str] | None = None  # {"matter", "kind"}
    changed: list[str] | None = None  # on a re-application: fields that differ from the old matter
    filed_against: DeadlineJson | None = None
    late: bool = False
    told: list[str] = field(default_factory=list)  # units told
    informed: list[str] = field(default_factory=list)  # person fields whose citizen was told
    basis: str = ""  # the successor basis, where the county's text had lapsed


@dataclass(frozen=True, slots=True)
class TaskOpened:
    """A task was opened for a unit, or for one post of it."""

    task: int
    step: str
    round: int
    unit: str
    post: str
    deadline: DeadlineJson | None
    fell_to_head: str = ""  # the vacant post whose task fell to the unit's head (or, head vacant too, to the unit)
    recorder: str = ""  # the unit that records the act of this outside party
    standing: bool = False
    confirms: int = 0  # the task whose oral act this one confirms in writing
    about: str = ""  # what of several it is about: the row's number from 1, or executive fields joined by ","


@dataclass(frozen=True, slots=True)
class TaskCompleted:
    """A task was completed. `fields` became facts of the matter, `answers` stay with the task (`each` steps)."""

    task: int
    step: str
    outcome: str
    fields: Fields
    answers: Fields
    settles: bool
    seen: Fields | None = None  # the fields that a resubmission compares, as they stood
    told: list[str] = field(default_factory=list)
    late: bool = False
    by_clock: bool = False
    recorded_later: Mapping[str, str] | None = None  # {"happened_at", "said_by", "how"}
    informed: list[str] = field(default_factory=list)  # person fields whose citizen was told
    taken_by: str = ""  # number of the matter whose course took this outcome (a step that awaits it)


@dataclass(frozen=True, slots=True)
class TaskWithdrawn:
    """An open task is no longer asked for; `why`: "settled", "ended", "withdrawn", "suspended"."""

    task: int
    why: str


@dataclass(frozen=True, slots=True)
class StepReopened:
    """A step opens again; the settlements of these steps are forgotten."""

    steps: list[str]


@dataclass(frozen=True, slots=True)
class StepKept:
    """A step opened again needed nobody anew (unchanged resubmission) and is settled with `outcome`."""

    step: str
    outcome: str
    kept: list[int]


@dataclass(frozen=True, slots=True)
class ClockStarted:
    """The anchor of a clock became known, so the clock of an open task started (or was set anew)."""

    task: int
    deadline: DeadlineJson
    anchor: str


@dataclass(frozen=True, slots=True)
class MatterEnded:
    """The matter ended as the procedure says."""

    end: str


@dataclass(frozen=True, slots=True)
class MatterWithdrawn:
    """The applicant took the application back."""

    reason: str


@dataclass(frozen=True, slots=True)
class TimeLimitExtended:
    """The holder told (告知) a longer limit before the first one ended."""

    task: int
    deadline: DeadlineJson
    reason: str


@dataclass(frozen=True, slots=True)
class MatterSuspended:
    """The clocks stopped on a legal basis; `deadlines` by task id, as a string."""

    basis: str
    reason: str
    deadlines: Mapping[str, DeadlineJson]


@dataclass(frozen=True, slots=True)
class MatterResumed:
    """The clocks run again."""

    reason: str
    deadlines: Mapping[str, DeadlineJson]


@dataclass(frozen=True, slots=True)
class TaskReassigned:
    """A task went to another post of the same unit, or fell to its head when the post `vacant` lost its holder."""

    task: int
    post: str
    reason: str
    vacant: str = ""


@dataclass(frozen=True, slots=True)
class HolderReminded:
    """A person reminded the holder of a task (催办)."""

    task: int
    words: str


@dataclass(frozen=True, slots=True)
class NoteAdded:
    """A note was added."""

    words: str


@dataclass(frozen=True, slots=True)
class MatterLinked:
    """A related matter was linked.

    `kind`: "related"; "origin" or "reapplication" (where this one comes from) and, on the other chain, "led-to" or
    "reapplied"; "started" for one that an act of this matter started, `by` being that outcome (`step.outcome`).
    """

    matter: str
    number: str
    kind: str
    why: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class FactCorrected:
    """A new fact stands in the place of a wrong one, which stays on record at `seq`."""

    seq: int
    field: str
    was: Plain
    value: Plain
    reason: str
    task: int = 0  # set when the fact stood among the answers of this task
    stated_by: int = 0  # the task that first stated it, 0 = the opening: its unit may correct it again


@dataclass(frozen=True, slots=True)
class RecordConfirmed:
    """An act recorded later was confirmed in writing, or denied (`confirmed` false)."""

    task: int
    confirms: int
    confirmed: bool
    words: str


@dataclass(frozen=True, slots=True)
class DataUnmasked:
    """A unit was shown a citizen's data in clear, or files that came with it (`field`), for this reason."""

    field: str
    reason: str
    unit: str
    post: str


@dataclass(frozen=True, slots=True)
class VersionMoved:
    """The matter runs under another version of its pack from here on."""

    pack: str
    pack_hash: str
    reason: str


@dataclass(frozen=True, slots=True)
class DeadlineRecomputed:
    """The deadline of an open task was set again on a changed calendar."""

    task: int
    deadline: DeadlineJson
    was_due: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class TaskBecameOverdue:
    """The last moment of a task passed unanswered."""

    task: int
    due: str


@dataclass(frozen=True, slots=True)
class ReminderCameDue:
    """The moment to remind the holder came."""

    task: int
    remind_at: str


Event = (
    MatterOpened
    | TaskOpened
    | TaskCompleted
    | TaskWithdrawn
    | StepReopened
    | StepKept
    | ClockStarted
    | MatterEnded
    | MatterWithdrawn
    | TimeLimitExtended
    | MatterSuspended
    | MatterResumed
    | TaskReassigned
    | HolderReminded
    | NoteAdded
    | MatterLinked
    | FactCorrected
    | RecordConfirmed
    | DataUnmasked
    | EvidenceAdded
    | EvidenceSealed
    | EvidenceUnsealed
    | ErasureAsked
    | ErasureRefused
    | FileErased
    | WordsErasureAsked
    | WordsErasureRefused
    | WordsErased
    | VersionMoved
    | DeadlineRecomputed
    | TaskBecameOverdue
    | ReminderCameDue
    | PaperDrafted
    | PaperReviewed
    | PaperIssued
    | PaperVoided
    | CaseFileClosed
    | CaseFilePackaged
    | CaseFileTransferred
    | SealPlaced
)

KINDS: Mapping[str, type[Event]] = {kind.__name__: kind for kind in Event.__args__}


class Header(NamedTuple):
    """What the record knows of every event beside its payload."""

    matter: str
    seq: int
    at: str  # moment()
    account: str
    unit: str
    post: str


def payload(event: Event) -> dict[str, Plain]:
    """The event as plain JSON values, without its kind."""
    return {name: getattr(event, name) for name in event.__dataclass_fields__}


def event_from(kind: str, values: Mapping[str, Any]) -> Event:
    """The event of a record row; ValueError names an unknown kind or a field that does not fit."""
    try:
        return KINDS[kind](**values)
    except KeyError:
        raise ValueError(f"no event kind {kind!r}; known: {', '.join(KINDS)}") from None
    except TypeError as error:
        raise ValueError(f"{kind} does not fit its values: {error}") from None
