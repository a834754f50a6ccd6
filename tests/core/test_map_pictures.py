"""The map as geometry: nothing is lost, nothing lies outside or over another, whatever the counts and the names."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from liandong.core.map_shapes.shapes import Shape, Shapes
from liandong.core.pictures.bars import Counted
from liandong.core.pictures.maps import (
    ICONS,
    ON_PAGE,
    ON_PHONE,
    ON_WALL,
    SMALL,
    Area,
    CountyMap,
    Layout,
    Look,
    county_map,
    icons,
)

HEADS = [("running", "在办事项"), ("overdue", "有逾期任务"), ("operations", "行动"), ("layer:a", "Complaints")]
NAMES = st.sampled_from(["东镇", "众兴街道", "Zhongxing Subdistrict", "Economic Development Zone Committee", "乡" * 30])
COUNTS = st.integers(0, 3) | st.integers(0, 5000)


@st.composite
def rows(draw: st.DrawFn) -> list[Counted]:
    """Any townships, two things that are none at the end."""
    keys = [f"t{n}" for n in range(draw(st.integers(1, 30)))] + ["*", "-"]
    return [Counted(key, draw(NAMES), tuple(draw(COUNTS) for _ in HEADS)) for key in keys]


@st.composite
def layouts(draw: st.DrawFn, found: list[Counted]) -> Layout:
    wide = draw(st.integers(1, 8))
    keys = [row.key for row in found if row.key.startswith("t")]
    tiles = {key: (n // wide + 1, n % wide + 1) for n, key in enumerate(keys)}
    shaped = keys[: draw(st.integers(0, len(keys)))]
    rings = {key: ((n * 30, 0), (n * 30 + 30, 0), (n * 30 + 30, 99), (n * 30, 99)) for n, key in enumerate(shaped)}
    shapes = Shapes(1000, 99, {key: Shape((ring,), (ring[0][0] + 15, 50)) for key, ring in rings.items()})
    return Layout(tiles, shapes if shaped else None, draw(st.booleans()))


@st.composite
def drawn(draw: st.DrawFn) -> tuple[list[Counted], Layout, CountyMap, Look]:
    found = draw(rows())
    layout = draw(layouts(found))
    look, width = draw(st.sampled_from([(ON_PAGE, 960), (ON_PHONE, 340), (ON_WALL, 620), (SMALL, 340)]))
    return found, layout, county_map(found, HEADS, layout, width, look, "number: {}"), look


def overlaps(one: Area, other: Area) -> bool:
    beside = one.x + one.width <= other.x + 0.1 or other.x + other.width <= one.x + 0.1
    return not beside and not (one.y + one.height <= other.y + 0.1 or other.y + other.height <= one.y + 0.1)


@given(drawn())
def test_every_count_stands_in_the_picture_once(made: tuple[list[Counted], Layout, CountyMap, Look]) -> None:
    found, layout, picture, _ = made
    shown = {area.key: area for area in (*picture.areas, *picture.boxes)}
    assert len(shown) == len(picture.areas) + len(picture.boxes)
    for row in found:
        if row.key not in shown:
            assert not any(row.counts)
            assert row.key not in layout.tiles
            continue
        area = shown[row.key]
        assert area.count == row.counts[0]
        assert area.number.words == str(row.counts[0])
        beside = {head[0]: count for head, count in zip(HEADS[1:], row.counts[1:], strict=True) if count}
        assert {mark.column: mark.count for mark in area.marks} == beside
        assert not any(
            mark.icon != dict(zip([h[0] for h in HEADS], icons(4), strict=True))[mark.column] for mark in area.marks
        )
    if layout.shapes:
        assert {area.key for area in picture.areas} == set(layout.shapes.areas)


@given(drawn())
def test_boxes_lie_inside_the_picture_and_beside_each_other(
    made: tuple[list[Counted], Layout, CountyMap, Look],
) -> None:
    _, _, picture, _ = made
    boxes = [area for area in (*picture.areas, *picture.boxes) if not area.path]
    for area in boxes:
        assert area.x >= 0
        assert area.x + area.width <= picture.width + 0.5
        assert picture.top <= area.y
        assert area.y + area.height <= picture.height
        assert len(area.names) <= 2
    assert not any(overlaps(one, other) for one, other in combinations(boxes, 2))
    assert all(entry.y <= picture.top for entry in picture.legend)
    assert picture.legend[0].words == "number: 在办事项"


@given(drawn())
def test_a_darker_township_has_more_and_what_is_none_has_no_shade(
    made: tuple[list[Counted], Layout, CountyMap, Look],
) -> None:
    _, layout, picture, _ = made
    townships = [area for area in (*picture.areas, *picture.boxes) if area.key in layout.tiles]
    for one, other in combinations(townships, 2):
        assert one.count <= other.count or one.level >= other.level
    assert all(bool(area.level) == bool(area.count) for area in townships)
    assert all(area.level == 0 for area in picture.boxes if area.key not in layout.tiles)


def test_tiles_keep_their_places_where_they_say_directions_and_flow_on_a_phone_where_not() -> None:
    found = [Counted(f"t{n}", "东镇", (n,)) for n in range(10)]
    tiles = {f"t{n}": (1, n + 1) for n in range(10)}

    def lines(directions: bool) -> int:
        picture = county_map(found, HEADS[:1], Layout(tiles, directions=directions), 340, ON_PHONE)
        return len({area.y for area in picture.areas})

    assert lines(True) == 1
    assert lines(False) == 4
    assert len(set(icons(6))) == 6
    assert icons(9)[-1] == ICONS[-1]
