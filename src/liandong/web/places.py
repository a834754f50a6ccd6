"""Places in lists as an address has them: written after a page, read back with care.

A place is no secret and no right: it says between which lines a page lies. Whatever else is sent is no place at all.
"""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from liandong.projections.keyset import Mark, Place

LONGEST = 400  # characters of a place in an address
LARGEST = 2**62  # of a number: every database takes it
YEARS = range(1990, 2200)

Kinds = Sequence[type]


def written(place: Place) -> str:
    """The place, for an address."""
    marks = [mark.astimezone(UTC).isoformat() if isinstance(mark, datetime) else mark for mark in place.marks]
    spelled = json.dumps(marks, ensure_ascii=False, separators=(",", ":")).encode()
    return urlsafe_b64encode(spelled).decode().rstrip("=")


def sent_place(sent: Mapping[str, str], kinds: Kinds) -> Place | None:
    """The place that an address asks for, by `after` or else `before`; None where it names none of these kinds."""
    for name in ("after", "before"):
        marks = _marks(sent.get(name, ""), kinds)
        if marks is not None:
            return Place(marks, back=name == "before")
    return None


def spelled(sent: Mapping[str, str], kinds: Kinds) -> tuple[str, str]:
    """The same as the address had it, for the fields `after` and `before` of a list."""
    place = sent_place(sent, kinds)
    said = written(place) if place else ""
    return ("", said) if place and place.back else (said, "")


def _marks(typed: str, kinds: Kinds) -> tuple[Mark, ...] | None:
    if not typed or len(typed) > LONGEST or not typed.isascii():
        return None
    try:
        found = json.loads(urlsafe_b64decode(typed + "=" * (-len(typed) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(found, list) or len(found) != len(kinds):
        return None
    marks = [_mark(each, kind) for each, kind in zip(found, kinds, strict=True)]
    return None if None in marks else tuple(mark for mark in marks if mark is not None)


def _mark(found: object, kind: type) -> Mark | None:
    if kind is int:
        return found if type(found) is int and abs(found) <= LARGEST else None
    if not isinstance(found, str) or "\x00" in found or not found.isprintable():
        return None
    if kind is str:
        return found
    try:
        at = datetime.fromisoformat(found)
    except ValueError:
        return None
    return at if at.tzinfo is not None and at.year in YEARS else None
