"""The desk: the queue, the task chosen with its materials, its answer in place, and on to the next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandong.act import execute
from liandong.core.errors import Refusal
from liandong.core.matter.state import Task
from liandong.core.words import say as in_words
from liandong.projections.keyset import KeyPage
from liandong.projections.worklist import WorklistLine
from liandong.web import dates
from liandong.web.asked import number
from liandong.web.desk import asked as asking
from liandong.web.desk.asked import AskedDesk
from liandong.web.desk.forms import desk_form
from liandong.web.desk.queue import page_of, queue_of
from liandong.web.desk.today import day_of, today_of
from liandong.web.desk.work import work_of
from liandong.web.fields.form import Form
from liandong.web.fields.shown import seat_words
from liandong.web.language import lang, say, t
from liandong.web.matter.seen import Seen, load
from liandong.web.matter.task_forms import command_of, offer_of, past_offer
from liandong.web.matter.views import CONFLICTS, say_done, typed_for
from liandong.web.request import Seated, first_page, seated, sees_board, sees_matters, typed_post

AROUND = ("operations/day.html", "operations/map_card.html", "desk/phones.html")
"""What stands below the work of those who oversee the county, each a template of its own, in this order."""


@never_cache
@require_GET
@seated
def show(request: Seated) -> HttpResponseBase:
    """The queue, and beside it the task that is most urgent; on a phone the queue alone."""
    if not sees_matters(request):
        return redirect(first_page(request))
    asked = asking.read(request.GET.dict(), request.actor)
    page = page_of(request, asked)
    if not page.lines:
        return render(request, "desk/desk.html", _frame(request, asked, page, None))
    first = page.lines[0]
    return _page(request, asked, load(request, first.matter_id), first.task, is_chosen=False)


@never_cache
@require_GET
@seated
def task(request: Seated, matter: str, task: int) -> HttpResponseBase:
    """One task of the queue, or of any other list that leads here; what is done meanwhile says so and moves on."""
    asked, seen = asking.read(request.GET.dict(), request.actor), load(request, matter)
    return _moved_on(request, asked, seen, task) or _page(request, asked, seen, task)


@never_cache
@require_http_methods(["GET", "POST"])
@seated
def act(request: Seated, matter: str, task: int, outcome: str) -> HttpResponseBase:
    """The task with the form of one outcome open; sent, it acts and leads to the next of the queue."""
    asked, seen = asking.read(request.GET.dict(), request.actor), load(request, matter)
    offer = offer_of(seen, task, outcome)
    if request.method == "GET":
        return _moved_on(request, asked, seen, task) or _opened(request, asked, seen, task, outcome)
    if offer is not None and typed_post(request, "more"):
        return _page(request, asked, seen, task, form=desk_form(seen, offer, asked, request.POST))
    known = offer or past_offer(seen, task, outcome)
    if known is None:
        raise Http404
    command = command_of(seen, known, request.POST)
    try:
        receipt = execute(command, request.actor, request.now, matter=matter, key=typed_post(request, "key"))
    except Refusal as refusal:
        return _refused(request, asked, seen.state.id, (task, outcome), refusal)
    say_done(request, receipt, say(known.title) if known.title else outcome)
    return redirect(_next(request, asked, number(typed_post(request, "place"))))


@never_cache
@require_POST
@seated
def form(request: Seated, matter: str, task: int, outcome: str) -> HttpResponse:
    """The form of an outcome drawn anew with what was typed."""
    asked, seen = asking.read(request.GET.dict(), request.actor), load(request, matter)
    offer = offer_of(seen, task, outcome)
    if offer is None:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = asked.at("desk.task", matter, task)
        return response
    place = number(typed_post(request, "place"))
    context = {"form": desk_form(seen, offer, asked, request.POST), "place": place}
    return render(request, "desk/form.html", context)


@never_cache
@require_GET
@seated
def today(request: Seated) -> HttpResponse:
    """The operations of a day and the telephones, as a page, or as the part of one."""
    if not sees_matters(request):
        raise Http404
    sent = request.GET.dict()
    day = day_of(sent, dates.local(request.now).date())
    today = today_of(request, day, sent.get("matter", ""))
    parts = [part for part in AROUND if today.placed or "map" not in part]
    context = {"today": today, "day": today.day, "placed": today.placed, "parts": parts}
    partial = request.headers.get("HX-Request") == "true"
    response = render(request, "desk/around.html" if partial else "desk/today.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _opened(request: Seated, asked: AskedDesk, seen: Seen, task: int, outcome: str) -> HttpResponseBase:
    offer = offer_of(seen, task, outcome)
    if offer is None or not offer.allowed:
        return redirect(asked.at("desk.task", seen.state.id, task))
    found = desk_form(seen, offer, asked)
    if request.headers.get("HX-Target") == f"task-{task}-form":
        place = number(request.GET.get("place", ""))
        response = render(request, "desk/form.html", {"form": found, "place": place})
        patch_vary_headers(response, ["HX-Target"])
        return response
    return _page(request, asked, seen, task, form=found)


def _page(
    request: Seated, asked: AskedDesk, seen: Seen, task: int, *, status: int = 200, is_chosen: bool = True, **shown: Any
) -> HttpResponse:
    context = _frame(request, asked, page_of(request, asked), (seen.state.id, task))
    work = work_of(seen, task, asked)
    if work is None:
        raise Http404
    more = {"form": None, "refused": None, "kept": (), **shown}
    return render(request, "desk/desk.html", {**context, **work, **more, "is_chosen": is_chosen}, status=status)


def _frame(
    request: Seated, asked: AskedDesk, page: KeyPage[WorklistLine], chosen: tuple[str, int] | None
) -> dict[str, Any]:
    return {
        "asked": asked,
        "queue": queue_of(request, asked, page, chosen),
        "task": None,
        "plans": False,
        "is_chosen": False,
        "oversees": sees_board(request),
    }


def _moved_on(request: Seated, asked: AskedDesk, seen: Seen, number_of: int) -> HttpResponseBase | None:
    """Where a task that is open no more leads; None while it is open."""
    held = seen.state.task(number_of)
    if held is None:
        raise Http404
    if held.is_open:
        return None
    messages.info(request, _done_words(seen, held))
    return redirect(_next(request, asked, 0))


def _done_words(seen: Seen, held: Task) -> str:
    """What became of a task: by whom and when it was answered, or that nobody needs to."""
    step = seen.procedure.steps[held.step]
    title, number_of = say(step.title), seen.state.number
    if held.state != "done":
        return t(f"{number_of}的{title}已不需要办理。", f"{title} of {number_of} is no longer asked for.")
    unit, _, post = held.done_by.partition("/")
    who, at = seat_words(unit, post, seen.pack), dates.moment(held.done_at)
    outcome = step.outcomes.get(held.outcome)
    came = say(outcome.title) if outcome else held.outcome
    return t(
        f"{number_of}的{title}已由{who}于{at}办结：{came}。",
        f"{title} of {number_of} was completed by {who} on {at}: {came}.",
    )


def _next(request: Seated, asked: AskedDesk, place: int) -> str:
    """The task that stands now where the one before stood; the last where none does; the desk where nothing waits."""
    lines = page_of(request, asked).lines
    if not lines:
        return asked.at("desk", after="", before="")
    line = lines[min(max(place - 1, 0), len(lines) - 1)]
    return asked.at("desk.task", line.matter_id, line.task)


def _refused(request: Seated, asked: AskedDesk, matter: str, of: tuple[int, str], refusal: Refusal) -> HttpResponse:
    """The desk again with the refusal; what was typed stands in the form, or beside it where the task is gone."""
    seen, (task, outcome) = load(request, matter), of
    offer = offer_of(seen, task, outcome)
    status = 409 if refusal.code in CONFLICTS else 422
    if offer is not None:
        found: Form = desk_form(seen, offer, asked, request.POST, refusal)
        return _page(request, asked, seen, task, status=status, form=found)
    kept = typed_for(request, seen, task, outcome)
    return _page(request, asked, seen, task, status=status, refused=in_words(refusal, lang()), kept=kept)
