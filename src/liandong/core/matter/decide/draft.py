"""PURE. A decision in the making: events so far and the state they give."""

from __future__ import annotations

from datetime import datetime

from liandong.core import access
from liandong.core.actors import Actor
from liandong.core.conditions import Lookup
from liandong.core.errors import Refusal
from liandong.core.matter.commands import Fields
from liandong.core.matter.events import Event, Header, moment
from liandong.core.matter.law import Law
from liandong.core.matter.state import Matter, Task, evolve, facts, merged, task_facts
from liandong.core.rules import Procedure, Step


class Draft:
    """One decision: `state` is always the fold of the matter's events and of those emitted so far."""

    def __init__(self, state: Matter, law: Law, actor: Actor, now: datetime) -> None:
        self.state = state
        self.law = law
        self.actor = actor
        self.unit = actor.seat.unit  # the unit that acts: the actor's, or the one whose act the actor records
        self.now = now
        self.at = moment(now)
        self.events: list[Event] = []
        self.also: dict[str, tuple[Event, ...]] = {}

    def emit(self, event: Event) -> None:
        """Append an event and fold it at once, so that what follows sees it."""
        self.events.append(event)
        seat = self.actor.seat
        header = Header(
            matter=self.state.id or self.law.matter,
            seq=self.state.seq + 1,
            at=self.at,
            account=self.actor.account,
            unit=seat.unit,
            post=seat.post,
        )
        self.state = evolve(self.state, event, header)

    @property
    def procedure(self) -> Procedure:
        """The procedure of the matter."""
        return self.law.pack.procedures[self.state.procedure]

    def step(self, name: str) -> Step:
        """A step of the procedure."""
        return self.procedure.steps[name]

    def rule(self, step: str, outcome: str = "") -> str:
        """The name of a step or an outcome: `county/procedure#step.outcome`."""
        path = f"{step}.{outcome}" if outcome else step
        return f"{self.law.pack.county}/{self.state.procedure}#{path}"

    def lookup(self, given: Fields | None = None) -> Lookup:
        """Facts for conditions: fields (with `given` laid over), counts, who acts, the origin."""
        fields = merged(self.state.fields, given) if given else self.state.fields
        seat, unit = self.actor.seat, self.unit
        kind = self.actor.kind if unit == seat.unit else self.law.pack.units[unit].kind

        def find(path: str) -> object:
            head, _, part = path.partition(".")
            if head == "count":
                counted = fields.get(part)
                return len(counted) if isinstance(counted, list) else 0
            if head == "actor":
                return {"kind": kind, "unit": unit, "post": seat.post}.get(part)
            if head == "origin":
                return self._origin(part)
            found = fields.get(head)
            if not part:
                return found
            return found.get(part) if isinstance(found, dict) else None

        return find

    def _origin(self, part: str) -> str | None:
        for link in self.state.links:
            origin = self.law.related.get(link["matter"])
            if origin is not None and link["kind"] in ("origin", "reapplication"):
                return {"procedure": origin.procedure, "end": origin.end}.get(part)
        return None

    def allow(self, action: str, task: Task | None = None) -> str:
        """The access row that allows the actor this action on this matter; Refusal otherwise."""
        about = task_facts(task) if task else None
        return access.require(action, self.actor, facts(self.state), about)

    def open_task(self, number: int) -> Task:
        """An open task by number; Refusal if there is none, or if it is answered already."""
        task = self.state.task(number)
        if task is None:
            raise Refusal("task.unknown", task=number)
        if not task.is_open:
            title = self.step(task.step).title
            raise Refusal("task.not-open", rule=self.rule(task.step), task=number, step=title)
        return task

    def running(self) -> None:
        """Refuse acts on a matter that has ended, or whose clocks stand still."""
        if self.state.end:
            raise Refusal("matter.ended", number=self.state.number)
        if self.state.suspended:
            raise Refusal("matter.suspended", number=self.state.number, basis=self.state.suspended)
