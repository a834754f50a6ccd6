"""The map of the townships with the operations that run in each, beside a list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from liandong.core.clashing import Operation
from liandong.core.pictures.maps import ON_PHONE, CountyMap
from liandong.web.figures.drawn import on_map
from liandong.web.figures.inks import Inks
from liandong.web.figures.map_layout import caption, layout_of
from liandong.web.language import say
from liandong.web.operations.places import by_place
from liandong.web.request import Seated

SIDE = 400  # pixels of the map beside the list


@dataclass(frozen=True, slots=True)
class MapSeen:
    """The map as it is drawn, what its marks look like, and what it is (schematic, or a site's own shapes)."""

    drawn: CountyMap
    ink: Inks
    caption: str


def map_seen(request: Seated, running: Sequence[Operation], today: date) -> MapSeen:
    """The map of all that run; those that begin today are told apart."""
    layout = layout_of(request.pack)
    drawn = on_map(by_place(list(running), request.pack, today), layout, SIDE, ON_PHONE)
    return MapSeen(drawn, Inks("operations"), say(caption(layout)))
