"""What the system administrator looks at: is everything running, does the calendar reach, do the texts hold."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Count, Value
from django_q.models import Failure, OrmQ

from liandong.core.rules import Pack, PackRef
from liandong.core.time_limits import CHINA
from liandong.core.workdays import Calendar
from liandong.evidence.sweep import Kept, kept
from liandong.projections import rebuild
from liandong.projections.standing import RunningVersion, running_versions
from liandong.record.log.standing import LogSeen, seen

GIGABYTE = 1_000_000_000
LEAST_FREE = 0.1  # of the disk: a setting of the system


@dataclass(frozen=True, slots=True)
class WorkerSeen:
    """A worker's last beat. `alarm` is why it stands still, "" while it runs; `silent`: it was not heard of lately."""

    host: str
    at: datetime
    alarm: str
    silent: bool


@dataclass(frozen=True, slots=True)
class Health:
    """The parts of the system at one moment. `oldest` is the oldest event of which somebody is still to be told."""

    database: str
    workers: tuple[WorkerSeen, ...]
    waiting: int
    oldest: datetime | None
    is_late: bool
    jobs: int
    failed_jobs: int
    is_stale: bool
    free: float
    size: float
    is_full: bool
    files: Kept
    log: LogSeen


def health(now: datetime, county: str) -> Health:
    """Ask every part once."""
    disk = shutil.disk_usage(settings.VAR)
    log = seen(now)
    oldest = log.oldest_untold
    jobs, failed = _jobs()
    return Health(
        database=_database(),
        workers=_workers(now),
        waiting=log.untold,
        oldest=oldest,
        is_late=oldest is not None and now - oldest > settings.WORKER_SILENT,
        jobs=jobs,
        failed_jobs=failed,
        is_stale=rebuild.is_stale(),
        free=disk.free / GIGABYTE,
        size=disk.total / GIGABYTE,
        is_full=disk.free < disk.total * LEAST_FREE,
        files=kept(county),
        log=log,
    )


def _database() -> str:
    connection.ensure_connection()
    found: Any = connection
    version = found.Database.sqlite_version if connection.vendor == "sqlite" else found.pg_version
    if connection.vendor == "sqlite":
        return f"SQLite {version}"
    return f"PostgreSQL {version // 10_000}.{version % 10_000}"


def _jobs() -> tuple[int, int]:
    """The heavy jobs that wait, and those that failed: one statement for both tables."""
    waiting, failed = (
        rows.order_by().annotate(kind=Value(kind)).values("kind").annotate(n=Count("*"))
        for kind, rows in (("waiting", OrmQ.objects.all()), ("failed", Failure.objects.all()))
    )
    found = dict(waiting.values_list("kind", "n").union(failed.values_list("kind", "n")))
    return found.get("waiting", 0), found.get("failed", 0)


def _workers(now: datetime) -> tuple[WorkerSeen, ...]:
    # The worker is no layer below the pages; its table is asked by its name, as one asks a neighbor.
    beats = apps.get_model("worker", "Heartbeat").objects.order_by("host").values_list("host", "at", "alarm")
    return tuple(WorkerSeen(host, at, alarm, now - at > settings.WORKER_SILENT) for host, at, alarm in beats)


@dataclass(frozen=True, slots=True)
class YearSeen:
    """A year of the calendar. `cited` and `published` are of its notice; "" and None while it is presumed."""

    year: int
    cited: str
    published: date | None
    make_up: int


def years(calendar: Calendar, today: date) -> list[YearSeen]:
    """The years that clocks of today run in: the last, this one and all that the calendar reaches, announced or not."""
    announced = {year.year: year for year in calendar.years}
    found = []
    for year in range(today.year - 1, max(today.year + 1, calendar.last.year) + 1):
        known = announced.get(year)
        if known:
            found.append(YearSeen(year, known.notice.cited, known.published, len(known.make_up)))
        else:
            found.append(YearSeen(year, "", None, 0))
    return found[:4]


@dataclass(frozen=True, slots=True)
class PackSeen:
    """The county's text as it stands. `standing` is "in-force", "lapsing", "lapsed" or "ahead"; `days` till then."""

    pack: Pack
    ref: PackRef
    standing: str
    days: int
    now: RunningVersion | None
    old: tuple[RunningVersion, ...]


def pack_seen(pack: Pack, ref: PackRef, today: date) -> PackSeen:
    """The pack in force, and how many matters run under it and under versions before it."""
    versions = running_versions(pack.county)
    mine = next((each for each in versions if each.pack_hash == ref.hash), None)
    old = tuple(each for each in versions if each.pack_hash != ref.hash)
    days = (pack.in_force_to - today).days if pack.in_force_to else 0
    return PackSeen(pack, ref, _standing(pack, today), days, mine, old)


def _standing(pack: Pack, today: date) -> str:
    if today < pack.in_force_from:
        return "ahead"
    if pack.in_force_to is None:
        return "in-force"
    if today > pack.in_force_to:
        return "lapsed"
    return "lapsing" if pack.in_force_to - today <= settings.LAPSE_WARNING else "in-force"


def local_day(now: datetime) -> date:
    """The day in China."""
    return now.astimezone(CHINA).date()
