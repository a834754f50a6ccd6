"""The last acts of some matters: what was done, when and by which unit. No field of any form is handed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from liandong.core.matter.events import Event, MatterOpened, TaskCompleted, event_from, moment
from liandong.record.canonical import parsed
from liandong.record.erasure import left_in

ACTS = (
    *("MatterOpened", "TaskCompleted", "MatterWithdrawn", "MatterSuspended", "MatterResumed"),
    *("TimeLimitExtended", "TaskReassigned", "HolderReminded", "TaskBecameOverdue"),
)


@dataclass(frozen=True, slots=True)
class LastAct:
    """One act. `entry` is that of an opening, `step` and `outcome` those of a task; `unit` "" is the clock."""

    matter: str
    at: datetime
    kind: str
    unit: str
    entry: str = ""
    step: str = ""
    outcome: str = ""


def acts_at(moments: Sequence[tuple[str, datetime]]) -> list[LastAct]:
    """What was done in each of these matters at this moment, the first fact of each act; the last act first.

    Facts that only follow from an act (a task that opened) and notes are no acts here.
    """
    if not moments:
        return []
    kinds = ", ".join(["%s"] * len(ACTS))
    those = " OR ".join(["(matter = %s AND at = %s)"] * len(moments))
    columns = "matter, at, kind, unit, payload, seq"
    sql = f"SELECT {columns} FROM record_event WHERE kind IN ({kinds}) AND ({those}) ORDER BY seq"  # noqa: S608 - ours
    params = [*ACTS, *(part for matter, at in moments for part in (matter, moment(at)))]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
        emptied = {row[0] for row in rows if row[4] is None}
        left = left_in(cursor, emptied) if emptied else {}
    first: dict[str, LastAct] = {}
    for matter, at, kind, unit, payload, seq in rows:
        rest = left.get((matter, seq))
        event = event_from(kind, parsed(bytes(payload))) if payload is not None else rest.event if rest else None
        first.setdefault(matter, _act(matter, at, kind, unit, event))
    return sorted(first.values(), key=lambda act: (act.at, act.matter), reverse=True)


def _act(matter: str, at: str, kind: str, unit: str, event: Event | None) -> LastAct:
    said = LastAct(matter, datetime.fromisoformat(at), kind, unit)
    if isinstance(event, MatterOpened):
        return LastAct(matter, said.at, kind, unit, entry=event.entry)
    if isinstance(event, TaskCompleted):
        unit = "" if event.by_clock else unit
        return LastAct(matter, said.at, kind, unit, step=event.step, outcome=event.outcome)
    return said
