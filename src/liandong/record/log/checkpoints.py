"""Signed checkpoints and the keys that signed them, as they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from liandong.core.signed_notes import Checkpoint, Note, PublicKey, checkpoint_from, note_from
from liandong.record.log.entries import keys_of


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint with the note that carries it."""

    said: Checkpoint
    note: Note

    @property
    def at(self) -> datetime:
        """When it was signed, as the log's own clock said."""
        return datetime.fromisoformat(self.said.at)


def signed_from(spelled: str) -> Signed:
    """The checkpoint that a note carries; Malformed. Its signatures are not looked at."""
    note = note_from(spelled)
    return Signed(checkpoint_from(note.text), note)


def last(at_least: int = 0, *, first: bool = False) -> Signed | None:
    """The last checkpoint kept (or the `first`) of a tree with at least so many leaves, None where there is none."""
    order = "size" if first else "size DESC"
    sql = f"SELECT note FROM record_checkpoint WHERE size >= %s ORDER BY {order} LIMIT 1"  # noqa: S608 - words of ours
    with connection.cursor() as cursor:
        cursor.execute(sql, [at_least])
        row = cursor.fetchone()
    return signed_from(row[0]) if row else None


def keep(signed: Signed) -> None:
    """Keep a checkpoint, inside the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_checkpoint (size, at, note) VALUES (%s, %s, %s)",
            [signed.said.size, signed.said.at, str(signed.note)],
        )


def statements() -> list[tuple[int, Note]]:
    """The statements about keys with their places, in order; Malformed where one cannot be read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT place, statement FROM record_log_key ORDER BY place")
        return [(row[0], note_from(row[1])) for row in cursor.fetchall()]


def keep_statement(place: int, statement: Note) -> None:
    """Keep a statement about a key, inside the caller's transaction; its leaf is added by the caller."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO record_log_key (place, statement) VALUES (%s, %s)", [place, str(statement)])


def key_in_force() -> PublicKey | None:
    """The key that the last statement names; None for a log that has not begun."""
    found = statements()
    return keys_of(found[-1][1])[1] if found else None


def last_place() -> int:
    """The place of the last statement about a key, -1 where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(place), -1) FROM record_log_key")
        return int(cursor.fetchone()[0])
