"""Tasks that somebody names one by one: ticked in a list, say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from liandong.core.actors import Actor
from liandong.projections.models import TaskRow
from liandong.projections.worklist import COLUMNS, WorklistLine

Named = tuple[str, int]
"""The id of a matter, and the number of a task of it."""


def tasks_named(actor: Actor, named: Sequence[Named]) -> list[WorklistLine]:
    """The tasks with these names that `actor` may see and that have not been closed, in the order of their names."""
    if not named:
        return []
    wanted = reduce(or_, (Q(matter_id=matter, task=task) for matter, task in named))
    rows = TaskRow.objects.visible_to(actor, "matter.view").filter(wanted, waits_at__isnull=False)
    found = {(line.matter_id, line.task): line for line in (WorklistLine(*row) for row in rows.values_list(*COLUMNS))}
    return [found[name] for name in named if name in found]
