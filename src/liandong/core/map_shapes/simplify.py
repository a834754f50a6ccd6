"""PURE. From degrees to a plane of whole numbers with few points, so that borders that were shared stay shared.

Every corner is set on a grid. Borders are cut into arcs where three townships meet, each arc is thinned (Ramer, Douglas
and Peucker) alike for both its neighbors, and rings are put together again: no gap opens between two townships that had
none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from liandong.core.map_shapes.geojson import Position, area
from liandong.core.map_shapes.shapes import Frame, Point, Ring, Shape, Shapes

PLANE = 1000  # steps of the longer side
MOST_POINTS = 2_500  # of a county in all: what a page can carry
LEAST_CORNERS = 3
SEEK = 24  # lines and columns in which the deepest point is sought


def simplified(outlines: Mapping[str, Sequence[Sequence[Position]]], most: int = MOST_POINTS) -> Shapes:
    """The outlines (rings in degrees, by unit) as shapes of at most `most` points.

    Islands smaller than a step of the grid are left out; a unit of which nothing is left is a ValueError.
    """
    frame = framed(outlines)
    width, height, rings = _on_grid(outlines, frame)
    tolerance = 0.0
    while True:
        thinned = _thinned(rings, tolerance)
        if sum(len(ring) for some in thinned.values() for ring in some) <= most:
            break
        tolerance = tolerance * 1.4 if tolerance else 0.5
    gone = [unit for unit, some in thinned.items() if not some]
    if gone:
        raise ValueError(f"too small to be drawn: {', '.join(gone)}")
    areas = {unit: Shape(tuple(some), deepest(some)) for unit, some in thinned.items()}
    return Shapes(width, height, areas, frame)


def framed(outlines: Mapping[str, Sequence[Sequence[Position]]]) -> Frame:
    """The frame in which the longer side has PLANE steps; a degree to the east is as wide as at the county's middle."""
    points = [point for rings in outlines.values() for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrow = math.cos(math.radians((south + north) / 2))
    steps = PLANE / max((east - west) * narrow, north - south)
    return Frame(west, north, narrow * steps, steps)


def _on_grid(
    outlines: Mapping[str, Sequence[Sequence[Position]]], frame: Frame
) -> tuple[int, int, dict[str, list[Ring]]]:
    """All rings on one grid, with its width and height."""
    placed = {code: [[frame.placed(*point) for point in ring] for ring in some] for code, some in outlines.items()}
    corners = [point for rings in placed.values() for ring in rings for point in ring]
    rings = {code: [ring for each in some if (ring := _cleaned(each))] for code, some in placed.items()}
    return max(1, max(x for x, _ in corners)), max(1, max(y for _, y in corners)), rings


def _cleaned(points: Sequence[Point]) -> Ring:
    """A ring without a point twice in a row; () where it encloses nothing."""
    ring = tuple(point for n, point in enumerate(points) if point != points[n - 1])
    return ring if len(ring) >= LEAST_CORNERS and area(ring) else ()


def _thinned(rings: Mapping[str, Sequence[Ring]], tolerance: float) -> dict[str, list[Ring]]:
    if not tolerance:
        return {unit: list(some) for unit, some in rings.items()}
    corners = _meeting_points(rings)
    return {
        unit: [thin for ring in some if (thin := _cleaned(list(_thin_ring(ring, corners, tolerance))))]
        for unit, some in rings.items()
    }


def _meeting_points(rings: Mapping[str, Sequence[Ring]]) -> frozenset[Point]:
    """The points at which a border begins or ends to be shared: their neighbors are not the same in every ring."""
    beside: dict[Point, frozenset[Point]] = {}
    meeting: set[Point] = set()
    for some in rings.values():
        for ring in some:
            for n, point in enumerate(ring):
                neighbors = frozenset((ring[n - 1], ring[(n + 1) % len(ring)]))
                if beside.setdefault(point, neighbors) != neighbors:
                    meeting.add(point)
    return frozenset(meeting)


def _thin_ring(ring: Ring, meeting: frozenset[Point], tolerance: float) -> Iterator[Point]:
    """The ring arc by arc; each arc is thinned in one direction, whichever way the ring runs along it."""
    cuts = [n for n, point in enumerate(ring) if point in meeting]
    if len(cuts) < 2:
        first = cuts[0] if cuts else ring.index(min(ring))
        far = max(range(len(ring)), key=lambda n: (math.dist(ring[n], ring[first]), ring[n]))
        cuts = sorted({first, far})
    for n, begin in enumerate(cuts):
        end = cuts[(n + 1) % len(cuts)]
        arc = [*ring[begin:end], ring[end]] if begin < end else [*ring[begin:], *ring[:end], ring[end]]
        turned = tuple(arc[::-1]) < tuple(arc)
        thin = _thin_arc(arc[::-1] if turned else arc, tolerance)
        yield from (thin[::-1] if turned else thin)[:-1]


def _thin_arc(arc: Sequence[Point], tolerance: float) -> list[Point]:
    """Ramer, Douglas and Peucker: what lies no farther than `tolerance` from the line between two kept points goes."""
    kept = {0, len(arc) - 1}
    spans = [(0, len(arc) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        at = max(range(first + 1, last), key=lambda n: (_off(arc[n], arc[first], arc[last]), -n))
        if _off(arc[at], arc[first], arc[last]) > tolerance:
            kept.add(at)
            spans += [(first, at), (at, last)]
    return [arc[n] for n in sorted(kept)]


def _off(point: Point, one: Point, other: Point) -> float:
    """How far a point lies from the line between two others."""
    (x, y), (a, b), (c, d) = point, one, other
    length = math.dist(one, other)
    if not length:
        return math.dist(point, one)
    along = max(0.0, min(1.0, ((x - a) * (c - a) + (y - b) * (d - b)) / length**2))
    return math.dist(point, (a + along * (c - a), b + along * (d - b)))


def deepest(rings: Sequence[Ring]) -> Point:
    """The point inside a shape that lies farthest from its outline, as well as a grid finds it."""
    largest = max(rings, key=lambda ring: abs(area(ring)))
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    best, depth = (round(sum(xs) / len(xs)), round(sum(ys) / len(ys))), -1.0
    for row in range(1, SEEK):
        for column in range(1, SEEK):
            point = (
                round(min(xs) + (max(xs) - min(xs)) * column / SEEK),
                round(min(ys) + (max(ys) - min(ys)) * row / SEEK),
            )
            if not inside(point, rings):
                continue
            found = min(_off(point, one, other) for ring in rings for one, other in _sides(ring))
            if found > depth:
                best, depth = point, found
    return best


def inside(point: tuple[float, float], rings: Sequence[Ring]) -> bool:
    """Whether a point lies inside a shape with holes: a line to the right crosses an odd number of sides."""
    x, y = point
    crossed = False
    for ring in rings:
        for (a, b), (c, d) in _sides(ring):
            if (b > y) != (d > y) and x < a + (y - b) / (d - b) * (c - a):
                crossed = not crossed
    return crossed


def _sides(ring: Ring) -> Iterator[tuple[Point, Point]]:
    yield from zip(ring, (*ring[1:], ring[0]), strict=True)
