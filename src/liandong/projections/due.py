"""What time alone makes due: the rows that the worker sweeps. No person reads here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from liandong.projections.models import MatterRow, TaskRow

AT_ONCE = 1000
_AT_A_POST = Q(done_at__isnull=True) & ~Q(desk_post="")


class DueClock(NamedTuple):
    """An open task one of whose moments has come. `at` is that moment as the database keeps it."""

    matter: str
    task: int
    county: str
    at: str


def fallen_due(now: datetime) -> Iterator[DueClock]:
    """Open tasks whose last moment lies before `now` and is not on record as passed, the oldest first."""
    return _walk("due_at", '"due_at" < %s AND NOT "overdue"', now)


def reminders_due(now: datetime) -> Iterator[DueClock]:
    """Open tasks whose moment to remind has come and is not on record as come, the oldest first."""
    return _walk("remind_at", '"remind_at" <= %s AND NOT "reminded"', now)


def _walk(column: str, has_come: str, now: datetime) -> Iterator[DueClock]:
    """Clocks that ring, and of them those whose moment in `column` has come, in the order in which they rang.

    Batches by key, each a query of its own: what one sweep cannot settle never hides what lies behind it.
    """
    until = connection.ops.adapt_datetimefield_value(now)
    sql = (  # the names are ours; values are parameters
        f'SELECT "matter_id", "task", "county", {_text(column)}, {_text("rings_at")}, {has_come} '  # noqa: S608
        'FROM "projections_task" WHERE "rings_at" <= %s AND ("rings_at", "matter_id", "task") > (%s, %s, %s) '
        f'ORDER BY "rings_at", "matter_id", "task" LIMIT {AT_ONCE}'
    )
    last: tuple[Any, ...] = (_FIRST, "", 0)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(sql, [until, until, *last])
            rows = cursor.fetchall()
        for matter, task, county, at, _, come in rows:
            if come:  # asked in the list and not in the WHERE, where it would lure PostgreSQL away from the index
                yield DueClock(matter, task, county, at)
        if len(rows) < AT_ONCE:
            return
        last = (_as_moment(rows[-1][4]), rows[-1][0], rows[-1][1])


def _text(column: str) -> str:
    moment = f'"{column}"' if connection.vendor == "sqlite" else f"\"{column}\" AT TIME ZONE 'UTC'"
    return f"CAST({moment} AS text)"


_FIRST = "0001-01-01 00:00:00"


def _as_moment(at: str) -> str:
    return at if connection.vendor == "sqlite" else f"{at}+00:00"


def seats_with_tasks() -> list[tuple[str, str, str]]:
    """County, unit and post of every post that an open task waits for, standing ones included."""
    rows = TaskRow.objects.unscoped("the worker looks for vacant posts").filter(_AT_A_POST)
    return list(
        rows.values_list("county", "desk_unit", "desk_post").distinct().order_by("county", "desk_unit", "desk_post")
    )


def tasks_of_seat(county: str, unit: str, post: str) -> list[DueClock]:
    """The open tasks that wait for one post."""
    rows = TaskRow.objects.unscoped("the worker looks for vacant posts").filter(_AT_A_POST)
    return _listed(rows.filter(county=county, desk_unit=unit, desk_post=post))


def clocks_unsettled(calendar: str) -> list[DueClock]:
    """Open tasks whose day was provisional on another calendar than the one of this version."""
    rows = TaskRow.objects.unscoped("the worker settles provisional deadlines")
    moved = rows.filter(unsettled_on__isnull=False).exclude(unsettled_on=calendar)
    return _listed(moved)


def clocks_from(day: date) -> list[DueClock]:
    """Open tasks whose deadline a change of the calendar from `day` on may move; more than that, never fewer."""
    rows = TaskRow.objects.unscoped("a calendar is imported").filter(done_at__isnull=True)
    return _listed(rows.filter(Q(due_day__gte=day) | Q(unsettled_on__isnull=False) | Q(limit__endswith=" before")))


def _listed(rows: QuerySet[TaskRow]) -> list[DueClock]:
    found = rows.order_by("matter_id", "task").values_list("matter_id", "task", "county")
    return [DueClock(matter, task, county, "") for matter, task, county in found]


def is_running(county: str, procedure: str, entry: str) -> bool:
    """Whether a matter that was opened through this entry has not ended."""
    rows = MatterRow.objects.unscoped("the clock asks whether the last one still runs")
    return rows.filter(county=county, procedure=procedure, entry=entry, ended_at__isnull=True).exists()
