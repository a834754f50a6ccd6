"""The state of a matter: remembered, or its last snapshot and the events since.

A snapshot costs more than the event it follows, so one is kept every few events; the fold makes up the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from liandong.core.matter.events import Event, Header, event_from
from liandong.core.matter.state import FOLD_VERSION, Matter
from liandong.record import memory
from liandong.record.canonical import parsed
from liandong.record.erasure import left_of
from liandong.record.fold import NOTHING, folded, snapshot_of, state_of
from liandong.record.pen import Pen
from liandong.record.write import Stored

EVENTS_BETWEEN = 16


def load(pen: Pen, row: Stored) -> Matter:
    """The state at the end of a matter's chain. ValueError where an event is empty and none says what is left of it."""
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


def load_together(pen: Pen, rows: Sequence[Stored]) -> dict[str, Matter]:
    """The states at the ends of these chains, by matter: two queries for all that this process does not remember.

    They are not remembered: a list of many would drive out what is being worked on.
    """
    found = {row.id: known for row in rows if (known := memory.recall(row)) is not None}
    unknown = {row.id: row for row in rows if row.id not in found}
    if not unknown:
        return found
    marks = ", ".join(["%s"] * len(unknown))
    pen.execute(f"SELECT matter, fold, state FROM record_snapshot WHERE matter IN ({marks})", tuple(unknown))  # noqa: S608 - marks of ours
    kept = {matter: state_of(bytes(state)) for matter, fold, state in pen.fetchall() if fold == FOLD_VERSION}
    later: dict[str, list[tuple[Any, ...]]] = {}
    since = (
        "SELECT e.matter, e.seq, e.at, e.account, e.unit, e.post, e.kind, e.payload FROM record_event e "  # noqa: S608 - marks of ours
        "LEFT JOIN record_snapshot s ON s.matter = e.matter AND s.fold = %s "
        f"WHERE e.matter IN ({marks}) AND e.seq > COALESCE(s.seq, 0) ORDER BY e.matter, e.seq"
    )
    pen.execute(since, (FOLD_VERSION, *unknown))
    for row in pen.fetchall():
        later.setdefault(row[0], []).append(row)
    for matter in unknown:
        found[matter] = _with(matter, later.get(matter, []), kept.get(matter, NOTHING))
    return found


def _since(pen: Pen, matter: str, state: Matter) -> Matter:
    pen.execute(
        "SELECT matter, seq, at, account, unit, post, kind, payload FROM record_event "
        "WHERE matter = %s AND seq > %s ORDER BY seq",
        (matter, state.seq),
    )
    return _with(matter, pen.fetchall(), state)


def _with(matter: str, rows: Sequence[tuple[Any, ...]], state: Matter) -> Matter:
    left = left_of((row[1], row[6], row[7]) for row in rows) if any(row[7] is None for row in rows) else {}

    def event(row: tuple[Any, ...]) -> Event:
        if row[7] is not None:
            return event_from(row[6], parsed(bytes(row[7])))
        if row[1] in left:
            return left[row[1]].event
        raise ValueError(f"event {row[1]} of matter {matter} was erased, and no event says what is left of it")

    return folded(((Header(*row[:6]), event(row)) for row in rows), state)


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
