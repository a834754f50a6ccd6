"""The check of a paper, for whoever holds it: whether it is ours and unchanged. No sign-in, and nothing of its content.

A file that is handed in is hashed as it comes and kept nowhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from liandong.citizens import tallies
from liandong.core.papers import normal_code
from liandong.packs import library
from liandong.papers.models import Print
from liandong.papers.said import Standing, standing_of
from liandong.projections.models import PaperRow
from liandong.web import dates
from liandong.web.asked import plain
from liandong.web.citizen.address import address_of
from liandong.web.citizen.words import LOOKED_OFTEN
from liandong.web.language import say
from liandong.web.papers.words import LAMPS, STATES
from liandong.web.request import Asked

LONGEST, MOST_BYTES = 40, 20_000_000
REASON = "anybody who holds the code of a paper may ask whether it is ours"
ALL = "all"


class Hashed(FileUploadHandler):
    """Takes the SHA-256 of a file and keeps none of it; one that is larger than any paper is not read to its end."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.digest, self.size = hashlib.sha256(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hash a chunk and let it go."""
        self.size += len(raw_data)
        if self.size > MOST_BYTES:
            raise StopUpload(connection_reset=True)
        self.digest.update(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """Nothing is kept."""
        return None


@dataclass(frozen=True, slots=True)
class Checked:
    """What anybody is told of a paper. `same` is None where no file was handed in."""

    title: str
    number: str
    unit: str
    on: str
    state: str
    lamp: str
    standing: Standing
    same: bool | None


@never_cache
@csrf_exempt  # it takes a code and a file, and changes nothing
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The form; asked with a code, the answer."""
    handed = Hashed(request)
    request.upload_handlers = [handed]
    sent = request.POST if request.method == "POST" else request.GET
    typed = plain(sent, "code", LONGEST)
    if not typed:
        return _page(request, {})
    if not _may_ask(request):
        until = dates.clock(tallies.next_window(cast(Asked, request).now))
        return _page(request, {"typed": typed, "often": LOOKED_OFTEN.said(until=until)}, LOOKED_OFTEN.status)
    code = normal_code(typed)
    row = PaperRow.objects.unscoped(REASON).filter(code=code).first() if code else None
    if row is None:
        return _page(request, {"typed": typed, "unknown": True}, 404)
    return _page(request, {"typed": code, "checked": _checked(row, handed)})


def _may_ask(request: HttpRequest) -> bool:
    limits, now = settings.CITIZEN_LIMITS, cast(Asked, request).now
    if not tallies.take("check", tallies.hidden(address_of(request)), now, limits["look-up"]):
        return False
    return tallies.take("check-in-all", ALL, now, limits["look-up-in-all"])


def _checked(row: PaperRow, handed: Hashed) -> Checked:
    pack = library().pack(row.county) if row.county in library().loaded else None
    unit = pack.units.get(row.unit) if pack else None
    same = None
    if handed.size:
        same = Print.objects.filter(code=row.code, sha256=handed.digest.hexdigest()).exists()
    return Checked(
        title=row.title,
        number=row.number,
        unit=say(unit.legal_name) if unit else row.unit,
        on=dates.day(dates.local(row.issued_at).date().isoformat()),
        state=say(STATES[row.state]),
        lamp=LAMPS[row.state],
        standing=standing_of(row.matter_id, row.paper, row.number, row.code, row.seq),
        same=same,
    )


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, "papers/check.html", {"county": None, **context}, status=status)
