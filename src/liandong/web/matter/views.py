"""Read a matter; take an outcome of one of its tasks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandong.act import Receipt, execute
from liandong.core.errors import Refusal
from liandong.core.words import say as in_words
from liandong.web.evidence.multipart import takes_files
from liandong.web.fields.controls import Sheet
from liandong.web.language import lang, say, t
from liandong.web.matter.facts import FactSeen, facts_of
from liandong.web.matter.page import context
from liandong.web.matter.seen import Seen, load
from liandong.web.matter.task_forms import command_of, form_of, offer_of, past_offer
from liandong.web.request import Seated, seated, typed_post

THEN = {"approvals": ("approvals", False), "scene": ("operations.scene", True)}
"""Pages to which an act may lead in place of the matter's own: their names, and whether they are about a matter."""
CONFLICTS = frozenset({"act.conflict", "task.not-open", "matter.ended", "act.key-reused"})


@never_cache
@require_GET
@seated
def show(request: Seated, matter: str) -> HttpResponse:
    """The page of a matter."""
    return render(request, "matter/matter.html", context(load(request, matter)))


@never_cache
@require_http_methods(["GET", "POST"])
@seated
@takes_files
def complete(request: Seated, matter: str, task: int, outcome: str) -> HttpResponseBase:
    """The page with the form of one outcome open; sent, it acts."""
    seen = load(request, matter)
    offer = offer_of(seen, task, outcome)
    if request.method == "GET":
        if offer is None:
            return redirect("matter", matter)
        form = form_of(seen, offer)
        if request.headers.get("HX-Target") == f"task-{task}-form":
            return render(request, "matter/outcome.html", {"form": form, "then": _then(request)})
        return _page(request, seen, form=form)
    if offer is not None and typed_post(request, "more"):
        return _page(request, seen, form=form_of(seen, offer, request.POST))
    asked = offer or past_offer(seen, task, outcome)
    if asked is None:
        raise Http404
    command = command_of(seen, asked, request.POST)
    try:
        receipt = execute(command, request.actor, request.now, matter=matter, key=typed_post(request, "key"))
    except Refusal as refusal:
        return refused(request, seen, task, outcome, refusal)
    say_done(request, receipt, say(asked.title) if asked.title else outcome)
    name, of_matter = THEN.get(_then(request), ("matter", True))
    return redirect(name, matter) if of_matter else redirect(name)


@never_cache
@require_POST
@seated
def complete_form(request: Seated, matter: str, task: int, outcome: str) -> HttpResponse:
    """The form of an outcome drawn anew with what was typed, as one of its fields changes what it asks."""
    seen = load(request, matter)
    offer = offer_of(seen, task, outcome)
    if offer is None:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = reverse("matter", args=[matter])
        return response
    form = form_of(seen, offer, request.POST)
    return render(request, "matter/outcome.html", {"form": form, "then": _then(request)})


def _then(request: Seated) -> str:
    """Where the reader goes on after the act, as his form or its address says; "" = the matter."""
    asked = typed_post(request, "then") or request.GET.get("then", "")
    return asked if asked in THEN else ""


def _page(request: Seated, seen: Seen, status: int = 200, **shown: Any) -> HttpResponse:
    page = context(seen, then=_then(request), **shown)
    return render(request, "matter/matter.html", page, status=status)


def refused(request: Seated, seen: Seen, task: int, outcome: str, refusal: Refusal) -> HttpResponse:
    """The page again with the refusal; what was typed stands in the form, or beside it where the task is gone."""
    again = load(request, seen.state.id)
    offer = offer_of(again, task, outcome)
    status = 409 if refusal.code in CONFLICTS else 422
    if offer is None:
        said = in_words(refusal, lang())
        kept = typed_for(request, again, task, outcome)
        return _page(request, again, status, refused=said, kept=kept)
    return _page(request, again, status, form=form_of(again, offer, request.POST, refusal))


def typed_for(request: Seated, seen: Seen, task: int, outcome: str) -> list[FactSeen]:
    """What was typed for an outcome that can be taken no more."""
    asked = past_offer(seen, task, outcome)
    if asked is None:
        return []
    sheet = Sheet(seen.procedure, seen.pack, asked.asks)
    return facts_of(sheet.typed(request.POST), seen.procedure, seen.pack)


def say_done(request: Seated, receipt: Receipt, title: str) -> None:
    """Say what was done and give its receipt, on the page that follows."""
    short = receipt.hash[:12]
    words = t(
        f"已办理：{title}。回执 {receipt.number} 第{receipt.seq}条 {short}",
        f"Done: {title}. Receipt {receipt.number}, entry {receipt.seq}, {short}",
    )
    messages.success(request, words)
