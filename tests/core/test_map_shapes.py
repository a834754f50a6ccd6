"""A site's shapes: bad files are refused with a reason, good ones are matched and thinned, and no border opens."""

from __future__ import annotations

import json
import math
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liandong.core.map_shapes import geojson
from liandong.core.map_shapes.geojson import NotShapes, area, read_features
from liandong.core.map_shapes.matching import matched, said
from liandong.core.map_shapes.shapes import Shape, Shapes, shapes_from
from liandong.core.map_shapes.simplify import PLANE, deepest, inside, simplified
from liandong.core.rules import Pack
from tests.core.sample import pack as sample_pack

SQUARE = [[118.0, 33.0], [118.1, 33.0], [118.1, 33.1], [118.0, 33.1], [118.0, 33.0]]


def feature(ring: Any = None, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    rings = [SQUARE if ring is None else ring]
    coordinates = rings if kind == "Polygon" else [rings]
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties or {"name": "东镇"}, "geometry": geometry}


def file(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def changed(**more: Any) -> dict[str, Any]:
    return {**feature(), **more}


BAD: dict[str, list[bytes]] = {
    "utf-8": [b"\xff\xfe{"],
    "json": [b"{", b"", b'{"type": "FeatureCollection", "features": [}', b"[" * 100_000],
    "collection": [b"[]", b'"FeatureCollection"', b'{"type": "Feature"}', b'{"type": "Topology"}'],
    "crs": [
        file(feature(), crs={"type": "name", "properties": {"name": "EPSG:4528"}}),
        file(feature(), crs="GCJ-02"),
        file(feature(), crs={"properties": 3}),
    ],
    "none": [b'{"type": "FeatureCollection"}', file(), b'{"type": "FeatureCollection", "features": {}}'],
    "many": [file(*[feature()] * 1001)],
    "feature": [file(3), file(feature(), {"type": "Polygon"})],
    "properties": [file(changed(properties=None))],
    "geometry": [
        file(changed(geometry=None)),
        file(changed(geometry={"type": "Point", "coordinates": [118.0, 33.0]})),
        file(changed(geometry={"type": "LineString", "coordinates": SQUARE})),
        file(changed(geometry={"type": "GeometryCollection", "geometries": []})),
    ],
    "ring": [
        file(feature(SQUARE[:-1])),
        file(feature(SQUARE[:2] + SQUARE[:1])),
        file(feature([])),
        file(feature(5)),
        file(changed(geometry={"type": "Polygon", "coordinates": []})),
        file(changed(geometry={"type": "Polygon", "coordinates": "118"})),
        file(changed(geometry={"type": "MultiPolygon", "coordinates": []})),
        file(changed(geometry={"type": "MultiPolygon", "coordinates": [3]})),
    ],
    "position": [
        file(feature([["118", "33"], *SQUARE[1:4], ["118", "33"]])),
        file(feature([[118.0], *SQUARE[1:4], [118.0]])),
        file(feature([[True, False], *SQUARE[1:4], [True, False]])),
        file(feature([None, *SQUARE[1:4], None])),
        file(feature()).replace(b"118.1", b"NaN"),
        file(feature()).replace(b"118.1", b"Infinity"),
        file(feature()).replace(b"118.1", b"1e999"),
        file(feature()).replace(b"118.1", b"1" + b"0" * 400),
    ],
    "range": [
        file(
            feature(
                [[40512345.0, 3712345.0], [40512399.0, 3712345.0], [40512399.0, 3712399.0], [40512345.0, 3712345.0]]
            )
        ),
        file(feature([[y, x] for x, y in SQUARE])),
    ],
    "flat": [file(feature([[118.0, 33.0], [118.1, 33.1], [118.2, 33.2], [118.0, 33.0]]))],
    "wide": [file(feature(), feature([[100.0, 33.0], [100.1, 33.0], [100.1, 33.1], [100.0, 33.0]]))],
}


@pytest.mark.parametrize(("code", "raw"), [(code, raw) for code, some in BAD.items() for raw in some])
def test_a_bad_file_is_refused_with_its_reason_in_both_languages(code: str, raw: bytes) -> None:
    with pytest.raises(NotShapes) as refused:
        read_features(raw)
    assert refused.value.code == code
    assert re.search(r"[\u4e00-\u9fff]", refused.value.reason.zh)
    assert not re.search(r"[\u4e00-\u9fff]", refused.value.reason.en)


def test_every_refusal_has_a_bad_file_and_sizes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(geojson.WORDS) - set(BAD) == {"large", "points"}
    monkeypatch.setattr(geojson, "MOST_BYTES", 10)
    with pytest.raises(NotShapes, match="bytes"):
        read_features(file(feature()))
    monkeypatch.undo()
    monkeypatch.setattr(geojson, "MOST_POINTS", 8)
    assert len(read_features(file(feature()))) == 1
    with pytest.raises(NotShapes, match="positions"):
        read_features(file(feature(), feature()))


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    keys = st.sampled_from(["type", "features", "geometry", "coordinates", "properties", "crs"])
    words = st.sampled_from(["FeatureCollection", "Feature", "Polygon", "MultiPolygon"])
    return st.lists(inner | words, max_size=5) | st.dictionaries(keys, inner | words, max_size=5)


ANYTHING = st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=9), nested)
COLLECTIONS = st.lists(ANYTHING | ANYTHING.map(lambda each: changed(geometry=each)), max_size=3).map(
    lambda each: file(*each)
)


@given(st.binary(max_size=200) | ANYTHING.map(lambda each: json.dumps(each).encode()) | COLLECTIONS)
def test_nothing_that_is_sent_breaks_the_reader(raw: bytes) -> None:
    try:
        found = read_features(raw)
    except NotShapes as refused:
        assert refused.reason.en
    else:
        assert found


def test_heights_are_dropped_and_parts_and_holes_are_kept() -> None:
    hole = [[118.04, 33.04], [118.06, 33.04], [118.06, 33.06], [118.04, 33.04]]
    whole = feature()
    whole["geometry"]["coordinates"] = [[[*each, 12.5] for each in SQUARE], hole]
    (found,) = read_features(file(whole))
    assert [len(ring) for ring in found.rings] == [4, 3]
    assert found.rings[0][0] == (118.0, 33.0)
    (several,) = read_features(file(feature(kind="MultiPolygon")))
    assert len(several.rings) == 1
    assert read_features(b"\xef\xbb\xbf" + file(feature(), crs={"properties": {"name": "EPSG:4490"}}))


@pytest.fixture(scope="module")
def pack() -> Pack:
    return sample_pack()


def test_townships_are_found_by_code_or_any_of_their_names(pack: Pack) -> None:
    east, west = "east-township", "west-township"
    for name, unit in (
        ("东镇", east),
        ("east-township", east),
        ("East Township", east),
        ("样县东镇人民政府", east),
        (f"{pack.name.zh}西镇", west),
        (" 西镇 ", west),
    ):
        found = matched(read_features(file(feature(code="x", label=name))), pack)
        assert [(each.unit, each.by[0]) for each in found.matches] == [(unit, "label")]
        assert found.missing == ((west,) if unit == east else (east,))


def test_what_cannot_be_told_apart_is_said(pack: Pack) -> None:
    raw = file(
        feature(name="东镇"), feature(name="东镇", n=2), feature(name="东镇", old="西镇"), feature(name="北镇", n=4)
    )
    found = matched(read_features(raw), pack)
    assert found.doubled == ("east-township",)
    assert [each.number for each, _ in found.torn] == [3]
    assert [said(each) for each in found.strangers] == ["name=北镇, n=4"]
    assert found.missing == ("west-township",)
    only = matched(read_features(raw), pack, "old")
    assert [each.unit for each in only.matches] == ["west-township"]
    assert len(only.strangers) == 3


# Thinning -------------------------------------------------------------------------------------------------------------


def wave(n: int, seed: int, tall: float) -> float:
    return tall * math.sin(seed + n * 1.7) * (1 + math.sin(n * 0.13 * (seed + 1))) / 2


@st.composite
def counties(draw: st.DrawFn) -> dict[str, list[list[tuple[float, float]]]]:
    """Townships side by side in a grid, their borders crooked and shared point by point."""
    columns, rows, steps = draw(st.integers(1, 4)), draw(st.integers(1, 3)), draw(st.integers(2, 25))
    seed, tall = draw(st.integers(0, 50)), draw(st.floats(0, 0.02))
    west, south = draw(st.floats(75, 130)), draw(st.floats(18, 52))

    def border(a: tuple[int, int], b: tuple[int, int]) -> list[tuple[float, float]]:
        """From a corner of the grid to the next, always the same points whichever way."""
        if b < a:
            return border(b, a)[::-1]
        points = []
        for n in range(steps + 1):
            x, y = (a[k] + (b[k] - a[k]) * n / steps for k in (0, 1))
            off = wave(n, seed + 7 * a[0] + 3 * a[1], tall) if 0 < n < steps else 0.0
            points.append((west + (x + off * (b[1] != a[1])) / 10, south + (y + off * (b[0] != a[0])) / 10))
        return points

    found = {}
    for column in range(columns):
        for row in range(rows):
            corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1), (column, row)]
            ring = [point for a, b in pairwise(corners) for point in border(a, b)[:-1]]
            found[f"u{column}{row}"] = [ring if draw(st.booleans()) else ring[::-1]]
    return found


def sides(shapes: Shapes) -> list[frozenset[tuple[int, int]]]:
    return [
        frozenset((one, other))
        for shape in shapes.areas.values()
        for ring in shape.rings
        for one, other in zip(ring, (*ring[1:], ring[0]), strict=True)
    ]


@given(counties(), st.integers(60, 400))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_thinned_shapes_keep_shared_borders_shared_and_fill_the_plane(
    outlines: dict[str, list[list[tuple[float, float]]]], most: int
) -> None:
    shapes = simplified(outlines, most)
    assert shapes.points <= most
    assert max(shapes.width, shapes.height) == PLANE
    assert set(shapes.areas) == set(outlines)
    every = sides(shapes)
    assert all(every.count(side) <= 2 for side in every)
    covered = sum(abs(sum(area(ring) for ring in shape.rings)) for shape in shapes.areas.values()) / 2
    outer = [tuple(side) for side in every if every.count(side) == 1]
    assert math.isclose(covered, abs(enclosed(outer)), rel_tol=1e-9), "no gap and no overlap between neighbors"
    for shape in shapes.areas.values():
        assert inside(shape.middle, shape.rings)
        assert shapes_from(json.loads(json.dumps(shapes.plain()))) == shapes


def enclosed(outer: list[tuple[tuple[int, int], ...]]) -> float:
    """The area inside the sides that only one township has, walked round as one ring."""
    after: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for one, other in outer:
        after.setdefault(one, []).append(other)
        after.setdefault(other, []).append(one)
    assert all(len(each) == 2 for each in after.values()), "the outer border is one ring"
    here, before = min(after), None
    ring = []
    while True:
        ring.append(here)
        following = next(each for each in after[here] if each != before)
        before, here = here, following
        if here == ring[0]:
            return area(tuple(ring)) / 2


def test_a_township_too_small_to_draw_is_refused_and_a_small_island_is_left_out() -> None:
    speck = [(118.05, 33.05), (118.05001, 33.05), (118.05001, 33.05001)]
    large = [(118.0, 33.0), (119.0, 33.0), (119.0, 34.0), (118.0, 34.0)]
    assert len(simplified({"a": [large, speck]}).areas["a"].rings) == 1
    with pytest.raises(ValueError, match="too small to be drawn: b"):
        simplified({"a": [large], "b": [speck]})


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=3, max_size=30, unique=True))
def test_a_path_leads_through_every_point(points: list[tuple[int, int]]) -> None:
    path = Shape((tuple(points),), points[0]).path
    start, steps = re.fullmatch(r"M(\d+ \d+)l([-0-9 ]+)z", path).groups()  # type: ignore[union-attr]
    numbers = [int(each) for each in re.findall(r"-?\d+", steps)]
    walked = [tuple(map(int, start.split()))]
    for x, y in zip(numbers[::2], numbers[1::2], strict=True):
        walked.append((walked[-1][0] + x, walked[-1][1] + y))
    assert walked == points


def test_the_deepest_point_avoids_holes() -> None:
    ring, hole = ((0, 0), (100, 0), (100, 100), (0, 100)), ((20, 20), (80, 20), (80, 80), (20, 80))
    x, y = deepest([ring])
    assert (abs(x - 50), abs(y - 50)) < (6, 6)
    assert inside(deepest([ring, hole]), [ring, hole])


@given(st.floats(117.0, 119.0), st.floats(32.0, 35.0), st.floats(0.01, 0.9), st.floats(0.01, 0.9), st.data())
def test_a_position_lies_on_the_plane_as_it_lies_among_the_outlines(
    west: float, south: float, wide: float, tall: float, drawn: st.DataObject
) -> None:
    ring = [(west, south), (west + wide, south), (west + wide, south + tall), (west, south + tall)]
    shapes = simplified({"one": [ring]})
    assert shapes_from(json.loads(json.dumps(shapes.plain()))) == shapes
    part, up = drawn.draw(st.floats(0, 1)), drawn.draw(st.floats(0, 1))
    assert shapes.frame
    x, y = shapes.frame.placed(west + wide * part, south + tall * up)
    assert abs(x - shapes.width * part) <= 1 and abs(y - shapes.height * (1 - up)) <= 1
