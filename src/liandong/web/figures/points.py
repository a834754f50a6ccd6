"""The points on the map of the county: pins for the picture, and lines for whoever reads instead of looking."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse

from liandong.core.figures import Table
from liandong.core.pictures.maps import Layout, Pin
from liandong.projections.figures.asked import Asked
from liandong.projections.figures.points import Placed, map_points
from liandong.web.language import say, t


@dataclass(frozen=True, slots=True)
class PointSeen:
    """One point: the matter's number, its address ("" where the reader may not open it), what it counts as, and where
    it is."""

    number: str
    address: str
    counts_as: str
    where: str


@dataclass(frozen=True, slots=True)
class PointsSeen:
    """The points of the picture, and what is to be said of them."""

    lines: tuple[PointSeen, ...]
    words: str


def with_points(layout: Layout, table: Table, question: Asked) -> tuple[Layout, PointsSeen | None]:
    """The layout with the points of the columns that the table shows; None where it has no shapes to set them among."""
    if layout.shapes is None or layout.shapes.frame is None:
        return layout, None
    titles = {column.key: say(column.title) for column in table.columns}
    found = map_points(question, list(titles))
    lines = tuple(_seen(each, titles[each.column]) for each in found.placed)
    pins = [
        Pin(line.address, f"{line.number} {line.counts_as}", each.column, each.point.north, each.point.east)
        for each, line in zip(found.placed, lines, strict=True)
    ]
    said = t(
        "点是现场照片所记的位置（由拍摄设备写入，未经核对）：最近有进展的{all}件事项中，{some}件有点位。",
        "A point is where a photo says that it was taken (its camera wrote it, nobody checked it): {some} of the {all} "
        "matters that moved last have one.",
    )
    return replace(layout, pins=pins), PointsSeen(lines, said.format(all=found.looked_at, some=len(lines)))


def _seen(each: Placed, counts_as: str) -> PointSeen:
    point = each.point
    address = reverse("matter", args=[point.matter]) if each.opens else ""
    return PointSeen(point.number, address, counts_as, f"{point.north:.5f}, {point.east:.5f}")
