"""What was answered in several matters at once: one statement, however many they are."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from liandong.core.matter.events import Event, FactCorrected, TaskCompleted, event_from
from liandong.record.canonical import parsed
from liandong.record.erasure import left_in

KINDS = (TaskCompleted.__name__, FactCorrected.__name__)


def answered_in(matters: Collection[str]) -> dict[str, list[tuple[int, Event]]]:
    """By matter, its answers and the corrections of facts, each with its `seq`, in order; of erased ones the rest."""
    if not matters:
        return {}
    marks = ", ".join(["%s"] * len(matters))
    sql = (
        f"SELECT matter, seq, kind, payload FROM record_event WHERE matter IN ({marks}) "  # noqa: S608 - marks of ours
        "AND kind IN (%s, %s) ORDER BY matter, seq"
    )
    found: dict[str, list[tuple[int, Event]]] = {matter: [] for matter in matters}
    with connection.cursor() as cursor:
        cursor.execute(sql, [*matters, *KINDS])
        rows = cursor.fetchall()
        left = left_in(cursor, matters) if any(row[3] is None for row in rows) else {}
    for matter, seq, kind, payload in rows:
        if payload is not None:
            found[matter].append((seq, event_from(kind, parsed(bytes(payload)))))
        elif (matter, seq) in left:
            found[matter].append((seq, left[matter, seq].event))
    return found
