"""What the papers of a matter say: an issued one what its event holds, a draft what the record would give it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db import connection

from liandong.core.matter.events import PaperIssued
from liandong.core.matter.papers import UNISSUED, Paper
from liandong.core.matter.state import Matter
from liandong.core.papers import Missing, code_of, digest_of, fill
from liandong.core.rules import Pack
from liandong.papers.docx import docx_of
from liandong.papers.pdf import pdf_of
from liandong.papers.sheets import Placed, Sheet, sheet_of
from liandong.papers.units import picture_of
from liandong.record import read

SUM_LENGTH = 64


@dataclass(frozen=True)
class Said:
    """A paper and its words. `missing` only of a draft; `digest` is what a review of it names."""

    paper: Paper
    content: dict[str, Any]
    missing: tuple[Missing, ...] = ()

    @property
    def digest(self) -> str:
        """That of its words as they are now."""
        return digest_of(self.content)

    @cached_property
    def sheet(self) -> Sheet:
        """It, laid on its sheet."""
        paper = self.paper
        seal = Placed(picture_of(paper.seal), paper.seal_width) if paper.seal else None
        return sheet_of(self.content, paper.state, code=paper.code, key=str(paper.id), seal=seal)

    def pdf(self, at: datetime) -> bytes:
        """As it is printed; `at` is the moment of a draft, an issued paper has its own."""
        return pdf_of(self.sheet, datetime.fromisoformat(self.paper.issued_at) if self.paper.issued_at else at)

    def docx(self, at: datetime) -> bytes:
        """The same words to be edited before they are sealed."""
        return docx_of(self.sheet, datetime.fromisoformat(self.paper.issued_at) if self.paper.issued_at else at)


def said(pack: Pack, state: Matter, paper: Paper) -> Said | None:
    """What a paper says; None for a draft that was dropped, and where the words were erased by law."""
    if paper.is_issued:
        content = issued_content(state.id, paper.issued_seq)
        return Said(paper, content) if content is not None else None
    form = pack.papers.forms.get(paper.form)
    if paper.state not in UNISSUED or form is None:
        return None
    filled = fill(pack, state, form, paper.unit)
    return Said(paper, filled.content, filled.missing)


def issued_content(matter: str, seq: int) -> dict[str, Any] | None:
    """What the event of the issue holds; None where it was erased by law."""
    entry = read.entry(matter, seq)
    event = entry.event if entry is not None else None
    return dict(event.content) if isinstance(event, PaperIssued) else None


class Standing(StrEnum):
    """What the record says of a paper that somebody holds: it is what was issued, its words were erased by law, or
    neither."""

    WHOLE = "whole"
    ERASED = "erased"
    CHANGED = "changed"


def standing_of(matter: str, paper: int, number: str, code: str, seq: int) -> Standing:
    """Whether what is on record is still what was issued under this code.

    An erasure empties the words of an event and leaves its place in the chain; that it was lawful, the verification of
    the record says, not this.
    """
    entry = read.entry(matter, seq)
    if entry is not None and entry.event is None and entry.kind == PaperIssued.__name__:
        return Standing.ERASED
    issued = entry.event if entry is not None else None
    if isinstance(issued, PaperIssued) and code_of(matter, paper, number, issued.content) == code:
        return Standing.WHOLE
    return Standing.CHANGED


def keep_print(code: str, made: bytes, now: datetime) -> None:
    """Remember a file that leaves the house, so that it is known again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO papers_print (code, sha256, printed_at) VALUES (%s, %s, %s) "
            "ON CONFLICT (code, sha256) DO NOTHING",
            (code, sha256(made).hexdigest(), connection.ops.adapt_datetimefield_value(now)),
        )
