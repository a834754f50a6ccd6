"""What stands on record, as typed rows for pages, the command line and the projections."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.db import connection

from liandong.core.matter.commands import Plain
from liandong.core.matter.erasing import Stated
from liandong.core.matter.events import Event, FactCorrected, Header, TaskCompleted, event_from
from liandong.core.matter.state import Matter
from liandong.core.rules import PackRef
from liandong.record.canonical import parsed
from liandong.record.erasure import Left, left_in, left_of
from liandong.record.states import load, load_together
from liandong.record.write import COLUMNS, Stored

MATTERS_AT_ONCE = 200
ROWS_AT_ONCE = 1000
STATES_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it stands on record; hashes are hexadecimal.

    `event` is None where a lawful erasure emptied it; `left` is then what a later event keeps of it, and `erased` the
    paths that are gone.
    """

    header: Header
    kind: str
    event: Event | None
    pack: PackRef
    access: str
    key: str
    alg: str
    hash: str
    prev: str
    left: Event | None = None
    erased: tuple[str, ...] = ()

    @property
    def told(self) -> Event | None:
        """What it says, or what is left of that."""
        return self.event or self.left


@dataclass(frozen=True, slots=True)
class Head:
    """Where a matter's chain ends; `hash` is hexadecimal."""

    id: str
    county: str
    number: str
    seq: int
    hash: str


def head(matter: str) -> Head | None:
    """The end of a matter's chain, or None."""
    return next(_heads("WHERE id = %s", [matter]), None)


def matters(county: str = "") -> Iterator[Head]:
    """All matters (of a county), in the order of their ids, that is of their opening; reads as it goes."""
    after = ""
    while True:
        where = "WHERE id > %s" + (" AND county = %s" if county else "")
        params: list[Any] = [after, *([county] if county else []), MATTERS_AT_ONCE]
        some = list(_heads(f"{where} ORDER BY id LIMIT %s", params))
        yield from some
        if len(some) < MATTERS_AT_ONCE:
            return
        after = some[-1].id


def count() -> int:
    """How many matters there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_matter")
        return int(cursor.fetchone()[0])


def county_of(matter: str) -> str:
    """The county of a matter, by its row or else by its events; "" where neither is there."""
    found = head(matter)
    if found is not None:
        return found.county
    with connection.cursor() as cursor:
        cursor.execute("SELECT county FROM record_event WHERE matter = %s LIMIT 1", [matter])
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def numbered(number: str) -> list[Head]:
    """The matters with this number: one, unless two counties count alike."""
    return list(_heads("WHERE number = %s ORDER BY county", [number]))


def exists(matter: str) -> bool:
    """Whether the record holds a matter with this id: its row, or at least events of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM record_event WHERE matter = %s LIMIT 1", [matter])
        return cursor.fetchone() is not None or head(matter) is not None


def _heads(rest: str, params: list[Any]) -> Iterator[Head]:
    with connection.cursor() as cursor:
        sql = f"SELECT id, county, number, seq, head FROM record_matter {rest}"  # noqa: S608 - clauses of this file
        cursor.execute(sql, params)
        for row in cursor.fetchall():
            yield Head(row[0], row[1], row[2], row[3], bytes(row[4]).hex())


def timeline(matter: str, *, after: int = 0, limit: int | None = None) -> list[Entry]:
    """The events of a matter with `seq` greater than `after`, in order, at most `limit`."""
    columns = ", ".join(COLUMNS)
    sql = f"SELECT {columns} FROM record_event WHERE matter = %s AND seq > %s ORDER BY seq"  # noqa: S608 - names of ours
    params: list[Any] = [matter, after]
    if limit is not None:
        sql += " LIMIT %s"
        params.append(limit)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
        emptied = any(row[14] is None for row in rows)
        left = left_in(cursor, [matter]) if emptied else {}
    entries = [_entry(row) for row in rows]
    return [_with_left(each, left.get((matter, each.header.seq))) for each in entries] if emptied else entries


def _with_left(entry: Entry, left: Left | None) -> Entry:
    if entry.event is not None or left is None:
        return entry
    return replace(entry, left=left.event, erased=left.erased)


def stated(matter: str) -> list[Stated]:
    """The events of a matter as plain values, as they stand: of what was erased, what is left."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, kind, payload FROM record_event WHERE matter = %s ORDER BY seq", [matter])
        rows = cursor.fetchall()
    left = left_of(rows)
    found = []
    for seq, kind, payload in rows:
        if payload is not None or seq in left:
            found.append(Stated(seq, kind, parsed(bytes(payload)) if payload is not None else left[seq].said))
    return found


def entry(matter: str, seq: int) -> Entry | None:
    """One event of a matter, or None."""
    found = timeline(matter, after=seq - 1, limit=1)
    return found[0] if found and found[0].header.seq == seq else None


def events(matter: str) -> Iterator[tuple[Header, Event]]:
    """The events of a matter, for a fold, what is left of those that were erased among them; ValueError where one is
    empty and no event says what is left of it."""
    for row in timeline(matter):
        if row.told is None:
            raise ValueError(f"event {row.header.seq} of matter {matter} was erased; it cannot be folded")
        yield row.header, row.told


def state(matter: str) -> Matter | None:
    """The state of a matter now; None if there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, seq, head, kept FROM record_matter WHERE id = %s", [matter])
        row = cursor.fetchone()
        return load(cursor, Stored(row[0], row[1], bytes(row[2]), row[3])) if row else None


def states(ids: Collection[str]) -> dict[str, Matter]:
    """The states of several matters by id, in at most three queries for each two hundred; an unknown id is left out."""
    found: dict[str, Matter] = {}
    for some in _batches(ids, MATTERS_AT_ONCE):
        marks = ", ".join(["%s"] * len(some))
        with connection.cursor() as cursor:
            sql = f"SELECT id, seq, head, kept FROM record_matter WHERE id IN ({marks})"  # noqa: S608 - marks alone
            cursor.execute(sql, list(some))
            rows = [Stored(row[0], row[1], bytes(row[2]), row[3]) for row in cursor.fetchall()]
            found.update(load_together(cursor, rows))
    return found


def answers(ids: Collection[str]) -> Mapping[tuple[str, int], Mapping[str, Plain]]:
    """What was answered to the tasks of these matters, by matter and task, as it was corrected since.

    In one query for each two hundred, and one more where words were erased; what is left of them is taken.
    """
    found: dict[tuple[str, int], dict[str, Plain]] = {}
    for some in _batches(ids, MATTERS_AT_ONCE):
        marks = ", ".join(["%s"] * len(some))
        sql = (
            "SELECT matter, kind, payload, seq FROM record_event "  # noqa: S608 - marks alone
            f"WHERE matter IN ({marks}) AND kind IN ('TaskCompleted', 'FactCorrected') ORDER BY matter, seq"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, list(some))
            rows = cursor.fetchall()
            left = left_in(cursor, some) if any(row[2] is None for row in rows) else {}
            for matter, kind, payload, seq in rows:
                if payload is not None:
                    _answered(found, matter, event_from(kind, parsed(bytes(payload))))
                elif (matter, seq) in left:
                    _answered(found, matter, left[matter, seq].event)
    return found


def _batches(ids: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    rest = iter(dict.fromkeys(ids))
    while some := tuple(islice(rest, size)):
        yield some


def _answered(found: dict[tuple[str, int], dict[str, Plain]], matter: str, event: Event) -> None:
    if isinstance(event, TaskCompleted):
        found[matter, event.task] = {**event.fields, **event.answers}
    elif isinstance(event, FactCorrected):
        for (of, task), given in found.items():
            if of == matter and event.field in given and event.task in (0, task):
                given[event.field] = event.value


def packs() -> list[PackRef]:
    """Every pack that matters were opened under."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT county, version, hash FROM record_pack ORDER BY county, version, hash")
        return [PackRef(*row) for row in cursor.fetchall()]


def pack_bytes(pack_hash: str) -> bytes | None:
    """The canonical bytes of a pack by its hash, or None; whether they fit the hash is for the reader to check."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT canonical FROM record_pack WHERE hash = %s", [pack_hash])
        row = cursor.fetchone()
    return bytes(row[0]) if row else None


def _entry(row: tuple[Any, ...]) -> Entry:
    (matter, seq, kind, at, account, unit, post, county, pack, pack_hash, access, key, alg) = row[:13]
    payload, prev, hash_ = row[14], row[16], row[17]
    return Entry(
        header=Header(matter, seq, at, account, unit, post),
        kind=kind,
        event=event_from(kind, parsed(bytes(payload))) if payload is not None else None,
        pack=PackRef(county, pack, pack_hash),
        access=access,
        key=key,
        alg=alg,
        hash=bytes(hash_).hex(),
        prev=bytes(prev).hex(),
    )
