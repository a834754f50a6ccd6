"""Addresses of files for those who are signed in: sending one, and reading one that the reader may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandong.act.law import pinned_pack
from liandong.core.actors import Seat
from liandong.core.personal import numbers_hidden
from liandong.evidence import store
from liandong.evidence.held import erased_in, stored
from liandong.evidence.kinds import named_as
from liandong.evidence.models import FileRow
from liandong.evidence.pictures import SIZES, picture
from liandong.evidence.uploads import Uploader
from liandong.projections.matters import matters_seen
from liandong.record import deeds, read
from liandong.record.deeds import DeedKind
from liandong.web.evidence import protocol
from liandong.web.evidence.multipart import uploader
from liandong.web.evidence.of_matter import sees
from liandong.web.evidence.seen import SHORT
from liandong.web.language import t
from liandong.web.request import Asked, Seated, has_right, seated

SHUT = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""What a browser may do with a file that somebody sent: nothing."""
Rest = ParamSpec("Rest")


def sending(
    view: Callable[Concatenate[Asked, Uploader, Rest], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]:
    """A view of a script that sends files: whoever is not signed in, or may not, gets a status and no page."""

    def inner(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        asked = cast(Asked, request)
        if asked.actor is None:
            why = t("登录已过期。", "Your sign-in has expired.")
            then = t("请在另一个窗口登录，再点重试。", "Sign in in another window, then try again.")
            return JsonResponse({"code": "sign-in", "why": why, "then": then}, status=401)
        if not has_right(asked, "evidence.add"):
            raise Http404
        return view(asked, uploader(cast(Seated, asked)), *args, **kwargs)

    return inner


def _place(key: str) -> str:
    return reverse("evidence", args=[key])


@require_POST
@sending
def begin(request: Asked, by: Uploader) -> HttpResponseBase:
    """Announce a file."""
    return protocol.begin(request, by, _place)


@require_GET
@sending
def offset(request: Asked, by: Uploader, key: str) -> HttpResponseBase:
    """How far a file has come."""
    return protocol.offset(request, by, key)


@require_POST
@sending
def complete(request: Asked, by: Uploader, key: str) -> HttpResponseBase:
    """Close a file."""
    return protocol.complete(request, by, key)


@sending
def piece(request: Asked, by: Uploader, key: str) -> HttpResponseBase:
    """Add a piece to a file."""
    return protocol.piece(request, by, key)


@require_http_methods(["GET", "PATCH"])
def one(request: HttpRequest, key: str) -> HttpResponseBase:
    """The original of a file; or, with PATCH, a piece of one that is on its way."""
    return piece(request, key) if request.method == "PATCH" else original(request, key)


@seated
def original(request: Seated, key: str) -> HttpResponseBase:
    """The file as it came in, to be taken away; each reading is logged before the first byte leaves."""
    row, matters = _readable(request, key)
    numbers = [head.number for matter in matters if (head := read.head(matter)) is not None]
    about = " ".join([*numbers, numbers_hidden(row.name), row.sha256[:SHORT]])
    deeds.note(request.actor, request.now, DeedKind.FILE_READ, about.replace("\x00", ""), subject=key)
    response = FileResponse(store.opened(row.content), as_attachment=True, filename=named_as(row.name, row.type))
    response["Content-Type"], response["Content-Length"] = row.type, str(row.size)
    return _shut(response)


@require_GET
@seated
def copy(request: Seated, key: str, size: str) -> HttpResponseBase:
    """A small copy of a photo, drawn anew without whatever else the original holds."""
    if size not in SIZES:
        raise Http404
    if _was_erased(request, key):
        return redirect(static("liandong/no-picture.svg"))
    row, _ = _readable(request, key)
    return drawn_copy(request, row.content, row.type, row.sha256, size)


def drawn_copy(request: HttpRequest, content: str, kind: str, sha256: str, size: str) -> HttpResponseBase:
    """The small copy of a photo that the reader may see; a drawing that says so where there is none."""
    tag = f'"{sha256}-{size}"'
    if request.headers.get("If-None-Match") == tag:
        return _kept(HttpResponse(status=304), tag)
    path = picture(content, kind, size)
    if path is None:
        return redirect(static("liandong/no-picture.svg"))
    return _shut(_kept(FileResponse(path.open("rb"), content_type="image/jpeg"), tag))


def _kept(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    """A browser may keep it and asks each time: who may see a file is asked anew, its bytes travel once."""
    response["ETag"], response["Cache-Control"] = tag, "private, no-cache"
    return response


def _shut(response: HttpResponseBase) -> HttpResponseBase:
    response["Content-Security-Policy"] = SHUT
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _readable(request: Seated, key: str) -> tuple[FileRow, list[str]]:
    """A file of a matter that the reader may see, or one of his own unit that no matter names yet; 404 for all else."""
    found = stored(key)
    if found is None:
        raise Http404
    row, matters = found
    actor = request.actor
    seen = matters_seen(actor, matters) if matters else frozenset()
    seen = frozenset(matter for matter in seen if _sees(matter, key, actor.seat))
    is_own = (row.county, row.unit) == (actor.county, actor.seat.unit) and has_right(request, "evidence.add")
    if not seen and not (is_own and not matters):
        raise Http404
    return row, sorted(seen)


def _was_erased(request: Seated, key: str) -> bool:
    """Whether the file was erased in every matter that names it and that the reader sees; walls then show that it is
    not there any more."""
    matters = erased_in(key)
    if not matters or stored(key) is not None:
        return False
    return any(_sees(matter, key, request.actor.seat) for matter in matters_seen(request.actor, matters))


def _sees(matter: str, key: str, seat: Seat) -> bool:
    """Whether a seat that sees a matter sees this file of it: what came with a citizen's data is not for all."""
    state = read.state(matter)
    if state is None:
        return False
    procedure = pinned_pack(state.pack_hash).procedures[state.procedure]
    return sees(state, procedure, key, seat)
