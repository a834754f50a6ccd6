"""The states this process has seen last, each with the end of the chain that it stands for.

A state is a function of its chain, and the hash at the end of the chain names the chain: what is remembered under that
hash holds for whoever finds the same hash in the database, after a rollback or an act of another process too.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from liandong.core.matter.state import Matter
from liandong.record.write import Stored

MATTERS = 256  # of some ten kilobytes each

_lock = Lock()
_seen: OrderedDict[str, tuple[Stored, Matter]] = OrderedDict()


def last(matter: str) -> tuple[Stored, Matter] | None:
    """What this process saw last of a matter: it may have moved on since, and whoever writes must ask the database."""
    return _seen.get(matter)


def recall(row: Stored) -> Matter | None:
    """The state of a matter whose chain ends as this row says, if this process remembers it."""
    found = _seen.get(row.id)
    return found[1] if found is not None and found[0].head == row.head else None


def remember(row: Stored, state: Matter) -> None:
    """Keep the state that a chain with this end gives."""
    with _lock:
        _seen[row.id] = (row, state)
        _seen.move_to_end(row.id)
        if len(_seen) > MATTERS:
            _seen.popitem(last=False)


def forget(matter: str = "") -> None:
    """Remember nothing, of one matter or of any."""
    with _lock:
        if matter:
            _seen.pop(matter, None)
        else:
            _seen.clear()
