"""What places outside hold: the lines of the anchor file, and what a witness signed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from liandong.core.signed_notes import Malformed, Note, PublicKey, key_from, signature_from
from liandong.record.log.anchors import FILE, TIMESTAMP, WITNESS, reached
from liandong.record.log.checkpoints import Signed, signed_from
from liandong.record.log.keys import is_signed_by
from liandong.record.log.lines import notes_in
from liandong.record.log.timestamps import NoToken, stamped, token_from
from liandong.record.pen import rows
from liandong.record.verify.findings import Finding, Kind, Report


@dataclass(frozen=True, slots=True)
class Held:
    """A checkpoint that somebody holds; `where` names the place outside, "" for this database."""

    signed: Signed
    where: str


def anchored(report: Report, file: Path | None) -> list[Held]:
    """The checkpoints outside; a file that was cut, is gone or cannot be read is named, a forged cosignature too."""
    if settings.WITNESS_KEY:
        _check_cosignatures(report)
    if settings.TIMESTAMP_CA is not None:
        _check_timestamps(report, settings.TIMESTAMP_CA)
    return _lines(report, file) if file is not None else []


def _lines(report: Report, file: Path) -> list[Held]:
    found: list[Held] = []
    try:
        for note in notes_in(file.read_bytes().splitlines()):
            found.append(Held(signed_from(note), str(file)))
    except FileNotFoundError:
        if reached(FILE):
            report.findings.append(Finding(Kind.ANCHOR_MISSING, "", 0, str(file)))
        return []
    except (OSError, Malformed):
        report.findings.append(Finding(Kind.ANCHOR_MISSING, "", 0, str(file)))
        return found
    if max((held.signed.said.size for held in found), default=0) < reached(FILE):
        report.findings.append(Finding(Kind.ANCHOR_MISSING, "", 0, str(file)))
    return found


def _check_cosignatures(report: Report) -> None:
    key = key_from(settings.WITNESS_KEY)
    sql = (
        "SELECT a.size, a.signature, c.note FROM record_anchor a LEFT JOIN record_checkpoint c ON c.size = a.size "
        "WHERE a.anchor = %s ORDER BY a.id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [WITNESS])
        for size, signature, note in cursor.fetchall():
            if note is None or not _is_cosigned(note, signature, key):
                report.findings.append(Finding(Kind.CHECKPOINT_FORGED, "", 0, f"{size} {key.name}"))
                return


def _check_timestamps(report: Report, certificates: Path) -> None:
    sql = (
        "SELECT a.size, a.signature, c.note FROM record_anchor a LEFT JOIN record_checkpoint c ON c.size = a.size "
        "WHERE a.anchor = %s ORDER BY a.id"
    )
    for size, token, note in rows(connection, sql, [TIMESTAMP]):
        try:
            text = signed_from(note or "").note.text
            stamped(token_from(token), text.encode(), certificates)
        except (Malformed, NoToken):
            report.findings.append(Finding(Kind.CHECKPOINT_FORGED, "", 0, f"{size} RFC 3161"))
            return
        report.timestamps += 1


def _is_cosigned(note: str, signature: str, key: PublicKey) -> bool:
    try:
        return is_signed_by(Note(signed_from(note).note.text, (signature_from(signature),)), key)
    except Malformed:
        return False
