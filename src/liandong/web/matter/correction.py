"""更正: state a new fact in the place of a wrong one. The wrong one stays on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from liandong.act import execute
from liandong.core.errors import Refusal
from liandong.core.matter import events as e
from liandong.core.matter.commands import CorrectFact, Plain
from liandong.core.matter.fields import title_of
from liandong.core.rules import Ask, Field, FieldType
from liandong.core.texts import Text
from liandong.core.words import say as in_words
from liandong.record import read
from liandong.web.evidence.multipart import takes_files
from liandong.web.evidence.seen import named_in
from liandong.web.fields.columns import at_path
from liandong.web.fields.controls import Control, Sheet
from liandong.web.fields.form import Form, above, key_of
from liandong.web.language import lang, say
from liandong.web.matter.facts import FactSeen, facts_of
from liandong.web.matter.quiet_acts import CORRECT
from liandong.web.matter.quiet_views import controls_of, status_of
from liandong.web.matter.seen import Seen, load
from liandong.web.matter.views import say_done
from liandong.web.request import Seated, seated, typed_post

WORDS = Text(
    "新的内容代替原来的内容；原来的内容留在记录里。",
    "The new fact takes the old one's place; the old one stays on record.",
)
REASON = Field("reason", FieldType.TEXT, Text("更正理由", "Why it is corrected"))


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact as it stands now, and the event that stated it."""

    seq: int
    path: str
    value: Plain
    task: int
    unit: str
    seen: FactSeen


@never_cache
@require_http_methods(["GET"])
@seated
def choose(request: Seated, matter: str) -> HttpResponse:
    """The facts that stand, each with the way to correct it."""
    seen = load(request, matter)
    against = next((o.refusal for o in seen.offers if o.act == "CorrectFact"), None)
    shown = {
        "seen": seen,
        "state": seen.state,
        "title": say(CORRECT),
        "facts": sorted(_stated(seen), key=lambda fact: fact.seq),
        "against": in_words(against, lang()) if against else None,
    }
    return render(request, "matter/correct.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
@seated
@takes_files
def correct(request: Seated, matter: str, seq: int, path: str) -> HttpResponseBase:
    """The form for one fact; sent, it states the new one."""
    seen = load(request, matter)
    fact = next((fact for fact in _stated(seen) if (fact.seq, fact.path) == (seq, path)), None)
    if fact is None:
        raise Http404
    sheet = _sheet(seen, fact, request)
    if request.method == "GET" or typed_post(request, "more"):
        return _page(request, seen, fact, sheet, None)
    try:
        value = sheet.values.get(path)
        command = CorrectFact(seq, path, value, typed_post(request, "reason"))
        receipt = execute(command, request.actor, request.now, matter=matter, key=typed_post(request, "key"))
    except Refusal as refusal:
        return _page(request, seen, fact, sheet, refusal)
    say_done(request, receipt, say(CORRECT))
    return redirect("matter", matter)


def _sheet(seen: Seen, fact: Stated, request: Seated) -> Sheet:
    asks = (Ask(fact.path),)
    if request.method == "GET":
        return Sheet(seen.procedure, seen.pack, asks, {fact.path: fact.value})
    empty = Sheet(seen.procedure, seen.pack, asks)
    return Sheet(seen.procedure, seen.pack, asks, empty.typed(request.POST), request.POST.get("more", ""))


def _page(request: Seated, seen: Seen, fact: Stated, sheet: Sheet, refusal: Refusal | None) -> HttpResponse:
    # The core says what is wrong with the new value at "value"; here that is the fact's own field.
    placed = refusal.placed(fact.path) if refusal and refusal.field == "value" else refusal
    own: tuple[Control, ...] = sheet.controls(seen.lookup(), placed)
    reason = controls_of((REASON,), {"reason": request.POST.get("reason", "")}, refusal)
    place = reverse("matter.correct.fact", args=[seen.state.id, fact.seq, fact.path])
    form = Form(
        id="act-correct",
        action=place,
        refresh_url=place,
        rule_url=seen.rule_url(),
        pack=seen.pack,
        controls=(*own[:1], *reason),
        submit=say(CORRECT),
        key=key_of(request.POST, refusal),
        refused=above(placed),
        unit=seen.actor.seat.unit,
        known_files=named_in(seen.state),
    )
    shown = {"seen": seen, "state": seen.state, "form": form, "title": say(CORRECT), "words": say(WORDS)}
    about = {"about": fact.seen.title, "was": fact.seen, "readings": ()}
    return render(request, "matter/act.html", {**shown, **about}, status=status_of(request, refusal))


def _stated(seen: Seen) -> Iterator[Stated]:
    """Each fact that still stands as its event stated it, walking back from the newest."""
    known: set[tuple[int, str]] = set()
    for entry in reversed(read.timeline(seen.state.id)):
        for path, value, task in _of_event(entry.told):
            if (task, path) in known:
                continue
            known.add((task, path))
            if (fact := _shown(seen, path, value)) is not None:
                yield Stated(entry.header.seq, path, value, task, entry.header.unit, fact)


def _of_event(event: e.Event | None) -> Iterator[tuple[str, Plain, int]]:
    match event:
        case e.MatterOpened():
            yield from ((path, value, 0) for path, value in event.fields.items())
        case e.TaskCompleted():
            yield from ((path, value, 0) for path, value in event.fields.items())
            yield from ((path, value, event.task) for path, value in event.answers.items())
        case e.FactCorrected():
            yield event.field, event.value, event.task


def _shown(seen: Seen, path: str, value: Plain) -> FactSeen | None:
    if value in (None, "", [], {}):
        return None
    field = at_path(seen.procedure.fields, path)
    found = facts_of({path: value}, seen.procedure, seen.pack)
    if field.type is FieldType.OPERATION:
        words = "；".join(fact.words for fact in found)
        return FactSeen(path, say(title_of(seen.procedure, path)), words, field.cites)
    return found[0] if found else None
