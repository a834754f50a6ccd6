"""Which matters moved last: asked of rows, so that nobody reads what his figures do not count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from liandong.core.rules import Pack
from liandong.projections.figures.scope import Reader
from liandong.record.acts import LastAct, acts_at

RECENT = timedelta(hours=48)  # of what ended: only that can stand among the last acts of a county at work
COLUMNS = ("id", "last_at", "procedure", "number")


@dataclass(frozen=True, slots=True)
class Moved:
    """The last act in a matter, with the matter's number and procedure."""

    act: LastAct
    procedure: str
    number: str


def last_acts(reader: Reader, pack: Pack, now: datetime, most: int) -> list[Moved]:
    """The last act in each of the matters that moved last, the latest first; three queries.

    Of a matter only its last act stands here. One whose last fact is none of an act (a note) is left out.
    """
    rows = reader.matters()
    running = rows.filter(ended_at__isnull=True).order_by("-last_at", "-pk")
    ended = rows.filter(procedure__in=list(pack.procedures), ended_at__gte=now - RECENT).order_by("-last_at", "-pk")
    found = [*running.values_list(*COLUMNS)[: 2 * most], *ended.values_list(*COLUMNS)[:most]]
    found.sort(key=lambda row: (row[1], row[0]), reverse=True)
    of = {row[0]: row for row in found[: 2 * most]}
    acts = acts_at([(matter, at) for matter, at, _, _ in of.values()])
    return [Moved(act, of[act.matter][2], of[act.matter][3]) for act in acts[:most]]
