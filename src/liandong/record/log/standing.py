"""How the log stands, for the page of the system administrator: how far it is, what it waits for, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection

from liandong.core.signed_notes import note_from
from liandong.record.log.anchors import FILE, TIMESTAMP, WITNESS
from liandong.record.log.entries import Lost, lost_of


@dataclass(frozen=True, slots=True)
class PlaceSeen:
    """A place outside: the last checkpoint that reached it, and whether a later one has waited for too long."""

    kind: str
    size: int
    at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class LogSeen:
    """The log: `size` leaves at its last checkpoint, signed `at`; `fault` is why it stands still, "" while it grows.

    `restored` is what the last restore that was accepted lost, None where there was none. `untold` rows wait in the
    outbox; the oldest is of an event at `oldest_untold`.
    """

    size: int
    at: datetime | None
    fault: str
    about: str
    places: tuple[PlaceSeen, ...]
    untold: int
    oldest_untold: datetime | None
    restored: Lost | None = None

    @property
    def is_late(self) -> bool:
        """Whether a place that the site names was not reached for hours."""
        return any(place.is_late for place in self.places)


_ASKED = """
SELECT 'standing', 0, at, fault, about FROM record_log_standing WHERE id = 1
UNION ALL SELECT 'last', size, at, '', '' FROM record_checkpoint WHERE size = (SELECT MAX(size) FROM record_checkpoint)
UNION ALL SELECT p.anchor, p.size, p.at, '', '' FROM record_anchor p
    JOIN (SELECT anchor, MAX(id) AS id FROM record_anchor GROUP BY anchor) q ON q.id = p.id
"""
# What waits in the outbox is told on the same page: one statement for both.
_ASKED += """UNION ALL SELECT 'outbox', (SELECT count(*) FROM record_outbox), COALESCE((SELECT e.at FROM record_event e
    JOIN record_outbox o ON o.matter = e.matter AND o.seq = e.seq ORDER BY o.id LIMIT 1), ''), '', ''
"""
_ASKED += """UNION ALL SELECT 'restored', place, statement, '', '' FROM record_log_key WHERE place =
    (SELECT MAX(place) FROM record_log_key WHERE statement LIKE 'liandong/log-restored/1%%')
"""
_WAITS = "SELECT MIN(at) FROM record_checkpoint WHERE size > %s"


def seen(now: datetime) -> LogSeen:
    """Ask the database: one statement, and one more for each place outside that is behind."""
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, [])
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    size, at, *_ = found.get("last", (0, "", "", ""))
    _, _, fault, about = found.get("standing", (0, "", "", ""))
    named = ((FILE, settings.ANCHOR_FILE), (WITNESS, settings.WITNESS_URL), (TIMESTAMP, settings.TIMESTAMP_URL))
    places = tuple(_place(kind, size, found.get(kind, (0, ""))[:2], now) for kind, address in named if address)
    untold, oldest, *_ = found["outbox"]
    restored = lost_of(note_from(found["restored"][1])) if "restored" in found else None
    return LogSeen(int(size), _moment(at), fault, about, places, int(untold), _moment(oldest), restored)


def _place(kind: str, size: int, last: tuple[int, str], now: datetime) -> PlaceSeen:
    reached, at = last
    is_late = False
    if reached < size:
        with connection.cursor() as cursor:
            cursor.execute(_WAITS, [reached])
            waits = _moment(cursor.fetchone()[0])
        is_late = waits is not None and now - waits > settings.ANCHOR_SILENT
    return PlaceSeen(kind, int(reached), _moment(at), is_late)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
