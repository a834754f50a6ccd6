"""PURE. What happens to the papers of a matter: drafted, reviewed, issued, sealed, voided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class PaperDrafted:
    """A paper of this unit is being prepared; `form` is its code in the pack, `replaces` an issued paper or 0."""

    paper: int
    form: str
    unit: str
    replaces: int = 0


@dataclass(frozen=True, slots=True)
class PaperReviewed:
    """A draft was agreed to, or sent back. `digest` is that of the content that was looked at."""

    paper: int
    agreed: bool
    words: str
    digest: str


@dataclass(frozen=True, slots=True)
class PaperIssued:
    """A paper was issued: from here on it says `content`, whatever becomes of the matter.

    `series`, `year` and `place` are its place in the numbering of its unit, `code` what a holder checks it with, `told`
    the units that it goes to, copies included: from here on they take part.
    """

    paper: int
    number: str
    series: str
    year: int
    place: int
    code: str
    signer: str  # "UNIT/POST"
    content: Mapping[str, Any]
    told: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SealPlaced:
    """The seal of its unit was placed on an issued paper (用印): SHA-256 of the picture, width in millimetres."""

    paper: int
    picture: str
    width: int


@dataclass(frozen=True, slots=True)
class PaperVoided:
    """A paper no longer counts: a draft that is dropped, an issued paper that is void or replaced by another."""

    paper: int
    reason: str
    replaced_by: int = 0
