"""A month as a picture: whole weeks, each day once and in its square, nothing outside the frame."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.core.pictures.months import LINE, DayGiven, month, weeks_of
from liandong.core.pictures.words import SIZE, room

MONTHS = [date(year, number, 1) for year in range(2012, 2028) for number in range(1, 13)]
WEEKDAYS = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
WORDS = st.text(alphabet="县局镇街道Bureau ofM·", max_size=40)


@pytest.mark.parametrize("first", MONTHS, ids=lambda day: f"{day:%Y-%m}")
def test_a_month_is_whole_weeks_and_holds_each_of_its_days_once(first: date) -> None:
    days = weeks_of(first)
    assert len(days) % 7 == 0
    assert days[0].weekday() == 0
    assert all(after - before == timedelta(days=1) for before, after in pairwise(days))
    own = [day for day in days if (day.year, day.month) == (first.year, first.month)]
    assert own[0] == first
    assert (own[-1] + timedelta(days=1)).day == 1
    assert days[6] >= first
    assert days[-7] <= own[-1], "no week without a day of the month"


@given(
    st.sampled_from(MONTHS),
    st.lists(st.lists(st.tuples(st.sampled_from(["words", "near"]), WORDS), max_size=9), min_size=1, max_size=6),
    WORDS,
    st.integers(300, 1200),
    st.integers(0, 6),
)
def test_nothing_lies_outside_its_square_and_the_rest_is_a_number(
    first: date, lines: list[list[tuple[str, str]]], mark: str, width: int, most: int
) -> None:
    days = [DayGiven(day, "ground", mark, tuple(lines[n % len(lines)])) for n, day in enumerate(weeks_of(first))]
    picture = month(days, WEEKDAYS, width, most)
    assert [cell.day for cell in picture.cells] == [each.day for each in days]
    for cell, source in zip(picture.cells, days, strict=True):
        assert cell.x >= 0
        assert cell.x + picture.wide <= width + 0.5
        assert cell.y + picture.high <= picture.height
        assert len(cell.lines) <= most
        assert len(cell.lines) == min(most, len(source.lines))
        if len(source.lines) > most > 0:
            assert cell.lines[-1].words == f"+{len(source.lines) - most + 1}"
        for line in cell.lines:
            assert cell.x <= line.x
            assert line.x + room(line.words, SIZE - 1) <= cell.x + picture.wide or line.words == "…"
            assert cell.y < line.y <= cell.y + picture.high
        for one, other in pairwise(cell.lines):
            assert other.y - one.y == LINE
    places = {(cell.x, cell.y) for cell in picture.cells}
    assert len(places) == len(picture.cells)
