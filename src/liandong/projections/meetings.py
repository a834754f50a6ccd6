"""Meetings out of the rows: those that run, those that are past, and the tasks of a secretary's work."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from liandong.core.actors import Actor
from liandong.core.marked import places
from liandong.core.rules import OF_MEETINGS, Mark, Pack
from liandong.projections.listing import Page, page_of
from liandong.projections.matters import COLUMNS as MATTER_COLUMNS
from liandong.projections.matters import MatterLine
from liandong.projections.models import MatterRow, TaskRow
from liandong.projections.worklist import COLUMNS, WorklistLine

VIEW = "matter.view"
MOST_RUNNING, MOST_TASKS, PAGE = 40, 200, 20


def running_meetings(actor: Actor, pack: Pack) -> list[MatterLine]:
    """The meetings that have not ended and that the actor may see, the latest opened first."""
    rows = _meetings(actor, pack).filter(ended_at__isnull=True).order_by("-opened_at", "pk")
    return [MatterLine(*row) for row in rows.values_list(*MATTER_COLUMNS)[:MOST_RUNNING]]


def past_meetings(actor: Actor, pack: Pack, page: int) -> Page[MatterLine]:
    """One page of those that ended, the latest first."""
    rows = _meetings(actor, pack).filter(ended_at__isnull=False).order_by("-ended_at", "pk")
    return page_of(rows.values_list(*MATTER_COLUMNS), MatterLine, page, PAGE)


def secretary_work(actor: Actor, pack: Pack) -> dict[Mark, list[WorklistLine]]:
    """The open tasks of meetings that the actor may see, by mark, the most urgent first; in one query.

    A task that counts as two marks stands under both.
    """
    at = {(place.procedure, place.step): place for place in places(pack, *OF_MEETINGS)}
    if not at:
        return {}
    wanted = Q()
    for procedure, step in at:
        wanted |= Q(procedure=procedure, step=step)
    rows = TaskRow.objects.visible_to(actor, VIEW).filter(wanted, county=actor.county, waits_at__isnull=False)
    lines = [
        WorklistLine(*row) for row in rows.order_by("waits_at", "matter_id", "task").values_list(*COLUMNS)[:MOST_TASKS]
    ]
    found: dict[Mark, list[WorklistLine]] = {}
    for line in lines:
        for mark in pack.procedures[line.procedure].steps[line.step].counts_as:
            found.setdefault(mark, []).append(line)
    return found


def meeting_procedures(pack: Pack) -> list[str]:
    """The procedures of meetings."""
    return [name for name, procedure in pack.procedures.items() if procedure.meeting is not None]


def _meetings(actor: Actor, pack: Pack) -> QuerySet[MatterRow]:
    return MatterRow.objects.visible_to(actor, VIEW).filter(county=actor.county, procedure__in=meeting_procedures(pack))
