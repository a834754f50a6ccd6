"""While the form of an operation is filled in: what stands beside it, before it is sent. Nothing is written."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from liandong.web.fields.warned import Warnings
from liandong.web.matter.seen import load
from liandong.web.matter.task_forms import offer_of, warnings_for
from liandong.web.opening.draft import begin
from liandong.web.request import Seated, seated


@never_cache
@require_POST
@seated
def of_task(request: Seated, matter: str, task: int, outcome: str) -> HttpResponse:
    """For the form of an outcome; 404 for whoever may not see the matter, nothing new where he may not take it now."""
    seen = load(request, matter)
    offer = offer_of(seen, task, outcome)
    if offer is None or not offer.allowed:
        return HttpResponse(status=204)
    return _answer(request, warnings_for(seen, offer, request.POST))


@never_cache
@require_POST
@seated
def of_opening(request: Seated, procedure: str, entry: str) -> HttpResponse:
    """For the form of an entry; 404 for a seat that may not use it."""
    opening = begin(request, procedure, entry)
    if not opening.may_enter():
        raise Http404
    return _answer(request, opening.warnings())


def _answer(request: Seated, warnings: Warnings) -> HttpResponse:
    return render(request, "operations/beside.html", {"warnings": warnings})
