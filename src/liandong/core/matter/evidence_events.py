"""PURE. What happens to the evidence of a matter beside its forms: added, sealed, erased as a law orders."""

from __future__ import annotations

from dataclasses import dataclass

from liandong.core.matter.commands import Plain


@dataclass(frozen=True, slots=True)
class EvidenceAdded:
    """Files were added beside the forms of the matter; `files` are items (`core.evidence`)."""

    files: list[Plain]
    words: str


@dataclass(frozen=True, slots=True)
class EvidenceSealed:
    """The evidence was sealed as it is: `files` names each by {"key", "sha256"}."""

    files: list[Plain]
    basis: str
    reason: str


@dataclass(frozen=True, slots=True)
class EvidenceUnsealed:
    """The sealing ended."""

    reason: str


@dataclass(frozen=True, slots=True)
class ErasureAsked:
    """The first of two persons asked that the content of a file be erased."""

    file: str
    sha256: str
    basis: str
    reason: str
    unit: str
    post: str


@dataclass(frozen=True, slots=True)
class ErasureRefused:
    """The second person turned it down."""

    file: str
    words: str


@dataclass(frozen=True, slots=True)
class FileErased:
    """The second person agreed: the bytes of the file are destroyed. The event that added it still verifies.

    `asked` is the event of the first person; `basis` and `reason` are his.
    """

    file: str
    sha256: str
    asked: int
    basis: str
    reason: str
    words: str
