"""What stands in a leaf of the log: the hash of an event, or a statement about the key that signs."""

from __future__ import annotations

from liandong.core import signed_notes as notes
from liandong.core.merkle import leaf_hash
from liandong.core.signed_notes import Malformed, Note, PublicKey, key_from

_EVENT = b"liandong/log-event/1"
_KEY = "liandong/log-key/1"


def leaf_of_event(event_hash: bytes) -> bytes:
    """The leaf of an event. Its hash covers matter, number and algorithm, so the leaf does too."""
    return leaf_hash(_EVENT + event_hash)


def leaf_of_key(statement: str) -> bytes:
    """The leaf of a statement about the key, with the signature below it."""
    return leaf_hash(statement.encode())


def key_text(old: PublicKey, new: PublicKey, at: str) -> str:
    """What the old key signs when the new one takes over; the first key says it of itself."""
    return f"{_KEY}\nold {old}\nnew {new}\n{notes.TIME}{at}\n"


def keys_of(statement: Note) -> tuple[PublicKey, PublicKey]:
    """The old and the new key of a statement; Malformed. Whether the old key signed it is not asked."""
    lines = statement.text.split("\n")
    if len(lines) != 5 or lines[0] != _KEY:
        raise Malformed("no statement about a key")
    old, new = (key_from(line[4:]) for line in lines[1:3])
    if key_text(old, new, lines[3].removeprefix(notes.TIME)) != statement.text:
        raise Malformed("the statement about a key is not spelled as such")
    return old, new
