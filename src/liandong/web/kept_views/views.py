"""Keep a list under a name; rename, order and delete what was kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from liandong.core.errors import Refusal
from liandong.core.words import say as in_words
from liandong.people import saved_views
from liandong.people.models import SavedView
from liandong.web.kept_views.lists import address, is_known, narrowed, title
from liandong.web.language import lang, say, t
from liandong.web.request import Seated, account, seated, typed_post

LONGEST = 2000  # characters of what is sent of an address


@never_cache
@require_GET
@seated
def show(request: Seated) -> HttpResponse:
    """What the reader keeps, list by list."""
    return _page(request)


@require_POST
@seated
def keep(request: Seated) -> HttpResponseBase:
    """Keep the list that is shown, and go back to it."""
    name = typed_post(request, "list")
    if not is_known(name, request.pack):
        raise Http404
    query = narrowed(name, typed_post(request, "query")[:LONGEST])
    try:
        saved_views.keep(account(request), request.actor.county, name, typed_post(request, "name"), query)
    except Refusal as refusal:
        return _page(request, refusal, status=422)
    return redirect(f"{address(name)}?{query}")


@require_POST
@seated
def change(request: Seated, view: int) -> HttpResponseBase:
    """Rename, move or delete one of the reader's own views, or let its list begin with it."""
    found = SavedView.objects.filter(pk=view, user=account(request), county=request.actor.county).first()
    if found is None:
        raise Http404
    try:
        _change(found, typed_post(request, "do"), typed_post(request, "name"))
    except Refusal as refusal:
        return _page(request, refusal, status=422)
    messages.success(request, t("已保存。", "Kept."))
    return redirect("views")


def _change(view: SavedView, do: str, name: str) -> None:
    match do:
        case "rename":
            saved_views.rename(view, name)
        case "up" | "down":
            saved_views.move(view, -1 if do == "up" else 1)
        case "default" | "no-default":
            saved_views.make_default(view, is_default=do == "default")
        case "delete":
            view.delete()
        case _:
            raise Http404


def _page(request: Seated, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
    mine = saved_views.views_of(account(request), request.actor.county)
    every = [_list(request, name, list(views)) for name, views in groupby(mine, lambda view: view.of_list)]
    context = {
        "lists": [each for each in every if each is not None],
        "longest": saved_views.LONGEST_NAME,
        "refused": in_words(refusal, lang()) if refusal else None,
    }
    return render(request, "kept_views/views.html", context, status=status)


def _list(request: Seated, name: str, views: Sequence[SavedView]) -> dict[str, Any] | None:
    """One list with its views; None where the pack of today has it no more."""
    if not is_known(name, request.pack):
        return None
    return {"title": say(title(name, request.pack)), "url": address(name), "views": views}
