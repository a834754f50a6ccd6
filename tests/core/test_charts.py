"""Charts of who stands above whom: every box once, in the order of the bands, inside the frame, on the trunk."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liandong.core.pictures.charts import GAP, BoxGiven, chart

WORDS = st.text(alphabet="县局镇街道主要负责人Bureau of", max_size=30)


@st.composite
def bands(draw: st.DrawFn) -> list[tuple[str, list[BoxGiven]]]:
    found = []
    for place, label in enumerate(["组长（召集人）", "副职", "办公室", "成员"]):
        boxes = [
            BoxGiven(f"{place}-{n}", draw(WORDS), draw(WORDS), draw(st.sampled_from(["", "", "▲ 空缺"])))
            for n in range(draw(st.integers(0, 25)))
        ]
        found.append((label, boxes))
    return found


@given(bands(), st.sampled_from([340, 960, 1280]))
def test_every_box_is_drawn_once_inside_the_frame_and_on_no_other(
    found: list[tuple[str, list[BoxGiven]]], width: int
) -> None:
    picture = chart(found, width)
    assert [box.key for box in picture.boxes] == [box.key for _, boxes in found for box in boxes]
    assert len(picture.bands) == sum(bool(boxes) for _, boxes in found)
    places = {(box.x, box.y) for box in picture.boxes}
    assert len(places) == len(picture.boxes)
    for box in picture.boxes:
        assert box.x >= 0
        assert box.x + picture.wide <= width
        assert box.y >= 0
        assert box.y + picture.high <= picture.height
        for other in picture.boxes:
            if other.y == box.y and other.x > box.x:
                assert other.x - box.x >= picture.wide + GAP - 0.2
    assert [box.y for box in picture.boxes] == sorted(box.y for box in picture.boxes)


@given(bands())
def test_every_row_hangs_on_one_trunk(found: list[tuple[str, list[BoxGiven]]]) -> None:
    picture = chart(found, 960)
    if not picture.boxes:
        assert picture.lines == ()
        return
    *rows, trunk = picture.lines
    assert {line.y1 for line in rows} == {box.y + picture.high // 2 for box in picture.boxes}
    assert all(line.x1 == trunk.x1 and line.y1 == line.y2 for line in rows)
    assert (trunk.y1, trunk.y2) == (rows[0].y1, rows[-1].y1)
    assert trunk.x1 == trunk.x2 < min(box.x for box in picture.boxes)


@given(bands())
def test_boxes_are_as_low_as_their_words_allow(found: list[tuple[str, list[BoxGiven]]]) -> None:
    picture = chart(found, 960)
    assert (picture.high == 62) == any(box.mark for _, boxes in found for box in boxes)
