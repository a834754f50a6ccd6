"""What the county enters of its units for papers: marks (机关代字) and pictures of seals. The last line counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import connection

from liandong.core import access
from liandong.core.actors import Actor
from liandong.core.errors import Refusal
from liandong.core.matter.law import Seal
from liandong.core.papers import mark_of
from liandong.core.papers.seals import WIDTHS
from liandong.core.rules import Pack
from liandong.papers.models import SealPicture, UnitMark, UnitSeal
from liandong.papers.seal_pictures import drawn
from liandong.record import deeds
from liandong.record.deeds import DeedKind

LONGEST_MARK = 12


class Cursor(Protocol):
    """What is used of a cursor."""

    def execute(self, sql: str, params: Any) -> Any:
        """Run one statement."""

    def fetchone(self) -> Any:
        """The next row, or None."""


def mark_now(county: str, unit: str, cursor: Cursor) -> str:
    """The mark that was entered for a unit; "" where none is."""
    cursor.execute(
        "SELECT mark FROM papers_unit_mark WHERE county = %s AND unit = %s ORDER BY id DESC LIMIT 1", (county, unit)
    )
    found = cursor.fetchone()
    return str(found[0]) if found else ""


def seal_now(county: str, unit: str, cursor: Cursor | None = None) -> Seal | None:
    """The seal that a unit has; None where no picture of it was entered."""
    asked = cursor if cursor is not None else connection.cursor()
    asked.execute(
        "SELECT sha256, width FROM papers_unit_seal WHERE county = %s AND unit = %s ORDER BY id DESC LIMIT 1",
        (county, unit),
    )
    found = asked.fetchone()
    return Seal(str(found[0]), int(found[1])) if found and found[0] else None


def picture_of(sha256: str) -> bytes:
    """The picture under this hash; LookupError where the table has lost it."""
    row = SealPicture.objects.filter(pk=sha256).first()
    if row is None:
        raise LookupError(f"no picture of a seal under {sha256}")
    return bytes(row.picture)


@dataclass(frozen=True, slots=True)
class UnitPapers:
    """What a unit's papers bear: its mark, who entered it and when (None: the pack's); its seal, likewise."""

    unit: str
    mark: str
    mark_entered: UnitMark | None
    seal: UnitSeal | None


def of_units(pack: Pack) -> list[UnitPapers]:
    """Every unit that has posts, in two statements."""
    marks = {row.unit: row for row in UnitMark.objects.filter(county=pack.county).order_by("id")}
    seals = {row.unit: row for row in UnitSeal.objects.filter(county=pack.county).order_by("id")}
    return [_of(pack, unit.code, marks, seals) for unit in pack.units.values() if unit.posts]


def _of(pack: Pack, unit: str, marks: dict[str, UnitMark], seals: dict[str, UnitSeal]) -> UnitPapers:
    mark, seal = marks.get(unit), seals.get(unit)
    entered = mark if mark is not None and mark.mark else None
    return UnitPapers(
        unit,
        entered.mark if entered else mark_of(pack, unit),
        entered,
        seal if seal is not None and seal.sha256 else None,
    )


def enter_mark(by: Actor, pack: Pack, unit: str, mark: str, now: datetime) -> None:
    """Let a unit number its papers by this mark from the next number on; "" lets the pack's stand again.

    Refusal: `mark.form`, `mark.taken`, or the right is missing.
    """
    _may(by, pack, unit)
    if len(mark) > LONGEST_MARK or not all(letter.isalnum() for letter in mark):
        raise Refusal("mark.form", field="mark")
    taken = _whose(of_units(pack), mark, unit)
    if mark and taken:
        raise Refusal("mark.taken", field="mark", unit=pack.units[taken].name)
    UnitMark.objects.create(county=pack.county, unit=unit, mark=mark, entered_at=now, account=by.account)
    deeds.note(by, now, DeedKind.MARK_ENTERED, f"{unit} {mark or '-'}")


def _whose(every: Iterable[UnitPapers], mark: str, beside: str) -> str:
    return next((each.unit for each in every if each.mark == mark and each.unit != beside), "")


def enter_seal(by: Actor, pack: Pack, unit: str, picture: bytes, width: int, now: datetime) -> None:
    """Let this picture be a unit's seal from now on; papers that bear another keep it. b"" takes it back.

    Refusal: `seal.no-picture`, `seal.width`, or the right is missing.
    """
    _may(by, pack, unit)
    if picture and width not in WIDTHS:
        raise Refusal("seal.width", field="width")
    sha256 = ""
    if picture:
        made, sha256 = drawn(picture)
        SealPicture.objects.get_or_create(pk=sha256, defaults={"picture": made})
    UnitSeal.objects.create(
        county=pack.county, unit=unit, sha256=sha256, width=width if picture else 0, entered_at=now, account=by.account
    )
    deeds.note(by, now, DeedKind.SEAL_ENTERED, f"{unit} {sha256 or '-'}", subject=sha256)


def _may(by: Actor, pack: Pack, unit: str) -> None:
    access.require("seals.keep", by, access.of_county(pack.county))
    if unit not in pack.units or not pack.units[unit].posts:
        raise LookupError(f"{pack.county} has no unit {unit} with posts")
