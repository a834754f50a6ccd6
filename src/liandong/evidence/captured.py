"""What a camera wrote into a photo: the moment, the place, the device (EXIF 2.32, CIPA DC-008).

Read by bytes with bounds at every step: what comes from outside never meets a decoder in this process. None of it is
vouched for by anybody but the device; a place is personal data of whoever stood there.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
HEAD = 256 * 1024  # bytes that are looked at: the segment with these statements stands at the beginning
MOST_ENTRIES = 500
LONGEST_DEVICE = 80
LONGEST_TEXT = 64  # bytes
_SEGMENT, _PICTURE, _EXIF = 0xE1, 0xDA, b"Exif\x00\x00"
_MAKE, _MODEL, _POINTER, _GPS = 0x010F, 0x0110, 0x8769, 0x8825
_MOMENT, _OFFSET = 0x9003, 0x9011
_NORTH, _LATITUDE, _EAST, _LONGITUDE = 1, 2, 3, 4
_ASCII, _LONG, _RATIONAL = 2, 4, 5
_FIRST = 4  # where the head names the first directory

Tags = dict[int, str | int | tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Captured:
    """What the device says; "" where it says nothing. `at` with its offset; `place` as "latitude,longitude" in degrees
    north and east (WGS 84, as EXIF asks), six decimals; `device` its maker and model."""

    at: str = ""
    place: str = ""
    device: str = ""


def captured(head: bytes) -> Captured:
    """What stands in the first bytes of a JPEG.

    A camera that gives no offset is taken to be in China, as its officer is.
    """
    for tiff in _exif(head):
        first = _read(tiff, _FIRST, (_MAKE, _MODEL, _POINTER, _GPS))
        shot = _read(tiff, first.get(_POINTER), (_MOMENT, _OFFSET))
        stood = _read(tiff, first.get(_GPS), (_NORTH, _LATITUDE, _EAST, _LONGITUDE))
        return Captured(_at(shot), _place(stood), _device(first))
    return Captured()


def _at(tags: Mapping[int, object]) -> str:
    try:
        at = datetime.strptime(str(tags.get(_MOMENT, "")), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - its offset follows
        offset = tags.get(_OFFSET, "")
        if offset:
            return datetime.fromisoformat(f"{at.isoformat()}{offset}").isoformat()
        return at.replace(tzinfo=CHINA).isoformat()
    except ValueError:
        return ""  # what a camera wrote wrongly is no statement


def _place(tags: Mapping[int, object]) -> str:
    north, east = tags.get(_LATITUDE), tags.get(_LONGITUDE)
    if not isinstance(north, tuple) or not isinstance(east, tuple) or len(north) != 3 or len(east) != 3:
        return ""
    signs = {"N": 1, "S": -1, "E": 1, "W": -1}
    latitude = _degrees(north) * signs.get(str(tags.get(_NORTH)), 0)
    longitude = _degrees(east) * signs.get(str(tags.get(_EAST)), 0)
    if not (0 < abs(latitude) <= 90 and 0 < abs(longitude) <= 180):
        return ""  # no sign, beyond the earth, or the nought that devices write that know no place
    return f"{latitude:.6f},{longitude:.6f}"


def _degrees(parts: tuple[float, ...]) -> float:
    degrees, minutes, seconds = parts
    return degrees + minutes / 60 + seconds / 3600


def _device(tags: Mapping[int, object]) -> str:
    make, model = (_shown(str(tags.get(tag, ""))) for tag in (_MAKE, _MODEL))
    both = model if model.lower().startswith(make.lower()) else f"{make} {model}"
    return both.strip()[:LONGEST_DEVICE]


def _shown(text: str) -> str:
    return "".join(each for each in text if unicodedata.category(each)[0] != "C").strip()


def _exif(head: bytes) -> Iterator[bytes]:
    """The EXIF block, as TIFF."""
    at = 2
    while at + 4 <= len(head) and head[at] == 0xFF and head[at + 1] != _PICTURE:
        length = int.from_bytes(head[at + 2 : at + 4], "big")
        body = head[at + 4 : at + 2 + length]
        if head[at + 1] == _SEGMENT and body.startswith(_EXIF):
            yield body[len(_EXIF) :]
        if length < 2:
            return
        at += 2 + length


def _read(tiff: bytes, at: object, wanted: tuple[int, ...]) -> Tags:
    """The tags of one directory; `at` says where it begins, the first one at what the head names."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or not isinstance(at, int):
        return {}
    found: Tags = {}
    try:
        begin = int(struct.unpack_from(f"{order}I", tiff, 4)[0]) if at == _FIRST else at
        for entry in _entries(tiff, order, begin):
            if entry[0] in wanted:
                found[entry[0]] = _value(tiff, order, *entry[1:])
    except (ValueError, struct.error, ZeroDivisionError):
        pass  # what a camera wrote wrongly is no statement; what stood before it is
    return found


def _value(tiff: bytes, order: str, kind: int, count: int, value: bytes) -> str | int | tuple[float, ...]:
    (place,) = struct.unpack(f"{order}I", value)
    if kind == _ASCII and count <= LONGEST_TEXT:
        raw = value[:count] if count <= 4 else tiff[place : place + count]
        return raw.split(b"\x00")[0].decode("utf-8", "replace").strip()
    if kind == _RATIONAL and count == 3:
        numbers = struct.unpack_from(f"{order}6I", tiff, place)
        return tuple(numbers[n] / numbers[n + 1] for n in (0, 2, 4))
    if kind == _LONG and count == 1:
        return int(place)
    raise ValueError(f"kind {kind} of {count}")


def _entries(tiff: bytes, order: str, at: int) -> Iterator[tuple[int, int, int, bytes]]:
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    for number in range(min(count, MOST_ENTRIES)):
        yield struct.unpack_from(f"{order}HHI4s", tiff, at + 2 + 12 * number)
