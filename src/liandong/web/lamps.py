"""Lamps as the county calls them: word and color from its pack where it has its own; the shape stays."""

from __future__ import annotations

from dataclasses import dataclass

from liandong.core.rules import Pack
from liandong.core.texts import Text
from liandong.core.time_limits import Lamp

SHORT = {Lamp.REMINDER: Text("已过提醒值", "past reminder")}


@dataclass(frozen=True, slots=True)
class LampSeen:
    """One lamp on a page: its state, its words, shorter words where several stand in a row, its classes of style."""

    value: str
    words: Text
    short: Text
    look: str


def lamp_seen(lamp: Lamp, pack: Pack) -> LampSeen:
    """A lamp as this county shows it."""
    own = pack.lamps.get(lamp.value)
    words = pack.lamp_words(lamp)
    color = f" ld-color--{own.color}" if own else ""
    short = own.title if own else SHORT.get(lamp, words)
    return LampSeen(lamp.value, words, short, f"ld-lamp{color} ld-lamp--{lamp.value}")


def lamp_named(name: str, pack: Pack) -> LampSeen:
    """A lamp by its name in a template; ValueError where there is no such lamp."""
    return lamp_seen(Lamp(name), pack)
