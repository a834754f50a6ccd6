"""Papers that leave: PDF, DOCX, the pictures of the screen, the file of a whole matter. Each file is logged first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_GET

from liandong.core.matter.papers import Paper
from liandong.core.papers import day_words, moment_words
from liandong.papers.pdf import pdf_of_file
from liandong.papers.pictures import pages
from liandong.papers.said import Said, keep_print
from liandong.record import deeds, read
from liandong.record.deeds import DeedKind
from liandong.web import dates
from liandong.web.files import attached
from liandong.web.matter.seen import Seen, load
from liandong.web.matter.story import Teller
from liandong.web.papers.seen import visible
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


@require_GET
@seated
def whole(request: Seated, matter: str) -> HttpResponse:
    """The whole matter: cover, index, what was done, every issued paper."""
    seen = load(request, matter)
    papers = [_words(seen, paper) for paper in reversed(visible(seen)) if paper.is_issued]
    if not papers:
        raise Http404
    made = pdf_of_file(_cover(seen), [each.sheet for each in papers], request.now)
    name = f"liandong-file-{dates.local(request.now):%Y%m%d-%H%M}.pdf"
    deeds.note(request.actor, request.now, DeedKind.EXPORTED, f"{name} {seen.state.number}", len(papers))
    return attached(made, PDF, name)


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


def _cover(seen: Seen) -> dict[str, Any]:
    """The words of the cover and of the record, in Chinese whatever the reader's language: it goes into a file."""
    state, pack, procedure = seen.state, seen.pack, seen.procedure
    opener = pack.units.get(state.opened_by)
    end = procedure.ends.get(state.end)
    lines = [
        ("事项编号", state.number),
        ("事项", seen.row.title("zh") or procedure.title.zh),
        ("程序", procedure.title.zh),
        ("提出单位", opener.legal_name.zh if opener else state.opened_by),
        ("提出时间", moment_words(datetime.fromisoformat(state.opened_at))),
        ("办结", f"{end.title.zh}，{_day(state.ended_at)}" if end else "在办"),
        ("参与单位", "、".join(pack.units[unit].name.zh for unit in state.parties if unit in pack.units)),
        ("打印时间", moment_words(seen.now)),
    ]
    with translation.override("zh-hans"):
        acts = Teller(state, procedure, pack).acts(read.timeline(state.id))[::-1]
        told = [(act.at, act.who, [line.words for line in act.lines if line.main]) for act in acts]
    return {
        "title": f"{state.number}案卷",
        "organ": opener.legal_name.zh if opener else "",
        "heading": f"{procedure.title.zh}案卷",
        "lines": [{"label": label, "words": words} for label, words in lines],
        "acts": [
            {"at": moment_words(datetime.fromisoformat(at)), "words": f"{who}：{'；'.join(words)}"}
            for at, who, words in told
        ],
    }


def _day(at: str) -> str:
    return day_words(dates.local(datetime.fromisoformat(at)).date())
