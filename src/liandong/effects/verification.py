"""Verifications of the record: asked for, running, ended; what each came to is kept.

The row is written beside the walk, by a connection of its own: the walk reads the record as it stood at one moment, and
a transaction that only reads cannot tell how far it has come.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from django_q.tasks import async_task

from liandong.effects.models import Verification
from liandong.record import read
from liandong.record.verify import Report, verify

JOB = "liandong.effects.jobs.verify_asked"
TELL_EVERY = timedelta(seconds=1)
LOST = timedelta(hours=1)  # a run of which nothing was heard for so long has died with its process
FINDINGS_KEPT = 500


def ask(county: str, account: str, now: datetime) -> tuple[Verification, bool]:
    """Let the record be verified by the job cluster; the run that is waiting or running already, if there is one.

    The answer is the run, and whether it is new.
    """
    with transaction.atomic():
        under_way = running(now)
        if under_way is not None:
            return under_way, False
        run = Verification.objects.create(county=county, account=account, asked_at=now, heard_at=now)
        async_task(JOB, run.pk)
    return run, True


def running(now: datetime) -> Verification | None:
    """The run that waits or goes on, None where there is none or nothing was heard of it for long."""
    return Verification.objects.filter(ended_at__isnull=True, heard_at__gt=now - LOST).order_by("-pk").first()


def last_ended() -> Verification | None:
    """The last run that came to an end."""
    return Verification.objects.filter(ended_at__isnull=False).order_by("-ended_at", "-pk").first()


def carry_out(run: Verification) -> Report:
    """Verify the whole record, and keep how far it is and what it came to."""
    run.began_at = run.heard_at = timezone.now()
    run.matters_in_all = read.count()
    run.save(update_fields=["began_at", "heard_at", "matters_in_all"])
    with _teller(run) as told:
        report = verify(told=told, now=run.began_at)
    run.matters, run.events, run.faults = report.matters, report.events, len(report.findings)
    run.findings = [
        {**found.to_json(), "county": read.county_of(found.matter)} for found in report.findings[:FINDINGS_KEPT]
    ]
    run.ended_at = run.heard_at = timezone.now()
    run.save(update_fields=["matters", "events", "faults", "findings", "ended_at", "heard_at"])
    return report


@contextmanager
def _teller(run: Verification) -> Iterator[_Teller]:
    beside = connections.create_connection("default")
    try:
        yield _Teller(run.pk, beside)
    finally:
        beside.close()


class _Teller:
    """Writes how many matters are done, at most once in TELL_EVERY."""

    def __init__(self, run: int, beside: BaseDatabaseWrapper) -> None:
        self._run, self._beside = run, beside
        self._last = timezone.now()

    def __call__(self, matters: int) -> None:
        now = timezone.now()
        if now - self._last < TELL_EVERY:
            return
        self._last = now
        moment = self._beside.ops.adapt_datetimefield_value(now)
        with self._beside.cursor() as cursor:
            cursor.execute(
                "UPDATE effects_verification SET matters = %s, heard_at = %s WHERE id = %s",
                [matters, moment, self._run],
            )
