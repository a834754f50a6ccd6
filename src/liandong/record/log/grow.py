"""The log grows: events that stand on record become leaves, and a checkpoint is signed. One process at a time.

It stands still, and says why, rather than sign what would contradict what it signed before: with another key than the
last statement names, or with less, or something else, than a place outside holds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import TypeVar

from django.db import connection, transaction

from liandong.core.matter.events import moment
from liandong.core.signed_notes import Checkpoint, Note
from liandong.record.log import checkpoints, pending, tree
from liandong.record.log.checkpoints import Signed
from liandong.record.log.entries import key_text, leaf_of_key
from liandong.record.log.keys import SigningKey

Answer = TypeVar("Answer")
MOST = 1000  # events between two checkpoints
_ONE_AT_A_TIME = 0x4C69616E646F6E67  # of the advisory locks of PostgreSQL, this one is the log's


class Fault(StrEnum):
    """Why the log stands still."""

    NO_KEY = "no-key"
    KEY_CHANGED = "key-changed"
    BEHIND = "behind"
    FORKED = "forked"
    DAMAGED = "damaged"
    GAP = "gap"


class StandsStill(Exception):
    """The log may not grow."""

    def __init__(self, fault: Fault, about: str) -> None:
        super().__init__(f"{fault}: {about}")
        self.fault, self.about = fault, about


def grow(key: SigningKey, now: datetime, known_outside: Collection[Signed] = (), most: int = MOST) -> list[str]:
    """Log all that waits, with a checkpoint at least at every `most` events; the matters that could not be logged.

    `known_outside` are the last checkpoints that places outside hold. Raises StandsStill.
    """
    broken: set[str] = set()
    if tree.size() == 0 and _in_turn(lambda: _begin(key, now)) is None:
        return []  # another worker begins
    _check(key, known_outside)
    while some := pending.matters_behind(broken):
        found = _in_turn(partial(_add, key, now, some, most))
        if found is None:
            break  # another worker is at it
        broken.update(found)
    return sorted(broken)


def renew_key(old: SigningKey, new: SigningKey, now: datetime) -> None:
    """Let another key sign from here on; the old one signs that it does. Raises StandsStill."""
    _check(old, ())
    done = _in_turn(lambda: _take_over(old, new, now))
    if done is None:
        raise StandsStill(Fault.KEY_CHANGED, "another process is at the log; try again")


def _in_turn(work: Callable[[], Answer]) -> Answer | None:
    """Do this in a transaction of its own, unless another process is at it: then None, and nothing is done."""
    with transaction.atomic():
        if connection.vendor == "postgresql":  # SQLite has one writer at a time anyhow
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
                if not cursor.fetchone()[0]:
                    return None
        return work()


def _begin(key: SigningKey, now: datetime) -> bool:
    if tree.size() == 0:
        _state(key, key, 0, now)
        _sign(key, 1, now)
    return True


def _take_over(old: SigningKey, new: SigningKey, now: datetime) -> bool:
    size = tree.size()
    _state(old, new, size, now)
    _sign(new, size + 1, now)
    return True


def _state(old: SigningKey, new: SigningKey, place: int, now: datetime) -> None:
    text = key_text(old.public, new.public, moment(now))
    statement = Note(text, (old.sign(text),))
    checkpoints.keep_statement(place, statement)
    tree.append(place, [("", place, leaf_of_key(str(statement)))])


def _add(key: SigningKey, now: datetime, matters: list[str], most: int) -> list[str]:
    leaves, broken = pending.leaves_of(matters, most)
    if leaves:
        size = tree.size()
        tree.append(size, leaves)
        _sign(key, size + len(leaves), now)
    # Where another worker logged them meanwhile, or somebody set the mark back, it is set to what the leaves say.
    pending.note_logged(matters)
    return broken


def _sign(key: SigningKey, size: int, now: datetime) -> None:
    said = Checkpoint(key.public.name, size, tree.Tree().root(size), moment(now))
    checkpoints.keep(Signed(said, Note(said.text, (key.sign(said.text),))))


def _check(key: SigningKey, known_outside: Collection[Signed]) -> None:
    size, known = tree.size(), checkpoints.key_in_force()
    if known != key.public:
        raise StandsStill(Fault.KEY_CHANGED, f"{known} / {key.public}")
    hashes = tree.Tree()
    last = checkpoints.last()
    try:
        for held in (*known_outside, *([last] if last else [])):
            if held.said.size > size:
                raise StandsStill(Fault.BEHIND, f"{size} / {held.said.size}")
            if hashes.root(held.said.size) != held.said.root:
                raise StandsStill(Fault.FORKED, str(held.said.size))
    except tree.Damaged as damage:
        raise StandsStill(Fault.DAMAGED, str(damage)) from damage
