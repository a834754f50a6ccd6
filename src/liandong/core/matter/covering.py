"""PURE. Rows that must leave nobody out: each unit of other fields has its row (a plan divides the duties of all)."""

from __future__ import annotations

from liandong.core.conditions import Lookup
from liandong.core.errors import Refusal
from liandong.core.matter.commands import Fields
from liandong.core.matter.fields import Incomplete, named_units
from liandong.core.rules import Field, Pack, Procedure
from liandong.core.texts import Text


def check_covered(procedure: Procedure, pack: Pack, accepted: Fields, lookup: Lookup, rule: str) -> None:
    """Refuse rows without a row for each unit of the fields they cover; `lookup` sees the accepted values."""
    refused = [
        found
        for path in accepted
        if (field := procedure.fields.get(path)) and field.covers
        if (found := _left_out(pack, field, lookup, rule))
    ]
    if refused:
        raise Incomplete(tuple(refused))


def _left_out(pack: Pack, field: Field, lookup: Lookup, rule: str) -> Refusal | None:
    rows = lookup(field.name)
    if not isinstance(rows, list):
        return None
    written = {row.get("unit") for row in rows if isinstance(row, dict)}
    missing = [pack.units[unit].name for unit in named_units(field.covers, lookup) if unit not in written]
    if not missing:
        return None
    return Refusal(
        "rows.unit-left-out",
        rule=rule,
        cites=field.cites,
        field=field.name,
        title=field.title,
        units=Text("、".join(name.zh for name in missing), ", ".join(name.en for name in missing)),
    )
