"""PURE. Which facts can still matter: a fact that nothing reads any more does not tell two worlds apart."""

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
from liandong.core.rules import Entry, Outcome, Pack, Procedure, Step


class Liveness:
    """For each step the facts that it, or any step that can follow it, reads."""

    def __init__(self, procedure: Procedure, pack: Pack) -> None:
        self.procedure = procedure
        self.pack = pack
        self.reads = {name: frozenset(self._reads(step)) for name, step in procedure.steps.items()}
        self.live = {name: self._closure(name) for name in procedure.steps}

    def reduced(self, world: World) -> World:
        """The world with every fact that nothing reads any more blotted out."""
        live = frozenset[str]().union(*(self.live[name] for name in world.open))
        return replace(world, facts=tuple((n, v if n in live else Gap.MISSING) for n, v in world.facts))

    def _closure(self, name: str) -> frozenset[str]:
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            step = waiting.pop()
            if step not in seen:
                seen.add(step)
                waiting += self._next(self.procedure.steps[step])
        return frozenset[str]().union(*(self.reads[step] for step in seen))

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
        yield from (path for ask in step.asks for path in steered_by(self.procedure, ask.field))
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
        yield from (path for ask in act.asks for path in steered_by(self.procedure, ask.field))

    def _tested(self, whens: list[Condition | None]) -> Iterator[str]:
        for when in whens:
            for atom in atoms(when):
                yield from tested_by(self.procedure, atom)
