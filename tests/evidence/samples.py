"""Files for tests: small ones of each kind that is taken, and ones that are not what they say."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n" + b"x" * 100
MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + b"\x00" * 100
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 100
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 100
MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x0f" + b"\x00" * 100
BARE_MP3 = b"\xff\xfb\x90\x64" + b"\x00" * 100
AAC = b"\xff\xf1\x50\x80" + b"\x00" * 100
AMR = b"#!AMR\n" + b"\x00" * 100
M4A = b"\x00\x00\x00\x20ftypM4A \x00\x00\x02\x00M4A mp42isom" + b"\x00" * 100
OGG = b"OggS\x00\x02" + b"\x00" * 100
TAKEN, OFFSET, EXIF, GPS = 0x9003, 0x9011, 0x8769, 0x8825


def jpeg(size: tuple[int, int] = (640, 480), taken: str = "", offset: str = "", gps: bool = False) -> bytes:
    """A photo; `taken` and `offset` as a camera writes them: "2026:11:20 09:30:00", "+08:00"."""
    exif = Image.Exif()
    if taken:
        exif.get_ifd(EXIF)[TAKEN] = taken
    if offset:
        exif.get_ifd(EXIF)[OFFSET] = offset
    if gps:
        exif[0x010F], exif[0x0110] = "Brand", "Brand X1"
        stood = exif.get_ifd(GPS)
        stood[1], stood[2] = "N", (33.0, 43.0, 12.5)
        stood[3], stood[4] = "E", (118.0, 41.0, 30.0)
    return _spelled("JPEG", size, exif)


def png(size: tuple[int, int] = (64, 48)) -> bytes:
    """A drawing."""
    return _spelled("PNG", size, Image.Exif())


def webp() -> bytes:
    """A picture of the web."""
    return _spelled("WEBP", (64, 48), Image.Exif())


def _spelled(kind: str, size: tuple[int, int], exif: Image.Exif) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, kind, exif=exif)
    return out.getvalue()


def bomb(wide: int = 60_000, high: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that says it has 3.6 billion pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
