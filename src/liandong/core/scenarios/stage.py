"""PURE. Where a scenario is played: its matters in memory, through the real `decide` and `evolve`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from liandong.core.actors import Actor, Seat
from liandong.core.matter import events as e
from liandong.core.matter.commands import Command, CorrectFact, OpenMatter
from liandong.core.matter.decide import decide
from liandong.core.matter.law import Decision, Law
from liandong.core.matter.state import Matter, evolve
from liandong.core.rules import Pack, PackRef
from liandong.core.workdays import Calendar


class Stage(Protocol):
    """What the player needs; another stage may play the same scenario through a database."""

    @property
    def pack(self) -> Pack:
        """The pack that matters are opened under."""

    def act(self, name: str, command: Command, actor: Actor, at: datetime) -> Sequence[e.Event]:
        """Do a command on the matter of this name (a new one for OpenMatter); the events, or the Refusal."""

    def state(self, name: str) -> Matter:
        """The matter of this name; KeyError if it was never opened."""

    def history(self, name: str) -> Sequence[e.Event]:
        """All events of the matter of this name."""

    def names(self) -> Sequence[str]:
        """The names of all matters opened, in order."""

    def vacate(self, seat: Seat) -> None:
        """The seat has no holder from now on."""


@dataclass
class MemoryStage:
    """Matters in memory."""

    pack: Pack
    ref: PackRef
    calendar: Calendar
    vacant: frozenset[Seat] = frozenset()
    matters: dict[str, Matter] = field(default_factory=dict)
    records: dict[str, list[e.Event]] = field(default_factory=dict)

    def act(self, name: str, command: Command, actor: Actor, at: datetime) -> Sequence[e.Event]:
        """Decide and fold; nothing changes if the act is refused. Opened again, a name stands for the new matter."""
        state = Matter() if isinstance(command, OpenMatter) else self.matters[name]
        decision = decide(state, command, self._law(name, command, at), actor, at)
        if isinstance(command, OpenMatter):
            self.matters[name], self.records[name] = state, []
        self._fold(name, decision.events, actor, at)
        self._fold_also(decision, actor, at)
        return decision.events

    def state(self, name: str) -> Matter:
        """The matter of this name."""
        return self.matters[name]

    def history(self, name: str) -> Sequence[e.Event]:
        """All its events."""
        return self.records[name]

    def names(self) -> Sequence[str]:
        """The names of all matters opened, in order."""
        return tuple(self.matters)

    def vacate(self, seat: Seat) -> None:
        """The seat has no holder from now on."""
        self.vacant |= {seat}

    def _law(self, name: str, command: Command, at: datetime) -> Law:
        stated = None
        if isinstance(command, CorrectFact) and 0 < command.seq <= len(self.records[name]):
            stated = self.records[name][command.seq - 1]
        return Law(
            pack=self.pack,
            ref=self.ref,
            calendar=self.calendar,
            vacant=self.vacant,
            related=self.matters,
            stated=stated,
            number=f"{self.pack.number_prefix}〔{at.year}〕{len(self.matters) + 1}号",
            matter=name,
        )

    def _fold_also(self, decision: Decision, actor: Actor, at: datetime) -> None:
        for name, events in decision.also.items():
            self._fold(name, events, actor, at)

    def _fold(self, name: str, events: Sequence[e.Event], actor: Actor, at: datetime) -> None:
        state = self.matters[name]
        for event in events:
            header = e.Header(name, state.seq + 1, e.moment(at), actor.account, actor.seat.unit, actor.seat.post)
            state = evolve(state, event, header)
            self.records[name].append(event)
        self.matters[name] = state
