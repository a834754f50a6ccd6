"""What the worker and the operator of the site ask of archived case files: which are to be sealed, which are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from liandong.projections.models import CaseFileRow

TO_SEAL = "the worker seals what was archived"
KEPT = "the operator of the site looks after sealed packages"


@dataclass(frozen=True, slots=True)
class ToSeal:
    """An archived case file without a package."""

    matter: str
    county: str
    year: int


@dataclass(frozen=True, slots=True)
class KeptPackage:
    """A sealed package, as the record has it. `file` is its place below the archive's folder."""

    matter: str
    county: str
    number: str
    subject: str
    procedure: str
    opened_at: datetime
    ended_at: datetime
    archive_number: str
    archived_by: str
    retention: str
    year: int
    keep_until: date | None
    file: str
    sha256: str
    size: int
    transferred_at: datetime | None


_COLUMNS = (
    *("matter_id", "county", "matter__number", "matter__subject", "procedure", "matter__opened_at", "ended_at"),
    *("archive_number", "archived_by", "retention", "year", "keep_until", "file", "sha256", "size", "transferred_at"),
)


def to_seal(most: int) -> list[ToSeal]:
    """The archived case files that wait for a package, the oldest first."""
    rows = CaseFileRow.objects.unscoped(TO_SEAL).filter(archived_at__isnull=False, packaged_at__isnull=True)
    found = rows.order_by("archived_at", "matter_id").values_list("matter_id", "county", "year")
    return [ToSeal(*row) for row in found[:most]]


def kept_packages(
    county: str = "", *, year: int = 0, retention: str = "", to_transfer: bool = False
) -> Iterator[KeptPackage]:
    """The sealed packages of a county ("" for all), by year and archive number; reads as it goes."""
    rows = CaseFileRow.objects.unscoped(KEPT).filter(packaged_at__isnull=False)
    if county:
        rows = rows.filter(county=county)
    if year:
        rows = rows.filter(year=year)
    if retention:
        rows = rows.filter(retention=retention)
    if to_transfer:
        rows = rows.filter(transferred_at__isnull=True)
    ordered = rows.order_by("county", "year", "archive_number", "matter_id").values_list(*_COLUMNS)
    for row in ordered.iterator(chunk_size=500):
        yield KeptPackage(*row)
