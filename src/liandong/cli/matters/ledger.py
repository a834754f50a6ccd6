"""The lines of a ledger for the command line: the columns that the pack declares, citizens masked."""

from __future__ import annotations

from liandong.packs import library
from liandong.projections.matters import MatterLine
from liandong.web.language import say
from liandong.web.ledgers.lines import NOBODY, Cell, ledger_lines


def columns_of(line: MatterLine) -> tuple[str, ...]:
    """The columns that the county's pack of today declares for the matter's procedure, () where it is no ledger."""
    pack = library().packs.get(line.county)
    procedure = pack.procedures.get(line.procedure) if pack else None
    return procedure.columns if procedure else ()


def titled(line: MatterLine) -> list[tuple[str, Cell]]:
    """Each column's title and value, in the language that is active."""
    fields = library().pack(line.county).procedures[line.procedure].fields if columns_of(line) else {}
    (seen,) = ledger_lines([line], columns_of(line), NOBODY)
    return [(say(fields[cell.name].title), cell) for cell in seen.cells]
