"""PURE. Whether a county's units, posts, capacities and items fit together, and whether every party is somebody."""

from __future__ import annotations

from collections.abc import Iterator

from liandong.core.actors import Role
from liandong.core.check_rules.abstraction import bearing
from liandong.core.check_rules.problems import Problem
from liandong.core.check_rules.seats import fitting
from liandong.core.rules import Entry, Field, FieldType, Item, Pack, Party, PartyKind, Procedure, Unit

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})


def crew_problems(pack: Pack) -> Iterator[Problem]:
    """Problems of units, posts, names, items and of the parties of procedures."""
    for unit in pack.units.values():
        yield from _posts(pack, unit)
    yield from _names(pack)
    for item in pack.items.values():
        yield from _item(pack, item)
    for procedure in pack.procedures.values():
        for field in procedure.fields.values():
            yield from _field(pack, procedure, field)
        for entry in procedure.entries.values():
            yield from _entry(pack, procedure, entry)
        yield from _parties(pack, procedure)


def _posts(pack: Pack, unit: Unit) -> Iterator[Problem]:
    at = f"{pack.county}/units#{unit.code}"
    heads = [post.code for post in unit.posts if post.is_head]
    if len(heads) != 1:
        yield Problem(
            f"{at}.posts", f"{len(heads)} heads ({', '.join(heads) or 'none'})", "exactly one post with `head: true`"
        )
    for post in unit.posts:
        held = ADMINISTRATORS.intersection(post.roles)
        if held and len(post.roles) > 1:
            roles = ", ".join(post.roles)
            yield Problem(
                f"{at}.posts", f"the post `{post.code}` with the roles {roles}", "an administrator's role alone"
            )


def _names(pack: Pack) -> Iterator[Problem]:
    """A name that means two units would make a scenario, an import or a search ambiguous."""
    owner: dict[str, str] = {}
    for unit in pack.units.values():
        for name in {unit.code, unit.name.zh, unit.name.en, unit.legal_name.zh, unit.legal_name.en, *unit.aliases}:
            other = owner.setdefault(name, unit.code)
            if other != unit.code:
                at = f"{pack.county}/units#{unit.code}"
                yield Problem(at, f"the name {name}, which {other} has too", "a name of its own for each unit")


def _item(pack: Pack, item: Item) -> Iterator[Problem]:
    at = f"{pack.county}/items#{item.no}"
    if item.lead.unit in {member.unit for member in item.cooperating}:
        yield Problem(at, f"{item.lead.unit} both leads and cooperates", "each unit in one part")
    kinds = {unit.kind for unit in pack.units.values()}
    for kind in item.place_kinds:
        if kind not in kinds:
            yield Problem(f"{at}.place_kinds", f"the kind `{kind}`, which no unit has", "a kind of some unit")


def _field(pack: Pack, procedure: Procedure, field: Field) -> Iterator[Problem]:
    at = f"{pack.county}/{procedure.name}#fields.{field.name}"
    if field.type in (FieldType.UNIT, FieldType.UNITS):
        count = len(fitting(pack, field))
        if count < max(field.min, 1):
            yield Problem(at, f"{count} units that may be named here", f"at least {max(field.min, 1)}")
    if field.type is FieldType.ITEM and not pack.items:
        yield Problem(at, "an item field without a catalogue of items", "an items.yaml")
    for name in field.fills if field.type is FieldType.ITEM else ():
        yield from _filled(pack, at, procedure.fields[name])


def _filled(pack: Pack, at: str, field: Field) -> Iterator[Problem]:
    """Each item must fill a field with units that the field takes."""
    allowed = {unit.code for unit in fitting(pack, field)}
    for item in pack.items.values():
        members = (item.lead,) if field.type is FieldType.UNIT else item.cooperating
        wrong = [member.unit for member in members if member.unit not in allowed]
        if wrong:
            found = f"item {item.no} fills `{field.name}` with {', '.join(wrong)}, which it does not take"
            yield Problem(f"{at}.fills", found, "units of the field's kinds and power, or a wider field")


def _entry(pack: Pack, procedure: Procedure, entry: Entry) -> Iterator[Problem]:
    at = f"{pack.county}/{procedure.name}#{entry.name}"
    kinds = {unit.kind for unit in pack.units.values()}
    for party in entry.by:
        if party.by is PartyKind.KIND and party.name not in kinds:
            yield Problem(f"{at}.by", f"the kind `{party.name}`, which no unit has", "a kind of some unit")
    yield from _fills(procedure, {ask.field for ask in entry.asks}, f"{at}.asks")


def _fills(procedure: Procedure, asked: set[str], at: str) -> Iterator[Problem]:
    """What a field fills in is refused by an act that does not ask it."""
    for name in sorted(asked & procedure.fields.keys()):
        field = procedure.fields[name]
        missing = [fill for fill in (*field.fills, field.place) if fill and fill not in asked]
        if missing:
            yield Problem(at, f"`{name}` fills {', '.join(missing)}, which is not asked", "it asked here too")


def _parties(pack: Pack, procedure: Procedure) -> Iterator[Problem]:
    for step in procedure.steps.values():
        at = f"{pack.county}/{procedure.name}#{step.name}"
        for party in bearing(step):
            yield from _post(pack, procedure, party, at)
        for outcome in step.outcomes.values():
            asked = {ask.field for ask in (*step.asks, *outcome.asks)}
            yield from _fills(procedure, asked, f"{at}.{outcome.name}.asks")
            for party in outcome.tells:
                yield from _post(pack, procedure, party, f"{at}.{outcome.name}")


def _post(pack: Pack, procedure: Procedure, party: Party, at: str) -> Iterator[Problem]:
    """A post named by its code must exist in every unit that the field may name."""
    if party.by is not PartyKind.POST_OF or party.post == "head":
        return
    units = fitting(pack, procedure.fields[party.name])
    without = [unit.code for unit in units if party.post not in {post.code for post in unit.posts}]
    if without:
        found = f"the post `{party.post}` of `{party.name}`, which {', '.join(without[:5])} has not"
        yield Problem(f"{at}.by", found, "`head`, a post that all of them have, or fewer kinds in the field")
