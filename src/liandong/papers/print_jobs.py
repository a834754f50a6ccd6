"""Prints that take a while: asked for at a page, printed by the job cluster, fetched within a day, then swept."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django_q.tasks import async_task

from liandong.core.actors import Actor
from liandong.papers.models import PrintJob

JOB = "liandong.web.papers.print_job.print_asked"  # above this layer: it tells the matter as its page does
LOST = timedelta(minutes=11)  # a job of which nothing was heard for so long has died; it is given again by then
SHOWN = 20
MOST_PAPERS = 200
MOST_AT_ONCE = 5
Chosen = Sequence[tuple[str, int]]  # matter and number of a paper


def ask_whole(actor: Actor, matter: str, number: str, now: datetime) -> PrintJob:
    """Let the file of a whole matter be printed; the job that is at it already, if there is one."""
    return _running(actor, now).filter(matter=matter).first() or _ask(actor, now, matter=matter, number=number)


def is_busy(actor: Actor, now: datetime) -> bool:
    """Whether so many jobs of this seat are under way that it had better wait for them."""
    return _running(actor, now).count() >= MOST_AT_ONCE


def _running(actor: Actor, now: datetime) -> QuerySet[PrintJob]:
    return own(actor).filter(ended_at__isnull=True, heard_at__gt=now - LOST)


def ask_several(actor: Actor, chosen: Chosen, now: datetime) -> PrintJob:
    """Let several papers be printed, each as a file of its own, in one archive."""
    return _ask(actor, now, chosen=[list(each) for each in chosen[:MOST_PAPERS]])


def _ask(actor: Actor, now: datetime, **asked: object) -> PrintJob:
    seat = actor.seat
    whose = {"county": actor.county, "account": actor.account, "unit": seat.unit, "post": seat.post}
    with transaction.atomic():
        job = PrintJob.objects.create(key=secrets.token_hex(16), asked_at=now, heard_at=now, **whose, **asked)
        async_task(JOB, job.key)
    return job


def own(actor: Actor) -> QuerySet[PrintJob]:
    """The jobs that this account asked for from this seat, the last first, without their files."""
    seat = actor.seat
    rows = PrintJob.objects.filter(county=actor.county, account=actor.account, unit=seat.unit, post=seat.post)
    return rows.defer("made").order_by("-asked_at", "key")


def forget(matter: str) -> None:
    """Take the prints away that hold papers of a matter: words were erased of it. In the caller's transaction."""
    rows = PrintJob.objects.filter(Q(matter=matter) | Q(matter="")).values_list("key", "matter", "chosen")
    held = [key for key, whole, chosen in rows if whole or any(each == matter for each, _ in chosen)]
    gone = PrintJob.objects.filter(key__in=held)
    gone._raw_delete(gone.db)  # an act has a transaction of its own, in which `delete` would begin another


def is_under_way(job: PrintJob) -> bool:
    """Whether it waits or goes on."""
    return job.ended_at is None


def has_stalled(job: PrintJob, now: datetime) -> bool:
    """Whether nothing was heard of it for long: its process died, and another will begin it again."""
    return job.ended_at is None and now - job.heard_at > LOST


def begin(job: PrintJob, now: datetime, in_all: int) -> None:
    """A process has begun it, perhaps once more."""
    job.began_at = job.heard_at = now
    job.done, job.left_out, job.in_all = 0, 0, in_all
    job.save(update_fields=["began_at", "heard_at", "done", "left_out", "in_all"])


def tell(job: PrintJob, now: datetime, *, left_out: bool = False) -> None:
    """One more paper is through."""
    job.done, job.left_out, job.heard_at = job.done + 1, job.left_out + left_out, now
    job.save(update_fields=["done", "left_out", "heard_at"])


def end(job: PrintJob, now: datetime, *, name: str = "", made: bytes = b"", fault: str = "") -> None:
    """It has ended, with a file or with the reason why there is none."""
    job.ended_at = job.heard_at = now
    job.name, job.made, job.fault = name, made, fault
    job.save(update_fields=["ended_at", "heard_at", "name", "made", "fault"])


def sweep(now: datetime) -> int:
    """Forget the jobs that were asked for too long ago, and their files; how many."""
    return PrintJob.objects.filter(asked_at__lt=now - settings.PRINT_KEPT).delete()[0]
