"""What is asked of a list: anything may be sent, and an address says what was understood."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.core.actors import Actor, Role, Seat
from liandong.projections.keyset import Place
from liandong.web.asked import MOST_PAGES, number, page, plain
from liandong.web.places import LONGEST, sent_place, written
from liandong.web.worklist.asked import read

OPERATOR = Actor("op", "sample", Seat("center", "operator"), "center", frozenset({Role.CENTER}))
MOMENTS = st.integers(800_000_000, 7_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
PLACES = [
    written(Place((datetime(2026, 11, 20, tzinfo=UTC), "m1", 2))),
    written(Place((datetime(2026, 11, 20, tzinfo=UTC), "m1"))),
]
SENT = st.dictionaries(
    st.sampled_from(
        ["scope", "lamp", "procedure", "step", "unit", "phase", "q", "order", "backwards", "after", "before"]
    ),
    st.one_of(
        st.text(max_size=120), st.sampled_from(["county", "red", "running", "due", "yes", "7", "٣", "-1", *PLACES])
    ),
)


@given(SENT)
def test_an_address_read_again_asks_the_same_from_the_first_page(sent: dict[str, str]) -> None:
    asked = read(sent, OPERATOR)
    again = read(dict(parse_qsl(asked.address().removeprefix("?"))), OPERATOR)
    assert again == replace(asked, after="", before="")
    kept = asked.address(after=asked.after, before=asked.before)
    assert read(dict(parse_qsl(kept.removeprefix("?"))), OPERATOR) == asked


@given(st.lists(st.one_of(st.text(max_size=20), st.integers(-(2**62), 2**62), MOMENTS), min_size=1, max_size=4))
def test_a_place_is_read_as_it_was_written_and_nothing_else_is_a_place(marks: list[str | int | datetime]) -> None:
    aware = tuple(marks)
    kinds = [type(mark) for mark in aware]
    typed = written(Place(aware))
    plain_marks = all(mark.isprintable() for mark in aware if isinstance(mark, str))
    expected = Place(aware) if plain_marks and len(typed) <= LONGEST else None
    assert sent_place({"after": typed}, kinds) == expected
    assert sent_place({"before": typed}, kinds) == (expected and Place(aware, back=True))
    assert sent_place({"after": typed}, [*kinds, str]) is None
    assert sent_place({"after": typed[1:] + "%"}, kinds) is None


@given(st.text(max_size=60))
def test_anything_may_stand_where_a_place_should(typed: str) -> None:
    found = sent_place({"after": typed, "before": typed}, (datetime, str, int))
    assert found is None or len(found.marks) == 3


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("", 1), ("0", 1), ("-3", 1), ("x", 1), ("٣", 1), ("2", 2), ("99999", MOST_PAGES), ("123456", 1)],
)
def test_a_page_is_one_that_can_be_shown(typed: str, shown: int) -> None:
    assert page({"page": typed}) == shown


def test_words_are_cut_and_hold_no_nul() -> None:
    assert plain({"q": " 夜市\x00摊位 "}, "q", 3) == "夜市摊"
    assert plain({}, "q", 3) == ""


def test_a_number_of_too_many_digits_is_none() -> None:
    assert number("1" * 18, digits=18) == int("1" * 18)
    assert number("1" * 19, digits=18) == 0
