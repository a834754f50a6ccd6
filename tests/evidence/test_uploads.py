"""A file comes in: any way to cut it gives the same, nothing is named before it is whole, and what is wrong is said."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from liandong.core.errors import Refusal
from liandong.core.time_limits import CHINA
from liandong.core.words import LANGUAGES, say
from liandong.evidence import store, uploads
from liandong.evidence.held import content_of
from liandong.evidence.models import FileRow
from liandong.evidence.uploads import Uploader
from tests.evidence import samples

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=CHINA)
TOWN = Uploader("account:town.officer", "siyang", "linhe-township")
OTHER = Uploader("account:other", "siyang", "linhe-township")
PHOTO = samples.jpeg(taken="2026:11:20 09:30:00")


def begun(body: bytes, name: str = "现场.jpg", by: Uploader = TOWN) -> str:
    return uploads.begin(by, name, len(body), NOW).key


def sent(body: bytes, name: str = "现场.jpg") -> str:
    """The key of a file that came in whole."""
    return uploads.take_whole(TOWN, name, len(body), io.BytesIO(body), NOW).key


def refusal_of(code: str, *call: object) -> Refusal:
    with pytest.raises(Refusal) as found:
        call[0](*call[1:])  # type: ignore[operator]
    assert found.value.code == code
    for lang in LANGUAGES:
        assert say(found.value, lang).then
    return found.value


@pytest.mark.django_db
@given(cuts=st.lists(st.integers(1, len(PHOTO) - 1), max_size=8), forgets=st.booleans())
def test_any_split_into_pieces_gives_the_bytes_that_were_sent(cuts: list[int], forgets: bool) -> None:
    key = begun(PHOTO)
    places = [0, *sorted(set(cuts)), len(PHOTO)]
    for start, end in pairwise(places):
        assert uploads.add(TOWN, key, start, [PHOTO[start:end]], NOW) == end
        if forgets:
            uploads._hashes._known.clear()  # as after a restart: the hash is then taken from the disk
    held = uploads.complete(TOWN, key, NOW)
    assert held.sha256 == hashlib.sha256(PHOTO).hexdigest()
    assert store.place(content_of(key)).read_bytes() == PHOTO
    assert not store.incoming(key).exists()


@pytest.mark.django_db
def test_a_line_that_breaks_within_a_piece_loses_nothing_of_what_came() -> None:
    def breaks() -> Iterator[bytes]:
        yield PHOTO[:1000]
        raise ConnectionResetError

    key = begun(PHOTO)
    with pytest.raises(ConnectionResetError):
        uploads.add(TOWN, key, 0, breaks(), NOW)
    assert uploads.upload(TOWN, key).offset == 1000
    uploads.add(TOWN, key, 1000, [PHOTO[1000:]], NOW)
    assert uploads.complete(TOWN, key, NOW).sha256 == hashlib.sha256(PHOTO).hexdigest()


@pytest.mark.django_db
def test_a_piece_sent_twice_does_nothing_and_is_told_where_to_go_on() -> None:
    key = begun(PHOTO)
    uploads.add(TOWN, key, 0, [PHOTO[:500]], NOW)
    again = refusal_of("evidence.elsewhere", uploads.add, TOWN, key, 0, [PHOTO[:500]], NOW)
    assert again.params["offset"] == 500
    assert store.incoming(key).read_bytes() == PHOTO[:500]


@pytest.mark.django_db
def test_a_file_is_complete_only_when_all_of_it_is_on_the_disk() -> None:
    key = begun(PHOTO)
    uploads.add(TOWN, key, 0, [PHOTO[:-1]], NOW)
    found = refusal_of("evidence.incomplete", uploads.complete, TOWN, key, NOW)
    assert found.params["missing"] == 1
    assert not store.place(key).exists() and FileRow.objects.get(key=key).stored_at == ""


@pytest.mark.django_db
def test_completing_twice_gives_the_same_also_after_a_death_between_disk_and_table() -> None:
    key = sent(PHOTO)
    first = uploads.complete(TOWN, key, NOW)
    FileRow.objects.filter(key=key).update(stored_at="", sha256="", type="")
    again = uploads.complete(TOWN, key, NOW)
    assert again == first
    assert oct(store.place(key).stat().st_mode)[-3:] == "440"


@pytest.mark.django_db
def test_the_moment_that_the_camera_wrote_is_kept_and_nothing_is_made_up() -> None:
    def captured(body: bytes) -> str:
        return FileRow.objects.get(key=sent(body)).captured_at

    assert captured(PHOTO) == "2026-11-20T09:30:00+08:00"
    assert captured(samples.jpeg(taken="2026:11:20 09:30:00", offset="+09:00")) == "2026-11-20T09:30:00+09:00"
    assert captured(samples.jpeg(taken="yesterday")) == ""
    assert captured(samples.jpeg()) == ""
    assert captured(samples.png()) == ""


@pytest.mark.django_db
def test_a_device_that_reckoned_another_hash_is_told_that_the_file_was_damaged() -> None:
    key = begun(PHOTO)
    uploads.add(TOWN, key, 0, [PHOTO], NOW)
    refusal_of("evidence.damaged", uploads.complete, TOWN, key, NOW, "0" * 64)
    assert not store.place(key).exists() and not store.incoming(key).exists()
    refusal_of("evidence.unknown", uploads.complete, TOWN, key, NOW)


@pytest.mark.django_db
def test_nobody_else_goes_on_with_a_file_or_learns_of_it() -> None:
    key = begun(PHOTO)
    refusal_of("evidence.unknown", uploads.add, OTHER, key, 0, [PHOTO], NOW)
    refusal_of("evidence.unknown", uploads.complete, OTHER, key, NOW)
    refusal_of("evidence.unknown", uploads.upload, Uploader(TOWN.owner, "jinhu", TOWN.unit), key)
    refusal_of("evidence.unknown", uploads.upload, TOWN, "../../etc/passwd")


@pytest.mark.django_db
def test_two_writers_of_one_file_never_mix_their_pieces() -> None:
    key = begun(PHOTO)
    with store.growing(key, "现场.jpg"):
        refusal_of("evidence.busy", uploads.add, TOWN, key, 0, [PHOTO], NOW)
    uploads.add(TOWN, key, 0, [PHOTO], NOW)
    assert uploads.complete(TOWN, key, NOW).size == len(PHOTO)


@pytest.mark.django_db
def test_what_is_nothing_that_is_taken_is_refused_by_its_bytes_and_gone(folder: Path) -> None:
    for name, body in (
        ("图.jpg", b"MZ" + b"\x00" * 200),
        ("a.pdf", b"<html>" + b" " * 200),
        ("x.png", b"PK\x03\x04" * 30),
    ):
        found = refusal_of("evidence.type-unknown", uploads.take_whole, TOWN, name, len(body), io.BytesIO(body), NOW)
        assert "JPEG" in say(found, "zh").then
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert FileRow.objects.filter(gone=False).count() == 0


@pytest.mark.django_db
def test_limits_are_said_with_their_numbers(settings: Settings) -> None:
    settings.EVIDENCE_FILE_BYTES = 2_000_000
    found = refusal_of("evidence.too-large", uploads.begin, TOWN, "长.mp4", 3_000_000, NOW)
    assert "3.0 MB" in say(found, "zh").why and "2.0 MB" in say(found, "en").why
    settings.EVIDENCE_COUNTY_BYTES = len(PHOTO) + 10
    sent(PHOTO)
    refusal_of("evidence.county-full", uploads.begin, TOWN, "二.jpg", 100, NOW)
    elsewhere = uploads.begin(Uploader("account:x", "jinhu", "a"), "二.jpg", 10, NOW)
    assert elsewhere.offset == 0


@pytest.mark.django_db
def test_more_than_was_announced_is_not_taken() -> None:
    key = begun(PHOTO[:100])
    refusal_of("evidence.too-long", uploads.add, TOWN, key, 0, [PHOTO[:60], PHOTO[60:200]], NOW)
    assert uploads.upload(TOWN, key).offset == 60


@pytest.mark.django_db
def test_an_owner_has_only_so_many_files_on_their_way() -> None:
    for number in range(uploads.MOST_OPEN):
        begun(PHOTO, f"{number}.jpg")
    refusal_of("evidence.too-many-open", uploads.begin, TOWN, "再来.jpg", 10, NOW)
    assert begun(PHOTO, by=OTHER)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("C:\\图\\现场.jpg", "现场.jpg"),
        ("../../etc/现场.jpg", "现场.jpg"),
        ("现\x00场\u202e.jpg", "现场.jpg"),
        ("长" * 300 + ".jpg", "长" * (uploads.LONGEST_NAME - 4) + ".jpg"),
    ],
)
def test_a_name_is_only_a_name(typed: str, kept: str) -> None:
    assert uploads.begin(TOWN, typed, 10, NOW).name == kept


@pytest.mark.django_db
def test_a_file_without_a_name_without_bytes_or_with_a_mark_of_secrecy_is_not_begun() -> None:
    refusal_of("evidence.nameless", uploads.begin, TOWN, "\u200b", 10, NOW)
    refusal_of("evidence.empty", uploads.begin, TOWN, "a.jpg", 0, NOW)
    refusal_of("text.classified", uploads.begin, TOWN, "机密★五年.pdf", 10, NOW)


@pytest.mark.django_db
def test_a_full_disk_is_said_and_what_came_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    key = begun(PHOTO)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    uploads.add(TOWN, key, 0, [PHOTO[:200]], NOW)
    monkeypatch.setattr(store.os, "fsync", full)
    refusal_of("evidence.no-room", uploads.add, TOWN, key, 200, [PHOTO[200:]], NOW)
    monkeypatch.undo()
    monkeypatch.setattr(store, "free", lambda: 5)
    refusal_of("evidence.no-room", uploads.begin, TOWN, "二.jpg", 100, NOW)
