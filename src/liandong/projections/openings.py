"""Which entries a unit opened most of late: what an officer most often begins stands first on his page."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count

from liandong.core.actors import Actor
from liandong.projections.models import MatterRow, PartyRow

LATEST = 200  # matters of the unit that are looked at: enough to tell habits apart, and few to read


def often_opened(actor: Actor) -> Mapping[tuple[str, str], int]:
    """How often each entry (procedure, entry) was used by the actor's unit, among the latest matters it is party to."""
    parties = PartyRow.objects.visible_to(actor, "matter.view").filter(unit=actor.seat.unit, county=actor.county)
    latest = parties.order_by("-opened_at", "matter_id").values("matter_id")[:LATEST]
    rows = MatterRow.objects.visible_to(actor, "matter.view").filter(pk__in=latest, opened_by=actor.seat.unit)
    counted = rows.order_by().values("procedure", "entry").annotate(many=Count("pk"))
    return {(procedure, entry): many for procedure, entry, many in counted.values_list("procedure", "entry", "many")}
