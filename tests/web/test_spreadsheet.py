"""No cell of a file is run by the spreadsheet that opens it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liandong.web.spreadsheet import _cell

STARTS = ("=", "+", "-", "@", "\t", "\r")


@given(st.one_of(st.text(), st.builds(lambda start, rest: start + rest, st.sampled_from(STARTS), st.text())))
def test_no_text_of_a_file_is_a_formula_and_none_is_lost(text: str) -> None:
    assert not str(_cell(text)).startswith(STARTS)
    assert str(_cell(text)).removeprefix("'") == text.removeprefix("'")


@given(st.one_of(st.integers(), st.none()))
def test_a_number_stays_a_number(value: int | None) -> None:
    assert _cell(value) == value
