"""What whoever answers a step looks for: the points of its checklist with the facts beside them."""

from __future__ import annotations

from dataclasses import dataclass

from liandong.core.matter.commands import Plain
from liandong.core.rules import Point
from liandong.web.language import say
from liandong.web.matter.facts import FactSeen, facts_of
from liandong.web.matter.seen import Seen


@dataclass(frozen=True, slots=True)
class PointSeen:
    """One point. `facts` are what the matter says in the fields that it looks at."""

    name: str
    words: str
    cites: tuple[str, ...]
    facts: tuple[FactSeen, ...]


def points_at(seen: Seen, step: str) -> tuple[PointSeen, ...]:
    """The checklist of a step, in the pack's order."""
    return tuple(_point(seen, point) for point in seen.procedure.steps[step].checklist)


def _point(seen: Seen, point: Point) -> PointSeen:
    known = {path: value for path in point.looks_at if (value := _value(seen, path)) not in (None, "", [], {}, False)}
    return PointSeen(point.name, say(point.words), point.cites, tuple(facts_of(known, seen.procedure, seen.pack)))


def _value(seen: Seen, path: str) -> Plain:
    """The fact as this reader may see it."""
    name, _, part = path.partition(".")
    found = seen.facts.get(name)
    if not part:
        return found
    return found.get(part) if isinstance(found, dict) else None
