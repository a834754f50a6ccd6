"""PURE. What objections strike of an appraisal: facts of the objecting unit, by matter and line, that had happened.

Nothing is erased by it. A struck fact stands in the list behind its number, with the objection's number as the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from liandong.core.matter.plain import number_form
from liandong.core.rules import FieldType

MATTER, LINE = "matter", "line"
COLUMNS = {MATTER: FieldType.TEXT, LINE: FieldType.CHOICE}
"""The columns of the field that strikes: the number of a matter, and which line of the formula."""


@dataclass(frozen=True, slots=True)
class Strike:
    """One row of an answer that upheld an objection.

    `unit` objected, `matter` is the number as it was written, `objection` the number of the objection, `at` the moment
    of the answer.
    """

    unit: str
    line: str
    matter: str
    objection: str
    at: datetime


def strikes_in(rows: object, unit: str, objection: str, at: datetime) -> Iterator[Strike]:
    """The strikes that the value of the field holds; none where an older version of the text had no such field."""
    for row in rows if isinstance(rows, list) else ():
        yield Strike(unit, str(row[LINE]), str(row[MATTER]), objection, at)


def strike_of(strikes: Iterable[Strike], unit: str, line: str, number: str, at: datetime) -> Strike | None:
    """The first strike of a unit's fact in a line, in the matter of this number, which happened at `at`.

    None where there is none: what another unit has there stands, and so does what happened after the answer.
    """
    for strike in strikes:
        same = (strike.unit, strike.line, number_form(strike.matter)) == (unit, line, number_form(number))
        if same and at <= strike.at:
            return strike
    return None
