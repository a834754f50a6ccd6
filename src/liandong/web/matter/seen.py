"""A matter loaded for one reader: its state, its law, what the reader may do. Invisible is the same as missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import Http404

from liandong.act.law import pinned_pack
from liandong.core import access
from liandong.core.actors import Actor
from liandong.core.conditions import Lookup
from liandong.core.matter.commands import Fields
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.decide.masks import shown
from liandong.core.matter.law import Law
from liandong.core.matter.offers import Offer, offers
from liandong.core.matter.state import Matter, facts
from liandong.core.rules import Pack, PackRef, Procedure
from liandong.packs import library
from liandong.people.seats import vacant
from liandong.projections.matters import MatterLine, matter_line
from liandong.record import read
from liandong.web import dates
from liandong.web.mechanism_links import element_url
from liandong.web.request import Seated

ORIGINS = ("origin", "reapplication")  # links whose other end the conditions of a pack may look at


@dataclass(frozen=True)
class Seen:
    """One matter before one reader, at one moment."""

    row: MatterLine
    state: Matter
    law: Law
    actor: Actor
    now: datetime

    @property
    def pack(self) -> Pack:
        """The pack the matter is pinned to."""
        return self.law.pack

    @property
    def procedure(self) -> Procedure:
        """The procedure of the matter."""
        return self.law.pack.procedures[self.state.procedure]

    @property
    def from_citizen(self) -> bool:
        """Whether a citizen filed it online, so that its opener is the unit that received it."""
        entry = self.procedure.entries.get(self.state.entry)
        return entry is not None and entry.public is not None

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """Every act on the matter, with the reason against it."""
        return offers(self.state, self.law, self.actor, self.now)

    def lookup(self, given: Fields | None = None, task: int = 0) -> Lookup:
        """The facts that conditions look at, with what was typed for a task laid over them."""
        draft, held = Draft(self.state, self.law, self.actor, self.now), self.state.task(task)
        draft.unit = held.unit if held else draft.unit
        return draft.lookup(given, held)

    @property
    def facts(self) -> Fields:
        """The facts of the matter as this reader may see them: citizens masked unless they were unmasked for him."""
        return shown(self.state, self.procedure, self.actor.seat)

    @property
    def may_export(self) -> bool:
        """Whether this reader may take the matter along as a package."""
        return access.check("matter.export", self.actor, facts(self.state)) is not None

    def rule_url(self, step: str = "") -> str:
        """The page of the mechanism at a step of this procedure."""
        return element_url(self.state.county, self.state.procedure, step)


def load(request: Seated, matter: str) -> Seen:
    """The matter for the one who asks; 404 if there is none that he may see."""
    seen = seen_by(request.actor, matter, request.now)
    if seen is None:
        raise Http404
    return seen


def seen_by(actor: Actor, matter: str, now: datetime) -> Seen | None:
    """The matter for somebody in his seat; None if there is none that he may see."""
    row = matter_line(actor, matter)
    state = read.state(matter) if row else None
    return Seen(row, state, _law(state, now), actor, now) if row is not None and state is not None else None


def _law(state: Matter, now: datetime) -> Law:
    return Law(
        pack=pinned_pack(state.pack_hash),
        ref=PackRef(state.county, state.pack, state.pack_hash),
        calendar=library().calendar(),
        vacant=vacant(state.county, dates.local(now).date()),
        related=_origins(state),
    )


def _origins(state: Matter) -> Mapping[str, Matter]:
    linked = [link["matter"] for link in state.links if link["kind"] in ORIGINS]
    return {matter: found for matter in linked if (found := read.state(matter)) is not None}
