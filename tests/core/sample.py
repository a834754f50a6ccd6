"""The sample county (tests/counties/sample) and a case that is played through the real `decide` and `evolve`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from liandong.core.actors import Actor, Role, Seat, clock_actor
from liandong.core.matter import commands as c
from liandong.core.matter.decide import decide
from liandong.core.matter.events import Event, Header, moment
from liandong.core.matter.law import Decision, Law
from liandong.core.matter.plain import ZONE
from liandong.core.matter.state import Matter, Task, evolve
from liandong.core.rules import Pack, PackRef
from liandong.packs import canonical, load_pack
from liandong.packs.calendars import load_calendar

ROOT = Path(__file__).parents[2]
REF = PackRef("sample", "1", "0" * 64)


@cache
def pack() -> Pack:
    """The sample county's pack: every word of the format stands in it."""
    return load_pack(ROOT / "tests/counties/sample").pack


@cache
def law() -> Law:
    """The law of the sample county on the published calendars."""
    return Law(pack(), REF, load_calendar(ROOT / "mechanisms/calendar"), number="样演〔2026〕1号", matter="m-1")


def at(text: str) -> datetime:
    """A moment of 2026 in Asia/Shanghai: "11-20 09:00"."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


def actor(unit: str, post: str = "officer") -> Actor:
    """Somebody in a post of the sample county."""
    found = pack().units[unit]
    roles = next(frozenset(Role(r) for r in p.roles) for p in found.posts if p.code == post)
    is_head = post == found.head.code
    return Actor(f"{unit}.{post}", "sample", Seat(unit, post), found.kind, roles, is_head=is_head)


EAST = "east-township"
MARKET = "market-bureau"
WATER = "water-bureau"
POWER = "power-company"
CLOCK = clock_actor("sample")

APPLICATION: dict[str, Any] = {
    "subject": "河道采砂",
    "ground": "plain",
    "found_on": "2026-11-19",
    "lead_unit": WATER,
    "cooperating_units": [MARKET],
    "plan": "第一稿",
}


@dataclass
class Case:
    """One matter and all its events."""

    state: Matter = field(default_factory=Matter)
    events: list[Event] = field(default_factory=list)
    law: Law = field(default_factory=law)

    def act(self, who: Actor, when: str, command: c.Command) -> Decision:
        """Decide and fold; a Refusal leaves the case as it was."""
        decision = decide(self.state, command, self.law, who, at(when))
        for event in decision.events:
            header = Header(
                self.state.id or self.law.matter,
                self.state.seq + 1,
                moment(at(when)),
                who.account,
                who.seat.unit,
                who.seat.post,
            )
            self.state = evolve(self.state, event, header)
            self.events.append(event)
        return decision

    def apply(self, when: str = "11-20 09:00", **changes: Any) -> Case:
        """The usual application of East Township, with changes (None leaves a field out)."""
        fields = {k: v for k, v in {**APPLICATION, **changes}.items() if v is not None}
        self.act(actor(EAST), when, c.OpenMatter("drill", "apply", fields))
        return self

    def task(self, step: str, unit: str = "") -> Task:
        """The open task of a step (and unit)."""
        found = [t for t in self.open(step) if not unit or t.unit == unit]
        assert len(found) == 1, f"{step} {unit}: {found}"
        return found[0]

    def open(self, step: str) -> list[Task]:
        """The open tasks of a step."""
        return [task for task in self.state.open_tasks if task.step == step]

    def steps(self) -> list[str]:
        """The steps that are open, each once, in order."""
        return list(dict.fromkeys(task.step for task in self.state.open_tasks))

    def do(self, who: Actor, when: str, step: str, outcome: str, **fields: Any) -> Decision:
        """Complete the actor's open task of a step; dotted fields are written `operation__ended_at`."""
        mine = [t for t in self.open(step) if t.unit == who.seat.unit] or self.open(step)
        given = {name.replace("__", "."): value for name, value in fields.items()}
        return self.act(who, when, c.CompleteTask(mine[0].id, outcome, given))

    def consulted(self) -> Case:
        """Applied, and both units agree."""
        self.apply()
        self.do(actor(WATER), "11-20 10:00", "consult", "agree", opinion="可行")
        self.do(actor(MARKET), "11-20 11:00", "consult", "agree", opinion="可行")
        return self

    def dispatched(self) -> Case:
        """Consulted and sent out, for 25 November at nine."""
        self.consulted()
        self.do(
            actor("center", "operator"),
            "11-20 15:00",
            "dispatch",
            "send",
            operation={"starts_at": "2026-11-25T09:00:00+08:00", "place": "东镇码头"},
        )
        return self

    def with_vacant(self, *seats: Seat) -> Case:
        """From now on nobody holds these seats."""
        self.law = replace(self.law, vacant=frozenset(seats))
        return self


def officers(unit: str) -> list[dict[str, str]]:
    """Two officers of a unit, by number."""
    return [{"unit": unit, "name_or_post": f"执法员{n}", "certificate": f"{unit}-{n}"} for n in (1, 2)]


__all__ = ["APPLICATION", "CLOCK", "Case", "actor", "at", "canonical", "law", "officers", "pack"]
