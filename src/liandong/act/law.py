"""The law of one act: the pack the matter is pinned to, the calendar, who sits where, and the matters it touches."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from zoneinfo import ZoneInfo

from liandong.act.asked import Asked
from liandong.core.errors import Refusal
from liandong.core.matter.commands import OpenMatter
from liandong.core.matter.events import Event
from liandong.core.matter.law import Law
from liandong.core.matter.state import Matter
from liandong.core.rules import Pack, PackRef
from liandong.packs import library, pack_from_canonical
from liandong.people.seats import vacant
from liandong.record import read, write
from liandong.record.numbers import spelled
from liandong.record.pen import Pen

ZONE = ZoneInfo("Asia/Shanghai")
ORIGINS = ("origin", "reapplication")  # links whose other end the conditions of a pack may look at
PACKS_IN_MEMORY = 64


class BrokenRecord(RuntimeError):
    """The record lacks, or has altered, what an act needs; `liandong record verify` says more."""


@lru_cache(maxsize=PACKS_IN_MEMORY)
def pinned_pack(pack_hash: str) -> Pack:
    """The pack with this hash, rebuilt from the bytes that the record keeps; BrokenRecord if they do not fit it."""
    kept = read.pack_bytes(pack_hash)
    if kept is None or hashlib.sha256(kept).hexdigest() != pack_hash:
        raise BrokenRecord(f"the record does not hold the pack {pack_hash}")
    return pack_from_canonical(kept)


def law_of(pen: Pen, state: Matter, asked: Asked, related: Mapping[str, Matter]) -> Law:
    """The law for an act on a running matter."""
    return Law(
        pack=pinned_pack(state.pack_hash),
        ref=PackRef(state.county, state.pack, state.pack_hash),
        calendar=library().calendar(),
        vacant=vacant(state.county, asked.now.astimezone(ZONE).date(), pen),
        related={**related, **_origins(state)} if state.links else related,
        stated=_stated(asked) if asked.corrects else None,
    )


def law_of_opening(pen: Pen, asked: Asked, command: OpenMatter, related: Mapping[str, Matter], matter: str) -> Law:
    """The law for an opening: today's pack of the actor's county, which goes on record, and the number to be given."""
    shelf, county = library(), asked.actor.county
    if county not in shelf.loaded:
        raise Refusal("pack.unknown", county=county)
    pack, ref = shelf.pack(county), shelf.ref(county)
    procedure = pack.procedures.get(command.procedure)
    if procedure is None:
        raise Refusal("entry.unknown", procedure=command.procedure, entry=command.entry)
    write.keep_pack(pen, ref, shelf.canonical(county))
    today, short = asked.now.astimezone(ZONE).date(), procedure.short.zh
    n = write.next_number(pen, county, short, today.year)
    return Law(
        pack=pack,
        ref=ref,
        calendar=shelf.calendar(),
        vacant=vacant(county, today, pen),
        related=related,
        number=spelled(pack.number_prefix, short, today.year, n),
        matter=matter,
    )


def _origins(state: Matter) -> dict[str, Matter]:
    """The matters this one came from: conditions may ask what they were and how they ended."""
    found = {}
    for link in state.links:
        origin = read.state(link["matter"]) if link["kind"] in ORIGINS else None
        if origin is not None:
            found[origin.id] = origin
    return found


def _stated(asked: Asked) -> Event | None:
    entry = read.entry(asked.matter, asked.corrects)
    return entry.event if entry is not None else None
