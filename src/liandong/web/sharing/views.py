"""The catalogue of what is shared, the search of it, and the log of queries.

A query is posted, never asked by an address: its purpose stands in a log for which its asker answers, and no link that
somebody else wrote may put words there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from liandong.core import access
from liandong.core.actors import Seat
from liandong.core.errors import Refusal
from liandong.core.found_words import wanted
from liandong.core.rules import Pack
from liandong.core.shared_kinds import kind_lines
from liandong.core.words import say as refused_words
from liandong.projections.queries import LONGEST_PURPOSE, about, ask, every, lines, sees_all
from liandong.projections.search import Hit, a_year_before, shares
from liandong.record.queries import Query
from liandong.web import dates
from liandong.web.asked import AskedList
from liandong.web.fields.shown import seat_words, unit_name
from liandong.web.language import lang, say, t
from liandong.web.places import sent_place, spelled
from liandong.web.request import Seated, seated
from liandong.web.sharing.asked import Asked, read
from liandong.web.spreadsheet import csv_response

LINES = 100  # of the log on one page


@require_GET
@seated
def show(request: Seated) -> HttpResponse:
    """The catalogue, with what was shared in the last year, and the form of the search."""
    return _page(request, Asked())


@never_cache
@require_http_methods(["GET", "POST"])
@seated
def find(request: Seated) -> HttpResponseBase:
    """What a query finds; a query without a purpose is refused, and nothing is searched."""
    if request.method != "POST":  # the language was switched, or the address was kept: there is no query to repeat
        return redirect("sharing")
    asked = read(request.POST.dict(), request.pack)
    try:
        answer = ask(request.actor, asked.query(), asked.purpose, request.now)
    except Refusal as refusal:
        return _page(request, asked, refused=refused_words(refusal, lang()), status=422)
    what = wanted(asked.words)
    found = {
        "total": answer.total,
        "more": answer.page.more,
        "hits": [_seen(hit, request.pack, hit.snippet(what, lang())) for hit in answer.page.lines],
    }
    return _page(request, asked, found=found)


@never_cache
@require_GET
@seated
def queries(request: Seated) -> HttpResponse:
    """Who asked about what one's unit shares; all queries of the county for its audit administrator."""
    whole = sees_all(request.actor)
    after, before = spelled(request.GET.dict(), (int,))
    asked = AskedList(after=after, before=before)
    try:
        place, actor = sent_place(request.GET.dict(), (int,)), request.actor
        page = every(actor, LINES, place) if whole else about(actor, actor.seat.unit, LINES, place)
    except Refusal as refusal:
        context = {"refused": refused_words(refusal, lang()), "lines": [], "beside": None, "whole": whole}
        return render(request, "sharing/queries.html", context, status=403)
    shown = [_told(each, request.pack, whole=whole) for each in page.lines]
    context = {"refused": None, "lines": shown, "beside": asked.beside(page), "whole": whole}
    return render(request, "sharing/queries.html", context)


@never_cache
@require_GET
@seated
def export(request: Seated) -> HttpResponseBase:
    """The same lines, all of them, for a spreadsheet."""
    whole = sees_all(request.actor)
    try:
        told = lines(request.actor)
    except Refusal:
        return redirect("sharing.queries")
    name = f"liandong-queries-{dates.local(request.now):%Y%m%d-%H%M}"
    return csv_response(request, _rows(told, request.pack, whole=whole), name)


def _page(request: Seated, asked: Asked, *, found: Any = None, refused: Any = None, status: int = 200) -> HttpResponse:
    actor, pack = request.actor, request.pack
    here = access.of_county(actor.county)
    context = {
        "asked": asked,
        "found": found,
        "refused": refused,
        "kinds": kind_lines(pack),
        "shares": shares(actor, a_year_before(dates.local(request.now))),
        "units": sorted(pack.units.values(), key=lambda unit: (unit.kind, unit.code)),
        "may_ask": access.check("information.query", actor, here) is not None,
        "may_see_log": access.check("queries.view", actor, here, access.of_seat(Seat(actor.seat.unit, ""))) is not None,
        "sees_all": sees_all(actor),
        "longest": LONGEST_PURPOSE,
    }
    return render(request, "sharing/sharing.html", context, status=status)


def _seen(hit: Hit, pack: Pack, snippet: list[tuple[str, bool]]) -> dict[str, Any]:
    kind = pack.sharing.get(hit.kind)
    return {
        "matter": hit.matter,
        "number": hit.number,
        "title": hit.title(lang()),
        "kind": say(kind.title) if kind else hit.kind,
        "provider": unit_name(hit.provider, pack),
        "at": hit.opened_at,
        "snippet": snippet,
    }


def _told(query: Query, pack: Pack, *, whole: bool) -> dict[str, Any]:
    return {
        "id": query.id,
        "at": query.at,
        "who": seat_words(query.unit, query.post, pack),
        "account": query.account,
        "purpose": query.purpose,
        "words": query.words,
        "found": query.found if whole else query.of_unit,
    }


def _rows(told: Iterator[Query], pack: Pack, *, whole: bool) -> Iterator[list[Any]]:
    found = t("查到件数", "Found") if whole else t("查到本单位件数", "Found of our unit's")
    seat, account = t("单位和岗位", "Seat"), t("账号", "Account")
    yield [t("时间", "When"), seat, account, t("目的", "Purpose"), t("内容", "Words"), found]
    for each in told:
        line = _told(each, pack, whole=whole)
        at = f"{dates.local(line['at']):%Y-%m-%d %H:%M:%S}"
        yield [at, line["who"], line["account"], line["purpose"], line["words"], line["found"]]
