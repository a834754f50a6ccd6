"""Places outside that hold the log's checkpoints, where whoever has every right on the database has none.

- A file in a folder of another host, to which lines are added. Each is a JSON object with the note of a checkpoint.
- An authority that puts a time-stamp on it (`timestamps`).
- A witness (`liandong witness`), which is shown that each checkpoint only adds to the one it saw last, and signs below.

What reached a place is noted in `record_anchor`, so that a file which is gone, or was cut, is missed.
"""

from __future__ import annotations

import fcntl
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from django.db import connection

from liandong.core import merkle
from liandong.core.matter.events import moment
from liandong.core.signed_notes import Malformed, Note, PublicKey, Signature, signature_from
from liandong.record.log import tree
from liandong.record.log.checkpoints import Signed, signed_from
from liandong.record.log.keys import is_signed_by
from liandong.record.log.lines import add_line, last_line, notes_in
from liandong.record.log.request import asking_for

FILE, WITNESS, TIMESTAMP = "file", "witness", "timestamp"
NO_PAUSE = timedelta(0)
LONGEST_ANSWER = 16 * 1024
WAIT_SECONDS = 5.0
CONFLICT = 409


class Unreached(Exception):
    """The place did not take the checkpoint; `said` tells why."""


class Anchor(Protocol):
    """One place outside."""

    @property
    def kind(self) -> str:
        """Of what kind it is: one of each kind at most."""

    @property
    def pause(self) -> timedelta:
        """How long it is left alone after it took one."""

    def last(self) -> Signed | None:
        """The last checkpoint that it holds, where it can be asked; Unreached."""

    def take(self, signed: Signed) -> str:
        """Let it hold this one, durably; what it signed, "" if it signs nothing. Unreached."""


@dataclass(frozen=True, slots=True)
class AnchorFile:
    """A file to which checkpoints are added, one a line."""

    path: Path
    kind: str = FILE
    pause: timedelta = NO_PAUSE

    def last(self) -> Signed | None:
        """The last line. Unreached where the file was there once and cannot be read now."""
        found = list(self._tail())
        return signed_from(found[-1]) if found else None

    def _tail(self) -> list[str]:
        try:
            with self.path.open("rb") as file:
                return notes_in(last_line(file))
        except FileNotFoundError:
            if reached(self.kind):
                raise Unreached(f"{self.path} is not there any more") from None
            return []
        except (OSError, Malformed) as fault:
            raise Unreached(f"{self.path}: {fault}") from fault

    def take(self, signed: Signed) -> str:
        """Add a line, and wait until it is on the disk."""
        try:
            with self.path.open("ab") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                add_line(file, signed.note)
        except OSError as fault:
            raise Unreached(f"{self.path}: {fault}") from fault
        return ""


Post = Callable[[str, bytes], tuple[int, bytes]]


def post(address: str, body: bytes) -> tuple[int, bytes]:
    """Send bytes to an address over HTTP and give status and answer; OSError where nobody answers in time."""
    asked = urllib.request.Request(address, data=body, method="POST")  # noqa: S310 - the address that the site sets
    try:
        with urllib.request.urlopen(asked, timeout=WAIT_SECONDS) as answer:  # noqa: S310 - the same
            return int(answer.status), answer.read(LONGEST_ANSWER)
    except urllib.error.HTTPError as refused:
        with refused:
            return int(refused.code), refused.read(LONGEST_ANSWER)


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness at an address, by the key with which it signs (C2SP tlog-witness)."""

    address: str
    key: PublicKey
    send: Post = post
    kind: str = WITNESS
    pause: timedelta = NO_PAUSE

    def last(self) -> Signed | None:
        """A witness says what it holds only when it is asked to sign."""
        return None

    def take(self, signed: Signed) -> str:
        """Show that this checkpoint adds to the last that the witness signed; its signature."""
        old = reached(self.kind)
        status, answer = self._asked(old, signed)
        if status == CONFLICT:  # it signed one of which nothing was noted here: its answer is the size it holds
            held = answer.decode("ascii", "replace").strip()
            if not held.isdecimal() or len(held) > 18:
                raise Unreached(f"the witness answered {held[:80]!r}")
            if int(held) > signed.said.size:
                raise Ahead(int(held), signed.said.size)
            status, answer = self._asked(int(held), signed)
        if status != 200:
            raise Unreached(f"the witness refused with {status}: {answer.decode('utf-8', 'replace')[:200]}")
        return str(self._checked(signed, answer))

    def _asked(self, old: int, signed: Signed) -> tuple[int, bytes]:
        path = merkle.consistency_proof(old, signed.said.size, tree.Tree())
        try:
            return self.send(f"{self.address.rstrip('/')}/add-checkpoint", asking_for(old, path, signed.note))
        except OSError as fault:
            raise Unreached(f"{self.address}: {fault}") from fault

    def _checked(self, signed: Signed, answer: bytes) -> Signature:
        try:
            found = [signature_from(line) for line in answer.decode("utf-8", "replace").splitlines()]
        except Malformed as wrong:
            raise Unreached(f"the witness answered with what is no signature: {wrong}") from wrong
        for each in found:
            if is_signed_by(Note(signed.note.text, (each,)), self.key):
                return each
        raise Unreached("the signature of the witness does not verify under its key")


class Ahead(Unreached):
    """The witness has signed a longer log than there is here."""

    def __init__(self, held: int, here: int) -> None:
        super().__init__(f"the witness has signed {held} leaves; there are {here} here")
        self.held, self.here = held, here


def reached(kind: str) -> int:
    """The size of the last checkpoint that reached a place, 0 for none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(size), 0) FROM record_anchor WHERE anchor = %s", [kind])
        return int(cursor.fetchone()[0])


def note_reached(kind: str, size: int, now: datetime, signature: str) -> None:
    """Note that a checkpoint reached a place."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_anchor (size, anchor, at, signature) VALUES (%s, %s, %s, %s)",
            [size, kind, moment(now), signature],
        )


def cosignatures(size: int) -> list[Signature]:
    """What witnesses signed below the checkpoint of this size."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT signature FROM record_anchor WHERE size = %s AND anchor = %s", [size, WITNESS])
        return [signature_from(row[0]) for row in cursor.fetchall()]
