"""Lawful restores: the log goes on under a new name, and a statement in it says what was lost.

The leaves that a place outside knows and that a restored database lacks cannot come back, and no tree without them fits
the old checkpoints. So the old key signs a last statement, which names the new key, the last checkpoint outside and the
reason; the log that follows has another name, to which witnesses must be told to listen by those who keep them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from liandong.core.signed_notes import PublicKey
from liandong.record.log.checkpoints import Signed, statements
from liandong.record.log.entries import Lost, keys_of, lost_of
from liandong.record.log.keys import is_signed_by


@dataclass(frozen=True, slots=True)
class Restore:
    """One of them: the key that signed before, and what was lost."""

    old: PublicKey
    lost: Lost


def restores() -> list[Restore]:
    """All that stand in the log, in order; Malformed where a statement cannot be read."""
    found = []
    for _, note in statements():
        lost = lost_of(note)
        if lost is not None:
            found.append(Restore(keys_of(note)[0], lost))
    return found


def is_more(held: Signed, known: Collection[Restore]) -> bool:
    """Whether a checkpoint of the log before a restore holds more than was said to be lost."""
    return any(
        held.said.origin == restore.old.name
        and held.said.size > restore.lost.there
        and is_signed_by(held.note, restore.old)
        for restore in known
    )


def is_explained(held: Signed, known: Collection[Restore]) -> bool:
    """Whether a restore explains that a checkpoint is of leaves that are not here: it is of the log before, signed by
    its key, and of no more than was said to be lost."""
    said = held.said
    for restore in known:
        lost = restore.lost
        if said.origin == restore.old.name and lost.here < said.size <= lost.there:
            fits = said.size < lost.there or said.root == lost.root
            return fits and is_signed_by(held.note, restore.old)
    return False
