"""PURE. Who acts: an account in a seat. Names posts and units, never persons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a post is for. A post of the pack declares its roles.

    The three administrators exclude each other and all others.
    """

    OFFICER = "officer"  # takes part for a unit: township, department, legal reviewer, leader
    CENTER = "center"  # command center: sees its county
    LEADER = "leader"  # leader in charge, principal leader: sees what is brought to him and the county's board
    INSPECTOR = "inspector"  # 督查室, supervisory inspection of tasks: reads and reminds
    SUPERVISOR = "supervisor"  # 司法局 as supervision of administrative law enforcement: reads and reminds
    SYSTEM_ADMIN = "system-admin"
    SECURITY_ADMIN = "security-admin"
    AUDIT_ADMIN = "audit-admin"
    CLOCK = "clock"  # the worker: sends what time alone makes due
    CITIZEN = "citizen"  # anybody, without an account: files what a pack lets citizens file, and nothing else


@dataclass(frozen=True, slots=True)
class Seat:
    """A post of a unit, both by code."""

    unit: str
    post: str


@dataclass(frozen=True, slots=True)
class Actor:
    """One account acting from one seat at one moment.

    `seats` are all seats it may act from today, deputised ones included; `deputises` is set when `seat` is held
    as a deputy. `kind` is the unit kind of `seat`, `is_head` says that its post heads the unit.
    """

    account: str
    county: str
    seat: Seat
    kind: str
    roles: frozenset[Role]
    seats: tuple[Seat, ...] = ()
    deputises: bool = False
    is_head: bool = False


CITIZEN_ACCOUNT = "citizen"


def clock_actor(county: str) -> Actor:
    """The clock: no unit, no post, no rights but to state what fell due."""
    return Actor("clock", county, Seat("", ""), "", frozenset({Role.CLOCK}))


def citizen_actor(county: str) -> Actor:
    """A citizen: no account, no unit, no post, and one right, to open what the county's pack lets citizens open.

    Every citizen is the same one: who he is stands in the matter, if he chose to say it, and nowhere else.
    """
    return Actor(CITIZEN_ACCOUNT, county, Seat("", ""), "", frozenset({Role.CITIZEN}))


class MatterFacts(NamedTuple):
    """What access rules may ask of a matter. The database filter asks the same of projections."""

    id: str
    county: str
    procedure: str
    opened_by: str  # unit
    parties: frozenset[str]  # units that take part: opener, holders of tasks past and present, those told
    ended: bool


class TaskFacts(NamedTuple):
    """What access rules may ask of one task."""

    unit: str
    post: str
    open: bool
    recorder: str = ""  # unit that records the act of an outside party
