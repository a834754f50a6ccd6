"""One paper that leaves: PDF, DOCX, the pictures of the screen. Each file is logged first."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from liandong.core.matter.papers import Paper
from liandong.papers.pictures import pages
from liandong.papers.said import Said, keep_print
from liandong.record import deeds
from liandong.record.deeds import DeedKind
from liandong.web import dates
from liandong.web.files import attached
from liandong.web.matter.seen import Seen, load
from liandong.web.papers.views import found, spoken
from liandong.web.request import Seated, seated

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
@seated
def as_pdf(request: Seated, matter: str, paper: int) -> HttpResponse:
    """The paper as it is printed; an issued one is known again when somebody hands it in."""
    seen = load(request, matter)
    words = _words(seen, found(seen, paper))
    made = words.pdf(request.now)
    if words.paper.code:
        keep_print(words.paper.code, made, request.now)
    return _sent(request, words, made, PDF, "pdf")


@require_GET
@seated
def as_docx(request: Seated, matter: str, paper: int) -> HttpResponse:
    """The same words to be edited before they are sealed."""
    seen = load(request, matter)
    words = _words(seen, found(seen, paper))
    return _sent(request, words, words.docx(request.now), DOCX, "docx")


@require_GET
@seated
def as_picture(request: Seated, matter: str, paper: int, page: int) -> HttpResponse:
    """One page for the screen."""
    seen = load(request, matter)
    drawn = pages(_words(seen, found(seen, paper)).sheet)
    if not 0 < page <= len(drawn):
        raise Http404
    response = HttpResponse(drawn[page - 1], content_type="image/png")
    response["Cache-Control"] = "private, no-cache"
    return response


def _words(seen: Seen, paper: Paper) -> Said:
    words = spoken(seen, paper)
    if words is None:
        raise Http404
    return words


def _sent(request: Seated, words: Said, made: bytes, kind: str, ending: str) -> HttpResponse:
    paper = words.paper
    name = f"liandong-{paper.code.lower() or 'draft'}-{dates.local(request.now):%Y%m%d-%H%M}.{ending}"
    about = f"{name} {paper.number or paper.form}"
    deeds.note(request.actor, request.now, DeedKind.EXPORTED, about, 0)
    return attached(made, kind, name)
