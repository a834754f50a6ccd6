"""补录: record an act done by phone, orally or on paper; its written confirmation follows as a task."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from liandong.act import execute
from liandong.core.errors import Refusal
from liandong.core.matter.commands import RecordLater
from liandong.core.matter.decide.tasks import TAKE_PART
from liandong.core.matter.offers import Offer
from liandong.core.rules import Choice, Field, FieldType
from liandong.core.texts import Text
from liandong.core.words import say as in_words
from liandong.web.evidence.multipart import takes_files
from liandong.web.fields.form import Form
from liandong.web.fields.given import given
from liandong.web.language import lang, say, t
from liandong.web.matter.desk import readings_at
from liandong.web.matter.quiet_acts import HAPPENED_AT, RECORD_LATER, moment_of
from liandong.web.matter.quiet_views import controls_of, status_of
from liandong.web.matter.seen import Seen, load
from liandong.web.matter.story import HOW
from liandong.web.matter.task_forms import answers, form_of, offer_of
from liandong.web.matter.views import say_done
from liandong.web.request import Seated, seated, typed_post

WORDS = Text(
    "先写明谁、何时、以什么方式作出；作出该行为的岗位随后须书面确认。",
    "Say who did it, when and how; the post that did it then confirms it in writing.",
)


@never_cache
@require_http_methods(["GET", "POST"])
@seated
@takes_files
def record_later(request: Seated, matter: str, task: int, outcome: str = "") -> HttpResponseBase:
    """Choose the outcome that was taken, then say who took it, when and how."""
    seen = load(request, matter)
    held = seen.state.task(task)
    if held is None or not held.is_open:
        return redirect("matter", matter)
    offer = offer_of(seen, task, outcome) if outcome else None
    if outcome and offer is None:
        raise Http404
    if offer is None or request.method == "GET" or typed_post(request, "more"):
        return _page(request, seen, task, offer, _against(seen, task) if request.method == "GET" else None)
    try:
        command = _command(request, seen, offer)
        receipt = execute(command, request.actor, request.now, matter=matter, key=typed_post(request, "key"))
    except Refusal as refusal:
        return _page(request, seen, task, offer, refusal)
    say_done(request, receipt, say(RECORD_LATER))
    return redirect("matter", matter)


def _against(seen: Seen, task: int) -> Refusal | None:
    return next((o.refusal for o in seen.offers if (o.act, o.task) == ("RecordLater", task)), None)


def _about(seen: Seen, task: int) -> tuple[Field, ...]:
    held = seen.state.tasks[task - 1]
    able = (post for post in seen.pack.units[held.unit].posts if not TAKE_PART.isdisjoint(post.roles))
    posts = tuple(Choice(post.code, post.title) for post in able)
    how = tuple(Choice(name, title) for name, title in HOW.items())
    return (
        Field("said_by", FieldType.CHOICE, Text("由谁作出", "Who did it"), of=posts),
        Field("how", FieldType.CHOICE, Text("方式", "How"), of=how),
        Field("happened_at", FieldType.INSTANT, HAPPENED_AT),
    )


def _command(request: Seated, seen: Seen, offer: Offer) -> RecordLater:
    about = given(request.POST, ((field.name, field) for field in _about(seen, offer.task)), seen.pack)
    return RecordLater(
        task=offer.task,
        outcome=offer.outcome,
        happened_at=moment_of(about, "happened_at"),
        said_by=str(about.get("said_by", "")),
        how=str(about.get("how", "")),
        fields=answers(seen, offer, request.POST),
    )


def _page(request: Seated, seen: Seen, task: int, offer: Offer | None, refusal: Refusal | None) -> HttpResponse:
    step = seen.procedure.steps[seen.state.tasks[task - 1].step]
    choices = [(outcome.name, say(outcome.title)) for outcome in step.outcomes.values()]
    form = _form(request, seen, offer, refusal) if offer else None
    shown = {
        "seen": seen,
        "state": seen.state,
        "title": say(RECORD_LATER),
        "words": say(WORDS),
        "about": say(step.title),
        "task": task,
        "choices": choices,
        "chosen": offer.outcome if offer else "",
        "form": form,
        "against": in_words(refusal, lang()) if refusal and not form else None,
        "readings": readings_at(seen, step.name),
    }
    return render(request, "matter/record_later.html", shown, status=status_of(request, refusal))


def _form(request: Seated, seen: Seen, offer: Offer, refusal: Refusal | None) -> Form:
    post = request.POST if request.method == "POST" else None
    form = form_of(seen, offer, post, refusal)
    about = _about(seen, offer.task)
    values = given(request.POST, ((field.name, field) for field in about), seen.pack)
    place = reverse("matter.record-later", args=[seen.state.id, offer.task, offer.outcome])
    controls = (*controls_of(about, values, refusal), *form.controls)
    submit = t("补录：", "Record: ") + form.submit
    return replace(form, id="act-record-later", action=place, refresh_url=place, controls=controls, submit=submit)
