"""What is asked of a list: anything may be sent, and an address says what was understood."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.core.actors import Actor, Role, Seat
from liandong.web.asked import MOST_PAGES, number, page, plain
from liandong.web.worklist.asked import Asked, read

OPERATOR = Actor("op", "sample", Seat("center", "operator"), "center", frozenset({Role.CENTER}))
SENT = st.dictionaries(
    st.sampled_from(["scope", "lamp", "procedure", "step", "unit", "phase", "q", "order", "backwards", "page"]),
    st.one_of(st.text(max_size=120), st.sampled_from(["county", "red", "running", "due", "yes", "7", "٣", "-1"])),
)


@given(SENT)
def test_an_address_read_again_asks_the_same_from_the_first_page(sent: dict[str, str]) -> None:
    asked = read(sent, OPERATOR)
    again = read(dict(parse_qsl(asked.address().removeprefix("?"))), OPERATOR)
    assert again == Asked(**{name: getattr(asked, name) for name in Asked.__dataclass_fields__} | {"page": 1})
    assert read(dict(parse_qsl(asked.address(page=asked.page).removeprefix("?"))), OPERATOR) == asked


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
