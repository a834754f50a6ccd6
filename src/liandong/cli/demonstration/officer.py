"""The officers of a county in a demonstration: who acts on what, and what he writes. All through `act.execute`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from liandong.act import execute
from liandong.cli.demonstration.values import Look, Plausible
from liandong.core.actors import Actor, Role, Seat, citizen_actor
from liandong.core.conditions import Lookup
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.decide.clocks import answers_late, line_of
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.decide.waiting import is_awaited
from liandong.core.matter.events import moment
from liandong.core.matter.law import Law
from liandong.core.matter.plain import instant
from liandong.core.matter.state import Matter, Task
from liandong.core.rules import Entry, Outcome, Pack, PackRef, Party, PartyKind, Procedure, Unit
from liandong.core.scenarios.actors import ACTING
from liandong.core.workdays import Calendar

TRIES = 12
WAITS = frozenset({"task.needs", "end.blocked", "end.unconfirmed"})
OPENING = frozenset({Role.OFFICER, Role.CENTER})
FIRST = 0.8  # how often the first outcome of a step, the one that goes on, is taken


@dataclass
class Officer:
    """Everybody who acts in a county. `holder` gives the account in a seat on a day, None if nobody may act there."""

    pack: Pack
    ref: PackRef
    calendar: Calendar
    chance: Random
    holder: Callable[[Seat, datetime], Actor]
    values: Plausible = field(init=False)
    refused: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.values = Plausible(self.pack, self.chance)

    def open(self, procedure: Procedure, entry: Entry, at: datetime) -> str:
        """Open a matter; its id, "" if no values that were tried could open one."""
        for _ in range(TRIES):
            actor = self._maker(entry, at)
            if actor is None:
                continue
            unopened = Matter(procedure=procedure.name, entry=entry.name, opened_by=actor.seat.unit)
            look = self._look(unopened, actor, at)
            fields = self.values.of_asks(procedure, entry.asks, {}, at, look)
            for line in entry.within:
                if line.late_asks:
                    fields.setdefault(line.late_asks, "情况紧急，来不及提前。")
            try:
                return execute(c.OpenMatter(procedure.name, entry.name, fields), actor, at).matter
            except Refusal as refusal:
                self._note(refusal)
        return ""

    def answer(self, state: Matter, task: Task, at: datetime) -> float | None:
        """Answer a task; None when it is done (or is nobody's to answer), else how many working days to wait."""
        step = self.pack.procedures[state.procedure].steps[task.step]
        outcomes = [outcome for outcome in step.outcomes.values() if not is_awaited(step, outcome.name)]
        if task.confirms or not outcomes:
            return None
        actor = self.holder(self._seat(task), at)
        for _ in range(TRIES):
            outcome = outcomes[0] if self.chance.random() < FIRST else self.chance.choice(outcomes)
            if not self._has_begun(state, task, outcome, at):
                return 1
            fields = self._fields(state, task, outcome, actor, at)
            try:
                execute(c.CompleteTask(task.id, outcome.name, fields), actor, at, matter=state.id)
            except Refusal as refusal:
                self._note(refusal)
                if refusal.code in WAITS:
                    return 1
            else:
                return None
        return 2

    def _fields(self, state: Matter, task: Task, outcome: Outcome, actor: Actor, at: datetime) -> dict[str, c.Plain]:
        procedure = self.pack.procedures[state.procedure]
        step = procedure.steps[task.step]
        look = self._look(state, actor, at, task)
        fields = self.values.of_asks(procedure, (*step.asks, *outcome.asks), state.fields, at, look)
        line = line_of(step.within, look({}))
        if line is not None and line.late_asks and answers_late(task, moment(at)):
            fields[line.late_asks] = "情况复杂，未能按期办结。"
        return fields

    def _look(self, state: Matter, actor: Actor, at: datetime, task: Task | None = None) -> Look:
        draft = Draft(state, Law(self.pack, self.ref, self.calendar), actor, at)
        if task is not None:
            draft.unit = task.unit

        def look(given: dict[str, c.Plain]) -> Lookup:
            return draft.lookup(given, task)

        return look

    def _has_begun(self, state: Matter, task: Task, outcome: Outcome, at: datetime) -> bool:
        """Whether an operation whose end is asked for has begun."""
        step = self.pack.procedures[state.procedure].steps[task.step]
        for ask in (*step.asks, *outcome.asks):
            name, _, part = ask.field.partition(".")
            began = state.value(f"{name}.starts_at")
            if part == "ended_at" and isinstance(began, str) and instant(began) + timedelta(hours=1) > at:
                return False
        return True

    def _maker(self, entry: Entry, at: datetime) -> Actor | None:
        if entry.public:
            return citizen_actor(self.pack.county)
        seat = self._opener(self.chance.choice(entry.by))
        return self.holder(seat, at) if seat else None

    def _opener(self, party: Party) -> Seat | None:
        seats: Mapping[PartyKind, Callable[[], list[Seat]]] = {
            PartyKind.CAPACITY: lambda: [
                Seat(self.pack.capacities[party.name].unit, self.pack.capacities[party.name].post)
            ],
            PartyKind.GROUP: lambda: list(self.pack.groups[party.name].members),
            PartyKind.KIND: lambda: [Seat(unit.code, "") for unit in self._units(party.name)],
            PartyKind.ANY: lambda: [Seat(unit.code, "") for unit in self._units("")],
        }
        found = seats.get(party.by, list)()
        if not found:
            return None
        seat = self.chance.choice(found)
        return seat if seat.post else Seat(seat.unit, self._post(seat.unit, OPENING))

    def _units(self, kind: str) -> list[Unit]:
        return [unit for unit in self.pack.units.values() if (unit.kind == kind or not kind) and unit.posts]

    def _seat(self, task: Task) -> Seat:
        if task.recorder:
            return Seat(task.recorder, self._post(task.recorder, ACTING))
        return Seat(task.unit, task.post or self._post(task.unit, ACTING))

    def _post(self, unit: str, roles: frozenset[Role]) -> str:
        posts = self.pack.units[unit].posts
        acting = [post.code for post in posts if not roles.isdisjoint(map(Role, post.roles))]
        return self.chance.choice(acting or [post.code for post in posts])

    def _note(self, refusal: Refusal) -> None:
        self.refused[refusal.code] = self.refused.get(refusal.code, 0) + 1
