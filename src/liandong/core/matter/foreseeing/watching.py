"""PURE. A draft that remembers which missing field what it opens rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from liandong.core.actors import Actor
from liandong.core.conditions import Lookup
from liandong.core.matter import events as e
from liandong.core.matter.commands import Fields
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.law import Law
from liandong.core.matter.state import Matter
from liandong.core.rules import Procedure, Step

ANY = "*"  # of `missing`: whatever is not there was to come from these fields


class Watching(Draft):
    """A dry run. `missing` maps what no fact holds yet to the fields of the form that would bring it.

    What the flow reads after the act itself stands in the events decides who bears a task and when its clock ends: a
    missing field among it is noted for the task that opens next.
    """

    def __init__(
        self, state: Matter, law: Law, actor: Actor, now: datetime, missing: Mapping[str, tuple[str, ...]]
    ) -> None:
        super().__init__(state, law, actor, now)
        self.missing = missing
        self.rests_on: dict[str, tuple[str, ...]] = {}  # by step
        self.beside: list[Watching] = []
        self._read: dict[str, None] = {}

    def another(self, law: Law, actor: Actor, gives: Mapping[str, str]) -> Draft:
        """The draft of a matter that the act starts: what it lacks, the form lacks."""
        every = tuple(dict.fromkeys(name for names in self.missing.values() for name in names))
        handed = {there: self.missing[here] for there, here in gives.items() if here in self.missing}
        missing = {ANY: every, **handed} if every else {}
        self.beside.append(Watching(Matter(), law, actor, self.now, missing))
        return self.beside[-1]

    def facts(self, fields: Fields, row: Fields) -> Lookup:
        """As `Draft.facts`, noting what is missing."""
        find = super().facts(fields, row)
        if not self.missing or not self.events:
            return find

        def noted(path: str) -> object:
            found = find(path)
            keys = (path, *_fields_of(path, self.procedure))
            names = next((self.missing[key] for key in keys if key in self.missing), ())
            if not names and found is None:
                names = self.missing.get(ANY, ())
            self._read.update(dict.fromkeys(names))
            return found

        return noted

    def emit(self, event: e.Event) -> None:
        """As `Draft.emit`; a task takes along what it rests on."""
        super().emit(event)
        if isinstance(event, e.TaskOpened):
            self._note(event.step)

    def nobody(self, step: Step) -> None:
        """Nobody bears the step yet: as long as a missing field may name somebody, that is no refusal."""
        if not self._read:
            super().nobody(step)

    def _note(self, step: str) -> None:
        known = self.rests_on.get(step, ())
        self.rests_on[step] = tuple(dict.fromkeys((*known, *self._read)))
        self._read.clear()


def _fields_of(path: str, procedure: Procedure) -> Iterable[str]:
    """The field that a path looks at: `count.FIELD`, `kind.FIELD`, a part of an operation, what is known of a case."""
    head, _, rest = path.partition(".")
    if head == "case" and procedure.case_field:
        return (procedure.case_field.name,)
    return (rest,) if head in ("count", "kind") else (head,)
