"""What random walks came by, and what of a procedure none of them took."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from liandong.core.check_rules.elements import conditions
from liandong.core.conditions import Condition, Lookup, holds
from liandong.core.matter import events as e
from liandong.core.matter import fields as accepting
from liandong.core.matter.decide import bearers, clocks, flow, judging
from liandong.core.matter.state import Matter, evolve
from liandong.core.rules import Pack, Procedure

PLACES = (flow, bearers, judging, clocks, accepting)  # where `decide` asks whether a line holds
TOO_LONG = 400  # acts after which a walk has failed


class Astray(AssertionError):
    """A walk that came to no end."""


@dataclass
class Taken:
    """What walks came by: outcomes, lapses, lines whose condition held, refusals, and ends."""

    outcomes: set[str] = field(default_factory=set)
    lapses: set[str] = field(default_factory=set)
    lines: set[int] = field(default_factory=set)  # identities of conditions that held
    refusals: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    acts: int = 0

    def holds(self, condition: Condition | None, lookup: Lookup) -> bool:
        """`conditions.holds`, which remembers every condition that held."""
        held = holds(condition, lookup)
        if held and condition is not None:
            self.lines.add(id(condition))
        return held


def never_taken(pack: Pack, procedure: Procedure, taken: Taken) -> list[str]:
    """Every outcome, lapse and `when` line that no walk took."""
    missing = []
    for step in procedure.steps.values():
        missing += [f"{step.name}.{name}" for name in step.outcomes if f"{step.name}.{name}" not in taken.outcomes]
        if step.lapses and step.name not in taken.lapses:
            missing.append(f"{step.name} lapses")
    missing += [path for path, when in conditions(procedure, pack.county) if id(when) not in taken.lines]
    return missing


def far_from_end(procedure: Procedure) -> dict[str, int]:
    """For each outcome the least number of acts to an end; an outcome that only settles leads on through joins."""
    far: dict[str, int] = {}
    steps = dict.fromkeys(procedure.steps, TOO_LONG)
    for _ in procedure.steps:
        for step in procedure.steps.values():
            for outcome in step.outcomes.values():
                nexts = [line.step for line in outcome.opens] or list(procedure.joins.get(step.name, ()))
                reach = 0 if outcome.ends else 1 + min((steps[name] for name in nexts), default=TOO_LONG)
                far[f"{step.name}.{outcome.name}"] = reach
            steps[step.name] = min(far[f"{step.name}.{name}"] for name in step.outcomes)
    return far


def folded(events: list[e.Event], matter: str) -> Matter:
    """The fold of a walk's events, as the record would make it; headers do not matter to where it led."""
    state = Matter()
    for seq, event in enumerate(events, start=1):
        state = evolve(state, event, e.Header(matter, seq, "2026-03-02T01:00:00.000000+00:00", "", "", ""))
    return state


Patch = Callable[[Any, str, Any], None]


def watch(taken: Taken, patch: Patch) -> None:
    """Let `taken` see every condition that `decide` asks about."""
    for place in PLACES:
        patch(place, "holds", taken.holds)
