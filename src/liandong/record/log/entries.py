"""What stands in a leaf of the log: the hash of an event, or a statement about the key that signs."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from liandong.core import signed_notes as notes
from liandong.core.merkle import leaf_hash
from liandong.core.signed_notes import Malformed, Note, PublicKey, key_from

_EVENT = b"liandong/log-event/1"
_KEY = "liandong/log-key/1"
RESTORED = "liandong/log-restored/1"
_LOST = re.compile(r"lost (0|[1-9][0-9]{0,17}) ([1-9][0-9]{0,17})")


def leaf_of_event(event_hash: bytes) -> bytes:
    """The leaf of an event. Its hash covers matter, number and algorithm, so the leaf does too."""
    return leaf_hash(_EVENT + event_hash)


def leaf_of_key(statement: str) -> bytes:
    """The leaf of a statement about the key, with the signature below it."""
    return leaf_hash(statement.encode())


def key_text(old: PublicKey, new: PublicKey, at: str) -> str:
    """What the old key signs when the new one takes over; the first key says it of itself."""
    return f"{_KEY}\nold {old}\nnew {new}\n{notes.TIME}{at}\n"


@dataclass(frozen=True, slots=True)
class Lost:
    """What a lawful restore lost, as the statement about it says: the log had `here` leaves, a place outside held a
    checkpoint of `there` leaves with this `root`, of the log that the old key signed."""

    here: int
    there: int
    root: bytes
    reason: str
    at: str


def restored_text(old: PublicKey, new: PublicKey, lost: Lost) -> str:
    """What the old key signs when the log goes on under a new name, because a backup was restored."""
    root = base64.b64encode(lost.root).decode()
    said = [f"old {old}", f"new {new}", f"lost {lost.here} {lost.there}", f"root {root}", f"reason {lost.reason}"]
    return "\n".join([RESTORED, *said, f"{notes.TIME}{lost.at}", ""])


def keys_of(statement: Note) -> tuple[PublicKey, PublicKey]:
    """The old and the new key of a statement; Malformed. Whether the old key signed it is not asked."""
    lines = statement.text.split("\n")
    if lines[0] not in (_KEY, RESTORED) or len(lines) < 5:
        raise Malformed("no statement about a key")
    old, new = (key_from(line[4:]) for line in lines[1:3])
    lost = lost_of(statement)
    stated_at = lines[3].removeprefix(notes.TIME)
    meant = key_text(old, new, stated_at) if lost is None else restored_text(old, new, lost)
    if meant != statement.text:
        raise Malformed("the statement about a key is not spelled as such")
    return old, new


def lost_of(statement: Note) -> Lost | None:
    """What a restore lost, None for a statement that tells of none; Malformed."""
    head, *lines = statement.text.split("\n")
    if head != RESTORED:
        return None
    counts = _LOST.fullmatch(lines[2]) if len(lines) == 7 else None
    if counts is None or not lines[3].startswith("root ") or not lines[4].startswith("reason "):
        raise Malformed("no statement about a restore")
    try:
        root = base64.b64decode(lines[3][5:], validate=True)
    except binascii.Error as wrong:
        raise Malformed(str(wrong)) from wrong
    return Lost(int(counts[1]), int(counts[2]), root, lines[4][7:], lines[5].removeprefix(notes.TIME))
