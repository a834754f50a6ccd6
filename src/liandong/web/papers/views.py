"""The papers of a matter, and one of them: looked at, reviewed, issued, voided, replaced."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from liandong.act import execute
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.papers import Paper
from liandong.core.words import say as in_words
from liandong.papers.docx_read import read_docx
from liandong.papers.pictures import pages
from liandong.papers.said import Said, said
from liandong.web.fields.form import key_of, new_key
from liandong.web.language import lang, t
from liandong.web.matter.seen import Seen, load
from liandong.web.papers.seen import acts, beginnings, missing_words, paper_seen, visible, waits_for
from liandong.web.request import Seated, seated, typed_post

DONE = {
    "review": ("已审核同意。", "Agreed to."),
    "return": ("已退回。", "Sent back."),
    "issue": ("已签发，文号已生成。", "Issued; it has its number."),
    "seal": ("已用印。", "Its seal is placed."),
    "void": ("已作废，文号保留。", "Voided; its number stays."),
    "drop": ("已撤销拟稿。", "The draft is dropped."),
}


@never_cache
@require_GET
@seated
def listed(request: Seated, matter: str) -> HttpResponse:
    """All papers of a matter, and those that may be begun."""
    return _listed(request, load(request, matter), None)


@require_POST
@seated
def begin(request: Seated, matter: str) -> HttpResponseBase:
    """Begin a draft, of a form or in the place of an issued paper."""
    seen = load(request, matter)
    replaces = typed_post(request, "replaces")
    command = c.DraftPaper(typed_post(request, "form"), int(replaces) if replaces.isdecimal() else 0)
    try:
        execute(command, request.actor, request.now, matter=matter, key=typed_post(request, "key"))
    except Refusal as refusal:
        return _listed(request, seen, refusal)
    papers = load(request, matter).state.papers
    own = [each.id for each in papers if (each.form, each.unit) == (command.form, request.actor.seat.unit)]
    messages.success(request, t("已拟稿，内容取自事项记录。", "Drafted out of the record."))
    return redirect("paper", matter, own[-1])


@never_cache
@require_GET
@seated
def show(request: Seated, matter: str, paper: int) -> HttpResponse:
    """One paper: as it would be printed, what it lacks, what may be done."""
    seen = load(request, matter)
    return _one(request, seen, found(seen, paper), None)


@never_cache
@require_GET
@seated
def as_docx(request: Seated, matter: str, paper: int) -> HttpResponse:
    """What the DOCX holds that is downloaded, read back from its bytes."""
    seen = load(request, matter)
    at_hand = found(seen, paper)
    words = spoken(seen, at_hand)
    if words is None:
        raise Http404
    context = {
        "state": seen.state,
        "paper": paper_seen(seen, at_hand),
        "blocks": read_docx(words.docx(request.now)),
    }
    return render(request, "papers/docx.html", context)


@require_POST
@seated
def act(request: Seated, matter: str, paper: int) -> HttpResponseBase:
    """Review, send back, issue, seal, void or drop a paper."""
    seen = load(request, matter)
    at_hand, what = found(seen, paper), typed_post(request, "do")
    command = _command(what, paper, typed_post(request, "words"), typed_post(request, "digest"))
    if command is None:
        raise Http404
    try:
        execute(command, request.actor, request.now, matter=matter, key=typed_post(request, "key"))
    except Refusal as refusal:
        return _one(request, seen, at_hand, refusal)
    messages.success(request, t(*DONE[what]))
    return redirect("papers", matter) if what == "drop" else redirect("paper", matter, paper)


def _command(what: str, paper: int, words: str, digest: str) -> c.Command | None:
    match what:
        case "review":
            return c.ReviewPaper(paper, True, digest, words)
        case "return":
            return c.ReviewPaper(paper, False, digest, words)
        case "issue":
            return c.IssuePaper(paper)
        case "seal":
            return c.PlaceSeal(paper)
        case "void" | "drop":
            return c.VoidPaper(paper, words)
    return None


def found(seen: Seen, number: int) -> Paper:
    """A paper that the reader may see; 404 for any other."""
    paper = next((each for each in visible(seen) if each.id == number), None)
    if paper is None:
        raise Http404
    return paper


def spoken(seen: Seen, paper: Paper) -> Said | None:
    """What it says, None where nothing of it is left."""
    return said(seen.pack, seen.state, paper)


def _listed(request: Seated, seen: Seen, refusal: Refusal | None) -> HttpResponse:
    context = {
        "seen": seen,
        "state": seen.state,
        "title": t("文书", "Papers"),
        "papers": [paper_seen(seen, paper) for paper in visible(seen)],
        "beginnings": beginnings(seen),
        "key": key_of(request.POST, refusal),
        "refused": in_words(refusal, lang()) if refusal else None,
        "has_issued": any(paper.is_issued for paper in seen.state.papers),
    }
    return render(request, "papers/list.html", context, status=422 if refusal else 200)


def _one(request: Seated, seen: Seen, paper: Paper, refusal: Refusal | None) -> HttpResponse:
    words = spoken(seen, paper)
    may = acts(seen, paper, complete=words is not None and not words.missing)
    context = {
        "seen": seen,
        "state": seen.state,
        "paper": paper_seen(seen, paper),
        "row": paper,
        "title": paper_seen(seen, paper).title,
        "said": words,
        "missing": missing_words(words.missing) if words else [],
        "pages": range(1, len(pages(words.sheet)) + 1) if words else (),
        "may": may,
        "waits_for": "" if may.review or may.issue else waits_for(seen, paper),
        "key": key_of(request.POST, refusal) if refusal else new_key(),
        "typed": typed_post(request, "words") if refusal else "",
        "refused": in_words(refusal, lang()) if refusal else None,
    }
    return render(request, "papers/paper.html", context, status=422 if refusal else 200)
