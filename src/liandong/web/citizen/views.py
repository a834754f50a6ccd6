"""File a complaint: the counties, the ways of one, a form, and the number and code that it gives.

No session and no account: the ticket of the form stands for both, so that no cookie is needed and none is left.
"""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from liandong.citizens import codes, tallies
from liandong.core.errors import Refusal
from liandong.core.evidence import item_of
from liandong.core.words import Said
from liandong.record import read
from liandong.web import dates
from liandong.web.citizen import photos, tickets, words, work
from liandong.web.citizen.address import address_of
from liandong.web.citizen.filing import LONGEST, LONGEST_PART, Filing
from liandong.web.citizen.places import Way, county_named, open_counties, way_named, ways
from liandong.web.citizen.tickets import Ticket
from liandong.web.citizen.words import Told
from liandong.web.fields.form import Form, above
from liandong.web.request import Asked

TRAP = "website"  # a field that nobody sees and only robots fill in


@require_GET
def start(request: HttpRequest) -> HttpResponseBase:
    """The counties that take complaints here; with one only there is nothing to choose."""
    counties = open_counties(cast(Asked, request).now)
    if len(counties) == 1:
        return redirect("citizen.county", counties[0].county)
    return render(request, "citizen/start.html", {"counties": counties, "county": None})


@require_GET
def county(request: HttpRequest, county: str) -> HttpResponse:
    """The ways of one county, and the look-up."""
    pack = county_named(county)
    found = ways(pack, cast(Asked, request).now)
    return render(request, "citizen/county.html", {"county": pack, "ways": found})


@never_cache
@require_GET
def file(request: HttpRequest, county: str, procedure: str, entry: str) -> HttpResponse:
    """An empty form."""
    now = cast(Asked, request).now
    way = way_named(county, procedure, entry, now)
    return _page(request, Filing(way, now), _drawn(request, way))


@never_cache
@csrf_exempt  # the ticket is signed, and there is no session that a stranger's page could use
@require_http_methods(["GET", "POST"])
def filed(request: HttpRequest, county: str, procedure: str, entry: str) -> HttpResponse:
    """The form that was sent: its number and code, or the form again with what stands against it."""
    now = cast(Asked, request).now
    way = way_named(county, procedure, entry, now)
    if request.method == "GET":
        return render(request, "citizen/once.html", {"way": way, "county": way.pack})
    photos.bound_body(request)
    ticket = tickets.read(request.POST.get("ticket", ""), county, way.name)
    post, refused = cast(QueryDict, request.POST), list[Said]()
    if ticket is not None and request.FILES and not post.get(TRAP):
        post, refused = photos.take(cast(Asked, request), way, ticket)
    filing = Filing(way, now).typed(post)
    filing = filing.with_photos(photos.sent_with(way, ticket) if ticket else {})
    if ticket is not None and (matter := codes.filed_with(ticket.form)):
        return _again(request, filing, ticket, matter)
    against = _against(request, way, ticket)
    if ticket is None or against is not None:
        return _told(request, filing, ticket, against or words.OLD)
    if refused or post.get("more"):
        return _page(request, filing, ticket, said=_of_photos(refused))
    return _send(request, filing, ticket)


def _of_photos(refused: list[Said]) -> tuple[str, str] | None:
    """What is said of photos that were not taken; nothing where all were."""
    if not refused:
        return None
    return "".join(each.why for each in refused), refused[-1].then


def _send(request: HttpRequest, filing: Filing, ticket: Ticket) -> HttpResponse:
    """Count it, and open the matter; what is refused counts for nothing."""
    county, who = filing.way.pack.county, tallies.hidden(address_of(request))
    try:
        filing.check_lengths()
    except Refusal as refusal:
        return _page(request, filing, ticket, refusal)
    if not tallies.take("file", who, filing.now, settings.CITIZEN_LIMITS["file"]):
        return _told(request, filing, ticket, words.OFTEN)
    if not tallies.take("file-in-all", county, filing.now, settings.CITIZEN_LIMITS["file-in-all"]):
        tallies.give_back("file", who, filing.now)
        return _told(request, filing, ticket, words.FULL)
    try:
        receipt = filing.send(ticket)
    except Refusal as refusal:
        tallies.give_back("file", who, filing.now)
        tallies.give_back("file-in-all", county, filing.now)
        return _page(request, filing, ticket, refusal)
    code = codes.keep(receipt.matter, county, receipt.number, ticket.form, filing.now)
    return _number(request, filing.way, receipt.matter, receipt.number, code)


def _again(request: HttpRequest, filing: Filing, ticket: Ticket, matter: str) -> HttpResponse:
    """A form that has filed tells the same number and code; other words with it are another matter, if one wants."""
    try:
        receipt = filing.send(ticket)
    except Refusal:
        state = read.state(matter)
        number = state.number if state else ""
        return _told(request, filing, ticket, words.CHANGED, number=number)
    return _number(request, filing.way, matter, receipt.number, codes.code_of(ticket.form))


def _against(request: HttpRequest, way: Way, ticket: Ticket | None) -> Told | None:
    """What stands against taking this form, before anything of what it says is looked at."""
    now = cast(Asked, request).now
    if ticket is None or ticket.is_old(now):
        return words.OLD
    if request.POST.get(TRAP):
        return words.FILLED
    if ticket.is_too_quick(now):
        return words.QUICK
    if work.is_done(ticket.form, request.POST.get("work", "")):
        return None
    if ticket.asks_sum:
        typed = request.POST.get("sum", "").strip()
        return None if typed == str(ticket.left + ticket.right) else words.WRONG_SUM if typed else words.SUM
    return words.SUM if _is_busy(request, way) else None


def _is_busy(request: HttpRequest, way: Way) -> bool:
    now = cast(Asked, request).now
    return tallies.so_far("file-in-all", way.pack.county, now) >= settings.CITIZEN_LIMITS["busy"]


def _drawn(request: HttpRequest, way: Way) -> Ticket:
    now = cast(Asked, request).now
    return tickets.drawn(way.pack.county, way.name, now, asks_sum=_is_busy(request, way))


RENEWED = (words.OLD, words.SUM, words.WRONG_SUM, words.CHANGED)
"""After these the form has another ticket: the old one is of no use, or asks another sum."""


def _told(request: HttpRequest, filing: Filing, ticket: Ticket | None, told: Told, **params: str) -> HttpResponse:
    way, now = filing.way, filing.now
    if ticket is None or told in RENEWED:
        album = ticket.album if ticket else ""
        ticket = tickets.drawn(way.pack.county, way.name, now, asks_sum=_is_busy(request, way), album=album)
        filing = filing.with_photos(photos.sent_with(way, ticket))
    until = dates.clock(tallies.next_window(now))
    response = _page(request, filing, ticket, told=told, said=told.said(until=until, **params))
    if told.status == 429:
        response["Retry-After"] = str(int((tallies.next_window(now) - now).total_seconds()) + 1)
    return response


def _page(
    request: HttpRequest,
    filing: Filing,
    ticket: Ticket,
    refusal: Refusal | None = None,
    *,
    told: Told | None = None,
    said: tuple[str, str] | None = None,
) -> HttpResponse:
    way, album = filing.way, photos.Album(filing.way, ticket)
    form = Form(
        id="citizen-form",
        action=way.url("filed"),
        refresh_url="",
        rule_url="",
        pack=way.pack,
        controls=filing.controls(refusal),
        submit="",
        key="",
        refused=above(refusal) if refusal else None,
        known_files=tuple(item_of(held) for held in filing.photos.values()),
        upload_url=album.upload_url,
        photos_only=True,
        thumbnail=album.thumbnail,
    )
    context: dict[str, Any] = {
        "way": way,
        "county": way.pack,
        "form": form,
        "ticket": ticket,
        "said": said,
        "trap": TRAP,
        "longest": LONGEST,
        "longest_part": LONGEST_PART,
        "zeros": work.ZEROS,
        "of_photos": photos.bounds_said(),
    }
    status = told.status if told else 422 if refusal else 200
    return render(request, "citizen/file.html", context, status=status)


def _number(request: HttpRequest, way: Way, matter: str, number: str, code: str) -> HttpResponse:
    state = read.state(matter)
    if state is None:
        raise Http404
    context = {
        "way": way,
        "county": way.pack,
        "number": number,
        "code": codes.spelled(code),
        "filed_at": state.opened_at,
        "receiver": way.pack.units[state.opened_by],
    }
    response = render(request, "citizen/filed.html", context)
    response["HX-Push-Url"] = way.url("filed")
    return response
