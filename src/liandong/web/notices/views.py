"""Read notices; follow one to its matter, which marks it read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from liandong.effects.notices import (
    SHOWN_AT_MOST,
    NoticeLine,
    mark_all_read,
    mark_matter_read,
    mark_read,
    notices,
    unread,
)
from liandong.effects.words import said
from liandong.projections.matters import matter_line
from liandong.web import dates
from liandong.web.asked import AskedList, number
from liandong.web.language import lang
from liandong.web.matter.desk import open_tasks
from liandong.web.matter.seen import load
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
    return _to_answer(request, matter) if matter else redirect("notices")


def _to_answer(request: Seated, matter: str) -> HttpResponseBase:
    """The matter that a notice tells of; where one form answers the task that it brought, with that form open."""
    place, of = reverse("matter", args=[matter]), number(request.POST.get("task", ""))
    if not of or matter_line(request.actor, matter) is None:
        return redirect(place)
    task = next((task for task in open_tasks(load(request, matter)) if task.id == of and task.mine), None)
    if task is None:
        return redirect(place)
    forms = [choice for choice in task.choices if not choice.against]
    if len(forms) == 1 and not forms[0].at_once:
        place = reverse("matter.complete", args=[matter, of, forms[0].outcome])
    return redirect(f"{place}#task-{of}")


@require_POST
@seated
def looked(request: Seated, matter: str) -> HttpResponse:
    """The reader has the page of a matter before him: what he was told of it is read. The bell counts anew."""
    mark_matter_read(request.actor, matter, request.now)
    return HttpResponse(status=204)


def bell(request: Seated) -> str:
    """The number that the bell shows, "" where there is nothing unread."""
    found = unread(request.actor)
    return "" if not found else f"{SHOWN_AT_MOST}+" if found > SHOWN_AT_MOST else str(found)
