"""Files to which notes are added, one a line, as a JSON object: an anchor's, and a witness's own."""

from __future__ import annotations

import json
import os
from typing import BinaryIO

from liandong.core.signed_notes import Malformed, Note

LONGEST_LINE = 64 * 1024  # bytes; a note has some hundred


def add_line(file: BinaryIO, note: Note) -> None:
    """Add a note to a file that is open for it and locked, and wait until it is on the disk."""
    file.write(json.dumps({"note": str(note)}).encode() + b"\n")
    file.flush()
    os.fsync(file.fileno())


def last_line(file: BinaryIO) -> list[bytes]:
    """The last line of a file, [] for an empty one."""
    file.seek(max(0, file.seek(0, os.SEEK_END) - LONGEST_LINE))
    return file.read().splitlines()[-1:]


def notes_in(lines: list[bytes]) -> list[str]:
    """The notes that lines of an anchor file hold; Malformed for a line that is no such object."""
    try:
        found = [json.loads(line)["note"] for line in lines]
    except (ValueError, KeyError, TypeError) as wrong:
        raise Malformed("a line of the anchor file is no JSON object with a note") from wrong
    if not all(isinstance(note, str) for note in found):
        raise Malformed("a note of the anchor file is no text")
    return found
