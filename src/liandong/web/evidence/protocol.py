"""The upload as a browser does it, for whoever may send files: announce, piece by piece, complete.

    POST  …/                    name, size           201 {key, url, offset, piece}
    PATCH …/KEY/?offset=N       the bytes from N on  200 {offset}, 409 {offset} where they begin elsewhere
    GET   …/KEY/offset/                              200 {offset, size, stored}
    POST  …/KEY/complete/       field, sha256        200 the file as the form shows it (HTML)

A refusal is {code, why, then} with a status. Who sends is the caller's to say: these functions know no session.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.shortcuts import render

from liandong.core.errors import Refusal
from liandong.core.words import say as in_words
from liandong.evidence import uploads
from liandong.evidence.uploads import Uploader
from liandong.web.evidence.seen import seen_from
from liandong.web.language import lang
from liandong.web.request import Asked

LEAST_PIECE, MOST_PIECE = 128 * 1024, 4 * 1024 * 1024  # bytes
PIECES = 40  # of one file, so that a small one shows its progress and a large one needs few requests
AT_ONCE = 64 * 1024
STATUS = {
    "evidence.unknown": 404,
    "evidence.elsewhere": 409,
    "evidence.busy": 409,
    "evidence.incomplete": 409,
    "evidence.too-large": 413,
    "evidence.too-long": 413,
    "evidence.piece-too-large": 413,
    "evidence.type-unknown": 415,
    "evidence.no-photo": 415,
    "evidence.too-many": 422,
    "evidence.often": 422,
    "evidence.too-many-open": 429,
    "evidence.infected": 415,
    "evidence.not-scanned": 503,
    "evidence.no-room": 507,
    "evidence.county-full": 507,
    "evidence.public-full": 507,
}

Rest = ParamSpec("Rest")
View = Callable[Concatenate[Asked, Uploader, Rest], HttpResponseBase]


def refusing(view: View[Rest]) -> View[Rest]:
    """A view whose refusals are answered as plain values."""

    @wraps(view)
    def inner(request: Asked, by: Uploader, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        try:
            return view(request, by, *args, **kwargs)
        except Refusal as refusal:
            return refused(refusal)

    return inner


def refused(refusal: Refusal) -> JsonResponse:
    """A refusal with its words, and with the offset where it names one."""
    said = in_words(refusal, lang())
    body: dict[str, Any] = {"code": said.code, "why": said.why, "then": said.then}
    if refusal.code == "evidence.elsewhere":
        body["offset"] = refusal.params["offset"]
    return JsonResponse(body, status=STATUS.get(refusal.code, 422))


@refusing
def begin(request: Asked, by: Uploader, place: Callable[[str], str]) -> HttpResponseBase:
    """Announce a file; `place` gives the address of an upload by its key."""
    found = uploads.begin(by, request.POST.get("name", ""), _whole(request.POST.get("size", "")), request.now)
    piece = min(max(found.size // PIECES, LEAST_PIECE), MOST_PIECE)
    answer = {"key": found.key, "url": place(found.key), "offset": 0, "piece": piece}
    return JsonResponse(answer, status=201)


@refusing
def piece(request: Asked, by: Uploader, key: str) -> HttpResponseBase:
    """Add a piece; a connection that breaks within it loses nothing of what came."""
    length = _whole(request.META.get("CONTENT_LENGTH") or "")
    if length > MOST_PIECE:
        raise Refusal("evidence.piece-too-large", size=uploads.spelled(length), most=uploads.spelled(MOST_PIECE))
    offset = _whole(request.GET.get("offset", ""))
    return JsonResponse({"offset": uploads.add(by, key, offset, _body(request), request.now)})


@refusing
def offset(request: Asked, by: Uploader, key: str) -> HttpResponseBase:
    """How far a file has come."""
    found = uploads.upload(by, key)
    return JsonResponse({"offset": found.offset, "size": found.size, "stored": found.is_stored})


@refusing
def complete(request: Asked, by: Uploader, key: str, thumbnail: str = "") -> HttpResponse:
    """Close a file, and show it as the form does; `thumbnail`: the own address of its small copy."""
    held = uploads.complete(by, key, request.now, request.POST.get("sha256", ""))
    shown = {"name": request.POST.get("field", ""), "file": replace(seen_from(held), thumbnail=thumbnail)}
    return render(request, "evidence/tile.html", shown)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0


def _body(request: HttpRequest) -> Iterator[bytes]:
    try:
        while some := request.read(AT_ONCE):
            yield some
    except UnreadablePostError:  # the line broke: what came so far stays, and the sender asks where to go on
        return
