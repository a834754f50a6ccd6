"""What a log asks of a witness, as bytes (C2SP tlog-witness): the size it signed last, a proof, the new checkpoint."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence

from liandong.core.merkle import EMPTY
from liandong.core.signed_notes import Malformed, Note, note_from

OLD = re.compile(r"old (0|[1-9][0-9]{0,17})")
LONGEST_PROOF = 63


def asking_for(old: int, path: Sequence[bytes], note: Note) -> bytes:
    """The request to sign below `note`, whose tree begins with that of `old` leaves, as `path` shows."""
    lines = [f"old {old}", *(base64.b64encode(each).decode() for each in path)]
    return f"{chr(10).join(lines)}\n\n{note}".encode()


def asked_by(body: bytes) -> tuple[int, list[bytes], Note]:
    """Size, proof and note of a request; Malformed."""
    try:
        above, between, note = body.decode().partition("\n\n")
        first, *rest = above.split("\n")
        found = OLD.fullmatch(first)
        if not between or found is None or len(rest) > LONGEST_PROOF:
            raise Malformed("a request says `old` and a size, then a proof, then a note")
        path = [base64.b64decode(line, validate=True) for line in rest]
    except (UnicodeDecodeError, binascii.Error) as wrong:
        raise Malformed(str(wrong)) from wrong
    if any(len(each) != len(EMPTY) for each in path):
        raise Malformed("a hash of the proof has not the length of one")
    return int(found[1]), path, note_from(note)
