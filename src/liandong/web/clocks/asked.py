"""What the clock board was asked to show, read from the address and written back into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from liandong.core.time_limits import Lamp
from liandong.packs import library
from liandong.projections.figures import asked as asking
from liandong.projections.figures.asked import PROCEDURE, UNIT
from liandong.projections.figures.clocks import LAMPS, WallQuery, band_heads
from liandong.projections.figures.scope import Reader
from liandong.web import dates
from liandong.web.asked import AskedList, among, number, page
from liandong.web.request import Seated

SIZES = (50, 100)


@dataclass(frozen=True, slots=True)
class Asked(AskedList):
    """One wall: its filters, by what its chips are grouped ("" for the bands of time), and how many on a page."""

    band: str = ""
    lamp: str = ""
    unit: str = ""
    procedure: str = ""
    by: str = ""
    size: int = SIZES[0]

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter was asked."""
        return any((self.band, self.lamp, self.unit, self.procedure))

    def question(self, request: Seated) -> asking.Asked:
        """The figure that the wall draws, as the projections ask it."""
        today = dates.local(request.now).date()
        return asking.Asked(
            reader=Reader(request.actor.county, request.actor),
            pack=request.pack,
            calendar=library().calendar(),
            now=request.now,
            first=today,
            last=today,
            procedure=self.procedure,
            by=self.by or UNIT,
        )

    def query(self) -> WallQuery:
        """Which chips are asked for."""
        lamp = Lamp(self.lamp) if self.lamp else None
        return WallQuery(self.band, self.unit, lamp, bool(self.by), self.page, self.size)


def read(query: Mapping[str, str], request: Seated) -> Asked:
    """What the address asks for; what it does not know is not asked."""
    size = number(query.get("size", ""))
    return Asked(
        band=among(query, "band", [head.key for head in band_heads()]),
        lamp=among(query, "lamp", [lamp.value for lamp in LAMPS]),
        unit=among(query, "unit", request.pack.units),
        procedure=among(query, "procedure", request.pack.procedures),
        by=among(query, "by", (UNIT, PROCEDURE)),
        size=size if size in SIZES else SIZES[0],
        page=page(query),
    )
