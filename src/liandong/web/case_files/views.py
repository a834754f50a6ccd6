"""The full-process record of a matter (执法全过程记录), and its archiving (归档)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from liandong.act import execute
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.words import say as in_words
from liandong.web.case_files.seen import archiving, parts_told
from liandong.web.fields.form import key_of
from liandong.web.fields.shown import unit_name
from liandong.web.language import lang, t
from liandong.web.matter.seen import Seen, load
from liandong.web.request import Seated, seated, typed_post

REASON = "reason:"  # before the code of what lacks, in the name of its control
FOR_ALL = "reason-for-all"  # for what has none of its own


@never_cache
@require_GET
@seated
def show(request: Seated, matter: str) -> HttpResponse:
    """The course of a matter, part by part; how it was archived, or how it would be."""
    return _page(request, load(request, matter), None)


@require_POST
@seated
def close(request: Seated, matter: str) -> HttpResponseBase:
    """Archive the case file."""
    seen = load(request, matter)
    for_all = typed_post(request, FOR_ALL)
    reasons = {code: reason or for_all for code, reason in _reasons(request).items()}
    command = c.CloseCaseFile(typed_post(request, "number"), reasons)
    try:
        execute(command, request.actor, request.now, matter=matter, key=typed_post(request, "key"))
    except Refusal as refusal:
        return _page(request, seen, refusal)
    messages.success(
        request, t("已归档；档案包随后由后台封存。", "Archived; the worker seals its package in a moment.")
    )
    return redirect("matter.course", matter)


def _reasons(request: Seated) -> dict[str, str]:
    codes = [name.removeprefix(REASON) for name in request.POST if name.startswith(REASON)]
    return {code: typed_post(request, f"{REASON}{code}") for code in codes}


def _typed(request: Seated) -> dict[str, str]:
    return {"number": typed_post(request, "number"), FOR_ALL: typed_post(request, FOR_ALL), **_reasons(request)}


def _page(request: Seated, seen: Seen, refusal: Refusal | None) -> HttpResponse:
    parts = parts_told(seen)
    if parts is None:
        raise Http404
    kept = seen.pack.archive.retentions.get(str(seen.state.archived.get("retention", "")))
    context = {
        "seen": seen,
        "state": seen.state,
        "title": t("执法全过程记录", "Full-process record"),
        "about": seen.row.title(lang()),
        "parts": parts,
        "archiving": archiving(seen),
        "archived": seen.state.archived,
        "archived_by": unit_name(str(seen.state.archived.get("unit", "")), seen.pack),
        "retention": kept,
        "lacked": _lacked(seen),
        "typed": _typed(request) if refusal else {"number": ""},
        "key": key_of(request.POST, refusal),
        "refused": in_words(refusal, lang()) if refusal else None,
    }
    return render(request, "case_files/course.html", context, status=422 if refusal else 200)


def _lacked(seen: Seen) -> list[tuple[str, str]]:
    """What lacked when it was archived, with the reason."""
    found = {row.code: row.title for part in parts_told(seen) or () for row in (*part.rows, *part.untouched)}
    return [(found.get(each["code"], each["code"]), each["reason"]) for each in seen.state.archived.get("lacking", ())]
