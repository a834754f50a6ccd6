"""PURE. What can still matter: what nothing reads any more does not tell two worlds apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from liandong.core.check_rules.abstraction import (
    NAMING,
    Gap,
    bearing,
    needed_to_start,
    steered_by,
    tested_by,
    told_persons,
)
from liandong.core.check_rules.worlds import World
from liandong.core.conditions import Condition, atoms
from liandong.core.rules import Ask, Entry, Outcome, Pack, Procedure, Step


class Liveness:
    """What a step, or any step that can follow it, reads: facts, settlements, answers of started matters."""

    def __init__(self, procedure: Procedure, pack: Pack) -> None:
        self.procedure = procedure
        self.pack = pack
        self.reads = {name: frozenset(self._reads(step)) for name, step in procedure.steps.items()}
        self.following = {name: self._following(name) for name in procedure.steps}
        self.watchers = self._watchers()
        self._ahead: dict[frozenset[str], tuple[frozenset[str], frozenset[str]]] = {}

    def reduced(self, world: World) -> World:
        """The world without whatever nothing reads any more."""
        ahead, live = self._ahead_of(world.open)
        awaited = {step.awaits.starts for name in ahead if (step := self.procedure.steps[name]).awaits}
        return replace(
            world,
            facts=tuple((n, v if n in live else Gap.MISSING) for n, v in world.facts),
            settled=frozenset(pair for pair in world.settled if not ahead.isdisjoint(self.watchers[pair[0]])),
            kept=world.kept & ahead,
            running=frozenset(pair for pair in world.running if pair[0] in awaited),
        )

    def _ahead_of(self, steps: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
        """The steps that are open or can follow, and the facts that they read."""
        if steps not in self._ahead:
            ahead = frozenset[str]().union(*(self.following[name] for name in steps))
            self._ahead[steps] = ahead, frozenset[str]().union(*(self.reads[name] for name in ahead))
        return self._ahead[steps]

    def _following(self, name: str) -> frozenset[str]:
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            step = waiting.pop()
            if step not in seen:
                seen.add(step)
                waiting += self._next(self.procedure.steps[step])
        return frozenset(seen)

    def _watchers(self) -> dict[str, set[str]]:
        """For each step those that look at its settlement; a join looks at its own, so as not to open twice."""
        watchers: dict[str, set[str]] = {name: set() for name in self.procedure.steps}
        for step in self.procedure.steps.values():
            for name in (*(line.step for line in step.after), *step.needs, *([step.name] if step.after else [])):
                watchers[name].add(step.name)
        return watchers

    def _next(self, step: Step) -> Iterator[str]:
        for outcome in step.outcomes.values():
            yield from (line.step for line in outcome.opens)
        yield from self.procedure.companions.get(step.name, ())
        yield from self.procedure.joins.get(step.name, ())

    def _reads(self, step: Step) -> Iterator[str]:
        yield from (party.name for party in bearing(step) if party.by in NAMING)
        whens = [line.when for line in (*step.by, *step.each)]
        whens += [line.when for line in step.after]
        whens += [line.when for line in step.within]
        whens += [line.when for line in step.refuses_when]
        whens += [ask.when for ask in step.asks]
        yield from self._tested(whens)
        yield from self._parts(step.asks)
        for outcome in step.outcomes.values():
            yield from self._act_reads(outcome)

    def _act_reads(self, act: Entry | Outcome) -> Iterator[str]:
        whens = [ask.when for ask in act.asks]
        whens += [line.when for line in act.opens]
        whens += [line.when for line in act.refuses_when]
        if act.enforcing:
            whens.append(act.enforcing.when)
            yield from act.enforcing.across
        yield from self._tested(whens)
        yield from act.sets.values()
        yield from told_persons(self.procedure, act)
        yield from needed_to_start(self.procedure, self.pack, act.starts) if isinstance(act, Outcome) else ()
        yield from self._parts(act.asks)

    def _parts(self, asks: tuple[Ask, ...]) -> Iterator[str]:
        """A part of an operation is refused without its beginning and place; any other ask reads nothing."""
        yield from (path for ask in asks if "." in ask.field for path in steered_by(self.procedure, ask.field))

    def _tested(self, whens: list[Condition | None]) -> Iterator[str]:
        for when in whens:
            for atom in atoms(when):
                yield from tested_by(self.procedure, atom)
