"""What is hashed, spelled out here a second time with the standard library alone, as an outside verifier would."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.record.chain import DIGESTS, FIRST, HEADER, HeaderFields, event_hash, payload_hash

HEAD: HeaderFields = (
    "sha256",
    "01980000-0000-7000-8000-000000000001",
    1,
    "MatterOpened",
    "2026-09-21T01:00:00.000000+00:00",
    "zhongxing.officer",
    "zhongxing-subdistrict",
    "officer",
    "siyang",
    "2021.1",
    "ab" * 32,
    "matter.open/county",
    "key-1",
)
WORDS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=30)
HEADS = st.tuples(st.just("sha256"), WORDS, st.integers(1, 10**6), *([WORDS] * 10))


def by_hand(header: HeaderFields, prev: bytes, hashed_payload: bytes) -> bytes:
    """The hash of an event, from the words of docs/record.md."""
    spelled = json.dumps(list(header), ensure_ascii=False, separators=(",", ":")).encode()
    message = b"liandong/event/1" + len(spelled).to_bytes(4, "big") + spelled + prev + hashed_payload
    return hashlib.sha256(message).digest()


def test_an_event_s_hash_is_what_the_page_on_the_record_says() -> None:
    salt, payload = bytes(range(16)), '{"words":"已办"}'.encode()
    by_words = hashlib.sha256(b"liandong/payload/1" + (16).to_bytes(4, "big") + salt + payload).digest()
    assert payload_hash("sha256", salt, payload) == by_words
    assert event_hash(HEAD, FIRST, by_words) == by_hand(HEAD, FIRST, by_words)


def test_hashes_of_the_first_release_stay_what_they_were() -> None:
    hashed = payload_hash("sha256", bytes(16), b"{}")
    assert hashed.hex() == "23c11f8b9e0286ca260a3580c7f8d4bc07eb08b54715469f9627c8699064b5a9"
    assert event_hash(HEAD, FIRST, hashed).hex() == "102dfbc6be9896a95958cecbe8910f6e635bc85821d0fb1b64e3eca195d52238"
    in_sm3 = ("sm3", *HEAD[1:])
    assert (
        event_hash(in_sm3, FIRST, payload_hash("sm3", bytes(16), b"{}")).hex()
        == "d06e4e9f2a0b5089edebe01e2308c56cbff2850f4fc7f26214ecd705317abba2"
    )


def test_sm3_is_the_algorithm_of_gb_t_32905() -> None:
    assert DIGESTS["sm3"](b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert DIGESTS["sha256"](b"abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@given(HEADS)
def test_every_header_is_hashed_as_an_outside_verifier_would(header: HeaderFields) -> None:
    assert event_hash(header, FIRST, FIRST) == by_hand(header, FIRST, FIRST)


@given(HEADS, st.integers(1, len(HEADER) - 1), WORDS)
def test_no_field_of_a_header_can_change_unseen(header: HeaderFields, place: int, word: str) -> None:
    changed = list(header)
    changed[place] = word if place != HEADER.index("seq") else header[2] + 1
    if tuple(changed) != header:
        assert event_hash(tuple(changed), FIRST, FIRST) != event_hash(header, FIRST, FIRST)  # type: ignore[arg-type]


@given(HEADS, st.integers(1, len(HEADER) - 2), st.integers(1, 3))
def test_letters_cannot_wander_from_one_field_to_the_next(header: HeaderFields, place: int, letters: int) -> None:
    left, right = header[place], header[place + 1]
    if isinstance(left, str) and isinstance(right, str) and len(left) >= letters:
        moved = list(header)
        moved[place], moved[place + 1] = left[:-letters], left[-letters:] + right
        assert event_hash(tuple(moved), FIRST, FIRST) != event_hash(header, FIRST, FIRST)  # type: ignore[arg-type]


def test_the_same_words_under_another_salt_have_another_hash() -> None:
    assert payload_hash("sha256", bytes(16), b"{}") != payload_hash("sha256", b"\1" * 16, b"{}")


def test_a_byte_cannot_wander_from_the_salt_to_the_words() -> None:
    assert payload_hash("sha256", b"ab", b"c") != payload_hash("sha256", b"a", b"bc")


def test_an_unknown_algorithm_is_no_algorithm() -> None:
    with pytest.raises(KeyError):
        payload_hash("md5", bytes(16), b"{}")
