"""PURE. Plays a scenario on a stage and says what differs from what it expects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from liandong.core.actors import Actor, clock_actor
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.state import Matter, Task
from liandong.core.scenarios.actors import first_actor, holder, opener, task_meant
from liandong.core.scenarios.compare import differences
from liandong.core.scenarios.script import (
    IT,
    By,
    Completing,
    Expect,
    Line,
    Opening,
    Ordering,
    Passing,
    Refused,
    Script,
    Vacating,
)
from liandong.core.scenarios.stage import Stage
from liandong.core.scenarios.words import BOOK
from liandong.core.time_limits import Deadline
from liandong.core.words import say

INSTANT = timedelta(microseconds=1)
"""What has to pass after the last moment of a limit before the clock may say that it has passed."""

NOBODY = By("")


class Unplayable(Exception):
    """A line that means no task or matter there is."""


@dataclass
class Played:
    """What came of a scenario: the differences, each with file and line, and the steps and entries it touched.

    `lang` is the language in which refusals are quoted.
    """

    script: Script
    lang: str = "en"
    differences: list[str] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)

    @property
    def agrees(self) -> bool:
        """Whether everything is as expected."""
        return not self.differences

    def said(self, lang: str) -> list[str]:
        """The differences in `lang`."""
        parts = [difference.partition(": ") for difference in self.differences]
        return [f"{place}{'：' if lang == 'zh' else ': '}{BOOK.say(sentence, lang)}" for place, _, sentence in parts]


def play(script: Script, stage: Stage, *, to_the_end: bool = True, lang: str = "en") -> Played:
    """Play a scenario; without `to_the_end` it stops at the first difference. `lang` is that of quoted refusals."""
    played = Played(script, lang)
    named = IT
    told: list[e.Event] = []
    for line in script.lines:
        name = line.act.name if isinstance(line.act, Opening) else line.matter or named
        named = name
        found = _differences_of(line, name, stage, told, played)
        for difference in found:
            played.differences.append(difference)
            if not to_the_end:
                return played
    if script.expect and not _is_missing(stage, named):
        state, history = stage.state(named), stage.history(named)
        played.differences += _compared(script.expect, state, told, history, stage)
    elif script.expect:
        played.differences.append(f"{script.expect.place}: no matter was opened")
    return played


def _is_missing(stage: Stage, name: str) -> bool:
    try:
        stage.state(name)
    except KeyError:
        return True
    return False


def _compared(
    expect: Expect, state: Matter, events: Sequence[e.Event], history: Sequence[e.Event], stage: Stage
) -> list[str]:
    """At the end of a scenario `events` are those of the matter; who was told, those of all its acts."""
    of_acts = {key: value for key, value in expect.says.items() if key in ("told", "late")}
    of_matter = {key: value for key, value in expect.says.items() if key not in of_acts}
    found = list(differences(Expect(of_matter, expect.place), state, history, history, stage.pack))
    return [*found, *differences(Expect(of_acts, expect.place), state, events, history, stage.pack)]


def _differences_of(line: Line, name: str, stage: Stage, told: list[e.Event], played: Played) -> Iterator[str]:
    refusal: Refusal | None = None
    events: Sequence[e.Event] = ()
    try:
        events = _act(line, name, stage, played)
        told += events
    except Refusal as said:
        refusal = said
    except Unplayable as problem:
        yield f"{line.place}: {problem}"
        return
    yield from _refusal_differences(line, refusal, played.lang)
    if line.expect and not refusal:
        yield from differences(line.expect, stage.state(name), events, stage.history(name), stage.pack)
    elif line.expect and not _is_missing(stage, name):
        yield from differences(line.expect, stage.state(name), (), stage.history(name), stage.pack)


def _refusal_differences(line: Line, refusal: Refusal | None, lang: str) -> Iterator[str]:
    wanted = line.refused
    if refusal and not wanted:
        yield f"{line.place}: refused, {say(refusal, lang).full()}"
    elif wanted and not refusal:
        yield f"{line.place}: expected the refusal {wanted.code}, but the act went through"
    elif wanted and refusal and not _is_it(wanted, refusal):
        meant = " ".join(part for part in (wanted.code, wanted.field, ", ".join(wanted.fields), wanted.rule) if part)
        fields = ", ".join(_unfit(refusal)) or "no field"
        found = f"{say(refusal, lang).full()} ({fields}; {refusal.rule or 'no rule'})"
        yield f"{line.place}: expected the refusal {meant}, found {found}"


def _is_it(wanted: Refused, refusal: Refusal) -> bool:
    """Whether this is the refusal meant: the whole, or one part of it where several fields do not fit."""
    parts: Sequence[Refusal] = getattr(refusal, "parts", ())
    codes = {wanted.code} & {refusal.code, *(part.code for part in parts)}
    whole = refusal.code == wanted.code
    fields = {refusal.field, *(part.field for part in parts if whole or part.code == wanted.code)}
    if wanted.fields and wanted.fields != _unfit(refusal):
        return False
    return bool(codes) and wanted.field in ("", *fields) and wanted.rule in ("", refusal.rule)


def _unfit(refusal: Refusal) -> tuple[str, ...]:
    """All fields that a refusal names, in its order."""
    parts: Sequence[Refusal] = getattr(refusal, "parts", ()) or (refusal,)
    return tuple(part.field for part in parts if part.field)


def _act(line: Line, name: str, stage: Stage, played: Played) -> Sequence[e.Event]:
    match line.act:
        case Opening() as act:
            played.touched |= {act.procedure, f"{act.procedure}#{act.entry}"}
            origin = c.Origin(_id(stage, act.origin), act.origin_kind) if act.origin else None
            command = c.OpenMatter(act.procedure, act.entry, act.fields, origin)
            return stage.act(name, command, opener(stage.pack, line.by or NOBODY, act), line.at)
        case Completing() as act:
            state = _state(stage, name)
            played.touched |= {state.procedure, f"{state.procedure}#{act.step}"}
            task = task_meant(state, act.step, line.by or NOBODY, act.unit)
            if task is None and not line.refused:
                raise _never_opened(state, act.step)
            # A task that was never opened has no number: the engine must refuse the one it would have had.
            completing = c.CompleteTask(task.id if task else len(state.tasks) + 1, act.outcome, act.fields)
            return stage.act(name, completing, holder(stage.pack, line.by or NOBODY, task), line.at)
        case Ordering() as act:
            return _order(line, act, name, stage, played)
        case Passing():
            return list(pass_time(stage, line.at))
        case Vacating(seat):
            stage.vacate(seat)
            return list(_fall(stage, name, line.at))


def _id(stage: Stage, name: str) -> str:
    return _state(stage, name).id


def _state(stage: Stage, name: str) -> Matter:
    try:
        return stage.state(name)
    except KeyError:
        raise Unplayable(f"no matter called {name} was opened before") from None


def _task(state: Matter, step: str, by: By, unit: str, *, confirms: bool = False) -> Task:
    task = task_meant(state, step, by, unit, confirms=confirms)
    if task is None:
        raise _never_opened(state, step)
    return task


def _never_opened(state: Matter, step: str) -> Unplayable:
    still = ", ".join(sorted({task.step for task in state.open_tasks})) or "nothing"
    return Unplayable(f"the step {step} was never opened; open are: {still}")


def _order(line: Line, act: Ordering, name: str, stage: Stage, played: Played) -> Sequence[e.Event]:
    state = _state(stage, name)
    played.touched.add(state.procedure)
    given, by = dict(act.given), line.by or NOBODY
    step = str(given.pop("step", ""))
    task = _task(state, step, by, act.unit, confirms=act.command == "confirm") if step else None
    if act.command == "correct":
        given["seq"] = _stated_at(stage.history(name), str(given["field"]))
    if act.command == "link":
        given["to"] = _id(stage, str(given["to"]))
    command = ORDERS[act.command](task.id if task else 0, given)
    own = task if act.command in ("extend", "confirm", "correct") else None
    actor = holder(stage.pack, by, own) if own else first_actor(stage.pack, by)
    return stage.act(name, command, actor, line.at)


def _stated_at(history: Sequence[e.Event], path: str) -> int:
    """The last event that stated a field."""
    for seq in range(len(history), 0, -1):
        event = history[seq - 1]
        if isinstance(event, e.MatterOpened) and path in event.fields:
            return seq
        if isinstance(event, e.TaskCompleted) and (path in event.fields or path in event.answers):
            return seq
        if isinstance(event, e.FactCorrected) and event.field == path:
            return seq
    return 0


Order = Callable[[int, dict[str, object]], c.Command]


def _text(given: Mapping[str, object], key: str) -> str:
    return str(given.get(key, ""))


ORDERS: Mapping[str, Order] = {
    "withdraw": lambda task, g: c.Withdraw(_text(g, "reason")),
    "extend": lambda task, g: c.ExtendTimeLimit(task, _text(g, "limit"), _text(g, "reason")),
    "suspend": lambda task, g: c.SuspendMatter(_text(g, "basis"), _text(g, "reason")),
    "resume": lambda task, g: c.ResumeMatter(_text(g, "reason")),
    "reassign": lambda task, g: c.ReassignTask(task, _text(g, "to"), _text(g, "reason")),
    "remind": lambda task, g: c.RemindHolder(task, _text(g, "words")),
    "note": lambda task, g: c.AddNote(_text(g, "words")),
    "link": lambda task, g: c.LinkMatter(_text(g, "to"), _text(g, "why")),
    "correct": lambda task, g: c.CorrectFact(g["seq"], _text(g, "field"), g["value"], _text(g, "reason")),  # type: ignore[arg-type]
    "record-later": lambda task, g: c.RecordLater(
        task,
        _text(g, "outcome"),
        g["happened_at"],  # type: ignore[arg-type]
        _text(g, "said_by"),
        _text(g, "how"),
        g.get("fields", {}),  # type: ignore[arg-type]
    ),
    "confirm": lambda task, g: c.ConfirmRecord(task, g["confirmed"] is True, _text(g, "words")),
    "recompute": lambda task, g: c.RecomputeDeadline(task, _text(g, "reason")),
}
"""The commands of scenarios, by their words."""


def pass_time(stage: Stage, until: datetime) -> Iterator[e.Event]:
    """Let the clock act at each moment that comes due in any matter, in order, as the worker does."""
    clock = clock_actor(stage.pack.county)
    while moments := sorted(_moments(stage, until), key=lambda moment: moment[0]):
        at, name, command = moments[0]
        yield from stage.act(name, command, clock, at)


def _moments(stage: Stage, until: datetime) -> Iterator[tuple[datetime, str, c.Command]]:
    for name in stage.names():
        state = stage.state(name)
        for task in () if state.suspended or state.end else state.open_tasks:
            deadline = Deadline.from_json(task.deadline) if task.deadline else None
            if deadline is None:
                continue
            if deadline.remind_at and not task.reminded and deadline.remind_at <= until:
                yield deadline.remind_at, name, c.ReminderDue(task.id)
            if deadline.due and not task.overdue and deadline.due < until:
                yield deadline.due + INSTANT, name, c.TaskFellDue(task.id)


def _fall(stage: Stage, name: str, at: datetime) -> Iterator[e.Event]:
    clock: Actor = clock_actor(stage.pack.county)
    for task in stage.state(name).open_tasks:
        try:
            yield from stage.act(name, c.PostFellVacant(task.id), clock, at)
        except Refusal as refusal:
            if refusal.code != "vacancy.none":
                raise
