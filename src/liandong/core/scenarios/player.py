"""PURE. Plays a scenario on a stage and says what differs from what it expects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.state import Matter, Task
from liandong.core.scenarios.actors import first_actor, holder, opener, task_meant
from liandong.core.scenarios.clock import hand_on, pass_time
from liandong.core.scenarios.compare import OF_ALL_MATTERS, differences
from liandong.core.scenarios.orders import ORDERS, stated_at
from liandong.core.scenarios.refusals import refusal_differences
from liandong.core.scenarios.script import (
    IT,
    By,
    Completing,
    Expect,
    Line,
    Opening,
    Ordering,
    Passing,
    Script,
    Vacating,
)
from liandong.core.scenarios.stage import Stage
from liandong.core.scenarios.words import BOOK

THE_CLOCK = By("")


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


@dataclass(frozen=True, slots=True)
class Acted:
    """The events of one line: on the matter it acts on (of the clock: on all), and on all matters."""

    own: Sequence[e.Event] = ()
    everywhere: Sequence[e.Event] = ()


@dataclass
class Run:
    """A scenario being played: on which stage, what has come of it, all events so far, and when the last line was."""

    stage: Stage
    played: Played
    everything: list[e.Event] = field(default_factory=list)
    since: datetime | None = None


def play(script: Script, stage: Stage, *, to_the_end: bool = True, lang: str = "en") -> Played:
    """Play a scenario; without `to_the_end` it stops at the first difference. `lang` is that of quoted refusals."""
    played = Played(script, lang)
    run, named = Run(stage, played), IT
    for line in script.lines:
        named = matter_meant(line, named)
        for difference in _differences_of(line, named, run):
            played.differences.append(difference)
            if not to_the_end:
                return played
        run.since = line.at
    if script.expect and not _is_missing(stage, named):
        history = stage.history(named)
        found = _compared(script.expect, stage.state(named), Acted(history, run.everything), history, stage)
        played.differences += found
    elif script.expect:
        played.differences.append(f"{script.expect.place}: no matter was opened")
    return played


def matter_meant(line: Line, last: str) -> str:
    """The name of the matter that a line acts on: the one it names, or opens, else that of the line before."""
    match line.act:
        case Opening(name=name):
            return name
        case Passing(names=names) if names and not line.matter:
            return next(iter(names.values()))
    return line.matter or last


def _is_missing(stage: Stage, name: str) -> bool:
    try:
        stage.state(name)
    except KeyError:
        return True
    return False


def _compared(expect: Expect, state: Matter, acted: Acted, history: Sequence[e.Event], stage: Stage) -> list[str]:
    """Who was told is asked of all matters that an act moved, all else of the one that it acts on."""
    of_all = {key: value for key, value in expect.says.items() if key in OF_ALL_MATTERS}
    of_one = {key: value for key, value in expect.says.items() if key not in OF_ALL_MATTERS}
    found = list(differences(Expect(of_one, expect.place), state, acted.own, history, stage.pack))
    return [*found, *differences(Expect(of_all, expect.place), state, acted.everywhere, history, stage.pack)]


def _differences_of(line: Line, name: str, run: Run) -> Iterator[str]:
    stage, refusal, acted = run.stage, None, Acted()
    before = {each: len(stage.history(each)) for each in stage.names()}
    if isinstance(line.act, Opening):
        before.pop(name, None)  # opened again, a name stands for the new matter
    try:
        own = _act(line, name, run)
        acted = Acted(own, [event for each in stage.names() for event in stage.history(each)[before.get(each, 0) :]])
        run.everything += acted.everywhere
        _check_started(line, stage, before)
    except Refusal as said:
        refusal = said
    except Unplayable as problem:
        yield f"{line.place}: {problem}"
        return
    yield from refusal_differences(line, refusal, run.played.lang)
    if line.expect and (not refusal or not _is_missing(stage, name)):
        yield from _compared(line.expect, stage.state(name), acted, stage.history(name), stage)


def _check_started(line: Line, stage: Stage, before: Mapping[str, int]) -> None:
    """Whether each matter that the line names has begun, and no other could have been meant."""
    names = line.act.names if isinstance(line.act, Passing) else {"": line.starts} if line.starts else {}
    begun = [name for name in stage.names() if name not in before]
    for which, name in names.items():
        alike = [each for each in begun if which in ("", *_kinds(stage.state(each)))]
        if name not in begun:
            raise Unplayable(f"no matter began that could be called {name}")
        if len(alike) > 1:
            raise Unplayable(f"{len(alike)} matters began that could be called {name}")


def _kinds(state: Matter) -> tuple[str, str]:
    return state.procedure, f"{state.procedure}#{state.entry}"


def _act(line: Line, name: str, run: Run) -> Sequence[e.Event]:
    stage, played = run.stage, run.played
    match line.act:
        case Opening() as act:
            played.touched |= {act.procedure, f"{act.procedure}#{act.entry}"}
            origin = c.Origin(_id(stage, act.origin), act.origin_kind) if act.origin else None
            command = c.OpenMatter(act.procedure, act.entry, act.fields, origin, act.basis)
            return stage.act(name, command, opener(stage.pack, line.by or THE_CLOCK, act), line.at)
        case Completing() as act:
            return _complete(line, act, name, stage, played)
        case Ordering() as act:
            return _order(line, act, name, stage, played)
        case Passing(names):
            before = set(stage.names())
            passed = list(pass_time(stage, line.at, run.since, names))
            opened = [stage.state(each) for each in stage.names() if each not in before]
            played.touched |= {part for state in opened for part in _kinds(state)}
            return passed
        case Vacating(seat):
            stage.vacate(seat)
            return list(hand_on(stage, name, line.at))


def _complete(line: Line, act: Completing, name: str, stage: Stage, played: Played) -> Sequence[e.Event]:
    state, by = _state(stage, name), line.by or THE_CLOCK
    played.touched |= {state.procedure, f"{state.procedure}#{act.step}"}
    task = task_meant(state, act.step, by, act.unit, row=act.row)
    if task is None and not line.refused:
        raise _never_opened(state, act.step)
    # A task that was never opened has no number: the engine must refuse the one it would have had.
    completing = c.CompleteTask(task.id if task else len(state.tasks) + 1, act.outcome, act.fields)
    return stage.act(name, completing, holder(stage.pack, by, task), line.at, {"": line.starts})


def _id(stage: Stage, name: str) -> str:
    return _state(stage, name).id


def _state(stage: Stage, name: str) -> Matter:
    try:
        return stage.state(name)
    except KeyError:
        raise Unplayable(f"no matter called {name} was opened before") from None


def _task(state: Matter, act: Ordering, step: str, by: By) -> Task:
    task = task_meant(state, step, by, act.unit, row=act.row, confirms=act.command == "confirm")
    if task is None:
        raise _never_opened(state, step)
    return task


def _never_opened(state: Matter, step: str) -> Unplayable:
    still = ", ".join(sorted({task.step for task in state.open_tasks})) or "nothing"
    return Unplayable(f"the step {step} was never opened; open are: {still}")


def _order(line: Line, act: Ordering, name: str, stage: Stage, played: Played) -> Sequence[e.Event]:
    state = _state(stage, name)
    played.touched.add(state.procedure)
    given, by = dict(act.given), line.by or THE_CLOCK
    step = str(given.pop("step", ""))
    task = _task(state, act, step, by) if step else None
    if act.command == "correct":
        given["seq"] = stated_at(stage.history(name), str(given["field"]))
    if act.command == "link":
        given["to"] = _id(stage, str(given["to"]))
    command = ORDERS[act.command](task.id if task else 0, given)
    own = task if act.command in ("extend", "confirm", "correct") else None
    actor = holder(stage.pack, by, own) if own else first_actor(stage.pack, by)
    return stage.act(name, command, actor, line.at, {"": line.starts})
