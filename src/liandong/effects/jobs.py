"""Heavy jobs, each run by the django-q2 cluster and written so that it may run twice.

`schedule` is called by every worker at its start and keeps one row for each job.
"""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta

from django.utils import timezone
from django_q.models import Schedule

from liandong.core.time_limits import CHINA
from liandong.effects.models import Verification
from liandong.effects.package_checks import check_packages
from liandong.effects.verification import carry_out

log = logging.getLogger(__name__)

NIGHT = time(2, 30)  # a setting of the system: few write then
VERIFY = "verify-record"
VERIFY_PACKAGES = "verify-packages"


def schedule(now: datetime) -> None:
    """Let the record and the sealed packages be verified every night."""
    for name, job in ((VERIFY, "verify_record"), (VERIFY_PACKAGES, "verify_packages")):
        Schedule.objects.get_or_create(
            name=name,
            defaults={
                "func": f"liandong.effects.jobs.{job}",
                "schedule_type": Schedule.DAILY,
                "next_run": _next(NIGHT, now),
            },
        )


def verify_packages() -> str:
    """Read every sealed package again; one that is gone or changed makes the job fail."""
    checked = check_packages(timezone.now())
    for package, found in checked.wrong:
        log.critical("the sealed package %s of %s is %s", package.file, package.number, found.value)
    if checked.wrong:
        raise RuntimeError(f"{len(checked.wrong)} sealed packages are wrong; `liandong archive verify` names them")
    return f"{checked.packages} packages: whole"


def verify_record() -> str:
    """Check the whole record; what it came to is kept. A broken record makes the job fail."""
    now = timezone.now()
    run = Verification.objects.create(county="", account="", asked_at=now, heard_at=now)
    return _carried_out(run)


def verify_asked(number: int) -> str:
    """The same for a run that somebody asked for; one that came to an end already is not run again."""
    run = Verification.objects.get(pk=number)
    if run.ended_at is not None:
        return "ended already"
    return _carried_out(run)


def _carried_out(run: Verification) -> str:
    report = carry_out(run)
    if report.findings:
        for finding in report.findings:
            log.critical("the record is broken: %s", finding)
        raise RuntimeError(
            f"the record is broken in {len(report.findings)} places; `liandong record verify` names them"
        )
    return f"{report.matters} matters, {report.events} events: whole"


def _next(at: time, now: datetime) -> datetime:
    local = now.astimezone(CHINA)
    today = datetime.combine(local.date(), at, CHINA)
    return today if today > local else today + timedelta(days=1)
