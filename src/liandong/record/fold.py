"""From the rows of the record to the state of a matter."""

from __future__ import annotations

from collections.abc import Iterable

from liandong.core.matter.events import Event, Header
from liandong.core.matter.state import Matter, evolve, from_json, to_json
from liandong.record.canonical import parsed, spell

NOTHING = Matter()


def folded(events: Iterable[tuple[Header, Event]], state: Matter = NOTHING) -> Matter:
    """The state that these events give, from nothing or from the state before them."""
    for header, event in events:
        state = evolve(state, event, header)
    return state


def snapshot_of(state: Matter) -> bytes:
    """The bytes of a state; its parts came through `canonical` when they were recorded."""
    return spell(to_json(state))


def state_of(snapshot: bytes) -> Matter:
    """The state that `snapshot_of` spelled; ValueError or TypeError if it is none of this fold version."""
    return from_json(parsed(snapshot))
