"""Checkpoints are spelled in one way, read back as they were, and refused in any other."""

from __future__ import annotations

import pytest

from liandong.core import signed_notes as n

KEY = n.PublicKey("example.org/record", n.LOG_KEY, bytes(range(32)))
SAID = n.Checkpoint("example.org/record", 4711, bytes(32), "2026-11-20T01:00:00.000000+00:00")
NOTE = n.Note(SAID.text, (n.Signature(KEY.name, KEY.id, bytes(64)), n.Signature("w", b"abcd", bytes(72))))


def test_a_note_is_read_back_as_it_was_written() -> None:
    assert n.note_from(str(NOTE)) == NOTE
    assert n.checkpoint_from(NOTE.text) == SAID
    assert str(NOTE).startswith("example.org/record\n4711\nAAAA")
    assert [len(each.raw) for each in NOTE.by(KEY)] == [64]


def test_the_key_of_the_published_example_names_itself_as_it_is_published() -> None:
    spelled = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    found = n.key_from(spelled)
    assert (found.name, found.kind, found.id.hex(), str(found)) == ("PeterNeumann", 1, "c74f20a3", spelled)


def test_a_private_key_is_one_line() -> None:
    line = n.private_text(KEY, b"s" * 32)
    assert n.private_parts(line) == (KEY.name, n.LOG_KEY, b"s" * 32)


@pytest.mark.parametrize(
    "spelled",
    ["", "a+b", "a b+00000000+AA==", f"{KEY}x", str(KEY).replace("+", "+0", 1), f"n+{'0' * 8}+{'A' * 44}"],
)
def test_what_is_no_key_is_refused(spelled: str) -> None:
    with pytest.raises(n.Malformed):
        n.key_from(spelled)


@pytest.mark.parametrize("spelled", ["", "PRIVATE+KEY+a+b", f"PRIVATE+KEY+{KEY}x", f"PUBLIC+KEY+{KEY}"])
def test_what_is_no_private_key_is_refused(spelled: str) -> None:
    with pytest.raises(n.Malformed):
        n.private_parts(spelled)


@pytest.mark.parametrize(
    "spelled", ["", "text\n", "text\n\n", "text\n\n- a b\n", "text\n\n— a AAAA\n", "text\n\n— a AAAAAAAA"]
)
def test_what_is_no_note_is_refused(spelled: str) -> None:
    with pytest.raises(n.Malformed):
        n.note_from(spelled)


@pytest.mark.parametrize(
    ("old", "new"),
    [("4711", "04711"), ("4711", "-1"), ("time ", "Time "), ("AAAA", "A A"), ("example", "exa mple"), ("\n", "\n\n")],
)
def test_a_checkpoint_that_is_spelled_otherwise_is_refused(old: str, new: str) -> None:
    with pytest.raises(n.Malformed):
        n.checkpoint_from(SAID.text.replace(old, new, 1))


def test_a_cosignature_carries_its_time() -> None:
    assert n.unstamped(n.stamped(1_700_000_000, b"x" * 64)) == (1_700_000_000, b"x" * 64)
    assert n.cosigned("text\n", 5) == b"cosignature/v1\ntime 5\ntext\n"
    with pytest.raises(n.Malformed):
        n.unstamped(b"x" * 71)
