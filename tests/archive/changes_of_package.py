"""Ways in which a package is changed: its list, its events, its files, their places."""

from __future__ import annotations

import json
from pathlib import Path

from liandong.core.signed_notes import Note
from tests.archive import made as m
from tests.archive.changing import event, finds, flipped, header


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
    m.write_list(folder, {name: said[name] for name in m.PARTS}, by=m.STRANGER)


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


@finds("event")
def erased_words_are_put_back(folder: Path) -> None:
    event(folder, 6, payload=m.canonical(m.payloads()[5]).decode(), salt="05" * 16)


@finds()
def the_erasure_is_withheld(folder: Path) -> None:
    event(folder, 7, payload=None, salt=None)


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
    m.relisted(folder, matter="another", events={"count": 9, "last": ""})
    assert said["matter"] != "another"


@finds("event", "paper")
def an_event_is_taken_out(folder: Path) -> None:
    said = m.read_events(folder)
    m.write_events(folder, said[:2] + said[3:])
    mended_end(folder)


@finds("event", "place")
def events_are_exchanged(folder: Path) -> None:
    said = m.read_events(folder)
    said[1]["payload"], said[2]["payload"] = said[2]["payload"], said[1]["payload"]
    said[1]["place"], said[2]["place"] = said[2]["place"], said[1]["place"]
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
    m.relisted(folder, events={"count": 0, "last": "00" * 32}, withheld=[], papers=[])


def mended_end(folder: Path) -> None:
    left = m.read_events(folder)
    m.relisted(folder, events={"count": len(left), "last": left[-1]["hash"]})


@finds("end")
def the_list_promises_more_events(folder: Path) -> None:
    said = m.read_list(folder)
    m.relisted(folder, events={**said["events"], "count": 8})


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
