"""PURE. The papers of a matter in its state, and how their events fold. What an issued one says is in its event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from liandong.core.matter import events as e

DRAFT, RETURNED, REVIEWED, ISSUED, VOIDED, REPLACED, DROPPED = (
    *("draft", "returned", "reviewed", "issued", "voided", "replaced", "dropped"),
)
UNISSUED = frozenset({DRAFT, RETURNED, REVIEWED})


class Paper(NamedTuple):
    """One paper. `state` is one of the words above; `issued_seq` is the event that holds what it says."""

    id: int
    form: str
    unit: str
    state: str
    drafted_at: str
    drafted_by: str  # the account
    replaces: int = 0
    digest: str = ""  # of the content that the last review looked at
    words: str = ""  # of the last review
    reviewed_by: str = ""  # the account
    number: str = ""
    series: str = ""
    year: int = 0
    place: int = 0
    code: str = ""
    title: str = ""
    issued_at: str = ""
    issued_seq: int = 0
    ended_at: str = ""
    reason: str = ""
    replaced_by: int = 0
    seal: str = ""  # SHA-256 of the picture
    seal_width: int = 0  # millimetres
    sealed_at: str = ""

    @property
    def is_issued(self) -> bool:
        """Whether it was issued once: it has a number, whatever became of it."""
        return bool(self.number)

    @property
    def kept(self) -> list[Any]:
        """As a state keeps it: without a seal, as it was kept before there were seals."""
        return list(self) if self.seal else list(self)[:UNSEALED]


Papers = tuple[Paper, ...]
UNSEALED = Paper._fields.index("seal")  # how many values a paper without a seal has


def _with(papers: Papers, number: int, /, **changes: Any) -> dict[str, Any]:
    changed = list(papers)
    changed[number - 1] = changed[number - 1]._replace(**changes)
    return {"papers": tuple(changed)}


def _drafted(papers: Papers, event: e.PaperDrafted, header: e.Header) -> dict[str, Any]:
    paper = Paper(event.paper, event.form, event.unit, DRAFT, header.at, header.account, event.replaces)
    return {"papers": (*papers, paper)}


def _reviewed(papers: Papers, event: e.PaperReviewed, header: e.Header) -> dict[str, Any]:
    state = REVIEWED if event.agreed else RETURNED
    said = {"digest": event.digest, "words": event.words, "reviewed_by": header.account}
    return _with(papers, event.paper, state=state, **said)


def _issued(papers: Papers, event: e.PaperIssued, header: e.Header) -> dict[str, Any]:
    return _with(
        papers,
        event.paper,
        state=ISSUED,
        number=event.number,
        series=event.series,
        year=event.year,
        place=event.place,
        code=event.code,
        title=str(event.content["title"]),
        issued_at=header.at,
        issued_seq=header.seq,
    )


def _voided(papers: Papers, event: e.PaperVoided, header: e.Header) -> dict[str, Any]:
    issued = papers[event.paper - 1].is_issued
    state = REPLACED if event.replaced_by else VOIDED if issued else DROPPED
    changes = {"ended_at": header.at, "reason": event.reason, "replaced_by": event.replaced_by}
    return _with(papers, event.paper, state=state, **changes)


def _sealed(papers: Papers, event: e.SealPlaced, header: e.Header) -> dict[str, Any]:
    return _with(papers, event.paper, seal=event.picture, seal_width=event.width, sealed_at=header.at)


PAPER_FOLDS: Mapping[type[e.Event], Callable[[Papers, Any, e.Header], dict[str, Any]]] = {
    e.PaperDrafted: _drafted,
    e.PaperReviewed: _reviewed,
    e.PaperIssued: _issued,
    e.PaperVoided: _voided,
    e.SealPlaced: _sealed,
}
