"""Words as the search knows them: what is written under them is found by whoever asks for a part of it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.core.found_words import LONGEST_WORD, is_chinese, places, plain, runs, tokens, wanted

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
ANYTHING = st.text(st.one_of(HAN, st.characters(exclude_categories=("Cs",))), max_size=40)


def finds(words: str, text: str) -> bool:
    """What both databases do: every token is there, and every phrase as it stands."""
    asked = wanted(words)
    return set(asked.tokens) <= tokens(text) and all(phrase in plain(text) for phrase in asked.phrases)


@given(ANYTHING, st.integers(1, 6))
def test_a_text_is_found_by_every_part_of_its_chinese(text: str, length: int) -> None:
    for run in runs(text):
        if run.is_chinese:
            for at in range(len(run.plain) - length + 1):
                assert finds(run.plain[at : at + length], text)


@given(ANYTHING)
def test_a_text_is_found_by_each_of_its_words_in_whatever_case_and_width(text: str) -> None:
    for run in runs(text):
        if not run.is_chinese:
            assert finds(run.plain, text)
    assert finds("ＬＩＡＮＤＯＮＧ", f"{text} Liandong")


@given(ANYTHING)
def test_places_in_a_plain_text_are_places_in_the_text(text: str) -> None:
    assert len(plain(text)) == len(text)
    for run in runs(text):
        assert plain(text)[run.start : run.start + len(run.plain)] == run.plain


@given(ANYTHING, ANYTHING)
def test_marks_stand_in_order_apart_and_on_what_was_asked(text: str, words: str) -> None:
    marks = places(text, wanted(words))
    assert all(0 <= start < end <= len(text) for start, end in marks)
    assert all(end < start for (_, end), (start, _) in pairwise(marks))
    pieces = wanted(words).pieces
    for start, end in marks:
        assert any(piece[:1] == plain(text)[start] for piece in pieces), (start, end)


@given(ANYTHING)
def test_a_token_can_end_no_quote_and_no_list(text: str) -> None:
    for token in tokens(text):
        assert token and all(each.isalnum() or is_chinese(each) for each in token)
        assert len(token) <= LONGEST_WORD


@pytest.mark.parametrize(
    ("words", "text", "is_found"),
    [
        ("采", "河道采砂", True),
        ("采砂", "河道采砂", True),
        ("道采砂", "河道采砂", True),
        ("河砂", "河道采砂", False),
        ("河道 采砂", "采砂船在河道", True),
        ("河道采砂", "采砂船在河道，河道采石", False),
        ("37", "联〔2026〕37号", True),
        ("37", "联〔2026〕137号", False),
        ("sand", "Sand mining", True),
        ("san", "Sand mining", False),
        ("ｓａｎｄ", "SAND", True),
        ("采砂", "采 砂", False),
        ("采砂", "采，砂", False),
    ],
)
def test_what_is_asked_is_found_and_what_is_not_there_is_not(words: str, text: str, is_found: bool) -> None:
    assert finds(words, text) is is_found


def test_nothing_to_search_is_said_so() -> None:
    assert not wanted(" ，。“”-_%'\"& | ! ")
    assert places("河道采砂", wanted("")) == []


def test_neighbors_that_were_asked_are_one_mark() -> None:
    assert places("在河道采砂的Foo河道", wanted("河道 采砂 foo")) == [(1, 5), (6, 11)]
