"""units.yaml: kinds, sets of posts, units, capacities."""

from __future__ import annotations

from collections.abc import Mapping

from liandong.core.actors import Role
from liandong.core.rules import Capacity, Post, Unit
from liandong.core.texts import Text
from liandong.packs.cursor import KEBAB, KEBAB_FORM, Cursor, named, string_at, strings_at, text_at, yes_at

ROLES = tuple(role.value for role in Role if role not in (Role.CLOCK, Role.CITIZEN))

PostSets = Mapping[str, tuple[Post, ...]]


def read_kinds(file: Cursor, county: str) -> dict[str, Text]:
    """The kinds of units."""
    kinds = file.need("kinds")
    if kinds is None:
        return {}
    pairs = named(kinds.pairs(f"{county}/kinds#"), KEBAB, KEBAB_FORM)
    return {name: cursor.text() for name, cursor in pairs.items()}


def read_units(file: Cursor, county: str, kinds: Mapping[str, Text]) -> dict[str, Unit]:
    """The units with their posts."""
    sets_at = file.get("post_sets")
    sets = {k: _posts_of_map(c) for k, c in sets_at.pairs(f"{county}/post_sets#")} if sets_at else {}
    units_at = file.need("units")
    if units_at is None:
        return {}
    pairs = named(units_at.pairs(f"{county}/units#"), KEBAB, KEBAB_FORM)
    units = {code: _unit(code, cursor, kinds, sets) for code, cursor in pairs.items()}
    for code, cursor in pairs.items():
        parent = cursor.get("parent")
        if parent and units[code].parent not in units:
            parent.one_of(units, "the unit")
    return units


UNIT_KEYS = ("name", "legal_name", "kind", "enforces", "posts", "aliases", "plates", "parent", "cites", "rules")


def _unit(code: str, cursor: Cursor, kinds: Mapping[str, Text], sets: PostSets) -> Unit:
    cursor.shape(UNIT_KEYS)
    kind, enforces, posts = cursor.need("kind"), cursor.need("enforces"), cursor.need("posts")
    plates = cursor.get("plates")
    return Unit(
        code=code,
        name=text_at(cursor, "name"),
        legal_name=text_at(cursor, "legal_name"),
        kind=kind.one_of(kinds, "the kind") if kind else "",
        enforces=enforces.yes_no() if enforces else False,
        posts=_posts(posts, sets) if posts else (),
        aliases=strings_at(cursor, "aliases"),
        plates={k: c.text() for k, c in named(plates.pairs(), KEBAB, KEBAB_FORM).items()} if plates else {},
        parent=string_at(cursor, "parent"),
        cites=strings_at(cursor, "cites"),
        rules=strings_at(cursor, "rules"),
    )


def _posts(cursor: Cursor, sets: PostSets) -> tuple[Post, ...]:
    posts: dict[str, Post] = {}
    for member in cursor.members():
        name = "" if member.is_mapping else member.one_of(sets, "the set of posts")
        for post in _posts_of_map(member) if member.is_mapping else sets.get(name, ()):
            if post.code in posts:
                member.fault(f"the post `{post.code}` a second time", "each post of a unit once")
            posts[post.code] = post
    return tuple(posts.values())


def _posts_of_map(cursor: Cursor) -> tuple[Post, ...]:
    return tuple(_post(code, c) for code, c in named(cursor.pairs(), KEBAB, KEBAB_FORM).items())


def _post(code: str, cursor: Cursor) -> Post:
    cursor.shape(("title", "head", "roles"))
    roles = cursor.need("roles")
    return Post(
        code=code,
        title=text_at(cursor, "title"),
        is_head=yes_at(cursor, "head"),
        roles=roles.strings_of(ROLES, "the role") if roles else (),
    )


def read_capacities(file: Cursor, county: str, units: Mapping[str, Unit]) -> dict[str, Capacity]:
    """The capacities in which units act in procedures."""
    at = file.get("capacities")
    if at is None:
        return {}
    pairs = named(at.pairs(f"{county}/capacities#"), KEBAB, KEBAB_FORM)
    return {name: _capacity(name, cursor, units) for name, cursor in pairs.items()}


def _capacity(name: str, cursor: Cursor, units: Mapping[str, Unit]) -> Capacity:
    cursor.shape(("title", "unit", "post", "cites", "rules"))
    unit_at, post_at = cursor.need("unit"), cursor.get("post")
    unit = unit_at.one_of(units, "the unit") if unit_at else ""
    if post_at and unit in units:
        post_at.one_of((post.code for post in units[unit].posts), f"the post of {unit}")
    return Capacity(
        name=name,
        title=text_at(cursor, "title"),
        unit=unit,
        post=post_at.string() if post_at else "",
        cites=strings_at(cursor, "cites"),
        rules=strings_at(cursor, "rules"),
    )
