"""PURE. What happens to the case file of a matter that has ended: archived, sealed in a package, handed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CaseFileClosed:
    """归档: the case file was archived, for the period that the pack says.

    `years` 0 and `keep_until` "" mean for ever; `year` is the one it belongs to (归档年度), from whose end the period
    counts. `lacking` names each thing that the course asks for and that is not there, with the reason that was given:
    {"part", "code", "reason"}.
    """

    number: str
    retention: str
    years: int
    year: int
    keep_until: str
    lacking: list[Mapping[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CaseFilePackaged:
    """The package of the archived matter lies sealed in the archive's folder: `file` below it, its SHA-256 and size.

    `through` is the last event that the package holds.
    """

    file: str
    sha256: str
    size: int
    through: int


@dataclass(frozen=True, slots=True)
class CaseFileTransferred:
    """移交: the sealed package went to an archive institution, in a transfer whose list has this SHA-256."""

    to: str
    transfer: str
    sha256: str
