"""The tree as it is kept: the hashes of its leaves, and those of every eighth level above, as soon as they are whole.

Any subtree is made of at most 256 kept hashes for each of its levels of eight, so that a proof in a log of twenty
million events reads a few thousand of them, and appending never changes a row.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from liandong.core import merkle

STEP = 8  # levels between those that are kept: a tile of 256


def size() -> int:
    """How many leaves there are. Their places are counted without a gap; `verify` holds that they are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(place) + 1, 0) FROM record_leaf")
        return int(cursor.fetchone()[0])


class Damaged(LookupError):
    """Hashes of the tree are missing: no proof can be made of what is left."""


class Tree:
    """Subtrees, read from the database and remembered for as long as this object lives."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def __call__(self, start: int, end: int) -> bytes:
        """The hash over the leaves from `start` up to, without, `end`; Damaged."""
        if end == start:
            return merkle.EMPTY
        found = self._known.get((start, end))
        if found is None:
            found = self._known[start, end] = self._made(start, end)
        return found

    def root(self, leaves: int) -> bytes:
        """The head of the tree of the first so many leaves."""
        return self(0, leaves)

    def _made(self, start: int, end: int) -> bytes:
        span = end - start
        if span & (span - 1) or start % span:
            middle = start + merkle.split(span)
            return merkle.node_hash(self(start, middle), self(middle, end))
        level = span.bit_length() - 1
        kept = level - level % STEP
        return merkle.over(stored(kept, start >> kept, end >> kept))


def stored(level: int, first: int, end: int) -> list[bytes]:
    """The hashes of a kept level from place `first` up to, without, `end`; Damaged where one is missing."""
    table, params = ("record_leaf WHERE", []) if level == 0 else ("record_node WHERE level = %s AND", [level])
    sql = f"SELECT hash FROM {table} place >= %s AND place < %s ORDER BY place"  # noqa: S608 - names of ours
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, first, end])
        found = [bytes(row[0]) for row in cursor.fetchall()]
    if len(found) != end - first:
        raise Damaged(f"the tree has {len(found)} of {end - first} hashes of level {level} from {first} on")
    return found


def keep_nodes(before: int, after: int) -> None:
    """Keep the nodes that became whole when the log grew from `before` to `after` leaves, inside a transaction."""
    level = STEP
    while (last := after >> level) > 0:
        for place in range(before >> level, last):
            below = stored(level - STEP, place << STEP, (place + 1) << STEP)
            _insert(level, place, merkle.over(below))
        level += STEP


def _insert(level: int, place: int, found: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO record_node (level, place, hash) VALUES (%s, %s, %s)", [level, place, found])


def append(first: int, leaves: Sequence[tuple[str, int, bytes]]) -> None:
    """Add leaves (matter, number, hash) from place `first` on, with the nodes that they make whole."""
    rows = [(first + n, *leaf) for n, leaf in enumerate(leaves)]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO record_leaf (place, matter, seq, hash) VALUES (%s, %s, %s, %s)", rows)
    keep_nodes(first, first + len(rows))
