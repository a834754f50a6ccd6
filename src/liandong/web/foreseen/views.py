"""While a form is filled in: what follows from it as it stands. Nothing is written."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from liandong.web.foreseen.seen import FollowsSeen
from liandong.web.matter.seen import load
from liandong.web.matter.task_forms import follows_for, offer_of
from liandong.web.opening.draft import begin
from liandong.web.request import Seated, seated, typed_post


@never_cache
@require_POST
@seated
def of_task(request: Seated, matter: str, task: int, outcome: str) -> HttpResponse:
    """For the form of an outcome; 404 for whoever may not see the matter, nothing new where he may not take it now."""
    seen = load(request, matter)
    offer = offer_of(seen, task, outcome)
    if offer is None or not offer.allowed:
        return HttpResponse(status=204)
    return _answer(request, follows_for(seen, offer, request.POST))


@never_cache
@require_POST
@seated
def of_opening(request: Seated, procedure: str, entry: str) -> HttpResponse:
    """For the form of an entry; 404 for a seat that may not use it."""
    opening = begin(request, procedure, entry)
    if not opening.may_enter():
        raise Http404
    return _answer(request, opening.follows(typed_post(request, "basis")))


def _answer(request: Seated, follows: FollowsSeen) -> HttpResponse:
    return render(request, "foreseen/foreseen.html", {"follows": follows})
