"""Every way in which a package is changed, and what `verify.py` must say of it: the codes of what does not hold."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from liandong.core import signed_notes as notes
from liandong.core.signed_notes import Note
from tests.archive import made as m

Change = Callable[[Path], None]
CHANGES: dict[str, tuple[Change, set[str]]] = {}


def finds(*codes: str) -> Callable[[Change], Change]:
    """The change is found under these codes."""

    def kept(change: Change) -> Change:
        CHANGES[change.__name__] = (change, set(codes))
        return change

    return kept


def event(folder: Path, number: int, **parts: Any) -> None:
    """Change parts of an event."""
    said = m.read_events(folder)
    said[number - 1].update(parts)
    m.write_events(folder, said)
    m.relisted(folder)


def header(folder: Path, number: int, place: int, value: Any) -> None:
    """Change a field of an event's header."""
    said = m.read_events(folder)
    said[number - 1]["header"][place] = value
    m.write_events(folder, said)
    m.relisted(folder)


def log(folder: Path, **parts: Any) -> None:
    """Change parts of the log's file."""
    m.write_log(folder, {**m.read_log(folder), **parts})
    m.relisted(folder)


def flipped(spelled: str, place: int = 0) -> str:
    """A hexadecimal text with one digit changed."""
    return spelled[:place] + ("1" if spelled[place] == "0" else "0") + spelled[place + 1 :]


@finds()
def nothing(folder: Path) -> None:
    """It is whole."""


@finds()
def only_the_signature_of_the_list_is_taken_away(folder: Path) -> None:
    m.relisted(folder)


@finds()
def the_program_was_run_and_left_a_cache(folder: Path) -> None:
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "verify.pyc").write_bytes(b"x")


@finds("file-changed")
def the_index_is_changed(folder: Path) -> None:
    (folder / "index.html").write_text("<!doctype html>x", encoding="utf-8")


@finds("file-missing")
def the_index_is_taken_away(folder: Path) -> None:
    (folder / "index.html").unlink()


@finds("file-added")
def a_file_is_added(folder: Path) -> None:
    (folder / "files" / "more.jpg").write_bytes(b"x")


@finds("file-changed", "list-signature")
def the_list_is_changed(folder: Path) -> None:
    said = m.read_list(folder)
    said["files"]["index.html"] = "0" * 64
    (folder / "manifest.json").write_text(json.dumps(said), encoding="utf-8")


@finds("list-signature")
def the_list_is_signed_by_a_stranger(folder: Path) -> None:
    said = m.read_list(folder)
    m.write_list(folder, {name: said[name] for name in ("matter", "events", "withheld")}, by=m.STRANGER)


@finds("list-signature")
def the_list_of_another_package_is_signed(folder: Path) -> None:
    file = folder / "manifest.note"
    text = f"liandong/package/1\n{'0' * 64}\n"
    file.write_text(str(Note(text, (m.MINE.sign(text),))), encoding="utf-8")


@finds("event")
def words_are_changed(folder: Path) -> None:
    event(folder, 2, payload='{"n":1,"text":"改过"}')


@finds("event")
def a_salt_is_changed(folder: Path) -> None:
    event(folder, 2, salt="00" * 16)


@finds("event")
def a_hash_of_words_is_changed(folder: Path) -> None:
    event(folder, 2, payload_hash="00" * 32)


@finds("event")
def a_hash_of_withheld_words_is_changed(folder: Path) -> None:
    event(folder, 6, payload_hash="00" * 32)


@finds("event", "place")
def a_hash_is_changed(folder: Path) -> None:
    event(folder, 2, hash="00" * 32)


@finds("event", "end")
def the_last_hash_is_changed(folder: Path) -> None:
    event(folder, 7, hash="00" * 32)


@finds("event")
def a_link_is_changed(folder: Path) -> None:
    event(folder, 2, prev="00" * 32)


@finds("event")
def the_first_link_is_changed(folder: Path) -> None:
    event(folder, 1, prev="01" * 32)


@finds("event")
def who_acted_is_changed(folder: Path) -> None:
    header(folder, 2, 5, "somebody")


@finds("event")
def a_number_is_changed(folder: Path) -> None:
    header(folder, 2, 2, 3)


@finds("event")
def a_matter_is_changed(folder: Path) -> None:
    header(folder, 2, 1, "another")


@finds("event")
def an_algorithm_is_changed(folder: Path) -> None:
    header(folder, 2, 0, "md5")


@finds("event")
def the_other_algorithm_is_named(folder: Path) -> None:
    header(folder, 2, 0, "sm3")


@finds("event")
def a_header_is_longer(folder: Path) -> None:
    said = m.read_events(folder)
    said[1]["header"].append("more")
    m.write_events(folder, said)
    m.relisted(folder)


@finds("event", "end")
def the_matter_of_the_list_is_changed(folder: Path) -> None:
    said = m.read_list(folder)
    m.write_list(
        folder, {"matter": "another", "events": {"count": 9, "last": ""}, "withheld": said["withheld"]}, signed=False
    )
    assert said["matter"] != "another"


@finds("event")
def an_event_is_taken_out(folder: Path) -> None:
    said = m.read_events(folder)
    m.write_events(folder, said[:2] + said[3:])
    mended_end(folder)


@finds("event", "place")
def events_are_exchanged(folder: Path) -> None:
    said = m.read_events(folder)
    said[1]["payload"], said[4]["payload"] = said[4]["payload"], said[1]["payload"]
    said[1]["place"], said[4]["place"] = said[4]["place"], said[1]["place"]
    m.write_events(folder, said)
    m.relisted(folder)


@finds("end")
def the_end_is_cut_off(folder: Path) -> None:
    m.write_events(folder, m.read_events(folder)[:-1])
    m.relisted(folder)


@finds("list-signature")
def the_end_is_cut_off_and_the_list_is_mended(folder: Path) -> None:
    note = (folder / "manifest.note").read_text(encoding="utf-8")
    m.write_events(folder, m.read_events(folder)[:-1])
    mended_end(folder)
    (folder / "manifest.note").write_text(note, encoding="utf-8")


@finds("empty")
def every_event_is_taken_out(folder: Path) -> None:
    m.write_events(folder, [])
    m.write_list(folder, {"matter": m.MATTER, "events": {"count": 0, "last": "00" * 32}, "withheld": []}, signed=False)


def mended_end(folder: Path) -> None:
    said, left = m.read_list(folder), m.read_events(folder)
    end = {"count": len(left), "last": left[-1]["hash"]}
    m.write_list(folder, {"matter": said["matter"], "events": end, "withheld": said["withheld"]}, signed=False)


@finds("end")
def the_list_promises_more_events(folder: Path) -> None:
    said = m.read_list(folder)
    end = {**said["events"], "count": 8}
    m.write_list(folder, {"matter": said["matter"], "events": end, "withheld": said["withheld"]}, signed=False)


@finds("pack", "file-changed")
def the_pack_is_changed(folder: Path) -> None:
    next((folder / "packs").iterdir()).write_bytes(b"{}")


@finds("pack")
def the_pack_is_taken_away(folder: Path) -> None:
    next((folder / "packs").iterdir()).unlink()
    m.relisted(folder)


@finds("evidence", "file-changed")
def a_photo_is_changed(folder: Path) -> None:
    file = folder / "files" / f"{m.PHOTO_KEY}.jpg"
    file.write_bytes(file.read_bytes()[:-1] + b"!")


@finds("evidence")
def a_photo_is_taken_away(folder: Path) -> None:
    (folder / "files" / f"{m.PHOTO_KEY}.jpg").unlink()
    m.relisted(folder)


@finds("evidence")
def no_file_is_there(folder: Path) -> None:
    (folder / "files" / f"{m.PHOTO_KEY}.jpg").unlink()
    (folder / "files").rmdir()
    m.relisted(folder)


@finds("evidence")
def a_withheld_file_is_another(folder: Path) -> None:
    (folder / "files" / f"{m.HIDDEN_KEY}.jpg").write_bytes(b"other!")
    m.relisted(folder)


@finds()
def a_withheld_file_is_brought_along(folder: Path) -> None:
    (folder / "files" / f"{m.HIDDEN_KEY}.jpg").write_bytes(b"hidden")
    m.relisted(folder)


@finds("evidence")
def a_file_is_no_longer_called_withheld(folder: Path) -> None:
    said = m.read_list(folder)
    m.write_list(folder, {"matter": said["matter"], "events": said["events"], "withheld": []}, signed=False)


@finds("place")
def a_place_is_changed(folder: Path) -> None:
    event(folder, 2, place=9)


@finds("place")
def a_place_beyond_the_log_is_named(folder: Path) -> None:
    event(folder, 2, place=m.LEAVES)


@finds("place")
def a_place_before_the_log_is_named(folder: Path) -> None:
    event(folder, 2, place=-1)


@finds("place")
def a_proof_is_changed(folder: Path) -> None:
    path = m.read_events(folder)[1]["proof"]
    event(folder, 2, proof=[flipped(path[0]), *path[1:]])


@finds("place")
def the_top_of_a_proof_is_changed(folder: Path) -> None:
    path = m.read_events(folder)[1]["proof"]
    event(folder, 2, proof=[*path[:-1], flipped(path[-1])])


@finds("place")
def a_proof_is_longer(folder: Path) -> None:
    path = m.read_events(folder)[1]["proof"]
    event(folder, 2, proof=[*path, path[0]])


@finds("place")
def a_proof_is_shorter(folder: Path) -> None:
    event(folder, 2, proof=m.read_events(folder)[1]["proof"][:-1])


@finds("place")
def an_earlier_event_is_called_not_logged(folder: Path) -> None:
    event(folder, 3, place=None, proof=[])


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
