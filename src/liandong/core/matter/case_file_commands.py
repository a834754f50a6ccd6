"""PURE. What may be asked about the case file of a matter that has ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CloseCaseFile:
    """归档: archive the case file of an ended matter. `reasons` say, by its code, why something that lacks may lack."""

    number: str
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordPackage:
    """The clock: the package of an archived matter was written and sealed."""

    file: str
    sha256: str
    size: int
    through: int


@dataclass(frozen=True, slots=True)
class RecordTransfer:
    """The clock, for whoever works at the server: the sealed package was handed to an archive institution."""

    to: str
    transfer: str
    sha256: str
