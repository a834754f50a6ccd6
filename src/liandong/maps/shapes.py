"""The shapes of a county, as its site has imported them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from liandong.core.map_shapes.shapes import Shapes, shapes_from
from liandong.maps.models import SiteShapes


@dataclass(frozen=True, slots=True)
class Source:
    """From which file the shapes of a county came, and when; `file_hash` is its SHA-256."""

    file_name: str
    file_hash: str
    imported_at: datetime


def shapes_of(county: str) -> Shapes | None:
    """The site's own shapes of a county, None where it has imported none; one query."""
    kept = SiteShapes.objects.filter(pk=county).values_list("shapes", flat=True).first()
    return shapes_from(kept) if kept else None


def source_of(county: str) -> Source | None:
    """Where the shapes of a county come from."""
    row = SiteShapes.objects.filter(pk=county).values_list("file_name", "file_hash", "imported_at").first()
    return Source(*row) if row else None


def keep_shapes(county: str, shapes: Shapes, source: Source) -> None:
    """Keep the shapes of a county in place of those it had."""
    SiteShapes.objects.update_or_create(
        pk=county,
        defaults={
            "shapes": shapes.plain(),
            "file_name": source.file_name[:200],
            "file_hash": source.file_hash,
            "imported_at": source.imported_at,
        },
    )


def drop_shapes(county: str) -> bool:
    """Go back to the schematic map; False where there was nothing else."""
    return bool(SiteShapes.objects.filter(pk=county).delete()[0])
