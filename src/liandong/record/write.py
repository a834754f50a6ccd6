"""The statements that write the record, for `act` alone: hand-written, few, inside the caller's transaction.

All take a pen and are the same text on SQLite and PostgreSQL. Only `lock` differs: SQLite has one writer at a time
and no row locks.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from liandong.core.matter.events import Event, Header, payload
from liandong.core.rules import PackRef
from liandong.record.canonical import canonical
from liandong.record.chain import SALT_BYTES, event_hash, payload_hash
from liandong.record.pen import Pen

COLUMNS = (
    "matter",
    "seq",
    "kind",
    "at",
    "account",
    "unit",
    "post",
    "county",
    "pack",
    "pack_hash",
    "access",
    "key",
    "alg",
    "salt",
    "payload",
    "payload_hash",
    "prev",
    "hash",
)
ROWS_AT_ONCE = 50


class Stored(NamedTuple):
    """A matter's row: where its chain ends. `kept` is the event up to which its snapshot goes."""

    id: str
    seq: int
    head: bytes
    kept: int


class Stamp(NamedTuple):
    """What all events of one act share: when, who, under which pack, by which right, under which key and algorithm."""

    at: str
    account: str
    unit: str
    post: str
    pack: PackRef
    access: str
    key: str
    alg: str


class Chained(NamedTuple):
    """Facts with their hashes: where the chain ends with them, their headers, and their rows."""

    seq: int
    head: bytes
    headers: tuple[Header, ...]
    rows: tuple[tuple[Any, ...], ...]


def lock(pen: Pen, matters: Iterable[str]) -> dict[str, Stored]:
    """The rows of these matters, locked in the order of their ids; a matter that is not there is missing."""
    ids = sorted(set(matters))
    pen.execute(_lock(len(ids), pen.db.vendor), ids)
    return {row[0]: Stored(row[0], row[1], bytes(row[2]), row[3]) for row in pen.fetchall()}


@lru_cache(maxsize=8)
def _lock(matters: int, vendor: str) -> str:
    for_update = " FOR UPDATE" if vendor == "postgresql" else ""
    marks = ", ".join(["%s"] * matters)
    return f"SELECT id, seq, head, kept FROM record_matter WHERE id IN ({marks}) ORDER BY id{for_update}"  # noqa: S608


def chained(matter: str, seq: int, head: bytes, events: Sequence[Event], stamp: Stamp) -> Chained:
    """The rows that add events to a matter's chain that ends at `seq` with the hash `head`."""
    rows: list[tuple[Any, ...]] = []
    headers: list[Header] = []
    salts = os.urandom(SALT_BYTES * len(events))
    shared = (stamp.at, stamp.account, stamp.unit, stamp.post)
    law = (stamp.pack.county, stamp.pack.version, stamp.pack.hash, stamp.access, stamp.key)
    for place, event in enumerate(events):
        seq += 1
        kind = type(event).__name__
        spelled = canonical(payload(event))
        salt = salts[place * SALT_BYTES : (place + 1) * SALT_BYTES]
        hashed = payload_hash(stamp.alg, salt, spelled)
        prev = head
        head = event_hash((stamp.alg, matter, seq, kind, *shared, *law), prev, hashed)
        rows.append((matter, seq, kind, *shared, *law, stamp.alg, salt, spelled, hashed, prev, head))
        headers.append(Header(matter, seq, *shared))
    return Chained(seq, head, tuple(headers), tuple(rows))


def append(pen: Pen, added: Chained) -> None:
    """Write the rows of events."""
    for start in range(0, len(added.rows), ROWS_AT_ONCE):
        some = added.rows[start : start + ROWS_AT_ONCE]
        pen.execute(_insert_events(len(some)), [value for row in some for value in row])


@lru_cache(maxsize=ROWS_AT_ONCE)
def _insert_events(rows: int) -> str:
    marks = f"({', '.join(['%s'] * len(COLUMNS))})"
    columns = ", ".join(COLUMNS)
    return f"INSERT INTO record_event ({columns}) VALUES {', '.join([marks] * rows)}"  # noqa: S608 - names of ours


def open_chain(pen: Pen, row: Stored, county: str, number: str) -> None:
    """Add the row of a new matter."""
    pen.execute(
        "INSERT INTO record_matter (id, county, number, seq, head, kept) VALUES (%s, %s, %s, %s, %s, %s)",
        (row.id, county, number, row.seq, row.head, row.kept),
    )


def move_chain(pen: Pen, found: Stored, row: Stored) -> bool:
    """Move a matter's row from the end that was found to a new one; False if the chain does not end there any more."""
    pen.execute(
        "UPDATE record_matter SET seq = %s, head = %s, kept = %s WHERE id = %s AND seq = %s AND head = %s",
        (row.seq, row.head, row.kept, found.id, found.seq, found.head),
    )
    return pen.rowcount == 1


def keep_pack(pen: Pen, ref: PackRef, canonical_bytes: bytes) -> None:
    """Keep the canonical bytes of a pack, once."""
    pen.execute(
        "INSERT INTO record_pack (hash, county, version, canonical) SELECT %s, %s, %s, %s "
        "WHERE NOT EXISTS (SELECT 1 FROM record_pack WHERE hash = %s) ON CONFLICT DO NOTHING",
        (ref.hash, ref.county, ref.version, canonical_bytes, ref.hash),
    )


def next_number(pen: Pen, county: str, short: str, year: int) -> int:
    """The next number of a county, a kind of procedure and a year: 1, 2, 3, … without gaps."""
    pen.execute(
        "INSERT INTO record_number (county, short, year, last) VALUES (%s, %s, %s, 1) "
        "ON CONFLICT (county, short, year) DO UPDATE SET last = record_number.last + 1 RETURNING last",
        (county, short, year),
    )
    return int(pen.fetchone()[0])


def post_outbox(pen: Pen, rows: Sequence[tuple[str, int, str]]) -> None:
    """Note (matter, seq, topic) of events that somebody must be told of."""
    marks = ", ".join(["(%s, %s, %s)"] * len(rows))
    sql = f"INSERT INTO record_outbox (matter, seq, topic) VALUES {marks}"  # noqa: S608 - placeholders only
    pen.execute(sql, [value for row in rows for value in row])


def sent(pen: Pen, account: str, key: str) -> tuple[bytes, bytes] | None:
    """What an account asked under this key (its digest) and the receipt that was given; None if it never did."""
    pen.execute("SELECT body, receipt FROM record_key WHERE account = %s AND key = %s", (account, key))
    row = pen.fetchone()
    return (bytes(row[0]), bytes(row[1])) if row else None


class Sent(NamedTuple):
    """A key of an account, the digest of what was asked under it, the receipt, and the event that the receipt names."""

    account: str
    key: str
    body: bytes
    receipt: bytes
    matter: str
    seq: int
    hash: bytes
    at: str


def keep_sent(pen: Pen, given: Sent) -> None:
    """Keep a key with its receipt; the database refuses a second one (IntegrityError)."""
    pen.execute(
        "INSERT INTO record_key (account, key, body, receipt, matter, seq, hash, at) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        given,
    )
