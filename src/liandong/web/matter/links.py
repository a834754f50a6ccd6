"""The matters that a matter is linked with, as its reader may see them: number, procedure, and how far they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from liandong.core.rules import Step
from liandong.projections.matters import matter_line
from liandong.web.language import say, t
from liandong.web.matter.seen import Seen
from liandong.web.matter.story import LINKS
from liandong.web.worklist.lines import matter_seen


@dataclass(frozen=True, slots=True)
class Link:
    """A linked matter; `id` and `procedure` are "" where the reader may not see it. `now`: its steps, or its end."""

    kind: str
    number: str
    id: str = ""
    procedure: str = ""
    now: str = ""
    ended: bool = False


def links_of(seen: Seen) -> list[Link]:
    """Every linked matter, in the order in which they were linked."""
    return [_link(seen, link) for link in seen.state.links]


def awaited_by(seen: Seen, step: Step) -> tuple[Link, ...]:
    """The matters that a step waits for: those that still run, else the last that was started."""
    if step.awaits is None:
        return ()
    starts = step.awaits.starts
    started = [_link(seen, link) for link in seen.state.links if (link["kind"], link.get("by")) == ("started", starts)]
    return tuple(link for link in started if not link.ended) or tuple(started[-1:])


def _link(seen: Seen, link: Mapping[str, Any]) -> Link:
    words = LINKS.get(link["kind"])
    kind = say(words) if words else link["kind"]
    row = matter_line(seen.actor, link["matter"])
    if row is None:
        return Link(kind, link["number"])
    other = matter_seen(row, seen.pack)
    now = other.end or (t("已中止", "suspended") if other.suspended else other.stage)
    return Link(kind, other.number, other.id, other.procedure, now, other.ended_at is not None)
