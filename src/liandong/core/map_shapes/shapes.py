"""PURE. Shapes of townships on a plane of whole numbers, and their paths as SVG."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

Point = tuple[int, int]
Ring = tuple[Point, ...]  # closed in thought: the first point is not said again


@dataclass(frozen=True, slots=True)
class Shape:
    """A township's outlines and holes, and the point deepest inside it, where its name stands."""

    rings: tuple[Ring, ...]
    middle: Point

    @property
    def path(self) -> str:
        """The outline as the `d` of an SVG path, in whole steps from point to point."""
        return "".join(_path(ring) for ring in self.rings)


@dataclass(frozen=True, slots=True)
class Frame:
    """How degrees lie on the plane: its west and north edge, and the steps of a degree to the east and south."""

    west: float
    north: float
    east_steps: float
    south_steps: float

    def placed(self, east: float, north: float) -> Point:
        """The step of the plane on which a position lies, whether or not it lies within the plane."""
        return round((east - self.west) * self.east_steps), round((self.north - north) * self.south_steps)


@dataclass(frozen=True, slots=True)
class Shapes:
    """A county's shapes by the unit's code, on a plane of this width and height; north is up.

    `frame` is None of shapes that were imported before it was kept: no point can be set among them.
    """

    width: int
    height: int
    areas: Mapping[str, Shape]
    frame: Frame | None = None

    @property
    def points(self) -> int:
        """How many points there are in all."""
        return sum(len(ring) for shape in self.areas.values() for ring in shape.rings)

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        areas = {unit: {"rings": shape.rings, "middle": shape.middle} for unit, shape in self.areas.items()}
        frame = {"frame": list(astuple(self.frame))} if self.frame else {}
        return {"width": self.width, "height": self.height, "areas": areas, **frame}


def shapes_from(kept: Mapping[str, Any]) -> Shapes:
    """The shapes of what `plain` gave."""
    areas = {
        unit: Shape(tuple(tuple((x, y) for x, y in ring) for ring in each["rings"]), tuple(each["middle"]))
        for unit, each in kept["areas"].items()
    }
    return Shapes(kept["width"], kept["height"], areas, Frame(*kept["frame"]) if "frame" in kept else None)


def _path(ring: Ring) -> str:
    said, (x, y) = [f"M{ring[0][0]} {ring[0][1]}l"], ring[0]
    for to_x, to_y in ring[1:]:
        step_x, step_y = to_x - x, to_y - y
        said.append(f"{step_x}{step_y}" if step_y < 0 else f"{step_x} {step_y}")
        said.append(" ")
        x, y = to_x, to_y
    return "".join(said).rstrip() + "z"
