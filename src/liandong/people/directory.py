"""What the packs say of a post: its roles, its unit's kind, whether it heads the unit."""

from __future__ import annotations

from collections.abc import Mapping

from liandong.core.access.conditions import APART
from liandong.core.actors import Role, Seat
from liandong.core.rules import Pack, Post, Unit

Packs = Mapping[str, Pack]
"""Packs by county, as `packs.library().packs` gives them: those in force today, not those old matters are pinned to."""


def find_post(packs: Packs, county: str, seat: Seat) -> tuple[Unit, Post] | None:
    """The unit and post of a seat; None if the county's pack does not know it (any more)."""
    pack = packs.get(county)
    unit = pack.units.get(seat.unit) if pack else None
    if unit is None:
        return None
    return next(((unit, post) for post in unit.posts if post.code == seat.post), None)


def roles_of(post: Post) -> frozenset[Role]:
    """The access roles of a post."""
    return frozenset(Role(role) for role in post.roles)


def administers(post: Post) -> str:
    """The administrator's role of a post, "" for a post that takes part in matters."""
    return next((role for role in sorted(post.roles) if role in APART), "")
