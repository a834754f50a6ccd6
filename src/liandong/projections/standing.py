"""How the county's matters stand as a whole, in numbers: for who keeps the system, and sees no matter."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from liandong.projections.models import MatterRow, TaskRow

NUMBERS = "numbers for the system administrator, who sees no matter"


@dataclass(frozen=True, slots=True)
class RunningVersion:
    """How many matters run under one version of the county's pack."""

    version: str
    pack_hash: str
    matters: int


def provisional_deadlines(county: str) -> int:
    """Open tasks whose last day a notice on holidays may still move."""
    return TaskRow.objects.unscoped(NUMBERS).filter(county=county, unsettled_on__isnull=False).count()


def running_versions(county: str) -> list[RunningVersion]:
    """The versions under which matters run, those with the most first."""
    rows = MatterRow.objects.unscoped(NUMBERS).filter(county=county, ended_at__isnull=True)
    counted = rows.values_list("pack", "pack_hash").annotate(matters=Count("pk")).order_by("-matters", "pack")
    return [RunningVersion(*row) for row in counted]
