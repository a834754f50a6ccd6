"""PURE. The value of an operation: when and where it takes place, and when it ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from liandong.core.errors import Refusal
from liandong.core.matter.commands import Plain
from liandong.core.matter.plain import PARTS, instant, words

NEEDED = ("starts_at", "place")


def whole(value: Plain, now: datetime) -> dict[str, Plain]:
    """All parts of an operation; time and place must be there."""
    if not isinstance(value, dict) or set(value) - {"starts_at", "place", "ended_at"}:
        raise Refusal("field.not-an-operation")
    for name in NEEDED:
        if value.get(name) in (None, ""):
            raise Refusal("field.part-missing", part=PARTS[name])
    return {name: part(name, found, value, now) for name, found in value.items() if found not in (None, "")}


def part(name: str, value: Plain, known: Mapping[str, Plain], now: datetime) -> Plain:
    """One part of an operation, in the light of the parts that are known."""
    if name == "place":
        return words(value)
    if name not in PARTS:
        raise Refusal("field.not-an-operation")
    at = instant(value)
    if name == "ended_at":
        if at > now:
            raise Refusal("field.in-the-future", found=at.isoformat(timespec="minutes"))
        if known.get("starts_at") and at < instant(known["starts_at"]):
            raise Refusal("field.ends-before-start")
    return at.isoformat(timespec="seconds")
