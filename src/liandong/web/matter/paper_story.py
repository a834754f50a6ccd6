"""What happened to papers, in one sentence each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from liandong.core.matter import events as e
from liandong.core.matter.state import Matter
from liandong.core.rules import Pack
from liandong.web.language import say, t


def paper_title(state: Matter, pack: Pack, number: int) -> str:
    """A paper of the matter by its title in the pack, else by the title that it was issued under."""
    paper = state.papers[number - 1]
    form = pack.papers.forms.get(paper.form)
    return say(form.title) if form else paper.title


def _drafted(title: str, event: e.PaperDrafted) -> str:
    return t(f"拟制文书：{title}", f"Paper drafted: {title}")


def _reviewed(title: str, event: e.PaperReviewed) -> str:
    said = f"：{event.words}" if event.words else ""
    if event.agreed:
        return t(f"文书审核同意：{title}{said}", f"Paper agreed to: {title}{said}")
    return t(f"文书审核退回：{title}{said}", f"Paper sent back: {title}{said}")


def _issued(title: str, event: e.PaperIssued) -> str:
    return t(f"签发文书：{title}，{event.number}", f"Paper issued: {title}, {event.number}")


def _voided(title: str, event: e.PaperVoided) -> str:
    if event.replaced_by:
        return t(f"文书被替换：{title}", f"Paper replaced: {title}")
    said = f"：{event.reason}" if event.reason else ""
    return t(f"文书作废或者撤销：{title}{said}", f"Paper voided or dropped: {title}{said}")


def _sealed(title: str, event: e.SealPlaced) -> str:
    return t(f"文书用印：{title}", f"Seal placed on a paper: {title}")


PAPERS_TOLD: Mapping[type[e.Event], Callable[[str, Any], str]] = {
    e.PaperDrafted: _drafted,
    e.PaperReviewed: _reviewed,
    e.PaperIssued: _issued,
    e.PaperVoided: _voided,
    e.SealPlaced: _sealed,
}
