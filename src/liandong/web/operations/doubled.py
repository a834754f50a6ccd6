"""Which operations of a period have an officer who is named for another on the same day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from liandong.core.clashing import Clash, Operation, clashes_of
from liandong.core.rules import Pack
from liandong.projections.operations import operations_between_unscoped
from liandong.web.operations.beside import REASON


def named_twice(operations: Iterable[Operation], pack: Pack, first: date, last: date) -> dict[str, list[Clash]]:
    """The clashes of these operations by the ids of their matters, those with operations that the reader may not see
    among them: he is told that there is one. Nothing is asked where none names an officer."""
    asked = [operation for operation in operations if operation.officers]
    if not asked:
        return {}
    others = operations_between_unscoped(pack, first, last, REASON)
    found = {operation.matter: clashes_of(operation, others) for operation in asked}
    return {matter: clashing for matter, clashing in found.items() if clashing}


def doubled_officers(clashing: Iterable[Clash]) -> int:
    """How many officers are named twice in these clashes."""
    return len({clash.officer.certificate for clash in clashing})
