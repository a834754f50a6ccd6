"""The lines of a ledger: each matter with the values of the declared columns, as one seat may see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from liandong.act.law import pinned_pack
from liandong.core.actors import Seat
from liandong.core.matter.decide.masks import shown as may_see
from liandong.core.matter.state import Matter
from liandong.core.rules import Field, FieldType, Pack, Procedure
from liandong.projections.matters import MatterLine
from liandong.record import read
from liandong.web.fields.columns import IN_ROWS
from liandong.web.fields.shown import operation_parts, shown
from liandong.web.language import lang, t
from liandong.web.ledgers.asked import OPENED, Asked

NOBODY = Seat("", "")  # whoever is no seat of the county: every citizen stays masked


AT_ONCE = 200  # matters whose states are read together


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: in words, and as the record has it (citizens masked)."""

    name: str
    words: str
    value: Any


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One matter as a line of its ledger."""

    row: MatterLine
    cells: tuple[Cell, ...]

    def holds(self, words: Iterable[str]) -> bool:
        """Whether number, subject or a column contains every word."""
        told = " ".join([self.row.number, self.row.title(lang()), *(cell.words for cell in self.cells)]).lower()
        return all(word.lower() in told for word in words)


def ledger_lines(rows: Iterable[MatterLine], columns: tuple[str, ...], seat: Seat) -> Iterator[LedgerLine]:
    """The lines of these matters; no column is filled where the matter's version of the pack has no such field."""
    rest = iter(rows)
    while some := tuple(islice(rest, AT_ONCE)):
        states = read.states([row.id for row in some])
        for row in some:
            state = states.get(row.id)
            if state is None:
                raise LookupError(f"a row of the list names the matter {row.id}, which the record does not hold")
            yield LedgerLine(row, tuple(_cells(state, columns, seat)))


def _cells(state: Matter, columns: tuple[str, ...], seat: Seat) -> Iterator[Cell]:
    pack = pinned_pack(state.pack_hash)
    procedure = pack.procedures[state.procedure]
    values = may_see(state, procedure, seat)
    return (_cell(name, procedure.fields.get(name), values.get(name), pack) for name in columns)


def chosen(lines: Iterable[LedgerLine], asked: Asked, procedure: Procedure) -> list[LedgerLine]:
    """The lines that hold the words searched for, in the order asked for; a line without a value stands last."""
    wanted = asked.q.split()
    found = [line for line in lines if line.holds(wanted)]
    if asked.order == OPENED:
        return found
    at = procedure.columns.index(asked.order)
    kind = procedure.fields[asked.order].type
    filled = [line for line in found if line.cells[at].words]
    filled.sort(key=lambda line: _key(kind, line.cells[at]), reverse=bool(asked.backwards))
    return filled + [line for line in found if not line.cells[at].words]


def _key(kind: FieldType, cell: Cell) -> Any:
    """Money and numbers by their size, days and moments by time, everything else by its words."""
    if kind in (FieldType.AMOUNT, FieldType.NUMBER):
        return Decimal(str(cell.value))
    return str(cell.value) if kind in (FieldType.DATE, FieldType.INSTANT) else cell.words


def _cell(name: str, field: Field | None, value: Any, pack: Pack) -> Cell:
    if field is None or value in (None, "", [], {}):
        return Cell(name, "", None)
    return Cell(name, _words(field, value, pack), value)


def _words(field: Field, value: Any, pack: Pack) -> str:
    if field.type in IN_ROWS:
        return t(f"{len(value)} 条", f"{len(value)} rows")
    if field.type is FieldType.OPERATION:
        return t("，", ", ").join(words for _, words in operation_parts(value, pack))
    return shown(field, value, pack)
