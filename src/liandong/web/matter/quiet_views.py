"""Pages of the acts beside the tasks. Each asks little, says what follows, and keeps what was typed."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from liandong.act import execute
from liandong.core.errors import Refusal
from liandong.core.matter.commands import Command, Plain
from liandong.core.rules import Field, FieldType
from liandong.core.words import say as in_words
from liandong.web.evidence.multipart import takes_files
from liandong.web.fields.controls import Control
from liandong.web.fields.form import Form, above, key_of
from liandong.web.fields.given import given
from liandong.web.language import lang, say
from liandong.web.matter.desk import readings_at
from liandong.web.matter.extension import extension_of
from liandong.web.matter.quiet_act import QuietAct, Values
from liandong.web.matter.quiet_acts import BY_SLUG
from liandong.web.matter.seen import Seen, load
from liandong.web.matter.views import CONFLICTS, say_done
from liandong.web.request import Seated, seated, typed_post


@never_cache
@require_http_methods(["GET", "POST"])
@seated
@takes_files
def act(request: Seated, matter: str, slug: str, task: int = 0) -> HttpResponseBase:
    """One act beside the tasks: its page, and when sent the act itself."""
    quiet = BY_SLUG.get(slug)
    seen = load(request, matter)
    held = seen.state.task(task)
    if quiet is None or quiet.of_task != bool(task) or (task and held is None):
        raise Http404
    fields = quiet.fields(seen, task)
    values = given(request.POST, ((field.name, field) for field in fields), seen.pack)
    if request.method == "GET":
        return _page(request, seen, quiet, task, {**_only(fields), **values}, _offered(seen, quiet, task))
    if request.POST.get("more"):  # without scripts: files first, the rest after
        return _page(request, seen, quiet, task, values, None)
    try:
        command: Command = quiet.command(seen, task, values)
        receipt = execute(command, request.actor, request.now, matter=matter, key=typed_post(request, "key"))
    except Refusal as refusal:
        return _page(request, seen, quiet, task, values, refusal)
    say_done(request, receipt, say(quiet.title))
    return redirect("matter", matter)


def _only(fields: Iterable[Field]) -> dict[str, Plain]:
    """Where there is one thing to choose it is chosen already."""
    return {field.name: field.of[0].name for field in fields if field.type is FieldType.CHOICE and len(field.of) == 1}


def _offered(seen: Seen, quiet: QuietAct, task: int) -> Refusal | None:
    """What stands against the act before anything is typed."""
    return next((o.refusal for o in seen.offers if (o.act, o.task) == (quiet.act, task)), None)


def _page(
    request: Seated, seen: Seen, quiet: QuietAct, task: int, values: Values, refusal: Refusal | None
) -> HttpResponse:
    args = [seen.state.id, quiet.slug, task] if task else [seen.state.id, quiet.slug]
    held = seen.state.task(task)
    step = seen.procedure.steps[held.step] if held else None
    form = Form(
        id=f"act-{quiet.slug}",
        action=reverse("matter.act.task" if task else "matter.act", args=args),
        refresh_url="",
        rule_url=seen.rule_url(step.name if step else ""),
        pack=seen.pack,
        controls=controls_of(quiet.fields(seen, task), values, refusal),
        submit=say(quiet.title),
        key=key_of(request.POST, refusal),
        refused=above(refusal),
        unit=request.actor.seat.unit,
    )
    about = {"title": say(quiet.title), "words": say(quiet.words), "about": say(step.title) if step else ""}
    shown = {
        "seen": seen,
        "state": seen.state,
        "form": form,
        "readings": readings_at(seen, step.name) if step else (),
        "extension": extension_of(seen, task) if quiet.act == "ExtendTimeLimit" else None,
    }
    return render(request, "matter/act.html", {**about, **shown}, status=status_of(request, refusal))


def controls_of(fields: Iterable[Field], values: Values, refusal: Refusal | None) -> tuple[Control, ...]:
    """Controls of plain fields."""
    wrong = in_words(refusal, lang()) if refusal else None
    return tuple(
        Control(
            name=field.name,
            field=field,
            title=field.title,
            required=not field.optional,
            value=values.get(field.name),
            errors=(wrong,) if wrong and wrong.field == field.name else (),
        )
        for field in fields
    )


def status_of(request: Seated, refusal: Refusal | None) -> int:
    """200 for a page that was asked for; else why it stands there again."""
    if request.method == "GET" or refusal is None:
        return 200
    return 409 if refusal.code in CONFLICTS else 422
