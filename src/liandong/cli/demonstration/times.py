"""Times that count from the loading of the demonstration: "3 working days ago 09:30", "today", "40 minutes ago"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from liandong.core.time_limits import CHINA
from liandong.core.workdays import Calendar
from liandong.packs.tree import ListNode, MapNode, Node, Scalar

_DAY = re.compile(
    r"(?:(?P<today>today)|(?P<back>[1-9][0-9]{0,2}) working days? ago|in (?P<ahead>[1-9][0-9]{0,2}) working days?)"
    r"(?P<at> (?:[01][0-9]|2[0-3]):[0-5][0-9])?"
)
_CLOCK = re.compile(r"(?P<n>[1-9][0-9]{0,2}) (?P<unit>minutes?|hours?) ago")


@dataclass(frozen=True, slots=True)
class Times:
    """The moment of loading, and the calendar that working days are counted on."""

    now: datetime
    calendar: Calendar

    def dated(self, node: Node) -> Node:
        """The same tree with each text that is such a time written as the day or moment it means."""
        match node:
            case Scalar(place, text):
                return Scalar(place, self.meant(text))
            case ListNode(place, members):
                return ListNode(place, tuple(self.dated(member) for member in members))
            case MapNode(place, pairs):
                return MapNode(place, {key: (at, self.dated(value)) for key, (at, value) in pairs.items()})

    def meant(self, text: str) -> str:
        """A scenario's way of writing the time (`2026-11-19 09:30`, `2026-11-19`); any other text as it is."""
        if ago := _CLOCK.fullmatch(text):
            unit = ago["unit"] if ago["unit"].endswith("s") else f"{ago['unit']}s"
            moment = self.now - timedelta(**{unit: int(ago["n"])})
            return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
        found = _DAY.fullmatch(text)
        return f"{self._day(found)}{found['at'] or ''}" if found else text

    def _day(self, found: re.Match[str]) -> date:
        today = self.now.astimezone(CHINA).date()
        if found["back"]:
            return self.calendar.subtract_working_days(today, int(found["back"]))
        return self.calendar.add_working_days(today, int(found["ahead"])) if found["ahead"] else today
