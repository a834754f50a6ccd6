"""PURE. Days and moments as an iCalendar file (RFC 5545), which every calendar program reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from liandong.core.matter.plain import ZONE

LONGEST = 75  # octets of a line, its end left out (RFC 5545, 3.1)
END = "\r\n"
ZONE_NAME = "Asia/Shanghai"
ZONE_LINES = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE_NAME}",
    "BEGIN:STANDARD",
    "DTSTART:19910915T000000",  # no summer time since then
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Dated:
    """Something on a day (`starts` a date) or at a moment (an aware datetime). `uid` is its own for ever.

    `tentative`: the day may still move. `ends` is None where nobody says how long it lasts.
    """

    uid: str
    starts: date | datetime
    summary: str
    place: str = ""
    url: str = ""
    ends: datetime | None = None
    tentative: bool = False


def calendar(name: str, found: Iterable[Dated], now: datetime) -> str:
    """The file: lines end with CR LF, long ones are folded, words are escaped."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Liandong//Liandong//ZH", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{escaped(name)}", *ZONE_LINES]
    for each in found:
        lines += _event(each, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}{END}" for line in lines for part in folded(line))


def escaped(words: str) -> str:
    """Words as a value of the type TEXT."""
    return words.translate(ESCAPES)


def folded(line: str) -> Iterator[str]:
    """A line in parts of at most LONGEST octets, each but the first after a space; no character is cut in two."""
    part, size = "", 0
    for letter in line:
        wide = len(letter.encode())
        if size + wide > LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + wide
    yield part


def _event(each: Dated, now: datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(each.uid)}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        _moment("DTSTART", each.starts),
    ]
    if each.ends is not None:
        lines.append(_moment("DTEND", each.ends))
    lines.append(f"SUMMARY:{escaped(each.summary)}")
    if each.place:
        lines.append(f"LOCATION:{escaped(each.place)}")
    if each.url:
        lines.append(f"URL:{each.url}")
    lines.append(f"STATUS:{'TENTATIVE' if each.tentative else 'CONFIRMED'}")
    lines.append("END:VEVENT")
    return lines


def _moment(name: str, at: date | datetime) -> str:
    if isinstance(at, datetime):
        return f"{name};TZID={ZONE_NAME}:{at.astimezone(ZONE):%Y%m%dT%H%M%S}"
    return f"{name};VALUE=DATE:{at:%Y%m%d}"
