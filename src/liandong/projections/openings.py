"""Which entries a unit opened most of late: what an officer most often begins stands first on his page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, QuerySet

from liandong.core.actors import Actor
from liandong.projections.models import MatterRow, PartyRow
from liandong.projections.prepared import asked, shape_of, stand_in, values_of

LATEST = 200  # matters of the unit that are looked at: enough to tell habits apart, and few to read


def often_opened(actor: Actor) -> Mapping[tuple[str, str], int]:
    """How often each entry (procedure, entry) was used by the actor's unit, among the latest matters it is party to."""
    found = asked(
        ("often opened", shape_of(actor)),
        values_of(actor),
        lambda given: list(_counted(stand_in(actor, given))),
    )
    return {(str(procedure), str(entry)): int(many) for procedure, entry, many in found}


def _counted(actor: Actor) -> QuerySet[MatterRow, tuple[Any, ...]]:
    parties = PartyRow.objects.visible_to(actor, "matter.view").filter(unit=actor.seat.unit, county=actor.county)
    latest = parties.order_by("-opened_at", "matter_id").values("matter_id")[:LATEST]
    rows = MatterRow.objects.visible_to(actor, "matter.view").filter(pk__in=latest, opened_by=actor.seat.unit)
    counted = rows.order_by().values("procedure", "entry").annotate(many=Count("pk"))
    return counted.values_list("procedure", "entry", "many")
