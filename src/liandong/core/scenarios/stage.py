"""PURE. Where a scenario is played: its matters in memory, through the real `decide` and `evolve`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from hashlib import sha256
from typing import Protocol

from liandong.core.actors import Actor, Seat
from liandong.core.evidence import HeldFile
from liandong.core.matter import events as e
from liandong.core.matter.commands import Command, CorrectFact, OpenMatter
from liandong.core.matter.decide import decide
from liandong.core.matter.law import CasePast, Decision, Law, Reserved
from liandong.core.matter.state import Matter, evolve
from liandong.core.rules import Pack, PackRef
from liandong.core.scenarios.script import Script
from liandong.core.workdays import Calendar

NO_NAMES: Mapping[str, str] = {}


class Stage(Protocol):
    """What the player needs; another stage may play the same scenario through a database."""

    @property
    def pack(self) -> Pack:
        """The pack that matters are opened under."""

    def act(
        self, name: str, command: Command, actor: Actor, at: datetime, names: Mapping[str, str] = NO_NAMES
    ) -> Sequence[e.Event]:
        """Do a command on the matter of this name (a new one for OpenMatter); the events, or the Refusal.

        `names` are those of matters that begin with the act, by procedure, or by procedure and entry, or "" for
        whichever; others get names of their own.
        """

    def state(self, name: str) -> Matter:
        """The matter of this name; KeyError if it was never opened."""

    def history(self, name: str) -> Sequence[e.Event]:
        """All events of the matter of this name."""

    def names(self) -> Sequence[str]:
        """The names of all matters opened, in order."""

    def vacate(self, seat: Seat) -> None:
        """The seat has no holder from now on."""


def _uploaded(actor: Actor, at: str, key: str) -> HeldFile:
    """A file of a scenario: its name is its key, and whoever names it has just uploaded it."""
    digest = sha256(key.encode()).hexdigest()
    return HeldFile(key, digest, len(key), "image/jpeg", key, "", at, actor.county, actor.seat.unit)


def name_of(procedure: str, entry: str, names: Mapping[str, str], taken: Collection[str]) -> str:
    """The name of a matter that begins: the one given, if it is free, else its procedure with a number."""
    keys = (f"{procedure}#{entry}", procedure, "")
    given = next((names[key] for key in keys if names.get(key)), "")
    if given and given not in taken:
        return given
    return f"{procedure}-{len(taken) + 1}"


@dataclass
class MemoryStage:
    """Matters in memory; the name of a matter is its id. `leads` stands in the place of the pack's map of leaders."""

    pack: Pack
    ref: PackRef
    calendar: Calendar
    vacant: frozenset[Seat] = frozenset()
    leads: Mapping[str, Seat | None] = field(default_factory=dict)
    matters: dict[str, Matter] = field(default_factory=dict)
    records: dict[str, list[e.Event]] = field(default_factory=dict)

    @staticmethod
    def of(script: Script, pack: Pack, ref: PackRef, calendar: Calendar) -> MemoryStage:
        """The stage as a script sets it: its vacant seats, and its leaders."""
        return MemoryStage(pack, ref, calendar, script.vacant, script.leads)

    def act(
        self, name: str, command: Command, actor: Actor, at: datetime, names: Mapping[str, str] = NO_NAMES
    ) -> Sequence[e.Event]:
        """Decide and fold; nothing changes if the act is refused. Opened again, a name stands for the new matter."""
        opening = isinstance(command, OpenMatter)
        state = Matter() if opening else self.matters[name]
        decision = decide(state, command, self._law(name, command, actor, at, names), actor, at)
        if opening:
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

    def _law(self, name: str, command: Command, actor: Actor, at: datetime, names: Mapping[str, str]) -> Law:
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
            number=self._number(at, 1),
            matter=name,
            reserved=self._reserved(at, names),
            led_by=self.leads,
            cases=self._cases,
            onto=(self.pack, self.ref),
            files=partial(_uploaded, actor, e.moment(at)),
        )

    def _number(self, at: datetime, more: int) -> str:
        return f"{self.pack.number_prefix}〔{at.year}〕{len(self.matters) + more}号"

    @cached_property
    def _startable(self) -> tuple[str, ...]:
        """The procedures of matters that acts of this pack start."""
        outcomes = (
            outcome
            for procedure in self.pack.procedures.values()
            for step in procedure.steps.values()
            for outcome in step.outcomes.values()
        )
        return tuple(dict.fromkeys(outcome.starts.procedure for outcome in outcomes if outcome.starts))

    def _reserved(self, at: datetime, names: Mapping[str, str]) -> dict[str, Reserved]:
        taken = self.names() if self._startable else ()
        return {
            procedure: Reserved(name_of(procedure, "", names, taken), self._number(at, more))
            for more, procedure in enumerate(self._startable, start=2)
        }

    def _cases(self, case: str) -> tuple[CasePast, ...]:
        """The matters on a case, as the rows of a county would give them."""
        past = []
        for state in self.matters.values():
            procedure = self.pack.procedures.get(state.procedure)
            field = procedure.case_field if procedure else None
            if field and state.fields.get(field.name) == case:
                holders = frozenset(task.unit for task in state.tasks)
                past.append(CasePast(state.id, state.procedure, state.opened_by, holders, bool(state.end)))
        return tuple(past)

    def _fold_also(self, decision: Decision, actor: Actor, at: datetime) -> None:
        for name, events in decision.also.items():
            if name not in self.matters:
                self.matters[name], self.records[name] = Matter(), []
            self._fold(name, events, actor, at)

    def _fold(self, name: str, events: Sequence[e.Event], actor: Actor, at: datetime) -> None:
        state = self.matters[name]
        for event in events:
            header = e.Header(name, state.seq + 1, e.moment(at), actor.account, actor.seat.unit, actor.seat.post)
            state = evolve(state, event, header)
            self.records[name].append(event)
        self.matters[name] = state
