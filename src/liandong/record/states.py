"""The state of a matter: remembered, or its last snapshot and the events since.

A snapshot costs more than the event it follows, so one is kept every few events; the fold makes up the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from liandong.core.matter.events import Header, event_from
from liandong.core.matter.state import FOLD_VERSION, Matter
from liandong.record import memory
from liandong.record.canonical import parsed
from liandong.record.fold import NOTHING, folded, snapshot_of, state_of
from liandong.record.pen import Pen
from liandong.record.write import Stored

EVENTS_BETWEEN = 16


def load(pen: Pen, row: Stored) -> Matter:
    """The state at the end of a matter's chain. ValueError where an event was erased since the last snapshot."""
    known = memory.recall(row)
    if known is not None:
        return known
    pen.execute("SELECT seq, fold, state FROM record_snapshot WHERE matter = %s", (row.id,))
    kept = pen.fetchone()
    fits = kept is not None and kept[1] == FOLD_VERSION
    state = state_of(bytes(kept[2])) if fits else NOTHING
    if state.seq < row.seq:
        state = _since(pen, row.id, state)
    memory.remember(row, state)
    return state


def load_all(pen: Pen, rows: Sequence[Stored]) -> dict[str, Matter]:
    """The same for many matters at once, in two statements; some dozens, since each stands in the statement."""
    found: dict[str, Matter] = {}
    for row in rows:
        known = memory.recall(row)
        if known is not None:
            found[row.id] = known
    unknown = [row for row in rows if row.id not in found]
    if not unknown:
        return found
    marks = ", ".join(["%s"] * len(unknown))
    pen.execute(
        f"SELECT matter, fold, state FROM record_snapshot WHERE matter IN ({marks})",  # noqa: S608 - placeholders only
        [row.id for row in unknown],
    )
    kept = {row[0]: state_of(bytes(row[2])) for row in pen.fetchall() if row[1] == FOLD_VERSION}
    behind = {row.id: kept.get(row.id, NOTHING).seq for row in unknown if kept.get(row.id, NOTHING).seq < row.seq}
    events = _events(pen, behind)
    for row in unknown:
        found[row.id] = _folded(row.id, events.get(row.id, []), kept.get(row.id, NOTHING))
        memory.remember(row, found[row.id])
    return found


def _events(pen: Pen, behind: Mapping[str, int]) -> dict[str, list[tuple[Any, ...]]]:
    """The events of each of these matters after the one named, in order."""
    if not behind:
        return {}
    after = " OR ".join(["(matter = %s AND seq > %s)"] * len(behind))
    pen.execute(
        f"SELECT {_EVENT} FROM record_event WHERE {after} ORDER BY matter, seq",  # noqa: S608 - placeholders only
        [each for pair in behind.items() for each in pair],
    )
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in pen.fetchall():
        found.setdefault(row[0], []).append(row)
    return found


_EVENT = "matter, seq, at, account, unit, post, kind, payload"


def _since(pen: Pen, matter: str, state: Matter) -> Matter:
    pen.execute(
        f"SELECT {_EVENT} FROM record_event WHERE matter = %s AND seq > %s ORDER BY seq",  # noqa: S608 - names of ours
        (matter, state.seq),
    )
    return _folded(matter, pen.fetchall(), state)


def _folded(matter: str, rows: Sequence[tuple[Any, ...]], state: Matter) -> Matter:
    erased = next((row[1] for row in rows if row[7] is None), 0)
    if erased:
        raise ValueError(f"event {erased} of matter {matter} was erased; it cannot be folded")
    return folded(((Header(*row[:6]), event_from(row[6], parsed(bytes(row[7])))) for row in rows), state)


def is_due(row: Stored | None, after: Matter) -> bool:
    """Whether the state `after` of a matter (None: it is new) is to be kept as a snapshot."""
    return row is None or after.seq - row.kept >= EVENTS_BETWEEN


def keep(pen: Pen, state: Matter) -> None:
    """Keep a state as the snapshot of its matter."""
    pen.execute(
        "INSERT INTO record_snapshot (matter, seq, fold, state) VALUES (%s, %s, %s, %s) "
        "ON CONFLICT (matter) DO UPDATE SET seq = excluded.seq, fold = excluded.fold, state = excluded.state",
        (state.id, state.seq, FOLD_VERSION, snapshot_of(state)),
    )


def renew(pen: Pen, row: Stored, state: Matter) -> None:
    """Keep the state that a locked matter's events were folded to anew, in the place of whatever was kept or known."""
    keep(pen, state)
    pen.execute("UPDATE record_matter SET kept = %s WHERE id = %s", (state.seq, row.id))
    memory.remember(row._replace(kept=state.seq), state)
