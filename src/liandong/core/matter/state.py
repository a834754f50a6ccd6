"""PURE. The state of a matter and its fold. `evolve` needs nothing but the event and its header."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from liandong.core.actors import MatterFacts, TaskFacts
from liandong.core.matter import events as e
from liandong.core.matter.case_file_folds import CASE_FILE_FOLDS
from liandong.core.matter.commands import Plain
from liandong.core.matter.evidence_folds import EVIDENCE_FOLDS
from liandong.core.matter.papers import PAPER_FOLDS, Paper
from liandong.core.matter.words_folds import WORDS_FOLDS

FOLD_VERSION = 3


NOTHING: Mapping[str, Plain] = {}  # shared, and so never written to


class Task(NamedTuple):
    """One task of a matter. `state`: "open", "done", "withdrawn". `deadline` is `Deadline.to_json()` or None.

    A named tuple, not a dataclass: a matter of five units has twenty of them, made anew at every act.
    """

    id: int
    step: str
    round: int
    unit: str
    post: str
    state: str
    opened_at: str
    deadline: e.DeadlineJson | None
    recorder: str = ""
    standing: bool = False
    confirms: int = 0
    fell_to_head: str = ""
    outcome: str = ""
    answers: Mapping[str, Plain] = NOTHING
    seen: Mapping[str, Plain] | None = None  # fields as they stood when answered (for resubmission)
    done_at: str = ""
    done_by: str = ""
    reminded: bool = False
    overdue: bool = False
    extensions: int = 0
    about: str = ""  # the row's number from 1, or executive fields joined by ","

    @property
    def is_open(self) -> bool:
        """Whether the task still waits for an answer."""
        return self.state == "open"


@dataclass(frozen=True)
class Matter:
    """The state of one matter: a fold of its events up to `seq`."""

    id: str = ""
    seq: int = 0
    number: str = ""
    county: str = ""
    pack: str = ""
    pack_hash: str = ""
    procedure: str = ""
    entry: str = ""
    opened_at: str = ""
    opened_by: str = ""
    fields: Mapping[str, Plain] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    settled: Mapping[str, str] = field(default_factory=dict)  # step -> outcome
    parties: tuple[str, ...] = ()
    links: tuple[Mapping[str, str], ...] = ()
    end: str = ""
    ended_at: str = ""
    suspended: str = ""  # the legal basis, while the clocks stand still
    unmasked: Mapping[str, list[str]] = field(default_factory=dict)  # person field -> seats ("unit/post") shown it
    evidence: tuple[Plain, ...] = ()  # items that were added beside the forms
    sealed: str = ""  # since when the evidence is sealed
    erasures: Mapping[str, Mapping[str, Plain]] = field(default_factory=dict)  # file -> who asked for it, and why
    erased: Mapping[str, int] = field(default_factory=dict)  # file -> the event that erased it
    papers: tuple[Paper, ...] = ()
    archived: Mapping[str, Any] = field(default_factory=dict)  # how its case file was archived (case_file_folds)
    word_erasures: Mapping[str, Mapping[str, Plain]] = field(default_factory=dict)  # place -> who asked, and why

    @cached_property
    def open_tasks(self) -> tuple[Task, ...]:
        """Tasks that wait for an answer, standing ones included."""
        return tuple([task for task in self.tasks if task.state == "open"])

    def task(self, number: int) -> Task | None:
        """The task with this number, or None."""
        return self.tasks[number - 1] if 0 < number <= len(self.tasks) else None

    def of_step(self, step: str) -> tuple[Task, ...]:
        """All tasks of a step, written confirmations of oral acts left out."""
        return tuple([task for task in self.tasks if task.step == step and not task.confirms])

    def value(self, path: str) -> Plain:
        """The fact at a field path (`operation.ended_at`), or None."""
        name, _, part = path.partition(".")
        found = self.fields.get(name)
        if not part:
            return found
        return found.get(part) if isinstance(found, dict) else None


def evolve(state: Matter, event: e.Event, header: e.Header) -> Matter:
    """The state after one more event."""
    changes = _FOLDS[type(event)](state, event, header)
    # What dataclasses.replace does, at a fifth of its cost: every act folds several events.
    after = object.__new__(Matter)
    kept = after.__dict__
    kept.update(state.__dict__)
    kept.pop("open_tasks", None)
    kept.update(changes)
    kept["seq"] = header.seq
    return after


def facts(state: Matter) -> MatterFacts:
    """What access rules may ask of this matter."""
    parties = frozenset(state.parties)
    return MatterFacts(state.id, state.county, state.procedure, state.opened_by, parties, bool(state.end))


def task_facts(task: Task) -> TaskFacts:
    """What access rules may ask of this task."""
    return TaskFacts(task.unit, task.post, task.is_open, task.recorder)


def to_json(state: Matter) -> dict[str, Any]:
    """The snapshot: plain JSON values from which `from_json` gives an equal state."""
    snapshot = {name: getattr(state, name) for name in Matter.__dataclass_fields__}
    snapshot["tasks"] = [task[:] for task in state.tasks]
    snapshot["parties"] = list(state.parties)
    snapshot["links"] = list(state.links)
    snapshot["evidence"] = list(state.evidence)
    snapshot["papers"] = [paper.kept for paper in state.papers]
    for later in ("papers", "archived", "word_erasures"):
        if not snapshot[later]:
            del snapshot[later]  # states kept before there were any stay byte by byte what a fold gives
    return snapshot


def from_json(snapshot: Mapping[str, Any]) -> Matter:
    """The state of a snapshot; TypeError if it was written by another fold version."""
    values = dict(snapshot)
    values["tasks"] = tuple([Task._make(task) for task in snapshot["tasks"]])
    values["parties"] = tuple(snapshot["parties"])
    values["links"] = tuple(snapshot["links"])
    values["evidence"] = tuple(snapshot["evidence"])
    values["papers"] = tuple([Paper(*paper) for paper in snapshot.get("papers", ())])
    return Matter(**values)


def merged(fields: Mapping[str, Plain], new: Mapping[str, Plain]) -> dict[str, Plain]:
    """Fields with new values laid over them; `operation.ended_at` sets a part."""
    out = dict(fields)
    for path, value in new.items():
        name, _, part = path.partition(".")
        if part:
            whole = out.get(name)
            out[name] = {**(whole if isinstance(whole, dict) else {}), part: value}
        elif isinstance(value, dict) and isinstance(out.get(name), dict):
            out[name] = {**out[name], **value}  # type: ignore[dict-item]
        else:
            out[name] = value
    return out


def _with(state: Matter, number: int, /, **changes: Any) -> tuple[Task, ...]:
    tasks = list(state.tasks)
    tasks[number - 1] = tasks[number - 1]._replace(**changes)
    return tuple(tasks)


def _joined(parties: tuple[str, ...], *units: str) -> tuple[str, ...]:
    new = [unit for unit in dict.fromkeys(units) if unit and unit not in parties]
    return parties + tuple(new) if new else parties


def _opened(state: Matter, event: e.MatterOpened, header: e.Header) -> dict[str, Any]:
    return {
        "id": header.matter,
        "number": event.number,
        "county": event.county,
        "pack": event.pack,
        "pack_hash": event.pack_hash,
        "procedure": event.procedure,
        "entry": event.entry,
        "opened_at": header.at,
        "opened_by": event.unit,
        "fields": dict(event.fields),
        "parties": _joined((), event.unit, *event.told),
    }


def _task_opened(state: Matter, event: e.TaskOpened, header: e.Header) -> dict[str, Any]:
    task = Task(
        id=event.task,
        step=event.step,
        round=event.round,
        unit=event.unit,
        post=event.post,
        state="open",
        opened_at=header.at,
        deadline=event.deadline,
        recorder=event.recorder,
        standing=event.standing,
        confirms=event.confirms,
        fell_to_head=event.fell_to_head,
        about=event.about,
    )
    return {
        "tasks": (*state.tasks, task),
        "parties": _joined(state.parties, event.unit, event.recorder),
    }


def _task_completed(state: Matter, event: e.TaskCompleted, header: e.Header) -> dict[str, Any]:
    fields = merged(state.fields, event.fields) if event.fields else state.fields
    changes: dict[str, Any] = {
        "fields": fields,
        "tasks": _with(
            state,
            event.task,
            state="done",
            outcome=event.outcome,
            answers=event.answers,
            seen=event.seen,
            done_at=header.at,
            done_by=f"{header.unit}/{header.post}",
        ),
        "parties": _joined(state.parties, *event.told),
    }
    if event.settles:
        changes["settled"] = {**state.settled, event.step: event.outcome}
    return changes


def _task_withdrawn(state: Matter, event: e.TaskWithdrawn, header: e.Header) -> dict[str, Any]:
    return {"tasks": _with(state, event.task, state="withdrawn", done_at=header.at)}


def _step_reopened(state: Matter, event: e.StepReopened, header: e.Header) -> dict[str, Any]:
    return {"settled": {k: v for k, v in state.settled.items() if k not in event.steps}}


def _step_kept(state: Matter, event: e.StepKept, header: e.Header) -> dict[str, Any]:
    return {"settled": {**state.settled, event.step: event.outcome}}


def _deadline(
    state: Matter,
    event: e.ClockStarted | e.DeadlineRecomputed,
    header: e.Header,
) -> dict[str, Any]:
    # A new last day is a new promise: it may fall due, and be reminded of, once more.
    return {"tasks": _with(state, event.task, deadline=event.deadline, overdue=False, reminded=False)}


def _extended(state: Matter, event: e.TimeLimitExtended, header: e.Header) -> dict[str, Any]:
    times = state.tasks[event.task - 1].extensions + 1
    return {
        "tasks": _with(
            state,
            event.task,
            deadline=event.deadline,
            overdue=False,
            reminded=False,
            extensions=times,
        )
    }


def _ended(state: Matter, event: e.MatterEnded, header: e.Header) -> dict[str, Any]:
    return {"end": event.end, "ended_at": header.at}


def _withdrawn(state: Matter, event: e.MatterWithdrawn, header: e.Header) -> dict[str, Any]:
    return {"end": "withdrawn", "ended_at": header.at}


def _all_deadlines(state: Matter, deadlines: Mapping[str, e.DeadlineJson]) -> tuple[Task, ...]:
    return tuple(
        task._replace(deadline=deadlines[str(task.id)]) if str(task.id) in deadlines else task for task in state.tasks
    )


def _suspended(state: Matter, event: e.MatterSuspended, header: e.Header) -> dict[str, Any]:
    return {"suspended": event.basis, "tasks": _all_deadlines(state, event.deadlines)}


def _resumed(state: Matter, event: e.MatterResumed, header: e.Header) -> dict[str, Any]:
    return {"suspended": "", "tasks": _all_deadlines(state, event.deadlines)}


def _reassigned(state: Matter, event: e.TaskReassigned, header: e.Header) -> dict[str, Any]:
    return {"tasks": _with(state, event.task, post=event.post, fell_to_head=event.vacant)}


def _linked(state: Matter, event: e.MatterLinked, header: e.Header) -> dict[str, Any]:
    link = {"matter": event.matter, "number": event.number, "kind": event.kind}
    if event.by:
        link["by"] = event.by
    return {"links": (*state.links, link)}


def _corrected(state: Matter, event: e.FactCorrected, header: e.Header) -> dict[str, Any]:
    if not event.task:
        return {"fields": merged(state.fields, {event.field: event.value})}
    answers = merged(state.tasks[event.task - 1].answers, {event.field: event.value})
    return {"tasks": _with(state, event.task, answers=answers)}


def _confirmed(state: Matter, event: e.RecordConfirmed, header: e.Header) -> dict[str, Any]:
    outcome = "confirmed" if event.confirmed else "denied"
    return {
        "tasks": _with(
            state,
            event.task,
            state="done",
            outcome=outcome,
            done_at=header.at,
            done_by=f"{header.unit}/{header.post}",
        )
    }


def _overdue(state: Matter, event: e.TaskBecameOverdue, header: e.Header) -> dict[str, Any]:
    return {"tasks": _with(state, event.task, overdue=True)}


def _reminded(state: Matter, event: e.ReminderCameDue, header: e.Header) -> dict[str, Any]:
    return {"tasks": _with(state, event.task, reminded=True)}


def _unmasked(state: Matter, event: e.DataUnmasked, header: e.Header) -> dict[str, Any]:
    shown = [*state.unmasked.get(event.field, ()), f"{event.unit}/{event.post}"]
    return {"unmasked": {**state.unmasked, event.field: shown}}


def _version_moved(state: Matter, event: e.VersionMoved, header: e.Header) -> dict[str, Any]:
    return {"pack": event.pack, "pack_hash": event.pack_hash}


def _paper(state: Matter, event: e.Event, header: e.Header) -> dict[str, Any]:
    changes = PAPER_FOLDS[type(event)](state.papers, event, header)
    if isinstance(event, e.PaperIssued) and event.told:
        changes["parties"] = _joined(state.parties, *event.told)
    return changes


def _unchanged(state: Matter, event: e.Event, header: e.Header) -> dict[str, Any]:
    return {}


_FOLDS: Mapping[type[e.Event], Any] = {
    e.MatterOpened: _opened,
    e.TaskOpened: _task_opened,
    e.TaskCompleted: _task_completed,
    e.TaskWithdrawn: _task_withdrawn,
    e.StepReopened: _step_reopened,
    e.StepKept: _step_kept,
    e.ClockStarted: _deadline,
    e.MatterEnded: _ended,
    e.MatterWithdrawn: _withdrawn,
    e.TimeLimitExtended: _extended,
    e.MatterSuspended: _suspended,
    e.MatterResumed: _resumed,
    e.TaskReassigned: _reassigned,
    e.HolderReminded: _unchanged,
    e.NoteAdded: _unchanged,
    e.MatterLinked: _linked,
    e.FactCorrected: _corrected,
    e.RecordConfirmed: _confirmed,
    e.DataUnmasked: _unmasked,
    e.VersionMoved: _version_moved,
    e.DeadlineRecomputed: _deadline,
    e.TaskBecameOverdue: _overdue,
    e.ReminderCameDue: _reminded,
    **EVIDENCE_FOLDS,
    **WORDS_FOLDS,
    **dict.fromkeys(PAPER_FOLDS, _paper),
    **CASE_FILE_FOLDS,
}
