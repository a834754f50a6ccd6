"""Read notices; follow one to its matter, which marks it read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from liandong.effects.notices import SHOWN_AT_MOST, NoticeLine, mark_all_read, mark_read, notices, unread
from liandong.effects.words import said
from liandong.web import dates
from liandong.web.asked import AskedList, number
from liandong.web.language import lang
from liandong.web.places import sent_place, spelled
from liandong.web.request import Seated, seated

PLACE = (datetime, int)


@dataclass(frozen=True, slots=True)
class Asked(AskedList):
    """The notices that an address asks for: all, or those that are unread ("yes")."""

    unread: str = ""


@never_cache
@require_GET
@seated
def show(request: Seated) -> HttpResponse:
    """What the seat was told, the newest first."""
    sent = request.GET.dict()
    after, before = spelled(sent, PLACE)
    asked = Asked(unread="yes" if sent.get("unread") else "", after=after, before=before)
    page = notices(request.actor, unread_only=bool(asked.unread), place=sent_place(sent, PLACE))
    context = {
        "page": page,
        "beside": asked.beside(page),
        "only": bool(asked.unread),
        "unread": unread(request.actor),
        "words": words,
    }
    return render(request, "notices/notices.html", context)


def words(line: NoticeLine) -> str:
    """What a notice tells, its days written as on every page."""
    params = {name: _day(value) if name == "due" else value for name, value in line.params.items()}
    return said(line.code, params, lang())


def _day(value: Any) -> Any:
    try:
        return dates.day(date.fromisoformat(str(value)))
    except ValueError:  # a moment, or words already
        return value


@never_cache
@require_GET
@seated
def count(request: Seated) -> HttpResponse:
    """The number in the bell."""
    return render(request, "notices/count.html", {})


@require_POST
@seated
def mark(request: Seated) -> HttpResponseBase:
    """One notice is read and leads to its matter; without one, all are read."""
    notice = request.POST.get("notice", "")
    if not notice:
        mark_all_read(request.actor, request.now)
        return redirect("notices")
    if one := number(notice, digits=18):
        mark_read(request.actor, [one], request.now)
    matter = request.POST.get("matter", "")
    return redirect("matter", matter) if matter else redirect("notices")


def bell(request: Seated) -> str:
    """The number that the bell shows, "" where there is nothing unread."""
    found = unread(request.actor)
    return "" if not found else f"{SHOWN_AT_MOST}+" if found > SHOWN_AT_MOST else str(found)
