"""PURE. Steps that await another matter: whether it was started, and whether they hear of each way in which it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from liandong.core.check_rules.exploring import Exploration
from liandong.core.check_rules.problems import Problem
from liandong.core.check_rules.worlds import World
from liandong.core.matter.decide.waiting import WITHDRAWN
from liandong.core.rules import Awaits, Pack, Procedure, Starts, Step

Explored = Callable[[str], Exploration | None]


@dataclass(slots=True)
class Course:
    """What can be heard of a matter: the outcomes settled on the way, the ends it comes to."""

    outcomes: set[str] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)
    worlds: set[World] = field(default_factory=set)


def answer_problems(pack: Pack, procedure: Procedure, found: Exploration, explored: Explored) -> Iterator[Problem]:
    """Steps that wait in vain: for what no act started, or for what ends unheard."""
    root = f"{pack.county}/{procedure.name}#"
    for step in procedure.steps.values():
        awaits = step.awaits
        starts = procedure.steps[awaits.step].outcomes[awaits.outcome].starts if awaits else None
        if awaits is None or starts is None:
            continue
        at = f"{root}{step.name}"
        if at in found.sightings.unstarted:
            wrong = f"a step that awaits the matter of `{awaits.starts}` on a way on which it was not started"
            yield Problem(f"{at}.awaits", wrong, f"a step that `{awaits.starts}` opens, or one that opens after it")
        there = explored(starts.procedure)
        if there is not None:
            heard = {last for name, last in found.sightings.waiting if name == step.name}
            yield from _unheard(pack.procedures[starts.procedure], there, starts, step, awaits, heard, at)


def _unheard(
    child: Procedure, there: Exploration, starts: Starts, step: Step, awaits: Awaits, heard: set[str], at: str
) -> Iterator[Problem]:
    whole = _course(child, there, there.opened.get(starts.entry, set()), set())
    for news in awaits.on:
        if news not in whole.outcomes | whole.ends:
            wrong = f"`{news}`, which a matter of {child.name} begun by `{starts.entry}` never comes to"
            yield Problem(f"{at}.awaits", wrong, f"an outcome (`step.outcome`) or an end that {child.name} can take")
    if set(step.outcomes) - set(awaits.on.values()):
        return  # its bearer has a way out of his own
    missed: set[str] = set()
    for last in sorted(heard):
        begun = whole.worlds if last else there.opened.get(starts.entry, set())
        after = {world for each in begun for world, by in there.nexts.get(each, {}).items() if last in by}
        missed |= _course(child, there, after if last else begun, set(awaits.on)).ends - set(awaits.on)
    if missed:
        names = ", ".join(f"`{name}`" for name in sorted(missed))
        wrong = f"a step that waits for ever: a matter of {child.name} can end as {names} and `on` does not name it"
        yield Problem(f"{at}.awaits", wrong, "that end under `on`, or an outcome that the bearer of the step may take")


def _course(child: Procedure, there: Exploration, begun: Iterable[World], answered: set[str]) -> Course:
    """The course from these worlds on, as far as it goes without any of the answers."""
    course = Course()
    waiting = list(begun)
    while waiting:
        world = waiting.pop()
        if world in course.worlds:
            continue
        course.worlds.add(world)
        if world.end:
            course.ends.add(world.end)
        elif not world.open.isdisjoint(child.withdraw_until):
            course.ends.add(WITHDRAWN)
        for following, moves in there.nexts.get(world, {}).items():
            course.outcomes |= moves
            if moves - answered:
                waiting.append(following)
    return course
