"""Ways in which the log of a package is changed: its checkpoint, its keys."""

from __future__ import annotations

import base64
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from liandong.core import signed_notes as notes
from liandong.core.signed_notes import Note
from tests.archive import made as m
from tests.archive.changing import finds, log


@finds("signature", "keys", "place", "list-signature")
def the_head_of_the_tree_is_changed(folder: Path) -> None:
    forge_checkpoint(folder, lambda lines: [lines[0], lines[1], base64.b64encode(bytes(32)).decode(), *lines[3:]])


@finds("signature", "list-signature", "keys", "place")
def the_size_of_the_log_is_changed(folder: Path) -> None:
    forge_checkpoint(folder, lambda lines: [lines[0], "9", *lines[2:]])


@finds("signature")
def the_time_of_the_checkpoint_is_changed(folder: Path) -> None:
    forge_checkpoint(
        folder, lambda lines: [*lines[:3], "time 2027-01-01T00:00:00.000000+00:00", *lines[4:]], sign=False
    )


def forge_checkpoint(folder: Path, change: Callable[[list[str]], list[str]], *, sign: bool = True) -> None:
    """Other words in the checkpoint, below them the old signatures; the list keeps a signature or has none."""
    kept = (folder / "manifest.note").read_text(encoding="utf-8")
    text, _, below = m.read_log(folder)["checkpoint"].rpartition("\n\n")
    log(folder, checkpoint="\n".join(change(text.split("\n"))) + "\n\n" + below)
    if sign:
        (folder / "manifest.note").write_text(kept, encoding="utf-8")


@finds("signature")
def the_checkpoint_is_of_another_log(folder: Path) -> None:
    note = notes.note_from(m.read_log(folder)["checkpoint"])
    text = note.text.replace(m.NAME, "other.example/record")
    log(folder, checkpoint=str(Note(text, (m.MINE.sign(text),))))


@finds("signature")
def the_checkpoint_is_signed_by_a_key_that_nobody_named(folder: Path) -> None:
    note = notes.note_from(m.read_log(folder)["checkpoint"])
    log(folder, checkpoint=str(Note(note.text, (m.STRANGER.sign(note.text),))))


@finds("signature")
def the_checkpoint_is_signed_by_the_key_of_before(folder: Path) -> None:
    note = notes.note_from(m.read_log(folder)["checkpoint"])
    log(folder, checkpoint=str(Note(note.text, (m.OLD.sign(note.text),))))


@finds("signature")
def the_signature_carries_the_name_of_another(folder: Path) -> None:
    text = m.read_log(folder)["checkpoint"]
    log(folder, checkpoint=text.replace(f"— {m.NAME} ", "— other.example/record "))


@finds("signature")
def the_signature_is_marked_otherwise(folder: Path) -> None:
    text = m.read_log(folder)["checkpoint"]
    log(folder, checkpoint=text.replace(f"— {m.NAME} ", f"- {m.NAME} "))


@finds("keys", "signature")
def the_first_key_is_not_named_by_itself(folder: Path) -> None:
    keys = m.read_log(folder)["keys"]
    log(folder, keys=keys[1:])


@finds("signature")
def the_last_key_is_left_out(folder: Path) -> None:
    keys = m.read_log(folder)["keys"]
    log(folder, keys=keys[:1])


@finds("signature")
def no_key_is_named(folder: Path) -> None:
    log(folder, keys=[])


@finds("keys", "signature")
def a_key_is_named_that_is_not_in_the_log(folder: Path) -> None:
    text = m.key_text(m.MINE.public, m.STRANGER.public, m.AT)
    more = {"place": 6, "statement": str(Note(text, (m.MINE.sign(text),))), "proof": []}
    log(folder, keys=[*m.read_log(folder)["keys"], more])


@finds("keys", "signature")
def a_key_is_named_that_the_one_before_did_not_sign(folder: Path) -> None:
    keys = m.read_log(folder)["keys"]
    text = m.key_text(m.OLD.public, m.MINE.public, m.AT)
    log(folder, keys=[keys[0], {**keys[1], "statement": str(Note(text, (m.STRANGER.sign(text),)))}])


@finds("keys", "signature")
def a_statement_is_no_statement(folder: Path) -> None:
    keys = m.read_log(folder)["keys"]
    log(folder, keys=[keys[0], {**keys[1], "statement": keys[1]["statement"].replace("log-key/1", "log-key/2")}])


@finds("keys", "signature")
def a_statement_does_not_say_who_was_before(folder: Path) -> None:
    keys = m.read_log(folder)["keys"]
    log(folder, keys=[keys[0], {**keys[1], "statement": keys[1]["statement"].replace("old ", "OLD ")}])


@finds("keys", "signature")
def a_statement_does_not_say_who_comes(folder: Path) -> None:
    keys = m.read_log(folder)["keys"]
    log(folder, keys=[keys[0], {**keys[1], "statement": keys[1]["statement"].replace("new ", "NEW ")}])


@finds()
def the_cosignature_is_taken_away(folder: Path) -> None:
    note = notes.note_from(m.read_log(folder)["checkpoint"])
    log(folder, checkpoint=str(Note(note.text, note.signatures[:1])))


def stamped(folder: Path, text: bytes, inside: bytes) -> None:
    (folder / "checkpoint.txt").write_bytes(text)
    (folder / "checkpoint.tsr").write_bytes(b"0\x82" + sha256(inside).digest() + b"\x00")
    m.relisted(folder)


def checkpoint(folder: Path) -> bytes:
    return str(m.read_log(folder)["checkpoint"]).partition("\n\n")[0].encode() + b"\n"


@finds()
def a_time_stamp_stands_beside_it(folder: Path) -> None:
    stamped(folder, checkpoint(folder), checkpoint(folder))


@finds("timestamp")
def a_time_stamp_of_another_text(folder: Path) -> None:
    stamped(folder, checkpoint(folder), b"another")


@finds("timestamp")
def a_time_stamp_of_another_checkpoint(folder: Path) -> None:
    stamped(folder, b"another", b"another")
