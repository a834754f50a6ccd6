"""Who is told of an event, and in which words: pure. One line for each receiver of each kind of event.

Holders are told at their desk: the recorder's where the bearer is an outside party without an account.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import singledispatch
from typing import Any

from liandong.core.actors import Role
from liandong.core.matter import events as e
from liandong.core.matter.decide.masks import guards
from liandong.core.matter.fields import named_units
from liandong.core.matter.papers import Paper
from liandong.core.matter.state import Matter, Task
from liandong.core.rules import FieldType, Pack
from liandong.core.texts import Text
from liandong.core.time_limits import CHINA
from liandong.effects.words import CLOCK, WITHDRAWN

Words = str | dict[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """One receiver: a unit, or one post of it ("" = any officer), and what he is told."""

    unit: str
    post: str
    code: str
    params: Mapping[str, Words] = field(default_factory=dict)
    task: int = 0


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known beside the event: who acted, the matter as it stands, its pack."""

    header: e.Header
    matter: Matter
    pack: Pack

    def step(self, name: str) -> Words:
        """The title of a step."""
        return both(self.pack.procedures[self.matter.procedure].steps[name].title)

    def outcome(self, step: str, name: str) -> Words:
        """The title of an outcome."""
        return both(self.pack.procedures[self.matter.procedure].steps[step].outcomes[name].title)

    def unit(self, code: str) -> Words:
        """The name of a unit; the clock has none."""
        found = self.pack.units.get(code)
        return both(found.name if found else Text(code, code) if code else CLOCK)

    @property
    def by(self) -> Words:
        """The unit that acted."""
        return self.unit(self.header.unit)

    def paper(self, paper: Paper) -> Words:
        """The title of a paper; the one that it was issued under where the pack names it no more."""
        form = self.pack.papers.forms.get(paper.form)
        return both(form.title if form else Text(paper.title, paper.title))

    def task(self, number: int) -> Task:
        """A task of the matter."""
        return self.matter.tasks[number - 1]

    def others(self) -> tuple[str, ...]:
        """The units that take part, without the one that acted."""
        return tuple(unit for unit in self.matter.parties if unit != self.header.unit)


def receivers(event: e.Event, scene: Scene) -> list[Told]:
    """Everybody whom this event concerns; nobody twice."""
    found: dict[tuple[str, str], Told] = {}
    for told in _told(event, scene):
        found.setdefault((told.unit, told.post), told)
    return list(found.values())


def both(text: Text) -> dict[str, str]:
    """A phrase as a parameter of a notice."""
    return {"zh": text.zh, "en": text.en}


def at_desk(task: Task, code: str, **params: Words) -> Told:
    """What the holder of a task is told."""
    return Told(task.recorder or task.unit, "" if task.recorder else task.post, code, params, task.id)


def due_of(deadline: e.DeadlineJson | None) -> str:
    """The last moment as a reader in China sees it: the day, with the time where it is not the day's end."""
    if not deadline or not deadline["due"]:
        return ""
    at = datetime.fromisoformat(deadline["due"]).astimezone(CHINA)
    ends_with_the_day = f"{at:%H:%M}" == "00:00"
    return str(deadline["due_day"]) if ends_with_the_day else f"{at:%Y-%m-%d %H:%M}"


@singledispatch
def _told(event: e.Event, scene: Scene) -> Iterable[Told]:
    """Events without a line of their own concern nobody beside the actor."""
    return ()


Line = Callable[[Any, Scene], Iterable[Told]]


@_told.register
def _opened(event: e.MatterOpened, scene: Scene) -> Iterable[Told]:
    return (Told(unit, "", "matter-told", {"unit": scene.unit(event.unit)}) for unit in event.told)


@_told.register
def _task_opened(event: e.TaskOpened, scene: Scene) -> Iterable[Told]:
    if event.standing:
        return
    unit, post = event.recorder or event.unit, "" if event.recorder else event.post
    step, due = scene.step(event.step), due_of(event.deadline)
    if event.confirms:
        yield Told(unit, post, "task-to-confirm", {"step": step}, event.task)
    elif event.fell_to_head:
        yield Told(unit, post, "task-fell", {"step": step}, event.task)
    elif due:
        yield Told(unit, post, "task-opened-due", {"step": step, "due": due}, event.task)
    else:
        yield Told(unit, post, "task-opened", {"step": step}, event.task)


@_told.register
def _task_completed(event: e.TaskCompleted, scene: Scene) -> Iterable[Told]:
    params = {"step": scene.step(event.step), "outcome": scene.outcome(event.step, event.outcome)}
    if event.by_clock:
        yield at_desk(scene.task(event.task), "task-lapsed", **params)
    for unit in event.told:
        yield Told(unit, "", "outcome-told", params, event.task)


@_told.register
def _task_withdrawn(event: e.TaskWithdrawn, scene: Scene) -> Iterable[Told]:
    task = scene.task(event.task)
    if not task.standing:
        yield at_desk(task, "task-withdrawn", step=scene.step(task.step))


@_told.register
def _clock_started(event: e.ClockStarted, scene: Scene) -> Iterable[Told]:
    task, due = scene.task(event.task), due_of(event.deadline)
    if due:
        yield at_desk(task, "clock-started", step=scene.step(task.step), due=due)


@_told.register
def _extended(event: e.TimeLimitExtended, scene: Scene) -> Iterable[Told]:
    task = scene.task(event.task)
    params = {
        "unit": scene.unit(task.unit),
        "step": scene.step(task.step),
        "due": due_of(event.deadline),
        "reason": event.reason,
    }
    return (Told(unit, "", "limit-extended", params, task.id) for unit in scene.others())


@_told.register
def _recomputed(event: e.DeadlineRecomputed, scene: Scene) -> Iterable[Told]:
    task = scene.task(event.task)
    yield at_desk(task, "deadline-recomputed", step=scene.step(task.step), due=due_of(event.deadline))


@_told.register
def _reassigned(event: e.TaskReassigned, scene: Scene) -> Iterable[Told]:
    task = scene.task(event.task)
    step = scene.step(task.step)
    if event.vacant:
        yield Told(task.unit, event.post, "task-fell", {"step": step}, task.id)
    else:
        yield Told(task.unit, event.post, "task-reassigned", {"step": step, "reason": event.reason}, task.id)


@_told.register
def _overdue(event: e.TaskBecameOverdue, scene: Scene) -> Iterable[Told]:
    task = scene.task(event.task)
    params = {"step": scene.step(task.step), "unit": scene.unit(task.unit)}
    yield at_desk(task, "task-overdue", **params)
    for unit in scene.pack.units.values():
        for post in unit.posts:
            if Role.CENTER in post.roles or Role.INSPECTOR in post.roles:
                yield Told(unit.code, post.code, "task-overdue", params, task.id)


@_told.register
def _reminder(event: e.ReminderCameDue, scene: Scene) -> Iterable[Told]:
    task = scene.task(event.task)
    step, due = scene.step(task.step), due_of(task.deadline)
    yield at_desk(task, "reminder-due", step=step, due=due) if due else at_desk(task, "reminder", step=step)


@_told.register
def _holder_reminded(event: e.HolderReminded, scene: Scene) -> Iterable[Told]:
    task = scene.task(event.task)
    step = scene.step(task.step)
    yield at_desk(task, "holder-reminded", by=scene.by, step=step, words=event.words)


@_told.register
def _suspended(event: e.MatterSuspended, scene: Scene) -> Iterable[Told]:
    return (Told(unit, "", "matter-suspended", {"basis": event.basis}) for unit in scene.others())


@_told.register
def _resumed(event: e.MatterResumed, scene: Scene) -> Iterable[Told]:
    return (Told(unit, "", "matter-resumed") for unit in scene.others())


@_told.register
def _ended(event: e.MatterEnded, scene: Scene) -> Iterable[Told]:
    end = scene.pack.procedures[scene.matter.procedure].ends.get(event.end)
    title = both(end.title if end else WITHDRAWN)
    return (Told(unit, "", "matter-ended", {"end": title}) for unit in scene.others())


@_told.register
def _withdrawn(event: e.MatterWithdrawn, scene: Scene) -> Iterable[Told]:
    params = {"unit": scene.by, "reason": event.reason}
    return (Told(unit, "", "matter-withdrawn", params) for unit in scene.others())


@_told.register
def _linked(event: e.MatterLinked, scene: Scene) -> Iterable[Told]:
    return (Told(unit, "", "matter-linked", {"other": event.number}) for unit in scene.others())


@_told.register
def _noted(event: e.NoteAdded, scene: Scene) -> Iterable[Told]:
    params = {"by": scene.by, "words": event.words}
    return (Told(unit, "", "note-added", params) for unit in scene.others())


@_told.register
def _evidence_added(event: e.EvidenceAdded, scene: Scene) -> Iterable[Told]:
    params = {"by": scene.by, "count": str(len(event.files)), "words": event.words}
    return (Told(unit, "", "evidence-added", params) for unit in scene.others())


@_told.register
def _evidence_sealed(event: e.EvidenceSealed, scene: Scene) -> Iterable[Told]:
    params = {"by": scene.by, "basis": event.basis}
    return (Told(unit, "", "evidence-sealed", params) for unit in scene.others())


@_told.register
def _erasure_asked(event: e.ErasureAsked, scene: Scene) -> Iterable[Told]:
    return _who_decides("erasure-asked", event.basis, scene)


def _who_decides(code: str, basis: str, scene: Scene) -> Iterable[Told]:
    """Whoever may decide an erasure: the heads of the units that take part."""
    params = {"by": scene.by, "basis": basis}
    units = (scene.pack.units[unit] for unit in scene.matter.parties if unit in scene.pack.units)
    return (Told(unit.code, unit.head.code, code, params) for unit in units if unit.posts)


@_told.register
def _file_erased(event: e.FileErased, scene: Scene) -> Iterable[Told]:
    return (Told(unit, "", "file-erased", {"basis": event.basis}) for unit in scene.others())


@_told.register
def _unmasked(event: e.DataUnmasked, scene: Scene) -> Iterable[Told]:
    """Whose files they are, where others were shown files that came with a citizen's data: the unit that opened the
    matter, and those whom that data is for. Who asks for a citizen himself stands on record, and is for the audit."""
    procedure = scene.pack.procedures[scene.matter.procedure]
    field = procedure.fields.get(event.field)
    if field is None or field.type is not FieldType.FILES:
        return
    fields = scene.matter.fields
    owners = {unit for person in guards(procedure, field.name) for unit in named_units(person.protected, fields.get)}
    params = {"by": scene.by, "files": both(field.title), "reason": event.reason}
    for unit in sorted({scene.matter.opened_by, *owners} - {"", event.unit}):
        yield Told(unit, "", "files-unmasked", params)


@_told.register
def _words_erasure_asked(event: e.WordsErasureAsked, scene: Scene) -> Iterable[Told]:
    return _who_decides("words-erasure-asked", event.basis, scene)


@_told.register
def _words_erased(event: e.WordsErased, scene: Scene) -> Iterable[Told]:
    return (Told(unit, "", "words-erased", {"basis": event.basis}) for unit in scene.others())


@_told.register
def _paper_issued(event: e.PaperIssued, scene: Scene) -> Iterable[Told]:
    """Whoever it is addressed to, copies included."""
    paper = scene.matter.papers[event.paper - 1]
    params = {"by": scene.by, "paper": scene.paper(paper), "number": event.number}
    old = scene.matter.papers[paper.replaces - 1].number if paper.replaces else ""
    for unit in event.told:
        if old:
            yield Told(unit, "", "paper-replaces", {**params, "old": old})
        else:
            yield Told(unit, "", "paper-received", params)


@_told.register
def _paper_voided(event: e.PaperVoided, scene: Scene) -> Iterable[Told]:
    paper = scene.matter.papers[event.paper - 1]
    if paper.is_issued and not event.replaced_by:
        params = {"by": scene.by, "paper": scene.paper(paper), "number": paper.number, "reason": event.reason}
        yield from (Told(unit, "", "paper-void", params) for unit in scene.others())


@_told.register
def _corrected(event: e.FactCorrected, scene: Scene) -> Iterable[Told]:
    fields = scene.pack.procedures[scene.matter.procedure].fields
    named = fields.get(event.field.partition(".")[0])
    params = {
        "by": scene.by,
        "field": both(named.title if named else Text(event.field, event.field)),
        "reason": event.reason,
    }
    return (Told(unit, "", "fact-corrected", params, event.task) for unit in scene.others())


@_told.register
def _confirmed(event: e.RecordConfirmed, scene: Scene) -> Iterable[Told]:
    """Whoever recorded the act learns whether it was so."""
    recorded = scene.task(event.confirms)
    unit, _, post = recorded.done_by.partition("/")
    params = {"unit": scene.unit(recorded.unit), "step": scene.step(recorded.step)}
    if event.confirmed:
        yield Told(unit, post, "record-confirmed", params, recorded.id)
    else:
        yield Told(unit, post, "record-denied", {**params, "words": event.words}, recorded.id)
