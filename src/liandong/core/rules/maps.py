"""PURE. A county's map as its pack has it: tiles for townships, what is counted apart, where matters take place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from liandong.core.texts import Text


@dataclass(frozen=True, slots=True)
class Tile:
    """Where a township stands on the schematic map: row from the top, column from the left, both from 1."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Layer:
    """Procedures whose running matters the map counts apart, such as complaints."""

    name: str
    title: Text
    procedures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountyMap:
    """The schematic map. It says nothing of borders or sizes, and of directions only where `directions` says so.

    `stationed` are units that belong to a township's tile although it is not their parent; `places` are the fields of
    a procedure that may name the unit of the place (属地): the first that is given counts.
    """

    tiles: Mapping[str, Tile]  # by the unit's code
    directions: bool = False
    stationed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    layers: Mapping[str, Layer] = field(default_factory=dict)
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by the procedure's name
