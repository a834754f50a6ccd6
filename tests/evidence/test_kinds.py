"""A file is what its bytes say; small copies hold nothing else, and what would eat the machine is not drawn."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from liandong.core.time_limits import CHINA
from liandong.evidence import drawing
from liandong.evidence.captured import captured
from liandong.evidence.kinds import ENDINGS, kind_of, named_as
from liandong.evidence.pictures import picture
from liandong.evidence.uploads import Uploader, take_whole
from tests.evidence import samples

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=CHINA)
BY = Uploader("account:a", "siyang", "linhe-township")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (samples.jpeg(), "image/jpeg"),
        (samples.png(), "image/png"),
        (samples.webp(), "image/webp"),
        (samples.HEIC, "image/heic"),
        (samples.PDF, "application/pdf"),
        (samples.MP4, "video/mp4"),
        (samples.M4A, "audio/mp4"),
        (samples.MP3, "audio/mpeg"),
        (samples.BARE_MP3, "audio/mpeg"),
        (samples.AAC, "audio/aac"),
        (samples.AMR, "audio/amr"),
        (samples.OGG, "audio/ogg"),
        (samples.WAV, "audio/wav"),
        (b"MZ\x90\x00", ""),
        (b"<svg xmlns=", ""),
        (b"<!doctype html>", ""),
        (b"PK\x03\x04", ""),
        (b"GIF89a", ""),
        (b"\x7fELF", ""),
        (b"\xff\xfe\x00\x00", ""),
        (b"", ""),
    ],
)
def test_a_file_is_known_by_its_first_bytes(body: bytes, kind: str) -> None:
    assert kind_of(body[:4096]) == kind
    assert not kind or kind in ENDINGS


@given(st.binary(max_size=300))
def test_no_bytes_break_the_looking(body: bytes) -> None:
    assert kind_of(body) in {"", *ENDINGS}
    assert captured(b"\xff\xd8" + body).at == "" or "T" in captured(b"\xff\xd8" + body).at


@given(st.binary(min_size=0, max_size=200), st.integers(0, 400))
def test_no_broken_camera_breaks_the_reading_of_its_moment(noise: bytes, at: int) -> None:
    photo = bytearray(samples.jpeg((16, 16), taken="2026:11:20 09:30:00"))
    photo[at : at + len(noise)] = noise
    assert isinstance(captured(bytes(photo)).at, str)


def test_a_name_gets_the_ending_of_what_the_file_is() -> None:
    assert named_as("现场.jpg", "image/jpeg") == "现场.jpg"
    assert named_as("现场.JPEG", "image/jpeg") == "现场.JPEG"
    assert named_as("报告.html", "application/pdf") == "报告.html.pdf"
    assert named_as("录音", "audio/amr") == "录音.amr"


def copy_of(body: bytes, name: str = "现场.jpg", size: str = "thumbnail") -> Path | None:
    held = take_whole(BY, name, len(body), io.BytesIO(body), NOW)
    return picture(held.key, held.type, size)


def test_a_small_copy_is_small_upright_and_tells_nothing_of_the_camera(db: None) -> None:
    path = copy_of(samples.jpeg((1600, 900), taken="2026:11:20 09:30:00", gps=True))
    assert path is not None
    with Image.open(path) as copy:
        assert copy.size == (320, 180)
        assert not copy.getexif() and "exif" not in copy.info
    assert b"Exif" not in path.read_bytes()
    assert copy_of(samples.png()) and copy_of(samples.webp())


def test_a_copy_is_drawn_once(db: None) -> None:
    path = copy_of(samples.jpeg())
    assert path is not None
    first = path.stat().st_mtime_ns
    assert picture(path.name.split(".")[0], "image/jpeg", "thumbnail") == path
    assert path.stat().st_mtime_ns == first


@pytest.mark.parametrize(
    "body",
    [
        samples.bomb(),
        samples.jpeg()[:900],
        b"\xff\xd8\xff" + b"\x00" * 500,
        samples.png()[:60] + b"\x00" * 200,
    ],
    ids=["bomb", "cut off", "no picture", "broken"],
)
def test_what_cannot_or_must_not_be_drawn_has_no_copy_and_is_kept_all_the_same(db: None, body: bytes) -> None:
    held = take_whole(BY, "现场.jpg", len(body), io.BytesIO(body), NOW)
    assert picture(held.key, held.type, "thumbnail") is None
    assert held.stored_at and held.size == len(body)


def test_a_picture_with_too_many_pixels_is_not_even_begun(db: None) -> None:
    wide = 9000
    assert wide * wide > drawing.MOST_PIXELS
    out = io.BytesIO()
    Image.new("1", (wide, wide)).save(out, "PNG")
    assert copy_of(out.getvalue(), "大.png") is None


def test_papers_and_sound_have_no_copy(db: None) -> None:
    for name, body in (("a.pdf", samples.PDF), ("b.mp4", samples.MP4), ("c.heic", samples.HEIC)):
        assert copy_of(body, name) is None
