"""The page of the search. Its address says all that is asked; the exact number of a matter leads to the matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from liandong.core.errors import Refusal
from liandong.core.found_words import Wanted, runs, wanted
from liandong.core.words import say as refused_words
from liandong.packs import library
from liandong.projections.found_matters import Found, matters_found, most_urgent
from liandong.projections.keyset import KeyPage
from liandong.projections.matters import matter_numbered
from liandong.web.kept_views.chips import begun, chips
from liandong.web.language import lang
from liandong.web.request import Seated, seated, sees_duty, sees_matters
from liandong.web.search import asked as asking
from liandong.web.search.asked import MATTERS, MECHANISM, PARTS, PHASES, UNITS, Asked
from liandong.web.search.lines import HitSeen, hit_seen
from liandong.web.search.named import mechanism_found, units_found

GLANCE = 8  # of units and of the mechanism on a page with everything
MOST = 200  # of them on a page of their own


@never_cache
@require_GET
@seated
def show(request: Seated) -> HttpResponseBase:
    """What is found with these words, part by part."""
    if (begins := begun(request, "search")) is not None:
        return begins
    asked = asking.read(request.GET.dict(), request.pack)
    if not asked.q:
        return render(request, "search/search.html", _frame(request, asked))
    if sees_matters(request) and any(each.isdigit() for each in asked.q):
        line = matter_numbered(request.actor, asked.q)
        if line is not None:
            return redirect("matter", line.id)
    try:
        found = matters_found(request.actor, asked.sought(), request.now)
    except Refusal as refusal:
        refused = refused_words(refusal, lang())
        return render(request, "search/search.html", {**_frame(request, asked), "refused": refused}, status=422)
    only = _only_one_of_this_number(asked, found)
    if only:
        return redirect("matter", only)
    return _page(request, asked, found, wanted(asked.q))


def _only_one_of_this_number(asked: Asked, found: Found) -> str:
    """The matter whose number is what was typed but for brackets and width, "" where there is none such or two."""
    typed = [run.plain for run in runs(asked.q)]
    named = [each.hit.matter for each in found.page.lines if [run.plain for run in runs(each.hit.number)] == typed]
    return named[0] if len(named) == 1 and asked.is_first_page else ""


def _page(request: Seated, asked: Asked, found: Found, what: Wanted) -> HttpResponse:
    county = request.actor.county
    units, named = units_found(county, what), mechanism_found(county, what)
    counts = {MATTERS: found.count, UNITS: len(units), MECHANISM: len(named)}
    context = {
        **_frame(request, asked),
        "hits": _hits(request, found.page, what),
        "counts": counts,
        "is_more": found.is_more,
        "beside": asked.beside(found.page),
        "units": _glance(units, asked, UNITS),
        "named": _glance(named, asked, MECHANISM),
    }
    return render(request, "search/search.html", context)


def _frame(request: Seated, asked: Asked) -> dict[str, Any]:
    """What the page holds before anything is found."""
    return {
        "asked": asked,
        "kept": chips(request, "search", asked.address()),
        "parts": PARTS,
        "phases": PHASES,
        "procedures": list(request.pack.procedures.values()),
        "may_see": sees_matters(request),
        "may_see_duty": sees_duty(request),
        "refused": None,
        "hits": (),
        "counts": {},
        "is_more": False,
        "beside": None,
        "units": (),
        "named": (),
    }


def _hits(request: Seated, page: KeyPage[Any], what: Wanted) -> list[HitSeen]:
    running = [each.hit.matter for each in page.lines if each.ended_at is None]
    tasks = most_urgent(request.actor, running) if running else {}
    pack, calendar, now = request.pack, library().calendar(), request.now
    return [hit_seen(each, tasks.get(each.hit.matter), what, pack, calendar, now) for each in page.lines]


def _glance(found: Sequence[Any], asked: Asked, part: str) -> Sequence[Any]:
    """The first few beside the matters; more of them where they are asked for alone, none where another part is."""
    if asked.part == part:
        return found[:MOST]
    alone = asked.part or asked.after or asked.before
    return () if alone else found[:GLANCE]
