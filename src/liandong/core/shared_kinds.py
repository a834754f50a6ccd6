"""PURE. A county's catalogue of information to be shared, in words: what, by whom, with whom, how soon, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from liandong.core.rules import Pack, Party, PartyKind
from liandong.core.texts import Text


class KindLine(NamedTuple):
    """One kind of information of the catalogue."""

    name: str
    title: Text
    provider: Text
    receivers: Text
    limit: Text
    cites: tuple[str, ...]


def kind_lines(pack: Pack) -> list[KindLine]:
    """The catalogue in the order of the pack."""
    return [
        KindLine(
            kind.name, kind.title, parties(pack, kind.provider), parties(pack, kind.receivers), kind.limit, kind.cites
        )
        for kind in pack.sharing.values()
    ]


def parties(pack: Pack, named: Iterable[Party]) -> Text:
    """Parties of the catalogue in a row."""
    names = [_name(pack, party) for party in named]
    return Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def _name(pack: Pack, party: Party) -> Text:
    match party.by:
        case PartyKind.UNIT:
            return pack.units[party.name].name
        case PartyKind.GROUP:
            return pack.groups[party.name].title
        case PartyKind.KIND:
            return pack.kinds[party.name]
        case _:
            return pack.capacities[party.name].title
