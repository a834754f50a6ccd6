"""PURE. The law as `decide` sees it: frozen, given by the caller, never fetched from inside."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field

from liandong.core.actors import Seat
from liandong.core.evidence import Held, nothing_held
from liandong.core.matter.erasing import Stated
from liandong.core.matter.events import Event
from liandong.core.matter.state import Matter
from liandong.core.rules import Pack, PackRef
from liandong.core.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Reserved:
    """Id and number for a matter that an act may start."""

    matter: str
    number: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The picture of a unit's seal: its SHA-256, and how wide it is printed, in millimetres."""

    picture: str
    width: int


@dataclass(frozen=True, slots=True)
class CasePast:
    """An earlier or running matter on a case: who opened it, which units had or have tasks in it."""

    matter: str
    procedure: str
    opened_by: str
    holders: frozenset[str]
    ended: bool


def nothing_stands() -> tuple[Stated, ...]:
    """A matter without a record."""
    return ()


def no_past(case: str) -> tuple[CasePast, ...]:
    """A case that nobody has heard of."""
    return ()


@dataclass(frozen=True, slots=True)
class Law:
    """Everything beside the matter that a decision rests on.

    `vacant` answers whether a seat has no holder today. `related` holds the states of matters a command names and of
    those the matter came from; `packs` the packs, by hash, that they are pinned to where it is another than `pack`.
    `stated` is the event that a correction names. `number` is the matter number reserved for an opening, `matter`
    its id. `reserved` holds, by procedure, id and number for a matter that an act starts. `led_by` says who is in
    charge of an executive field today where the county has entered it (None: nobody); elsewhere the pack's map stands.
    `cases` gives the matters on a case of this county. `onto` is the version that a matter is moved to.
    `files` gives what the store of evidence holds under a key. `paper_place` is the place in the numbering of its unit
    that is kept for a paper to be issued, `mark` the word by which its unit numbers it where one was entered. `seal` is
    the picture of the acting unit's seal, None where it has none here. `stands` gives the events of the matter as they
    stand.
    """

    pack: Pack
    ref: PackRef
    calendar: Calendar
    vacant: Container[Seat] = frozenset()
    related: Mapping[str, Matter] = field(default_factory=dict)
    stated: Event | None = None
    number: str = ""
    matter: str = ""
    reserved: Mapping[str, Reserved] = field(default_factory=dict)
    packs: Mapping[str, Pack] = field(default_factory=dict)
    led_by: Mapping[str, Seat | None] = field(default_factory=dict)
    cases: Callable[[str], tuple[CasePast, ...]] = no_past
    onto: tuple[Pack, PackRef] | None = None
    files: Held = nothing_held
    paper_place: int = 0
    stands: Callable[[], Sequence[Stated]] = nothing_stands
    mark: str = ""
    seal: Seal | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What `decide` answers: the facts to append, and the access row that allowed the act.

    `state` is the state that the events give. `also` holds facts for the chains of other matters, by matter id: a link
    stands on both, a started matter begins, a matter that waited for this one moves on.
    """

    events: tuple[Event, ...]
    access: str
    state: Matter
    also: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
