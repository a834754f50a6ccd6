"""The law of one act: the pack the matter is pinned to, the calendar, who sits where, and the matters it touches."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from liandong.act.asked import Asked
from liandong.act.ids import new_id
from liandong.core.errors import Refusal
from liandong.core.matter.commands import CompleteTask, IssuePaper, MoveVersion, OpenMatter, PlaceSeal, RecordLater
from liandong.core.matter.events import Event
from liandong.core.matter.law import Law, Reserved
from liandong.core.matter.state import Matter
from liandong.core.papers import counted_under
from liandong.core.rules import Pack, PackRef, Procedure, Starts
from liandong.evidence.held import held
from liandong.packs import library, pack_from_canonical
from liandong.papers.numbering import next_place
from liandong.papers.units import mark_now, seal_now
from liandong.people.leads import led_by
from liandong.people.seats import vacant
from liandong.projections.cases import past
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
    pack, today = pinned_pack(state.pack_hash), asked.now.astimezone(ZONE).date()
    unit = asked.actor.seat.unit
    if state.links:
        related = {**_origins(state), **related}
    return Law(
        pack=pack,
        ref=PackRef(state.county, state.pack, state.pack_hash),
        calendar=library().calendar(),
        vacant=vacant(state.county, today, pen),
        related=related,
        stated=_stated(asked) if asked.corrects else None,
        reserved=_reserved(pen, state, asked, pack),
        packs={other.pack_hash: pinned_pack(other.pack_hash) for other in related.values()} if related else {},
        led_by=led_by(state.county, today, pen) if pack.executive_fields else {},
        cases=lambda number: past(state.county, number, pen),
        onto=_onto(pen, state) if isinstance(asked.command, MoveVersion) else None,
        files=lambda key: held(pen, key),
        paper_place=_paper_place(pen, state, asked, pack),
        stands=lambda: read.stated(state.id),
        mark=mark_now(state.county, unit, pen) if isinstance(asked.command, IssuePaper) else "",
        seal=seal_now(state.county, unit, pen) if isinstance(asked.command, PlaceSeal) else None,
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
    today = asked.now.astimezone(ZONE).date()
    return Law(
        pack=pack,
        ref=ref,
        calendar=shelf.calendar(),
        vacant=vacant(county, today, pen),
        related=related,
        number=_next_number(pen, pack, procedure, today),
        matter=matter,
        led_by=led_by(county, today, pen) if pack.executive_fields else {},
        cases=lambda number: past(county, number, pen),
        files=lambda key: held(pen, key),
    )


def _next_number(pen: Pen, pack: Pack, procedure: Procedure, today: date) -> str:
    short = procedure.short.zh
    return spelled(pack.number_prefix, short, today.year, write.next_number(pen, pack.county, short, today.year))


def stands_alone(state: Matter, asked: Asked) -> bool:
    """Whether an act on this state concerns nothing beside its matter: it starts none, none waits for it, and it draws
    no number of a series, which an act that is tried twice would draw twice."""
    if isinstance(asked.command, IssuePaper) or any(link["kind"] == "origin" for link in state.links):
        return False
    return _starts(state, asked, pinned_pack(state.pack_hash)) is None


def origins(found: Mapping[str, tuple[object, Matter]]) -> list[str]:
    """The matters that those found came from, and that are not among them."""
    links = (link for _, state in found.values() for link in state.links)
    return [link["matter"] for link in links if link["kind"] == "origin" and link["matter"] not in found]


def _starts(state: Matter, asked: Asked, pack: Pack) -> Starts | None:
    command = asked.command
    if not isinstance(command, CompleteTask | RecordLater):
        return None
    task = state.task(command.task)
    outcome = pack.procedures[state.procedure].steps[task.step].outcomes.get(command.outcome) if task else None
    return outcome.starts if outcome else None


def _reserved(pen: Pen, state: Matter, asked: Asked, pack: Pack) -> dict[str, Reserved]:
    """Id and number for the matter that this act may start; the number goes back if the act is refused."""
    starts = _starts(state, asked, pack)
    if starts is None:
        return {}
    begins = pack.procedures[starts.procedure]
    number = _next_number(pen, pack, begins, asked.now.astimezone(ZONE).date())
    return {begins.name: Reserved(new_id(asked.now), number)}


def _paper_place(pen: Pen, state: Matter, asked: Asked, pack: Pack) -> int:
    """The place in its unit's numbering for the paper that this act would issue; it goes back if the act is refused."""
    command = asked.command
    if not isinstance(command, IssuePaper) or not 0 < command.paper <= len(state.papers):
        return 0
    paper = state.papers[command.paper - 1]
    form = pack.papers.forms.get(paper.form)
    year = asked.now.astimezone(ZONE).year
    return next_place(pen, state.county, counted_under(paper.unit, form), year) if form else 0


def _onto(pen: Pen, state: Matter) -> tuple[Pack, PackRef]:
    """The version of the county's pack that the shelf holds now; it goes on record before a matter is moved to it."""
    shelf = library()
    if state.county not in shelf.loaded:
        raise Refusal("pack.unknown", county=state.county)
    ref = shelf.ref(state.county)
    write.keep_pack(pen, ref, shelf.canonical(state.county))
    return shelf.pack(state.county), ref


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
    return entry.told if entry is not None else None
