"""The evidence of a matter, and one page for each file: what it is, where it comes from, what stands beside it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from liandong.record import deeds, read
from liandong.record.deeds import DeedKind
from liandong.web.evidence.of_matter import ONE_PLACE, Named, named_files, one_place
from liandong.web.evidence.seen import SHORT
from liandong.web.language import t
from liandong.web.matter.seen import Seen, load
from liandong.web.request import Seated, seated

BESIDE = 12  # photos that are offered to stand beside one


@never_cache
@require_GET
@seated
def wall(request: Seated, matter: str) -> HttpResponse:
    """All files of a matter, with who added each."""
    seen = load(request, matter)
    files = _files(seen)
    photos = sum(one.file.is_picture for one in files)
    context = {"seen": seen, "state": seen.state, "files": files, "photos": photos}
    return render(request, "evidence/wall.html", context)


@never_cache
@require_GET
@seated
def one(request: Seated, matter: str, key: str) -> HttpResponse:
    """One file: its picture, the facts about it, its neighbors, and another photo beside it where one was chosen."""
    seen = load(request, matter)
    files = [each for each in _files(seen) if each.file.is_shown]
    this = next((each for each in files if each.item["key"] == key), None)
    if this is None:
        raise Http404
    about = f"{seen.state.number} {this.file.name} {this.file.sha256[:SHORT]}".replace("\x00", "")
    deeds.note(request.actor, request.now, DeedKind.FILE_SEEN, about, subject=key)
    at = files.index(this)
    context = {
        "seen": seen,
        "state": seen.state,
        "this": this,
        "number": at + 1,
        "count": len(files),
        "before": files[at - 1] if at else None,
        "after": files[at + 1] if at + 1 < len(files) else None,
        "title": t("证据", "Evidence"),
        **_pair(request, this, files),
    }
    return render(request, "evidence/one.html", context)


def _files(seen: Seen) -> list[Named]:
    return named_files(seen.state, seen.pack, read.timeline(seen.state.id), seen.actor.seat)


def _pair(request: Seated, this: Named, files: list[Named]) -> dict[str, Any]:
    """The photo beside this one, the earlier of both on the left; and which others may stand there."""
    if not this.file.is_picture:
        return {"pair": (), "others": []}
    measured = list(one_place(this, files))
    asked = request.GET.get("beside", "")
    chosen = next((each for each, _ in measured if each.item["key"] == asked), None)
    pair = sorted((this, chosen), key=lambda each: each.when) if chosen else ()
    own = reverse("matter.evidence.one", args=[request.path.split("/")[2], this.item["key"]])
    others = [
        {
            "named": each,
            "url": f"{own}?beside={each.item['key']}",
            "is_chosen": each is chosen,
            "meters": meters,
            "is_one_place": meters is not None and meters <= ONE_PLACE,
        }
        for each, meters in measured[:BESIDE]
    ]
    return {"pair": pair, "others": others}
