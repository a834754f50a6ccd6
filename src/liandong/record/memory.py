"""The states this process has seen last, so that the next act on a matter need not read its snapshot again.

A state is a function of its chain, and the hash at the end of the chain names the chain: what is remembered under that
hash holds for whoever finds the same hash in the database, after a rollback or an act of another process too.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from liandong.core.matter.state import Matter

MATTERS = 256  # of some ten kilobytes each

_lock = Lock()
_seen: OrderedDict[str, tuple[bytes, Matter]] = OrderedDict()


def recall(matter: str, head: bytes) -> Matter | None:
    """The state of a matter whose chain ends with this hash, if this process remembers it."""
    found = _seen.get(matter)
    return found[1] if found is not None and found[0] == head else None


def remember(matter: str, head: bytes, state: Matter) -> None:
    """Keep the state that a chain with this end gives."""
    with _lock:
        _seen[matter] = (head, state)
        _seen.move_to_end(matter)
        if len(_seen) > MATTERS:
            _seen.popitem(last=False)


def forget() -> None:
    """Remember nothing."""
    with _lock:
        _seen.clear()
