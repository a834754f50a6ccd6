"""What was answered in several matters at once: one statement, however many they are."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from liandong.core.matter.events import Event, FactCorrected, TaskCompleted, event_from
from liandong.record.canonical import parsed

KINDS = (TaskCompleted.__name__, FactCorrected.__name__)


def answered_in(matters: Collection[str]) -> dict[str, list[tuple[int, Event]]]:
    """By matter, its answers and the corrections of facts, each with its `seq`, in order; erased ones are left out."""
    if not matters:
        return {}
    marks = ", ".join(["%s"] * len(matters))
    sql = (
        f"SELECT matter, seq, kind, payload FROM record_event WHERE matter IN ({marks}) "  # noqa: S608 - marks of ours
        "AND kind IN (%s, %s) AND payload IS NOT NULL ORDER BY matter, seq"
    )
    found: dict[str, list[tuple[int, Event]]] = {matter: [] for matter in matters}
    with connection.cursor() as cursor:
        cursor.execute(sql, [*matters, *KINDS])
        for matter, seq, kind, payload in cursor.fetchall():
            found[matter].append((seq, event_from(kind, parsed(bytes(payload)))))
    return found
