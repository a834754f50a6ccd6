"""PURE. The law as `decide` sees it: frozen, given by the caller, never fetched from inside."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from liandong.core.actors import Seat
from liandong.core.matter.events import Event
from liandong.core.matter.state import Matter
from liandong.core.rules import Pack, PackRef
from liandong.core.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Law:
    """Everything beside the matter that a decision rests on.

    `vacant` answers whether a seat has no holder today. `related` holds the states of matters a command names.
    `stated` is the event that a correction names. `number` is the matter number reserved for an opening, `matter`
    its id.
    """

    pack: Pack
    ref: PackRef
    calendar: Calendar
    vacant: Container[Seat] = frozenset()
    related: Mapping[str, Matter] = field(default_factory=dict)
    stated: Event | None = None
    number: str = ""
    matter: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What `decide` answers: the facts to append, and the access row that allowed the act.

    `state` is the state that the events give. `also` holds facts for the chains of related matters (a link stands on
    both): matter id -> events.
    """

    events: tuple[Event, ...]
    access: str
    state: Matter
    also: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
