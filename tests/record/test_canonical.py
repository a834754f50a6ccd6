"""Canonical bytes: one value, one spelling, the same as RFC 8785 asks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from liandong.record.canonical import MAX_DEPTH, MAX_WHOLE, NotCanonical, canonical, parsed

WORDS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)
KEYS = st.text(st.characters(blacklist_categories=("Cs",), max_codepoint=0xFFFF), max_size=20)
ATOMS = st.one_of(st.none(), st.booleans(), st.integers(-MAX_WHOLE, MAX_WHOLE), WORDS)
VALUES = st.recursive(
    ATOMS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=30
)


@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_every_value_of_the_record_is_spelled_as_rfc_8785_spells_it(value: dict[str, Any]) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_what_was_spelled_is_read_back_and_spelled_alike(value: dict[str, Any]) -> None:
    spelled = canonical(value)
    assert parsed(spelled) == value
    assert canonical(parsed(spelled)) == spelled


def test_the_order_in_which_a_value_was_put_together_leaves_no_trace() -> None:
    assert canonical({"乙": 1, "甲": [True, None], "a": "泗阳"}) == canonical(
        {"a": "泗阳", "甲": [True, None], "乙": 1}
    )


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({"a": [1, 1.5]}, r"\$\.a\[1\]"),
        ({"a": float("nan")}, r"\$\.a"),
        ({"a": {"b": MAX_WHOLE + 1}}, r"\$\.a\.b"),
        ({"a": -MAX_WHOLE - 1}, r"\$\.a"),
        ({"a": datetime(2026, 1, 1, tzinfo=UTC)}, "datetime"),
        ({"a": b"x"}, "bytes"),
        ({"a": {1, 2}}, "set"),
        ({1: "a"}, "no string"),
        ({"\U00020000": "a"}, "basic plane"),
        ({"a": "\ud800"}, "surrogates"),
    ],
)
def test_what_has_no_single_spelling_is_refused_with_its_place(value: Any, where: str) -> None:
    with pytest.raises(NotCanonical, match=where):
        canonical(value)


def test_a_value_nested_without_end_is_refused_before_it_can_do_harm() -> None:
    deep: Any = "a"
    for _ in range(MAX_DEPTH + 2):
        deep = [deep]
    with pytest.raises(NotCanonical, match="deeper"):
        canonical({"a": deep})


def test_a_record_that_is_no_object_is_not_read() -> None:
    with pytest.raises(ValueError, match="objects only"):
        parsed(b"[1]")
