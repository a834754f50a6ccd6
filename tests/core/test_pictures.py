"""Pictures of numbers: inside their frame, true to scale, nothing on top of anything else."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from liandong.core.pictures.bars import THICK, Counted, bars
from liandong.core.pictures.columns import FOOT, columns
from liandong.core.pictures.grids import grid
from liandong.core.pictures.legend import MARK, legend
from liandong.core.pictures.scale import LEVELS, level, ticks
from liandong.core.pictures.words import SIZE, fitted, room

HEADS = (("one", "first", "按期"), ("two", "second", "逾期办理"), ("three", "alarm", "逾期未办"))
COUNTS = st.tuples(*[st.integers(0, 5000)] * 3)
LABELS = st.text(alphabet="县局镇街道Bureau ofM", max_size=30)
WIDTHS = st.sampled_from([340, 960])


@st.composite
def rows(draw: st.DrawFn) -> list[Counted]:
    found = draw(st.lists(st.tuples(LABELS, COUNTS), max_size=12))
    return [Counted(f"r{n}", label, counts, f"{sum(counts)}") for n, (label, counts) in enumerate(found)]


@given(rows(), WIDTHS, st.booleans(), st.booleans())
def test_bars_stand_end_to_end_inside_the_picture_and_count_what_they_were_given(
    given_rows: list[Counted], width: int, below: bool, parts: bool
) -> None:
    picture = bars(given_rows, HEADS, width, below=below, parts=parts)
    assert len(picture.rows) == len(given_rows)
    for row, source in zip(picture.rows, given_rows, strict=True):
        assert [bar.count for bar in row.bars] == [count for count in source.counts if count]
        for bar in row.bars:
            assert bar.x >= picture.left - 0.1
            assert bar.y >= 0
            assert bar.y + THICK <= picture.height
            assert bar.width > 0
        for one, other in pairwise(row.bars):
            assert abs(one.x + one.width - other.x) < 0.3
        if row.bars:
            assert row.bars[-1].x + row.bars[-1].width <= width + 12, "three smallest bars may press a little"
    for above, under in pairwise(picture.rows):
        assert under.y - above.y >= THICK


@given(rows())
def test_a_bar_that_is_large_enough_to_see_is_true_to_scale(given_rows: list[Counted]) -> None:
    picture = bars(given_rows, HEADS, 960)
    drawn = [bar for row in picture.rows for bar in row.bars if bar.width > 4]
    units = [bar.width / bar.count for bar in drawn]
    for bar, unit in zip(drawn, units, strict=True):
        assert abs(unit - max(units)) * bar.count < 0.2 * max(1, bar.count)
    whole = bars(given_rows, HEADS, 960, parts=True)
    ends = [row.bars[-1].x + row.bars[-1].width for row in whole.rows if row.bars]
    assert max(ends, default=0) - min(ends, default=0) <= 7, "rows of parts are all as long"


@given(rows(), WIDTHS)
def test_columns_stand_on_the_ground_apart_and_as_high_as_their_count(given_rows: list[Counted], width: int) -> None:
    picture = columns(given_rows, HEADS, width)
    assert picture.height == picture.ground + FOOT
    top = picture.ticks[-1]
    unit = (picture.ground - top.y) / top.number
    for column in picture.columns:
        assert column.x >= picture.left
        assert column.x + column.width <= width + 0.5
        assert abs(column.y + column.height - picture.ground) < 0.2
        assert abs(column.height - column.count * unit) < 0.2
        assert column.y >= top.y - 0.1
    for one, other in pairwise(picture.columns):
        assert one.x + one.width <= other.x + 0.2
    said = [(foot.x - room(foot.label, SIZE - 1) / 2, foot.x + room(foot.label, SIZE - 1) / 2) for foot in picture.feet]
    assert all(end <= width + 0.2 for _, end in said)
    assert len(picture.feet) <= len(given_rows)


@given(st.integers(0, 10**7), st.integers(2, 8))
def test_the_numbers_of_an_axis_are_even_round_and_reach_the_largest_count(most: int, parts: int) -> None:
    found = ticks(most, parts)
    assert found[0] == 0
    assert found[-1] >= most
    assert 2 <= len(found) <= parts + 1
    steps = {after - before for before, after in pairwise(found)}
    assert len(steps) == 1
    assert str(steps.pop()).rstrip("0") in ("1", "2", "5")


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(1, 1000))
def test_a_larger_count_is_never_lighter_and_none_has_no_shade(one: int, other: int, most: int) -> None:
    low, high = sorted((min(one, most), min(other, most)))
    assert 0 <= level(low, most) <= level(high, most) <= LEVELS
    assert (level(low, most) == 0) == (low == 0)
    assert level(most, most) == min(most, LEVELS)


@given(rows(), st.sets(st.tuples(st.sampled_from(["r0", "r1"]), st.sampled_from(["one", "two"]))))
def test_squares_lie_side_by_side_and_only_an_empty_one_can_be_missing(
    given_rows: list[Counted], due: set[tuple[str, str]]
) -> None:
    picture = grid(given_rows, [(key, title) for key, _, title in HEADS], due)
    places = {(square.x, square.y) for square in picture.squares}
    assert len(places) == len(picture.squares) == len(given_rows) * len(HEADS)
    for square in picture.squares:
        assert square.missing == (square.count == 0 and (square.row, square.column) in due)
        assert square.x >= 0
        assert square.x + picture.wide <= picture.width
        assert square.y + 28 <= picture.height
    for label in picture.rows:
        assert label.x - room(label.words) >= -0.1


@given(st.lists(st.tuples(st.just("first"), LABELS.filter(bool)), max_size=6), st.integers(360, 960))
def test_a_legend_stays_within_its_width_and_one_column_needs_none(named: list[tuple[str, str]], width: int) -> None:
    found = legend(named, width)
    assert len(found.entries) == (len(named) if len(named) > 1 else 0)
    for entry in found.entries:
        assert entry.y + MARK <= found.height
        assert entry.x == 0 or entry.x + MARK + 6 + room(entry.words, SIZE) <= width


@given(LABELS, st.floats(20, 300))
def test_words_are_cut_where_they_do_not_fit_and_left_alone_where_they_do(words: str, width: float) -> None:
    found = fitted(words, width)
    assert room(found) <= width or found == "…"
    assert found == words or found.endswith("…")
    assert (found == words) == (room(words) <= width)
