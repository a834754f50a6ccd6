"""Marks and seals of units: the list, one unit with its two forms, the picture of a seal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from liandong.core.errors import Refusal
from liandong.core.papers import keeper_of_seal
from liandong.core.papers.seals import WIDTHS
from liandong.core.rules import Unit
from liandong.core.words import say as in_words
from liandong.papers.seal_pictures import MOST_BYTES
from liandong.papers.units import LONGEST_MARK, UnitPapers, enter_mark, enter_seal, of_units, picture_of
from liandong.web.asked import page
from liandong.web.language import lang, say, t
from liandong.web.request import Seated, permitted, typed_post

USUAL_WIDTH = 42  # millimetres: the seal of a county's department
PAGE_SIZE = 30
DONE = {
    "mark": ("代字已登记，从下一个文号起使用。", "The mark is entered; it counts from the next number on."),
    "seal": ("印章图片已登记。", "The picture of the seal is entered."),
    "remove": ("印章图片已撤下，已用印的文书不变。", "The picture is withdrawn; sealed papers stay as they are."),
}


@require_GET
@permitted("seals.keep")
def listed(request: Seated) -> HttpResponse:
    """Every unit with its mark and whether its seal is here."""
    every = of_units(request.pack)
    asked = page(request.GET.dict())
    first = (asked - 1) * PAGE_SIZE
    context = {
        "lines": [(request.pack.units[each.unit], each) for each in every[first : first + PAGE_SIZE]],
        "is_first": asked == 1,
        "after": f"?page={asked + 1}" if len(every) > first + PAGE_SIZE else "",
        "sealed": sum(each.seal is not None for each in every),
        "in_all": len(every),
    }
    return render(request, "seals/list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@permitted("seals.keep")
def one(request: Seated, unit: str) -> HttpResponseBase:
    """One unit: its mark, its seal."""
    at_hand = _unit(request, unit)
    if request.method != "POST":
        return _one(request, at_hand, None)
    what = typed_post(request, "do")
    if what not in DONE:
        raise Http404
    try:
        _enter(request, unit, what)
    except Refusal as refusal:
        return _one(request, at_hand, refusal)
    messages.success(request, t(*DONE[what]))
    return redirect("seals.unit", unit)


@require_GET
@permitted("seals.keep")
def picture(request: Seated, unit: str) -> HttpResponse:
    """The picture of its seal."""
    seal = _papers(request, _unit(request, unit)).seal
    if seal is None:
        raise Http404
    response = HttpResponse(picture_of(seal.sha256), content_type="image/png")
    response["Cache-Control"] = "private, no-cache"
    return response


def _enter(request: Seated, unit: str, what: str) -> None:
    if what == "mark":
        enter_mark(request.actor, request.pack, unit, typed_post(request, "mark"), request.now)
        return
    if what == "remove":
        enter_seal(request.actor, request.pack, unit, b"", 0, request.now)
        return
    file, width = request.FILES.get("file"), typed_post(request, "width")
    if file is None or (file.size or 0) > MOST_BYTES:
        raise Refusal("seal.no-picture", field="file")
    enter_seal(request.actor, request.pack, unit, file.read(), int(width) if width.isdecimal() else 0, request.now)


def _unit(request: Seated, code: str) -> Unit:
    unit = request.pack.units.get(code)
    if unit is None or not unit.posts:
        raise Http404
    return unit


def _papers(request: Seated, unit: Unit) -> UnitPapers:
    return next(each for each in of_units(request.pack) if each.unit == unit.code)


def _one(request: Seated, unit: Unit, refusal: Refusal | None) -> HttpResponse:
    keeper = keeper_of_seal(request.pack, unit.code)
    has: UnitPapers = _papers(request, unit)
    typed: dict[str, Any] = {"mark": has.mark_entered.mark if has.mark_entered else "", "width": USUAL_WIDTH}
    if refusal:
        typed = {name: typed_post(request, name) or value for name, value in typed.items()}
    context = {
        "unit": unit,
        "has": has,
        "by_the_pack": request.pack.papers.marks.get(unit.code, ""),
        "keeper": next((say(post.title) for post in unit.posts if post.code == keeper), ""),
        "typed": typed,
        "widths": WIDTHS,
        "longest": LONGEST_MARK,
        "most_megabytes": MOST_BYTES // 1_000_000,
        "refused": in_words(refusal, lang()) if refusal else None,
    }
    return render(request, "seals/unit.html", context, status=422 if refusal else 200)
