"""PURE. The point of a matter: where the first photo of it says that it was taken.

A photo that came with a citizen's data tells nobody where that citizen is, and one that was erased by law tells nothing
any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from liandong.core.evidence import Item, items_in
from liandong.core.matter.decide.masks import guards
from liandong.core.matter.state import Matter
from liandong.core.rules import Procedure


@dataclass(frozen=True, slots=True)
class Point:
    """Where a matter is, in degrees of WGS 84. The camera says so; nobody vouches for it."""

    matter: str
    number: str
    north: float
    east: float


def point_of(state: Matter, procedure: Procedure) -> Point | None:
    """The point of a matter; None where no photo that all its readers may see says one."""
    for item in _items(state, procedure):
        north, _, east = str(item.get("captured_place") or "").partition(",")
        if north and east and item["key"] not in state.erased:
            return Point(state.id, state.number, float(north), float(east))
    return None


def _items(state: Matter, procedure: Procedure) -> Iterator[Item]:
    """The files of the forms, those of each unit's answers, and what was added beside them."""
    open_ = [name for name in procedure.file_fields if not guards(procedure, name)]
    for given in (state.fields, *(task.answers for task in state.tasks)):
        yield from items_in([given.get(name) for name in open_])
    yield from items_in(list(state.evidence))
