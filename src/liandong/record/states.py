"""The state of a matter: remembered, or its last snapshot and the events since.

A snapshot costs more than the event it follows, so one is kept every few events; the fold makes up the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from liandong.core.matter.events import Event, Header, event_from
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


def _since(pen: Pen, matter: str, state: Matter) -> Matter:
    pen.execute(
        "SELECT matter, seq, at, account, unit, post, kind, payload FROM record_event "
        "WHERE matter = %s AND seq > %s ORDER BY seq",
        (matter, state.seq),
    )
    rows = pen.fetchall()
    erased = next((row[1] for row in rows if row[7] is None), 0)
    if erased:
        raise ValueError(f"event {erased} of matter {matter} was erased; it cannot be folded")
    return folded(((Header(*row[:6]), event_from(row[6], parsed(bytes(row[7])))) for row in rows), state)


def load_many(pen: Pen, rows: Sequence[Stored]) -> dict[str, Matter]:
    """The states at the ends of these chains, by id: two queries for those that are not remembered, however many.

    They are not remembered: a list of many would drive out what is being worked on.
    """
    found = {row.id: state for row in rows if (state := memory.recall(row)) is not None}
    missing = [row for row in rows if row.id not in found]
    if not missing:
        return found
    places = ", ".join(["%s"] * len(missing))
    ids = [row.id for row in missing]
    sql = f"SELECT matter, fold, state FROM record_snapshot WHERE matter IN ({places})"  # noqa: S608 - places alone
    pen.execute(sql, ids)
    kept = {row[0]: state_of(bytes(row[2])) for row in pen.fetchall() if row[1] == FOLD_VERSION}
    for row in missing:
        found[row.id] = kept.get(row.id, NOTHING)
    behind = [(row.id, found[row.id].seq) for row in missing if found[row.id].seq < row.seq]
    for matter, events in _since_many(pen, behind).items():
        found[matter] = folded(events, found[matter])
    return found


def _since_many(pen: Pen, behind: Sequence[tuple[str, int]]) -> dict[str, list[tuple[Header, Event]]]:
    """The events of each of these matters after the number beside it."""
    if not behind:
        return {}
    wanted = " OR ".join(["(matter = %s AND seq > %s)"] * len(behind))
    pen.execute(
        "SELECT matter, seq, at, account, unit, post, kind, payload FROM record_event "  # noqa: S608 - places alone
        f"WHERE {wanted} ORDER BY matter, seq",
        [each for pair in behind for each in pair],
    )
    found: dict[str, list[tuple[Header, Event]]] = {}
    for row in pen.fetchall():
        if row[7] is None:
            raise ValueError(f"event {row[1]} of matter {row[0]} was erased; it cannot be folded")
        found.setdefault(row[0], []).append((Header(*row[:6]), event_from(row[6], parsed(bytes(row[7])))))
    return found


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
