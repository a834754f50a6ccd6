"""The keys that signed the log: each is named by the one before, and the last is the one in the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection

from liandong.core.signed_notes import Malformed, PublicKey, note_from
from liandong.record.log.entries import keys_of, leaf_of_key, lost_of
from liandong.record.log.keys import is_signed_by, key_in
from liandong.record.log.restores import Restore
from liandong.record.verify.findings import Finding, Kind, Report


@dataclass
class Keys:
    """The keys with the places of their statements, in order."""

    found: list[tuple[int, PublicKey]] = field(default_factory=list)
    restored: list[Restore] = field(default_factory=list)

    def at(self, size: int) -> PublicKey | None:
        """The key that signs the checkpoint of a log of this size, None where no key was named yet."""
        return next((key for place, key in reversed(self.found) if place < size), None)


def check_keys(report: Report) -> Keys:
    """Follow the statements from the first key to that in the file; a break is named once."""
    keys, before = Keys(), None
    sql = (
        "SELECT k.place, k.statement, l.hash, l.matter FROM record_log_key k "
        "LEFT JOIN record_leaf l ON l.place = k.place ORDER BY k.place"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        for place, statement, leaf, matter in cursor.fetchall():
            new = _named(statement, before)
            if new is None or leaf is None or matter or bytes(leaf) != leaf_of_key(statement):
                report.findings.append(Finding(Kind.KEY_CHANGED, "", 0, str(place)))
                return keys
            keys.found.append((place, new))
            lost = lost_of(note_from(statement))
            if lost is not None and before is not None:
                keys.restored.append(Restore(before, lost))
            before = new
    _check_file(report, before)
    return keys


def _named(statement: str, before: PublicKey | None) -> PublicKey | None:
    """The key that a statement names, if the one before it (itself at the first) says so."""
    try:
        note = note_from(statement)
        old, new = keys_of(note)
    except Malformed:
        return None
    return new if old == (before or new) and is_signed_by(note, old) else None


def _check_file(report: Report, last: PublicKey | None) -> None:
    try:
        mine = key_in(settings.LOG_KEY).public
    except (OSError, Malformed):
        return  # another account may verify than the one that signs; the health page tells of a file that is gone
    if mine != last:
        report.findings.append(Finding(Kind.KEY_CHANGED, "", 0, str(last)))
