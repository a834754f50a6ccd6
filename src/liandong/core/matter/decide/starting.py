"""PURE. An act that starts a related matter: the transfer of a complaint, one case per department of an operation."""

from __future__ import annotations

from dataclasses import replace

from liandong.core.actors import Actor, Role, Seat
from liandong.core.conditions import Lookup
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.decide.opening import open_matter
from liandong.core.matter.state import Task
from liandong.core.rules import Outcome


def start(draft: Draft, task: Task, outcome: Outcome, lookup: Lookup) -> None:
    """Open the matter that this outcome starts, in the name of the unit whose act it is, and link both.

    Raises the Refusal of its entry: then nothing of the act is done. ValueError if `Law.reserved` has no number for it.
    """
    starts = outcome.starts
    if starts is None:
        return
    reserved = draft.law.reserved.get(starts.procedure)
    if reserved is None:
        raise ValueError(f"no number is reserved for a matter of {starts.procedure}")
    here = draft.state
    given = {there: task.unit if source == "actor" else lookup(source) for there, source in starts.gives.items()}
    fields: c.Fields = {name: value for name, value in given.items() if value is not None}  # type: ignore[misc]
    law = replace(
        draft.law, number=reserved.number, matter=reserved.matter, related={**draft.law.related, here.id: here}
    )
    child = draft.another(law, _in_the_name_of(draft, task), starts.gives)
    open_matter(child, c.OpenMatter(starts.procedure, starts.entry, fields, c.Origin(here.id, "related")), started=True)
    draft.also[reserved.matter] = tuple(child.events)
    by = f"{task.step}.{outcome.name}"
    draft.emit(e.MatterLinked(reserved.matter, reserved.number, "started", "", by=by))


def _in_the_name_of(draft: Draft, task: Task) -> Actor:
    """The actor, or, where another unit's act is recorded, that unit."""
    if draft.actor.seat.unit == task.unit:
        return draft.actor
    unit = draft.law.pack.units[task.unit]
    seat = Seat(task.unit, task.post or unit.head.code)
    return replace(draft.actor, seat=seat, kind=unit.kind, roles=frozenset({Role.OFFICER}), seats=(seat,))
