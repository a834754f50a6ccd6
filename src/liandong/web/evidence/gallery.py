"""The evidence of a matter, and one page for each file: what it is, where it comes from, what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from liandong.core.matter.events import FileErased
from liandong.evidence.held import given_up
from liandong.record import deeds, read
from liandong.record.deeds import DeedKind
from liandong.record.read import Entry
from liandong.web.evidence.custody import custody, custody_rows
from liandong.web.evidence.of_matter import ONE_PLACE, Named, named_files, one_place, who
from liandong.web.evidence.seen import SHORT
from liandong.web.matter.evidence_acts import ACTS
from liandong.web.matter.seen import Seen, load
from liandong.web.request import Seated, seated
from liandong.web.spreadsheet import csv_response

BESIDE = 12  # photos that are offered to stand beside one
LINES = 20  # of the chain of custody, on the page; the file has them all


@never_cache
@require_GET
@seated
def wall(request: Seated, matter: str) -> HttpResponse:
    """All files of a matter, with who added each."""
    seen = load(request, matter)
    files = _files(seen, read.timeline(matter))
    photos = sum(one.file.is_picture for one in files)
    offered = {offer.act for offer in seen.offers if offer.allowed}
    acts = [act for act in ACTS if act.act in offered]
    may_ask = "Unmask" in offered and any(not one.file.is_shown for one in files)
    context = {"seen": seen, "state": seen.state, "files": files, "photos": photos, "acts": acts, "may_ask": may_ask}
    return render(request, "evidence/wall.html", context)


@never_cache
@require_GET
@seated
def one(request: Seated, matter: str, key: str) -> HttpResponse:
    """One file: its picture, the facts about it, its neighbors, and another photo beside it where one was chosen."""
    seen = load(request, matter)
    entries = read.timeline(matter)
    files = [each for each in _files(seen, entries) if each.file.is_shown]
    this = _one(files, key)
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
        "erasure": _erasure(seen, entries, this),
        "custody": custody(seen, entries, this, LINES),
        "lines": LINES,
        **_pair(request, this, files),
    }
    return render(request, "evidence/one.html", context)


@never_cache
@require_GET
@seated
def custody_csv(request: Seated, matter: str, key: str) -> HttpResponseBase:
    """The whole chain of custody of a file."""
    seen = load(request, matter)
    entries = read.timeline(matter)
    this = _one([each for each in _files(seen, entries) if each.file.is_shown], key)
    name = f"liandong-custody-{this.file.sha256[:SHORT]}"
    return csv_response(request, custody_rows(custody(seen, entries, this)), name, key)


def _one(files: list[Named], key: str) -> Named:
    this = next((each for each in files if each.item["key"] == key), None)
    if this is None:
        raise Http404
    return this


def _files(seen: Seen, entries: Sequence[Entry]) -> list[Named]:
    return named_files(seen.state, seen.pack, entries, seen.actor.seat)


def _erasure(seen: Seen, entries: Sequence[Entry], this: Named) -> dict[str, Any] | None:
    """What the page says of a file whose content was destroyed: by which law, why, and by which two."""
    entry = entries[this.erased - 1] if this.erased else None
    event = entry.told if entry is not None else None
    if entry is None or not isinstance(event, FileErased):
        return None
    asked = entries[event.asked - 1]
    return {
        "at": entry.header.at,
        "basis": event.basis,
        "reason": event.reason,
        "asked_by": who(asked.header, seen.pack),
        "agreed_by": who(entry.header, seen.pack),
        "seq": this.erased,
        "is_destroyed": given_up(str(this.item["key"])),
    }


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
