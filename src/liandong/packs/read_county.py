"""The parts of pack.yaml: validity, the county's clock, its lamps, and what software does not carry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time
from itertools import pairwise

from liandong.core.rules import LampName, Pack
from liandong.core.texts import Text
from liandong.core.time_limits import ClockSettings, DayEnd, Lamp, Lead, LeadUnit, Season
from liandong.packs.cursor import Cursor, text_at

MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
SPAN = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])")
CLOCK_KEYS = ("day_ends", "office", "remind_immediately", "remind_promptly", "near_days", "near_hours")
COLORS = ("green", "blue", "yellow", "orange", "red", "gray")
NO_LEAD = Lead(LeadUnit.MINUTES, 1)  # stands in after a fault; a pack with a fault is never used


def matching(cursor: Cursor, key: str, pattern: re.Pattern[str], right: str) -> str:
    """The text of this form that must stand under `key`."""
    at = cursor.need(key)
    return at.matching(pattern, right) if at else ""


def in_force(own: Cursor) -> tuple[date, date | None]:
    """First and last day of validity, both inclusive; None = no end stated."""
    at = own.need("in_force")
    if at is None:
        return date.min, None
    first, last = at.shape(("from", "to")).need("from"), at.get("to")
    begins, ends = first.day() if first else date.min, last.day() if last else None
    if last and ends and ends < begins:
        last.fault(f"the last day {ends} before the first {begins}", "a day on or after the first")
    return begins, ends


def read_clock(cursor: Cursor | None) -> ClockSettings:
    """How the county reads the end of a day, its office hours and its reminder values."""
    ends, leads = DayEnd.MIDNIGHT, dict[str, Lead]()
    seasons: tuple[Season, ...] = ()
    if cursor:
        cursor.shape(CLOCK_KEYS)
        ends_at, office = cursor.need("day_ends"), cursor.need("office")
        word = ends_at.one_of([e.value for e in DayEnd], "the end of the day") if ends_at else ""
        ends = DayEnd(word) if word in {e.value for e in DayEnd} else ends
        seasons = tuple(_season(m) for m in office.members()) if office else ()
        if office and list(seasons) != sorted(seasons, key=lambda s: (s.month, s.day)):
            office.fault("seasons out of order", "seasons in the order of the year")
        if office and not seasons:
            office.fault("no office hours", "at least one season with its hours")
        parse = {"near_hours": Lead.parse_exact}
        leads = {
            key: at.parsed(parse.get(key, Lead.parse), NO_LEAD) for key in CLOCK_KEYS[2:] if (at := cursor.need(key))
        }
    return ClockSettings(ends, seasons, *(leads.get(key, NO_LEAD) for key in CLOCK_KEYS[2:]))


def _season(cursor: Cursor) -> Season:
    cursor.shape(("from", "hours"))
    begins = matching(cursor, "from", MONTH_DAY, "a month and day, such as 05-01")
    month, day = (int(p) for p in begins.split("-")) if MONTH_DAY.fullmatch(begins) else (1, 1)
    hours = cursor.need("hours")
    spans = tuple(s for m in hours.members() if (s := _span(m))) if hours else ()
    if hours and not hours.members():
        hours.fault("no hours", "at least one span such as 08:30-12:00")
    if hours and any(a[1] > b[0] for a, b in pairwise(spans)):
        hours.fault("spans that overlap or run backwards", "spans in the order of the day")
    return Season(month, day, spans)


def _span(cursor: Cursor) -> tuple[time, time] | None:
    found = SPAN.fullmatch(cursor.matching(SPAN, "a span such as 08:30-12:00"))
    if not found:
        return None
    opens, closes = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    if closes <= opens:
        cursor.fault(f"`{found[0]}` ends before it begins", "a span such as 08:30-12:00")
    return opens, closes


def read_lamps(own: Cursor) -> dict[str, LampName]:
    """How the county calls its lamps, and their colors."""
    at, lamps = own.get("lamps"), dict[str, LampName]()
    known = [lamp.value for lamp in Lamp]
    for name, cursor in at.pairs() if at else ():
        if name not in known:
            cursor.fault(f"the lamp `{name}`", f"one of {', '.join(known)}")
        color = cursor.shape(("title", "color")).need("color")
        lamps[name] = LampName(text_at(cursor, "title"), color.one_of(COLORS, "the color") if color else "")
    return lamps


def read_not_carried(own: Cursor) -> dict[str, Text]:
    """Rules that software does not carry, each with the reason."""
    at = own.get("not_carried")
    return {rule: cursor.text() for rule, cursor in at.pairs()} if at else {}


def pack_rules(own: Cursor, parts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Parts of pack.yaml -> ids of the rules they carry."""
    at = own.get("rules")
    if at is None:
        return {}
    known = [part for part in parts if part in Pack.__annotations__ or part == "in_force"]
    found = {}
    for part, cursor in at.pairs():
        if part not in known:
            cursor.fault(f"the part `{part}`", f"one of {', '.join(known)}")
        found[part] = cursor.strings()
    return found
