"""The cards of a seat, the most urgent first. Deciding one leads to the next."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from liandong.core.rules import Pack
from liandong.projections.worklist import Scope, WorklistLine, WorklistQuery, worklist
from liandong.web.approvals.card import card_of
from liandong.web.fields.form import new_key
from liandong.web.matter.desk import is_done_by_hand
from liandong.web.matter.page import acts_beside
from liandong.web.matter.seen import load
from liandong.web.request import Seated, seated

MOST = 200  # cards that one seat may leaf through; whoever has more has the worklist


@never_cache
@require_GET
@seated
def first(request: Seated) -> HttpResponseBase:
    """The card that is most urgent, or the page that says that nothing waits."""
    waiting = _waiting(request)
    if not waiting:
        return render(request, "approvals/none.html", {})
    return redirect("approval", waiting[0].matter_id, waiting[0].task)


@never_cache
@require_GET
@seated
def show(request: Seated, matter: str, task: int) -> HttpResponseBase:
    """One card, its place among those that wait, and the ways to the one before and the one after."""
    seen = load(request, matter)
    card = card_of(seen, task)
    if card is None:
        held = seen.state.task(task)
        if held is None:
            raise Http404
        return redirect("matter", matter) if held.is_open else redirect("approvals")
    lines = _waiting(request)
    place = next((n for n, line in enumerate(lines) if (line.matter_id, line.task) == (matter, task)), 0)
    context = {
        "card": card,
        "state": seen.state,
        "place": place + 1,
        "count": max(len(lines), 1),
        "before": _address(lines[place - 1]) if place else "",
        "after": _address(lines[place + 1]) if place + 1 < len(lines) else "",
        "form": None,
        "then": "approvals",
        "new_key": new_key,
        **acts_beside(),
    }
    return render(request, "approvals/card.html", context)


def _waiting(request: Seated) -> tuple[WorklistLine, ...]:
    found = worklist(request.actor, WorklistQuery(scope=Scope.MINE, size=MOST), request.now).lines
    return tuple(line for line in found if _is_decided_here(line, request.pack))


def _is_decided_here(line: WorklistLine, pack: Pack) -> bool:
    """Whether somebody decides the task: what only waits for another matter's answer is no card."""
    procedure = pack.procedures.get(line.procedure)
    step = procedure.steps.get(line.step) if procedure else None
    return step is None or is_done_by_hand(step)


def _address(line: WorklistLine) -> str:
    return reverse("approval", args=[line.matter_id, line.task])
