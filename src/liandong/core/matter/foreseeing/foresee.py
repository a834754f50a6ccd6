"""PURE. The tasks that an act would open, who would bear them and until when, before it is sent. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from liandong.core.actors import Actor
from liandong.core.errors import Refusal
from liandong.core.matter import events as e
from liandong.core.matter.commands import CompleteTask, OpenMatter
from liandong.core.matter.decide import decide, drafted
from liandong.core.matter.fields import Incomplete
from liandong.core.matter.foreseeing.loosened import loosened
from liandong.core.matter.foreseeing.watching import Watching
from liandong.core.matter.law import Law, Reserved
from liandong.core.matter.state import Matter, Task
from liandong.core.rules import Outcome, Pack
from liandong.core.time_limits import Deadline

Foreseeable = OpenMatter | CompleteTask
NOT_YET = "not-yet"  # id of a matter that does not exist
ROUNDS = 3  # values that do not fit are left out; what hung on them may then not fit either


@dataclass(frozen=True, slots=True)
class ForeseenTask:
    """A task that the act would open. `unit` is "" while a missing field is to name it.

    `rests_on` are fields of the form, still missing, that decide whether it opens, who bears it or when it ends.
    `elsewhere`: it opens in another matter, one that the act starts or that waits for this one.
    """

    procedure: str
    step: str
    unit: str
    post: str
    recorder: str
    deadline: Deadline | None
    rests_on: tuple[str, ...] = ()
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would follow. `missing` are the fields that must still be given (or do not fit), `refusal` what stands
    against the act although nothing is missing; `started` are open tasks whose clock the act sets; `end` is the end
    that the matter comes to."""

    tasks: tuple[ForeseenTask, ...] = ()
    started: tuple[ForeseenTask, ...] = ()
    end: str = ""
    missing: tuple[str, ...] = ()
    refusal: Refusal | None = None
    is_known: bool = True  # False where the course cannot be run at all without what is missing

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Every missing field on which any of the tasks rests."""
        return tuple(dict.fromkeys(name for task in (*self.tasks, *self.started) for name in task.rests_on))


@dataclass(frozen=True)
class _Happened:
    """Events of one matter, and what its tasks rest on."""

    procedure: str
    events: tuple[e.Event, ...]
    tasks: tuple[Task, ...] = ()
    rests_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    elsewhere: bool = True


def foresee(state: Matter, command: Foreseeable, law: Law, actor: Actor, now: datetime) -> Foreseen:
    """What `decide` would do with `command`; `state` is `Matter()` for an opening.

    While fields are missing or do not fit, the same course is run without them, and each task says which of them it
    rests on. Needs neither a number nor an id in `law`.
    """
    law = _reserving(law, state, command)
    try:
        decision = decide(state, command, law, actor, now)
    except Refusal as refusal:
        parts = refusal.parts if isinstance(refusal, Incomplete) else ()
        if not _exists(state, command, law.pack):
            return Foreseen(refusal=refusal, is_known=False)
        seen = _tried(state, command, law, actor, now, parts)
        return replace(seen, refusal=None if parts else refusal)
    here = _Happened(decision.state.procedure, decision.events, decision.state.tasks, elsewhere=False)
    return _seen((here, *_beside(decision.also, law, {})))


def _exists(state: Matter, command: Foreseeable, pack: Pack) -> bool:
    if isinstance(command, CompleteTask):
        return _outcome(state, command, pack) is not None
    procedure = pack.procedures.get(command.procedure)
    return procedure is not None and command.entry in procedure.entries


def _tried(
    state: Matter, command: Foreseeable, law: Law, actor: Actor, now: datetime, parts: tuple[Refusal, ...]
) -> Foreseen:
    """The course of an act that `decide` refuses as it is, without the values that do not fit."""
    absent = tuple(dict.fromkeys(part.field for part in parts))
    names = _missing(state, command, law.pack, absent)
    for _ in range(ROUNDS):
        fields = {path: value for path, value in command.fields.items() if path not in absent}
        trying = replace(command, fields=fields)
        loose = replace(law, pack=loosened(law.pack, state, trying))
        draft = Watching(state, loose, actor, now, names)
        try:
            drafted(draft, trying)
        except Incomplete as refused:
            absent = (*absent, *(part.field for part in refused.parts))
            continue
        except Refusal:
            return Foreseen(missing=absent[: len(parts)], is_known=False)
        here = _Happened(draft.state.procedure, tuple(draft.events), draft.state.tasks, draft.rests_on, elsewhere=False)
        others = {other.state.id: other.rests_on for other in draft.beside}
        return replace(_seen((here, *_beside(draft.also, loose, others))), missing=absent[: len(parts)])
    return Foreseen(missing=absent[: len(parts)], is_known=False)


def _missing(state: Matter, command: Foreseeable, pack: Pack, absent: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What no fact can hold yet, with the fields that would bring it: themselves, what they fill, what they set."""
    procedure = pack.procedures[command.procedure if isinstance(command, OpenMatter) else state.procedure]
    found: dict[str, tuple[str, ...]] = {name: (name,) for name in absent}
    for name in absent:
        known = procedure.fields.get(name)
        for path in known.fills if known else ():
            found.setdefault(path, (name,))
        for placed in procedure.item_fields:
            if placed.place == name:
                for path in placed.fills:
                    found.setdefault(path, (name,))
    for target, source in _sets(state, command, pack).items():
        if source in found:
            found.setdefault(target, found[source])
    return found


def _sets(state: Matter, command: Foreseeable, pack: Pack) -> Mapping[str, str]:
    if isinstance(command, OpenMatter):
        return pack.procedures[command.procedure].entries[command.entry].sets
    outcome = _outcome(state, command, pack)
    return outcome.sets if outcome else {}


def _outcome(state: Matter, command: CompleteTask, pack: Pack) -> Outcome | None:
    task = state.task(command.task)
    step = pack.procedures[state.procedure].steps.get(task.step) if task else None
    return step.outcomes.get(command.outcome) if step else None


def _reserving(law: Law, state: Matter, command: Foreseeable) -> Law:
    """The law with ids for what does not exist yet; no number is drawn for them."""
    if isinstance(command, OpenMatter):
        return replace(law, matter=law.matter or NOT_YET)
    outcome = _outcome(state, command, law.pack)
    if outcome is None or outcome.starts is None:
        return law
    return replace(law, reserved={outcome.starts.procedure: Reserved(NOT_YET, "")})


def _beside(
    also: Mapping[str, tuple[e.Event, ...]], law: Law, rests_on: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> Iterator[_Happened]:
    """What happens in other matters: those that begin, and those that waited."""
    for matter, events in also.items():
        opened = next((event for event in events if isinstance(event, e.MatterOpened)), None)
        known = law.related.get(matter)
        procedure = opened.procedure if opened else known.procedure if known else ""
        yield _Happened(procedure, events, known.tasks if known else (), rests_on.get(matter, {}))


def _seen(happened: Iterable[_Happened]) -> Foreseen:
    tasks: list[ForeseenTask] = []
    started: list[ForeseenTask] = []
    end = ""
    for each in happened:
        gone = {event.task for event in each.events if isinstance(event, e.TaskWithdrawn)}
        opened = {event.task for event in each.events if isinstance(event, e.TaskOpened)}
        for event in each.events:
            match event:
                case e.TaskOpened(standing=False, task=number) if number not in gone:
                    tasks.append(_opened(each, event))
                case e.ClockStarted(task=number) if number not in gone | opened:
                    started.append(_started(each, event))
                case e.MatterEnded() if not each.elsewhere:
                    end = event.end
    return Foreseen(tuple(tasks), tuple(started), end)


def _opened(happened: _Happened, event: e.TaskOpened) -> ForeseenTask:
    return ForeseenTask(
        procedure=happened.procedure,
        step=event.step,
        unit=event.unit,
        post=event.post,
        recorder=event.recorder,
        deadline=Deadline.from_json(event.deadline) if event.deadline else None,
        rests_on=happened.rests_on.get(event.step, ()),
        elsewhere=happened.elsewhere,
    )


def _started(happened: _Happened, event: e.ClockStarted) -> ForeseenTask:
    task = happened.tasks[event.task - 1]
    return ForeseenTask(
        procedure=happened.procedure,
        step=task.step,
        unit=task.unit,
        post=task.post,
        recorder=task.recorder,
        deadline=Deadline.from_json(event.deadline),
        elsewhere=happened.elsewhere,
    )
