"""The log grows: events that stand on record become leaves, and a checkpoint is signed. One process at a time.

It stands still, and says why, rather than sign what would contradict what it signed before: with another key than the
last statement names, or with less, or something else, than a place outside holds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import TypeVar

from django.db import connection, transaction

from liandong.core.matter.events import moment
from liandong.core.signed_notes import Checkpoint, Note
from liandong.record.log import checkpoints, pending, tree
from liandong.record.log.checkpoints import Signed
from liandong.record.log.entries import Lost, key_text, keys_of, leaf_of_key, restored_text
from liandong.record.log.keys import SigningKey, is_signed_by
from liandong.record.log.restores import is_explained, restores

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


def grow(
    key: SigningKey,
    now: datetime,
    known_outside: Collection[Signed] = (),
    most: int = MOST,
    *,
    every_matter: bool = True,
) -> list[str]:
    """Log all that waits, with a checkpoint at least at every `most` events; the matters that could not be logged.

    `known_outside` are the last checkpoints that places outside hold. Without `every_matter` only matters are looked at
    of which it was noted that they have something new. Raises StandsStill.
    """
    broken: set[str] = set()
    if tree.size() == 0 and _in_turn(lambda: _begin(key, now)) is None:
        return []  # another worker begins
    _check(key, known_outside)
    while every_matter and (some := pending.matters_behind(broken)):
        found = _in_turn(partial(_add, key, now, some, most))
        if found is None:
            return sorted(broken)  # another worker is at it
        broken.update(found)
    if every_matter:
        _in_turn(pending.forget_old_notes)
    return sorted(broken | _noted(key, now, most, broken))


def _noted(key: SigningKey, now: datetime, most: int, known: Collection[str]) -> set[str]:
    """Log what was noted; the matters that could not be logged, beside those that are known."""
    broken = set(known)
    while True:
        some, notes = pending.matters_noted(broken)
        if not some:
            return broken
        found = _in_turn(partial(_add, key, now, some, most, notes))
        if found is None:
            return broken
        broken.update(found)


def renew_key(old: SigningKey, new: SigningKey, now: datetime) -> None:
    """Let another key sign from here on; the old one signs that it does. Raises StandsStill."""
    _check(old, ())
    done = _in_turn(lambda: _take_over(old, new, now))
    if done is None:
        raise StandsStill(Fault.KEY_CHANGED, "another process is at the log; try again")


def accept_restore(old: SigningKey, new: SigningKey, held: Signed, reason: str, now: datetime) -> Lost:
    """Go on after a restored backup, under the name of another key; what was lost.

    `held` is the last checkpoint that a place outside holds. Raises StandsStill where it is no checkpoint of this log
    that is ahead of it, where the new key has the name of an old one, or the reason is none.
    """
    size, said = tree.size(), held.said
    names = {key.name for _, note in checkpoints.statements() for key in keys_of(note)}
    if new.public.name in names:
        raise StandsStill(Fault.KEY_CHANGED, f"{new.public.name}: the log goes on under another name")
    if said.origin != old.public.name or not is_signed_by(held.note, old.public):
        raise StandsStill(Fault.FORKED, f"{said.origin} {said.size}: no checkpoint that this log's key signed")
    if said.size <= size:
        raise StandsStill(Fault.BEHIND, f"{size} / {said.size}: nothing was lost")
    if not reason.strip():
        raise StandsStill(Fault.BEHIND, "a restore is accepted for a reason")
    _check(old, ())
    lost = Lost(size, said.size, said.root, " ".join(reason.split()), moment(now))
    done = _in_turn(lambda: _go_on(old, new, lost, now))
    if done is None:
        raise StandsStill(Fault.BEHIND, "another process is at the log; try again")
    return lost


def _go_on(old: SigningKey, new: SigningKey, lost: Lost, now: datetime) -> bool:
    text = restored_text(old.public, new.public, lost)
    _keep_statement(Note(text, (old.sign(text),)), lost.here)
    _sign(new, lost.here + 1, now)
    return True


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
    _keep_statement(Note(text, (old.sign(text),)), place)


def _keep_statement(statement: Note, place: int) -> None:
    checkpoints.keep_statement(place, statement)
    tree.append(place, [("", place, leaf_of_key(str(statement)))])


def _add(key: SigningKey, now: datetime, matters: list[str], most: int, notes: Sequence[int] = ()) -> list[str]:
    leaves, broken = pending.leaves_of(matters, most)
    if leaves:
        size = tree.size()
        tree.append(size, leaves)
        _sign(key, size + len(leaves), now)
    # Where another worker logged them meanwhile, or somebody set the mark back, it is set to what the leaves say.
    pending.note_logged(matters)
    pending.forget_notes(notes)
    return broken


def _sign(key: SigningKey, size: int, now: datetime) -> None:
    said = Checkpoint(key.public.name, size, tree.Tree().root(size), moment(now))
    checkpoints.keep(Signed(said, Note(said.text, (key.sign(said.text),))))


def _check(key: SigningKey, known_outside: Collection[Signed]) -> None:
    size, known = tree.size(), checkpoints.key_in_force()
    if known != key.public:
        raise StandsStill(Fault.KEY_CHANGED, f"{known} / {key.public}")
    hashes = tree.Tree()
    last, accepted = checkpoints.last(), restores() if known_outside else []
    unexplained = [each for each in known_outside if not is_explained(each, accepted)]
    try:
        for held in (*unexplained, *([last] if last else [])):
            if held.said.size > size:
                raise StandsStill(Fault.BEHIND, f"{size} / {held.said.size}")
            if hashes.root(held.said.size) != held.said.root:
                raise StandsStill(Fault.FORKED, str(held.said.size))
    except tree.Damaged as damage:
        raise StandsStill(Fault.DAMAGED, str(damage)) from damage
