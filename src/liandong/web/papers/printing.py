"""Prints that take a while: asked for, seen on their way, fetched, by whoever asked and from that seat alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from liandong.papers import print_jobs as jobs
from liandong.papers.models import PrintJob
from liandong.record import deeds
from liandong.record.deeds import DeedKind
from liandong.web.files import attached
from liandong.web.language import t
from liandong.web.matter.seen import load
from liandong.web.request import Seated, only_where, seated, sees_matters

TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


@dataclass(frozen=True, slots=True)
class JobSeen:
    """A job as the list shows it; `share` of a hundred is done."""

    job: PrintJob
    share: int
    runs: bool
    stalled: bool


@require_POST
@seated
def whole(request: Seated, matter: str) -> HttpResponseBase:
    """Ask for the file of a whole matter."""
    seen = load(request, matter)
    if not any(paper.is_issued for paper in seen.state.papers):
        raise Http404
    if not _is_busy(request):
        jobs.ask_whole(request.actor, matter, seen.state.number, request.now)
    return redirect("printing")


@require_POST
@seated
@only_where(sees_matters)
def several(request: Seated) -> HttpResponseBase:
    """Ask for the papers that were ticked in the register."""
    chosen = [found for each in request.POST.getlist("paper") if (found := _spelled(each)) is not None]
    if not chosen:
        messages.warning(request, t("请先勾选要打印的文书。", "Tick the papers to be printed first."))
        return redirect("register")
    if not _is_busy(request):
        jobs.ask_several(request.actor, chosen, request.now)
    return redirect("printing")


def _is_busy(request: Seated) -> bool:
    """Says so, where it is."""
    busy = jobs.is_busy(request.actor, request.now)
    if busy:
        said = t("已有几个打印任务在进行，请等其中一个完成。", "Several prints are under way; wait for one of them.")
        messages.warning(request, said)
    return busy


def _spelled(value: str) -> tuple[str, int] | None:
    """MATTER/NUMBER; what the asker may not see, the job leaves out."""
    matter, _, number = value.rpartition("/")
    return (matter, int(number)) if matter and len(matter) <= 64 and number.isdecimal() and len(number) <= 6 else None


@never_cache
@require_GET
@seated
@only_where(sees_matters)
def show(request: Seated) -> HttpResponse:
    """What this seat asked to have printed, and how far it is."""
    partial = request.headers.get("HX-Target") == "printing"
    found = [_seen(request, job) for job in jobs.own(request.actor)[: jobs.SHOWN]]
    context = {"jobs": found, "under_way": any(each.runs for each in found)}
    return render(request, "papers/printing_jobs.html" if partial else "papers/printing.html", context)


@never_cache
@require_GET
@seated
def fetch(request: Seated, key: str) -> HttpResponse:
    """The file. Whoever may not see a whole matter any more is not given what was printed of it before."""
    job = jobs.own(request.actor).filter(pk=key).exclude(name="").first()
    if job is None:
        raise Http404
    for matter in {job.matter} if job.matter else {matter for matter, _ in job.chosen}:
        load(request, matter)
    about = f"{job.name} {job.number}".strip()
    deeds.note(request.actor, request.now, DeedKind.EXPORTED, about, job.in_all - job.left_out - bool(job.matter))
    return attached(bytes(job.made), TYPES[job.name.rpartition(".")[2]], job.name)


def _seen(request: Seated, job: PrintJob) -> JobSeen:
    share = 100 * job.done // job.in_all if job.in_all else 0
    return JobSeen(job, share, jobs.is_under_way(job), jobs.has_stalled(job, request.now))
