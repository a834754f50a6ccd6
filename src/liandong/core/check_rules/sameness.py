"""PURE. Which units that conditions compare with each other may be one and the same.

A procedure's abstraction does not know sixty units apart. Whether two of its paths name the same unit is therefore
taken both ways wherever units allow both, anew at each act.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from liandong.core.check_rules.comparisons import Pair
from liandong.core.check_rules.seats import fitting, seats_of
from liandong.core.rules import Field, FieldType, Pack, Party, PartyKind, Procedure

ACTING = "actor.unit"
BORNE = frozenset({PartyKind.FIELD, PartyKind.POST_OF})


def same_ways(pack: Pack, procedure: Procedure, pairs: Iterable[Pair], parties: list[Party]) -> list[frozenset[Pair]]:
    """Every way in which pairs of paths name one unit where one of these parties acts; no party: the clock acts."""
    options = [[(pair, same) for same in _ways(pack, procedure, pair, parties)] for pair in pairs]
    return [frozenset(pair for pair, same in way if same) for way in product(*options)]


def _ways(pack: Pack, procedure: Procedure, pair: Pair, parties: list[Party]) -> tuple[bool, ...]:
    one, other = (_units(pack, procedure, path, parties) for path in pair)
    if not one & other:
        return (False,)
    path, acting = pair
    if acting == ACTING and all(_bears(party, path) for party in parties):
        return (True,)
    return (False, True)


def _bears(party: Party, path: str) -> bool:
    """Whether the one who acts as this party is the one named at the path, or one of them."""
    if party.by is PartyKind.ROWS:
        return path == f"row.{party.column}"
    return party.by in BORNE and path == party.name


def _units(pack: Pack, procedure: Procedure, path: str, parties: list[Party]) -> set[str]:
    """All units that a path may name."""
    if path == ACTING:
        return {seat.unit for party in parties for seat in seats_of(pack, procedure, party)}
    return {unit.code for field in _fields(procedure, path) for unit in fitting(pack, field)}


def _fields(procedure: Procedure, path: str) -> list[Field]:
    head, _, name = path.partition(".")
    if head != "row" or not name:
        return [procedure.fields[path]]
    rows = [field for field in procedure.fields.values() if field.type is FieldType.ROWS]
    return [column for field in rows for column in field.columns if column.name == name]
