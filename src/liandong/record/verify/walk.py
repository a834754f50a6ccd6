"""The walk along the chains: every payload, header, link and count; quick while nothing is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from liandong.record.chain import DIGESTS, FIRST, event_hash, payload_hash
from liandong.record.erasure import KIND as ERASURE
from liandong.record.erasure import Left

Row = tuple[Any, ...]  # the columns of record.write.COLUMNS


@dataclass(slots=True)
class Walked:
    """One matter's chain as far as it holds: `good` events, ending with the hash `tip`.

    `packs` are those it names, each with the first event that does; `erases`: an event says
    that it took words away, or words are gone.
    """

    good: int = 0
    tip: bytes = FIRST
    whole: bool = True
    packs: dict[str, int] = field(default_factory=dict)
    erases: bool = False


def walk(rows: Iterable[Row]) -> Walked:
    """Follow one matter's rows, in order of seq, up to the first that does not hold."""
    expected, tip = 1, FIRST
    packs: dict[str, int] = {}
    erases = False
    for row in rows:
        alg, salt, payload, hashed, prev, hash_ = row[12:]
        if row[1] != expected or prev != tip or alg not in DIGESTS:
            return Walked(expected - 1, tip, False, packs, erases)
        if payload is None:
            erases = True
        elif salt is None or payload_hash(alg, salt, payload) != hashed:
            return Walked(expected - 1, tip, False, packs, erases)
        if event_hash((alg, *row[:12]), prev, hashed) != hash_:
            return Walked(expected - 1, tip, False, packs, erases)
        if row[2] == ERASURE:
            erases = True
        if row[9] not in packs:
            packs[row[9]] = expected
        tip = hash_
        expected += 1
    return Walked(expected - 1, tip, True, packs, erases)


def is_explained(rows: Iterable[Row], left: Mapping[int, Left]) -> bool:
    """Whether every empty event is one that an erasure of the same matter emptied, with its salt."""
    return all(row[13] is None and row[1] in left and left[row[1]].kind == row[2] for row in rows if row[14] is None)


def grouped(rows: Iterable[Sequence[Any]]) -> Iterable[tuple[str, list[Row]]]:
    """Rows in order of matter and seq, as one list for each matter."""
    matter = ""
    some: list[Row] = []
    for row in rows:
        if row[0] != matter:
            if some:
                yield matter, some
            matter, some = row[0], []
        some.append(tuple(row))
    if some:
        yield matter, some
