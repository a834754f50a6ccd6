"""A witness: it signs below a checkpoint of a log if that only adds to what it signed before, and remembers it.

It knows the public keys of its logs, its own private key, and for each log a file to which it adds every checkpoint
that it signed. It asks no database: it stands on another host, in other hands.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from liandong.core.merkle import is_consistent
from liandong.core.signed_notes import Checkpoint, Malformed, Note, PublicKey, checkpoint_from, note_from
from liandong.record.log.keys import SigningKey, is_signed_by
from liandong.record.log.lines import add_line, last_line, notes_in
from liandong.record.log.request import asked_by

PRIVATE = 0o640


class Refused(Exception):
    """The witness does not sign. `status` and `said` are its answer over HTTP."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status, self.said = status, said


@dataclass(frozen=True, slots=True)
class WitnessDesk:
    """A witness with its key, the logs it knows by their names, and its file."""

    key: SigningKey
    logs: Mapping[str, PublicKey]
    folder: Path

    def sign(self, body: bytes, seconds: int) -> str:
        """The line it signs, so many seconds after 1970, below the checkpoint of a request; Refused.

        400 for what is no request, 404 for a log it does not know, 403 for a checkpoint that the log did not sign, 409
        with the size it holds where the request starts from another, 422 where the proof does not hold.
        """
        try:
            old, path, note = asked_by(body)
            said = checkpoint_from(note.text)
        except Malformed as wrong:
            raise Refused(400, str(wrong)) from wrong
        if said.origin not in self.logs:
            raise Refused(404, "this witness does not know that log")
        if not is_signed_by(note, self.logs[said.origin]):
            raise Refused(403, "the checkpoint is not signed by the key of its log")
        if old > said.size:
            raise Refused(400, "the old size is larger than the new one")
        with self._opened(said.origin) as file:
            held = _held(file)
            if old != (held.size if held else 0):
                raise Refused(409, f"{held.size if held else 0}\n")
            if held and not is_consistent(held.size, said.size, held.root, said.root, path):
                raise Refused(
                    422, "the checkpoint does not add to the one signed before: the log was changed or forked"
                )
            signature = self.key.cosign(note.text, seconds)
            add_line(file, Note(note.text, (*note.signatures, signature)))
        return str(signature)

    @contextmanager
    def _opened(self, origin: str) -> Iterator[BinaryIO]:
        descriptor = os.open(
            self.folder / f"signed-{sha256(origin.encode()).hexdigest()[:16]}",
            os.O_RDWR | os.O_APPEND | os.O_CREAT,
            PRIVATE,
        )
        with os.fdopen(descriptor, "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # two requests at once must not both start from one checkpoint
            yield file


def _held(file: BinaryIO) -> Checkpoint | None:
    """The checkpoint signed last."""
    found = notes_in(last_line(file))
    return checkpoint_from(note_from(found[0]).text) if found else None
