"""Which facts somebody must be told of, and which the search of matters must follow."""

from __future__ import annotations

from collections.abc import Iterable

from liandong.core.matter import events as e
from liandong.projections.words import WORDS

NOTICE = "notice"
LOG = "log"  # of an act of which nobody is told and no words come: every act has a row, for the log of the record

_WRITE: frozenset[type[e.Event]] = frozenset((e.MatterOpened, e.TaskCompleted, e.FactCorrected, e.VersionMoved))
"""What may bring words to a matter, or take some away: the search follows."""

_ALWAYS: frozenset[type[e.Event]] = frozenset(
    (
        e.ClockStarted,
        e.DataUnmasked,
        e.ErasureAsked,
        e.EvidenceAdded,
        e.EvidenceSealed,
        e.FileErased,
        e.DeadlineRecomputed,
        e.FactCorrected,
        e.HolderReminded,
        e.MatterEnded,
        e.MatterLinked,
        e.MatterResumed,
        e.MatterSuspended,
        e.MatterWithdrawn,
        e.NoteAdded,
        e.RecordConfirmed,
        e.ReminderCameDue,
        e.TaskBecameOverdue,
        e.TaskReassigned,
        e.TaskWithdrawn,
        e.TimeLimitExtended,
        e.WordsErased,
        e.WordsErasureAsked,
    )
)


def topics(event: e.Event) -> Iterable[str]:
    """The topics under which an event goes to the outbox; none for what concerns nobody beside the actor."""
    match event:
        case e.TaskOpened():
            told = not event.standing
        case e.MatterOpened():
            told = bool(event.told)
        case e.PaperIssued():
            told = bool(event.told)
        case e.PaperVoided():
            told = bool(event.reason)  # of a draft nobody else was told, and what takes a paper's place tells of itself
        case e.TaskCompleted():
            told = bool(event.told) or event.by_clock
        case _:
            told = type(event) in _ALWAYS
    written = type(event) in _WRITE
    return (NOTICE, WORDS) if told and written else (NOTICE,) if told else (WORDS,) if written else ()
