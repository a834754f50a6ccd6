"""Answer a task on its line of the worklist: one tap says what follows, the second acts, the line says the result."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from liandong.act import Receipt, execute
from liandong.core.errors import Refusal
from liandong.core.matter.commands import CompleteTask
from liandong.core.matter.offers import Offer
from liandong.core.words import say as in_words
from liandong.web.fields.form import key_of
from liandong.web.foreseen.seen import FollowsSeen, Foreseer
from liandong.web.language import lang, say
from liandong.web.matter.seen import Seen, load
from liandong.web.matter.task_forms import offer_of, past_offer
from liandong.web.matter.views import CONFLICTS, say_done
from liandong.web.request import Seated, seated, typed_post
from liandong.web.worklist import asked as asking


@never_cache
@require_http_methods(["GET", "POST"])
@seated
def at_once(request: Seated, matter: str, task: int, outcome: str) -> HttpResponseBase:
    """What would follow and the button that acts; sent, the act and its result. Only for outcomes that ask nothing."""
    seen = load(request, matter)
    offer = offer_of(seen, task, outcome) or past_offer(seen, task, outcome)
    if offer is None or offer.asks:
        raise Http404
    if request.method == "GET":
        return _shown(request, seen, offer, refusal=offer.refusal or _gone(seen, offer))
    command = CompleteTask(task, outcome, {})
    try:
        receipt = execute(command, request.actor, request.now, matter=matter, key=typed_post(request, "key"))
    except Refusal as refusal:
        return _shown(request, seen, offer, refusal=refusal, status=409 if refusal.code in CONFLICTS else 422)
    if _is_part(request):
        return _shown(request, seen, offer, receipt=receipt)
    say_done(request, receipt, _title(offer))
    return redirect(_back(request))


def _gone(seen: Seen, offer: Offer) -> Refusal | None:
    held = seen.state.task(offer.task)
    if held is None or held.is_open:
        return None
    return Refusal("task.not-open", rule="", task=offer.task, step=seen.procedure.steps[held.step].title)


def _is_part(request: Seated) -> bool:
    return request.headers.get("HX-Request") == "true"


def _back(request: Seated) -> str:
    """The worklist as it was asked for; of what was sent only what a list knows is kept."""
    sent = typed_post(request, "back") or request.GET.get("back", "")
    asked = asking.read(QueryDict(sent.removeprefix("?")).dict(), request.actor)
    return reverse("worklist") + asked.address()


def _title(offer: Offer) -> str:
    return say(offer.title) if offer.title else offer.outcome


def _shown(
    request: Seated,
    seen: Seen,
    offer: Offer,
    *,
    refusal: Refusal | None = None,
    receipt: Receipt | None = None,
    status: int = 200,
) -> HttpResponse:
    follows: FollowsSeen | None = None
    if refusal is None and receipt is None:
        follows = Foreseer(seen.state, seen.law, seen.actor, seen.now).seen(CompleteTask(offer.task, offer.outcome, {}))
    context: dict[str, Any] = {
        "state": seen.state,
        "task": offer.task,
        "outcome": offer.outcome,
        "title": _title(offer),
        "step": say(seen.procedure.steps[offer.step].title),
        "subject": seen.row.title(lang()),
        "follows": follows,
        "refused": in_words(refusal, lang()) if refusal else None,
        "rule_url": seen.rule_url(offer.step),
        "receipt": receipt,
        "key": key_of(request.POST, refusal),
        "back": _back(request),
    }
    template = "today/at_once_part.html" if _is_part(request) else "today/at_once.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
