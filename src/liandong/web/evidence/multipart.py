"""Files in a form that is sent without scripts: they are stored first, and the form goes on with their keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, BinaryIO, Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http.response import HttpResponseBase

from liandong.core.errors import Refusal
from liandong.core.words import say as in_words
from liandong.evidence.uploads import Uploader, take_whole
from liandong.web.language import lang
from liandong.web.request import Seated, has_right

NEW = ":new"  # after the name of a field: the control that takes further files for it
Rest = ParamSpec("Rest")


class BoundedUploads(TemporaryFileUploadHandler):
    """Files of a form go to the disk, all together at most as much as one file may have.

    What is beyond is counted and not kept: the file is then refused by its size, in words.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept = 0

    @property
    def most(self) -> int:
        """How many bytes are kept."""
        return int(settings.EVIDENCE_FILE_BYTES)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep a chunk while there is room."""
        self._kept += len(raw_data)
        return super().receive_data_chunk(raw_data, start) if self._kept <= self.most else None

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        """The file; one of which some was not kept says that it is too large."""
        over = self._kept > self.most
        return super().file_complete(max(file_size, self._kept) if over else file_size)


def uploader(request: Seated) -> Uploader:
    """Who sends files from this seat."""
    actor = request.actor
    return Uploader(f"account:{actor.account}", actor.county, actor.seat.unit)


def takes_files(
    view: Callable[Concatenate[Seated, Rest], HttpResponseBase],
) -> Callable[Concatenate[Seated, Rest], HttpResponseBase]:
    """A view of a form that may hold files. One that is refused is said, and the form comes back with all the rest."""

    @wraps(view)
    def inner(request: Seated, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        if request.method == "POST" and request.FILES and has_right(request, "evidence.add"):
            _take(request)
        return view(request, *args, **kwargs)

    return inner


def _take(request: Seated) -> None:
    post = request.POST.copy()
    for control in request.FILES:
        name = control.removesuffix(NEW)
        if name == control:
            continue
        for file in request.FILES.getlist(control):
            try:
                held = take_whole(
                    uploader(request), file.name or "", file.size or 0, cast(BinaryIO, file.file), request.now
                )
                post.appendlist(name, held.key)
            except Refusal as refusal:
                said = in_words(refusal, lang())
                messages.error(request, f"{said.why} {said.then}")
                post["more"] = name  # draws the form again instead of sending it
    request.POST = post  # type: ignore[assignment]
