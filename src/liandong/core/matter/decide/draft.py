"""PURE. A decision in the making: events so far and the state they give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from liandong.core import access
from liandong.core.actors import Actor
from liandong.core.conditions import Lookup
from liandong.core.errors import Refusal
from liandong.core.evidence import Item, item_of, items_in
from liandong.core.matter.commands import Fields
from liandong.core.matter.events import Event, Header, moment
from liandong.core.matter.law import Law
from liandong.core.matter.state import Matter, Task, evolve, facts, merged, task_facts
from liandong.core.rules import PartyKind, Procedure, Step


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
        state = self.state
        header = Header(state.id or self.law.matter, state.seq + 1, self.at, self.actor.account, seat.unit, seat.post)
        self.state = evolve(state, event, header)

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

    def lookup(self, given: Fields | None = None, task: Task | None = None) -> Lookup:
        """Facts for conditions: fields (with `given` laid over), counts, who acts, the origin, the row of a task."""
        fields = merged(self.state.fields, given) if given else self.state.fields
        row = self.row_of(task, fields) if task else {}
        return self.facts(fields, row)

    def facts(self, fields: Fields, row: Fields) -> Lookup:
        """Facts for conditions on these fields and this row."""

        def find(path: str) -> object:
            head, _, part = path.partition(".")
            if part and head in _FACTS:
                return _FACTS[head](self, fields, part)
            if head == "row":
                return row.get(part)
            found = fields.get(head)
            if not part:
                return found
            return found.get(part) if isinstance(found, dict) else None

        return find

    def row_of(self, task: Task, fields: Fields) -> Fields:
        """The row that a task of a step with `each: {rows: …}` is about; empty for any other task."""
        lines = self.step(task.step).each
        if not lines or lines[0].party.by is not PartyKind.ROWS or not task.about:
            return {}
        rows = fields.get(lines[0].party.name)
        row = rows[int(task.about) - 1] if isinstance(rows, list) and int(task.about) <= len(rows) else None
        return row if isinstance(row, dict) else {}

    def _count(self, fields: Fields, part: str) -> int:
        counted = fields.get(part)
        return len(counted) if isinstance(counted, list) else 0

    def _kind(self, fields: Fields, part: str) -> str | None:
        unit = self.law.pack.units.get(str(fields.get(part)))
        return unit.kind if unit else None

    def _actor(self, fields: Fields, part: str) -> object:
        seat, unit = self.actor.seat, self.unit
        match part:
            case "unit":
                return unit
            case "post":
                return seat.post
            case "kind":
                return self.actor.kind if unit == seat.unit else self.law.pack.units[unit].kind
            case "enforces":
                return unit in self.law.pack.units and self.law.pack.units[unit].enforces
        return None

    def _case(self, fields: Fields, part: str) -> bool:
        """`received`: handed to the acting unit before; `running`: another matter on it has not ended."""
        case = self.procedure.case_field
        number = fields.get(case.name) if case else None
        if not isinstance(number, str):
            return False
        own, procedure = self.state.id or self.law.matter, self.procedure.name
        past = [each for each in self.law.cases(number) if each.procedure == procedure and each.matter != own]
        if part == "running":
            return any(not each.ended for each in past)
        return any(each.opened_by != self.unit and self.unit in each.holders for each in past)

    def _origin(self, fields: Fields, part: str) -> str | None:
        for link in self.state.links:
            origin = self.law.related.get(link["matter"])
            if origin is not None and link["kind"] in ("origin", "reapplication"):
                return {"procedure": origin.procedure, "end": origin.end}.get(part)
        return None

    def another(self, law: Law, actor: Actor, gives: Mapping[str, str]) -> Draft:
        """The draft of a matter that this act starts; `gives` says which of its fields come from which here."""
        return Draft(Matter(), law, actor, self.now)

    def nobody(self, step: Step) -> None:
        """Refuse a step that nobody could bear."""
        raise Refusal("step.nobody", rule=self.rule(step.name), cites=step.cites, step=step.title)

    def file(self, key: str) -> Item:
        """The file with this key: one that the matter names already, or the one it comes from; or one of the store.

        Of the store a seat may name what its own unit uploaded in this county. Refusal `files.unknown`,
        `files.unfinished`.
        """
        known = next((item for item in self._named_files() if item["key"] == key), None)
        if known is not None:
            return known
        held = self.law.files(key)
        if held is None or held.county != self.law.pack.county or held.unit != self.actor.seat.unit:
            raise Refusal("files.unknown")
        if not held.stored_at:
            raise Refusal("files.unfinished", name=held.name)
        return item_of(held)

    def _named_files(self) -> Iterator[Item]:
        """The files of this matter and of those it comes from, as far as the actor may see these.

        A matter that is not opened yet holds only what somebody typed, and that names no file.
        """
        came_from = {link["matter"] for link in self.state.links if link["kind"] in ("origin", "reapplication")}
        origins = [other for other in self.law.related.values() if other.id in came_from]
        seen = [other for other in origins if access.check("matter.view", self.actor, facts(other))]
        for state in ([self.state] if self.state.seq else []) + seen:
            yield from items_in(state.fields)
            yield from items_in(list(state.evidence))
            for task in state.tasks:
                yield from items_in(task.answers)

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


_FACTS: Mapping[str, Callable[[Draft, Fields, str], object]] = {
    "count": Draft._count,
    "kind": Draft._kind,
    "actor": Draft._actor,
    "case": Draft._case,
    "origin": Draft._origin,
}
