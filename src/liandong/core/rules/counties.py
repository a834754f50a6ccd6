"""PURE. A county as its pack has it: units and posts, capacities, items, duties, readings, sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from liandong.core.actors import Seat
from liandong.core.rules.appraising import Appraisal
from liandong.core.rules.case_files import NO_ARCHIVE, Archive
from liandong.core.rules.maps import CountyMap
from liandong.core.rules.papers import NO_PAPERS, Papers
from liandong.core.rules.parties import Party
from liandong.core.rules.procedures import Procedure
from liandong.core.texts import Text
from liandong.core.time_limits import ClockSettings, Lamp

ACTING = frozenset({"officer", "center", "leader"})  # roles of posts that bear tasks


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a unit. `roles` are access roles (core.access.Role values)."""

    code: str
    title: Text
    is_head: bool = False
    roles: tuple[str, ...] = ()

    @property
    def can_act(self) -> bool:
        """Whether it takes part in matters; the others see, remind or administer."""
        return not ACTING.isdisjoint(self.roles)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit (单位) that the text names."""

    code: str
    name: Text  # short name as the text writes it: 市场监管局
    legal_name: Text
    kind: str
    enforces: bool
    posts: tuple[Post, ...]
    aliases: tuple[str, ...] = ()
    plates: Mapping[str, Text] = field(default_factory=dict)  # second plates: code -> name (民宗局)
    parent: str = ""
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def can_act(self) -> bool:
        """Whether anybody in it takes part in matters; a unit of administrators only never bears a task."""
        return any(post.can_act for post in self.posts)

    @property
    def head(self) -> Post:
        """The post that heads the unit; the checker makes sure there is exactly one."""
        return next(post for post in self.posts if post.is_head)


@dataclass(frozen=True, slots=True)
class Capacity:
    """A capacity named by procedures, and who holds it: a unit, or one post of it."""

    name: str
    title: Text
    unit: str
    post: str = ""
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A body made of units or posts, such as a joint conference. It bears nothing itself; its members do.

    `head`, `deputies`, `office`, `members` and `invited` are seats; a seat with an empty post means the unit.
    """

    name: str
    title: Text
    members: tuple[Seat, ...]
    head: Seat | None = None
    deputies: tuple[Seat, ...] = ()
    office: Seat | None = None
    invited: tuple[Seat, ...] = ()
    open_ended: bool = False
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leads:
    """Who is in charge of an executive field, from a day on, to a day or without an end (both inclusive)."""

    seat: Seat
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class ExecutiveField:
    """A field (领域) that leaders are in charge of."""

    name: str
    title: Text
    led_by: tuple[Leads, ...] = ()
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    def leader(self, day: date) -> Seat | None:
        """Who is in charge on `day` by the pack, or None."""
        in_charge = (each.seat for each in self.led_by if each.start <= day and (each.end is None or day <= each.end))
        return next(in_charge, None)


@dataclass(frozen=True, slots=True)
class Shared:
    """A kind of information that is shared: who must, with whom, and the limit in words (its clock is a step's)."""

    name: str
    title: Text
    provider: tuple[Party, ...]
    receivers: tuple[Party, ...]
    limit: Text
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LampName:
    """How a county calls a lamp, and its color."""

    title: Text
    color: str


@dataclass(frozen=True, slots=True)
class Member:
    """A unit in an item's list; `plate` is the plate in whose name it acts."""

    unit: str
    plate: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A catalogue entry of high-frequency items (高频事项)."""

    no: str
    name: Text
    lead: Member
    cooperating: tuple[Member, ...]
    place_kinds: tuple[str, ...] = ()  # a unit of one of these kinds joins, by the place (属地)
    open_ended: bool = False  # the list ends in 等: members may be added
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """A standing duty without a flow: bearer, our words, where it is shown."""

    code: str
    bearer: str  # capacity, kind or "lead_unit"-like part, in words of the pack
    words: Text
    shown_at: tuple[str, ...] = ()  # "joint-enforcement#carry-out"
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Where the text is silent or torn: the reading this pack takes, visible and switchable."""

    code: str
    words: Text
    at: tuple[str, ...] = ()  # elements it bears on
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A document the pack cites, with the articles and annexes it has."""

    code: str
    title: Text
    issuer: Text
    issued: date
    articles: tuple[str, ...]
    number: str = ""


class PackStatus(StrEnum):
    """What a county says of its text."""

    IN_FORCE = "in-force"
    TRIAL = "trial"
    MODEL = "model"  # its procedures are included by counties; nobody opens a matter under it


@dataclass(frozen=True)
class Pack:
    """A county's mechanism."""

    county: str  # the folder's name, and the pack's id
    name: Text
    title: Text
    area_code: str  # GB/T 2260
    version: str
    in_force_from: date
    in_force_to: date | None
    status: PackStatus
    number_prefix: str  # how the number of each matter begins
    sources: Mapping[str, Source]
    kinds: Mapping[str, Text]
    units: Mapping[str, Unit]
    capacities: Mapping[str, Capacity]
    items: Mapping[str, Item]
    procedures: Mapping[str, Procedure]
    duties: Mapping[str, Duty]
    readings: Mapping[str, Reading]
    clock: ClockSettings
    not_carried: Mapping[str, Text]  # rule id -> why software does not carry it
    rules: Mapping[str, tuple[str, ...]]  # elements of pack.yaml itself (validity, clock) -> rule ids
    groups: Mapping[str, Group] = field(default_factory=dict)
    executive_fields: Mapping[str, ExecutiveField] = field(default_factory=dict)
    sharing: Mapping[str, Shared] = field(default_factory=dict)
    lamps: Mapping[str, LampName] = field(default_factory=dict)  # by the value of core.time_limits.Lamp
    includes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # pack -> procedures that came from it
    appraisal: Appraisal | None = None
    map: CountyMap | None = None
    papers: Papers = NO_PAPERS
    archive: Archive = NO_ARCHIVE

    def in_force(self, day: date) -> bool:
        """Whether new matters may be opened under this pack on `day` (both ends inclusive)."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    def lamp_words(self, lamp: Lamp) -> Text:
        """How this county calls a lamp; the program's own words where it has no name for it."""
        own = self.lamps.get(lamp.value)
        return own.title if own else lamp.words

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """Unit code by any of its names: code, short name, legal name, alias."""
        names: dict[str, str] = {}
        for unit in self.units.values():
            for name in (unit.code, unit.name.zh, unit.legal_name.zh, unit.name.en, *unit.aliases):
                names[name] = unit.code
        return names


@dataclass(frozen=True, slots=True)
class PackRef:
    """Which pack a matter is pinned to: county, version and the hash of its canonical bytes."""

    county: str
    version: str
    hash: str
