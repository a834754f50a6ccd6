"""Photos of a complaint: sent in pieces or with the form, kept in the album of the form, shown to whoever has it.

An album is a random word in the signed ticket. Who has it may add to it and look at what is in it; nobody else may, and
nothing says whose it is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import BinaryIO, Concatenate, ParamSpec, cast

from django.conf import settings
from django.core import signing
from django.core.files.uploadhandler import FileUploadHandler
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandong.citizens import tallies
from liandong.core.errors import Refusal
from liandong.core.evidence import HeldFile
from liandong.core.words import Said
from liandong.core.words import say as in_words
from liandong.evidence.held import complete_by, content_of
from liandong.evidence.kinds import PHOTOS
from liandong.evidence.uploads import PUBLIC, Bounds, Uploader, spelled, take_whole
from liandong.web import dates
from liandong.web.citizen.address import address_of
from liandong.web.citizen.places import Way, way_named
from liandong.web.citizen.tickets import Ticket
from liandong.web.evidence import protocol
from liandong.web.evidence.multipart import NEW, BoundedUploads
from liandong.web.evidence.views import drawn_copy
from liandong.web.language import lang
from liandong.web.request import Asked

SALT = "liandong.citizen.album"
TRIES = 3  # uploads for each photo that a complaint may have: taken out and chosen anew, or broken off for good
Rest = ParamSpec("Rest")


def uploader(way: Way, album: str) -> Uploader:
    """Who sends photos with a form: its album, and bounds that keep the county's room for its officers."""
    most = settings.CITIZEN_PHOTOS
    bounds = Bounds(settings.CITIZEN_PHOTO_BYTES, most * TRIES, PHOTOS, settings.CITIZEN_PHOTOS_BYTES)
    return Uploader(PUBLIC + album, way.pack.county, "", bounds)


def bounds_said() -> tuple[int, str, int]:
    """How many photos, how large each, and for how many hours they wait for their complaint."""
    hours = settings.CITIZEN_PHOTO_GRACE // timedelta(hours=1)
    return settings.CITIZEN_PHOTOS, spelled(settings.CITIZEN_PHOTO_BYTES), hours


def sent_with(way: Way, ticket: Ticket) -> dict[str, HeldFile]:
    """The photos of a form that are all there."""
    return complete_by(PUBLIC + ticket.album, way.pack.county) if way.file_fields else {}


class Album:
    """The addresses of a form's photos."""

    def __init__(self, way: Way, ticket: Ticket) -> None:
        self._way = [way.pack.county, way.procedure.name, way.entry.name]
        self._signed = signing.dumps([way.pack.county, way.name, ticket.album, ticket.drawn_at], salt=SALT)

    @property
    def upload_url(self) -> str:
        """Where photos are announced."""
        return reverse("citizen.photos", args=[*self._way, self._signed])

    def thumbnail(self, key: str) -> str:
        """Where the small copy of one is."""
        return reverse("citizen.photo.copy", args=[*self._way, self._signed, key])


View = Callable[Concatenate[Asked, Way, str, Rest], HttpResponseBase]


def in_album(view: View[Rest]) -> Callable[Concatenate[HttpRequest, str, str, str, str, Rest], HttpResponseBase]:
    """A view of somebody who has a form's album; 404 for one that is none of ours, or too old."""

    @wraps(view)
    def inner(
        request: HttpRequest,
        /,
        county: str,
        procedure: str,
        entry: str,
        album: str,
        *args: Rest.args,
        **kwargs: Rest.kwargs,
    ) -> HttpResponseBase:
        asked = cast(Asked, request)
        way = way_named(county, procedure, entry, asked.now)
        return view(asked, way, _opened(asked, way, album), *args, **kwargs)

    return cast(
        Callable[Concatenate[HttpRequest, str, str, str, str, Rest], HttpResponseBase],
        csrf_exempt(never_cache(inner)),  # the album is signed, and no session is asked
    )


def _opened(request: Asked, way: Way, signed: str) -> str:
    try:
        county, name, album, drawn_at = signing.loads(signed, salt=SALT)
    except (BadSignature, TypeError, ValueError):
        raise Http404 from None
    age = request.now.timestamp() - int(drawn_at)
    if (county, name) != (way.pack.county, way.name) or age > settings.CITIZEN_PHOTO_GRACE.total_seconds():
        raise Http404
    return str(album)


@require_POST
@in_album
def begin(request: Asked, way: Way, album: str) -> HttpResponseBase:
    """Announce a photo."""
    try:
        count_one(request, request.POST.get("name", ""))
    except Refusal as refusal:
        return protocol.refused(refusal)
    own = request.path
    return protocol.begin(request, uploader(way, album), lambda key: f"{own}{key}/")


def count_one(request: Asked, name: str) -> None:
    """Count one more photo from this address; Refusal `evidence.often`."""
    who = tallies.hidden(address_of(request))
    if not tallies.take("photo", who, request.now, settings.CITIZEN_LIMITS["photo"]):
        until = dates.clock(tallies.next_window(request.now))
        raise Refusal("evidence.often", name=name, until=until)


@require_http_methods(["PATCH"])
@in_album
def piece(request: Asked, way: Way, album: str, key: str) -> HttpResponseBase:
    """Add a piece."""
    return protocol.piece(request, uploader(way, album), key)


@require_GET
@in_album
def offset(request: Asked, way: Way, album: str, key: str) -> HttpResponseBase:
    """How far a photo has come."""
    return protocol.offset(request, uploader(way, album), key)


@require_POST
@in_album
def complete(request: Asked, way: Way, album: str, key: str) -> HttpResponseBase:
    """Close a photo."""
    copy = request.path.removesuffix("complete/") + "copy/"
    return protocol.complete(request, uploader(way, album), key, copy)


@require_GET
@in_album
def copy(request: Asked, way: Way, album: str, key: str) -> HttpResponseBase:
    """The small copy of a photo, for whoever has the form that it was sent with."""
    held = complete_by(PUBLIC + album, way.pack.county).get(key)
    if held is None:
        raise Http404
    return drawn_copy(request, content_of(held.key), held.type, held.sha256, "thumbnail")


# --- without scripts --------------------------------------------------------------------------------------------------


class BoundedPhotos(BoundedUploads):
    """Photos of a form go to the disk, all together no more than a complaint may have."""

    @property
    def most(self) -> int:
        """How many bytes are kept."""
        return int((settings.CITIZEN_PHOTOS + 1) * settings.CITIZEN_PHOTO_BYTES)


def bound_body(request: HttpRequest) -> None:
    """Have the files of this request read under a citizen's bounds; before anything of it is read."""
    request.upload_handlers = cast(list[FileUploadHandler], [BoundedPhotos(request)])


def take(request: Asked, way: Way, ticket: Ticket) -> tuple[QueryDict, list[Said]]:
    """What a form without scripts brought: its fields with the keys of its photos, and what was refused.

    The same photo sent again with the same form is the one that is there: a form that is sent twice says the same.
    """
    post, refused = request.POST.copy(), list[Said]()
    for field, _ in way.file_fields:
        for file in request.FILES.getlist(field + NEW):
            name = file.name or ""
            try:
                count_one(request, name)
                by, body = uploader(way, ticket.album), cast(BinaryIO, file.file)
                held = take_whole(by, name, file.size or 0, body, request.now)
                there = sent_with(way, ticket)
                key = next(key for key, one in there.items() if (one.sha256, one.name) == (held.sha256, held.name))
                post.appendlist(field, key)
            except Refusal as refusal:
                refused.append(in_words(refusal, lang()))
    return post, refused
