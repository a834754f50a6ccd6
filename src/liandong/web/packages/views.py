"""A matter's package is taken along: logged first, then written, then sent as one file. Receipts as slips of text."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from liandong.archive.package import NoCheckpoint, write
from liandong.core.evidence import items_of
from liandong.core.leaving import may_leave
from liandong.core.matter.events import Event
from liandong.core.texts import Text
from liandong.record import deeds, read
from liandong.record.deeds import DeedKind
from liandong.record.log.care import signing_key
from liandong.record.log.grow import StandsStill
from liandong.record.log.keys import SigningKey
from liandong.record.log.slips import slip_of
from liandong.record.read import Entry
from liandong.web.language import say
from liandong.web.matter.seen import Seen, load
from liandong.web.packages.index import index_of
from liandong.web.request import Seated, seated

MOST_BYTES = 500_000_000  # of files: what is larger is written on the server
TOO_LARGE = Text(
    "文件太大，不能在网页上导出。请系统管理员在服务器上执行 liandong record export。",
    "Its files are too large for a page. Ask the system administrator to run liandong record export.",
)
NOTHING_SIGNED = Text(
    "还没有已签名的检查点，后台程序启动后约一分钟再试。",
    "Nothing is signed yet. Try again about a minute after the worker has been started.",
)


@require_POST
@seated
def take(request: Seated, matter: str) -> HttpResponseBase:
    """The package of a matter, as a zip file."""
    seen = load(request, matter)
    if not seen.may_export:
        raise Http404
    entries = read.timeline(matter)
    if sum(int(str(item["size"])) for entry in entries for item in items_of(entry.told)) > MOST_BYTES:
        return _not_now(request, matter, TOO_LARGE)
    deeds.note(request.actor, request.now, DeedKind.EXPORTED, f"{seen.state.number}.zip {request.path}", len(entries))
    name = f"{seen.state.opened_at[:10]}-{matter}"
    with tempfile.TemporaryDirectory() as place:
        try:
            file = _zipped(_written(request, seen, entries, Path(place) / name))
        except NoCheckpoint:
            return _not_now(request, matter, NOTHING_SIGNED)
    return FileResponse(file, as_attachment=True, filename=f"{name}.zip", content_type="application/zip")


@require_GET
@seated
def receipt(request: Seated, matter: str, seq: int) -> HttpResponse:
    """The receipt of an act, as a slip of text to keep: the event by its hash, and the last checkpoint."""
    seen = load(request, matter)
    slip = slip_of(matter, seq)
    if slip is None:
        raise Http404
    response = HttpResponse(str(slip), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{seen.state.id}-{seq}.txt"'
    return response


def _not_now(request: Seated, matter: str, why: Text) -> HttpResponseBase:
    messages.warning(request, say(why))
    return redirect("matter", matter)


def _written(request: Seated, seen: Seen, entries: Sequence[Entry], folder: Path) -> Path:
    def leaves(event: Event) -> bool:
        return may_leave(event, seen.state, seen.procedure, seen.actor.seat)

    withheld = frozenset(entry.header.seq for entry in entries if entry.told is None or not leaves(entry.told))
    index = index_of(seen.state, request.now, withheld)
    return write(seen.state.id, folder, index=index, now=request.now, key=_key(), may_leave=leaves).folder


def _key() -> SigningKey | None:
    """The key that signs the list of files; a package without its signature is still proved by the checkpoint."""
    try:
        return signing_key()
    except StandsStill:
        return None


def _zipped(folder: Path) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as whole:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                stored = zipfile.ZIP_STORED if path.parent.name == "files" else zipfile.ZIP_DEFLATED
                whole.write(path, path.relative_to(folder.parent).as_posix(), stored)
    file.seek(0)
    return file
