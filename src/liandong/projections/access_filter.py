"""The access table as a database filter: the same conditions, said in SQL.

`core.access.remaining` answers everything about the actor; what is left are atoms of the matter and of the task.
Those that look at many rows become EXISTS, never a join: a negated join over NULLs is where list and check come apart.
A property test holds `row in visible_to(actor)` and `check(actor, facts)` together on both databases.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, or_

from django.db.models import Exists, Model, OuterRef, Q

from liandong.core.access import conditions as c
from liandong.core.access import remaining
from liandong.core.actors import Actor

NOTHING = Q(county__in=())
EVERYTHING = ~NOTHING


def visible(model: type[Model], actor: Actor, action: str) -> Q:
    """The filter on rows of `model` for `action`; KeyError for an action that does not exist."""
    return said(remaining(action, actor), model, actor)


def said(condition: c.Condition, model: type[Model], actor: Actor) -> Q:
    """A condition as a filter on rows of `model`; TypeError names one that has no translation."""
    match condition:
        case c.And(parts):
            return reduce(and_, (said(part, model, actor) for part in parts))
        case c.Or(parts):
            return reduce(or_, (said(part, model, actor) for part in parts))
        case c.Not(part):
            return ~said(part, model, actor)
        case c.Always():
            return EVERYTHING
        case c.InCounty() | c.OpenedBy() | c.Participates():
            return _of_matter(condition, model, actor)
        case c.NoTask() | c.Open() | c.OwnUnit() | c.HoldsTask() | c.RecordsTask():
            return _of_task(condition, model, actor)
    raise TypeError(f"{condition!r} has no translation into a filter; add it to projections.access_filter")


def _of_matter(atom: c.Condition, model: type[Model], actor: Actor) -> Q:
    if not (actor.county if isinstance(atom, c.InCounty) else actor.seat.unit):
        return NOTHING  # no county and no unit are nobody's, the same as in core.access
    match atom:
        case c.InCounty():
            return Q(county=actor.county)
        case c.Participates():
            return _participates(model, actor.seat.unit)
        case _:
            return _opened_by(model, actor.seat.unit)


def _participates(model: type[Model], unit: str) -> Q:
    from liandong.projections.models import MatterRow, PartyRow, TaskRow

    parties = PartyRow.objects.unscoped("the filter itself")
    takes_part = Q(Exists(parties.filter(matter_id=OuterRef("pk" if model is MatterRow else "matter_id"), unit=unit)))
    if model is TaskRow:
        # Whoever bears or records a task takes part in its matter (core.matter.state): his own tasks need no look-up.
        return Q(unit=unit) | Q(recorder=unit) | takes_part
    if model is PartyRow:
        return Q(unit=unit) | takes_part  # his own row says it already
    return takes_part


def _opened_by(model: type[Model], unit: str) -> Q:
    from liandong.projections.models import MatterRow

    if model is MatterRow:
        return Q(opened_by=unit)
    matters = MatterRow.objects.unscoped("the filter itself")
    return Q(Exists(matters.filter(pk=OuterRef("matter_id"), opened_by=unit)))


def _of_task(atom: c.Condition, model: type[Model], actor: Actor) -> Q:
    from liandong.projections.models import TaskRow

    if model is not TaskRow:  # without its subject an atom does not hold, except that there is none
        return EVERYTHING if isinstance(atom, c.NoTask) else NOTHING
    seat = actor.seat
    match atom:
        case c.Open():
            return Q(state="open")
        case _ if not seat.unit:
            return NOTHING
        case c.OwnUnit():
            return Q(unit=seat.unit)
        case c.HoldsTask():
            return Q(unit=seat.unit, post__in=("", seat.post))
        case c.RecordsTask():
            return Q(recorder=seat.unit)
        case _:
            return NOTHING
