"""What entries, steps and outcomes share: asks, limits, opens, refusals."""

from __future__ import annotations

from dataclasses import replace

from liandong.core.conditions import AnyOf
from liandong.core.rules import Ask, Enforcing, FieldType, Opens, Refuses, Within
from liandong.core.time_limits import Force, TimeLimit, Unit
from liandong.packs.cursor import Cursor, strings_at, text_at
from liandong.packs.known import ROW, Known
from liandong.packs.read_conditions import read_condition
from liandong.packs.read_fields import HOLDS_UNITS

# Stand-ins that keep reading going after a fault; a pack with a fault is never used.
NO_LIMIT = TimeLimit(Unit.IMMEDIATELY)
NEVER = AnyOf(())


def read_asks(cursor: Cursor | None, known: Known) -> tuple[Ask, ...]:
    """The fields asked."""
    asks: list[Ask] = []
    for member in cursor.members() if cursor else []:
        ask = _ask(member, known)
        if any(a.field == ask.field and a.when == ask.when for a in asks):
            member.fault(f"`{ask.field}` asked twice", "each field once, or with different `when`")
        asks.append(ask)
        if cursor:
            member.findings.places.setdefault(f"{cursor.path}.{ask.field}", member.place)
    return tuple(asks)


def _ask(cursor: Cursor, known: Known) -> Ask:
    if not cursor.is_mapping:
        return Ask(cursor.one_of(known.parts(), "the field"))
    if not cursor.has("field"):
        return _short_ask(cursor, known)
    cursor.shape(("field", "optional", "when", "cites", "rules"))
    field, optional = cursor.need("field"), cursor.get("optional")
    return Ask(
        field.one_of(known.parts(), "the field") if field else "",
        optional=optional.yes_no() if optional else False,
        when=read_condition(cursor.get("when"), known),
        cites=strings_at(cursor, "cites"),
        rules=strings_at(cursor, "rules"),
    )


def _short_ask(cursor: Cursor, known: Known) -> Ask:
    pairs = cursor.pairs()
    if len(pairs) == 1 and pairs[0][0] in known.parts():
        pairs[0][1].one_of(("optional",), "the word")
        return Ask(pairs[0][0], optional=True)
    cursor.fault("an ask of unknown form", "a field, {field: optional}, or {field: NAME, optional: …, when: …}")
    return Ask("")


def read_sets(cursor: Cursor | None, known: Known) -> dict[str, str]:
    """Facts set from the act: field -> `actor`, or another field."""
    sets: dict[str, str] = {}
    for name, at in cursor.pairs() if cursor else []:
        if name not in known.fields:
            at.fault(f"the undeclared field `{name}`", f"one of {', '.join(known.fields)}")
        sets[name] = at.one_of(("actor", *known.fields), "the value")
    return sets


def read_opens(cursor: Cursor | None, known: Known, steps: tuple[str, ...]) -> tuple[tuple[Opens, ...], bool]:
    """What is opened, and whether only the first line that matches is."""
    if cursor is None:
        return (), False
    members = cursor.members()
    lines = [m for m in members if m.is_mapping]
    if lines and len(lines) < len(members):
        cursor.fault("names and when/step lines mixed", "names only (all open) or lines only (the first that matches)")
    opens = tuple(_opens(m, known, steps) for m in members)
    if lines and any(line.when is None for line in opens[:-1]):
        cursor.fault("a line without `when` before the last", "the line that always matches at the end")
    return opens, bool(lines)


def _opens(cursor: Cursor, known: Known, steps: tuple[str, ...]) -> Opens:
    if not cursor.is_mapping:
        return Opens(cursor.one_of(steps, "the step"))
    cursor.shape(("when", "step"))
    step = cursor.need("step")
    return Opens(step.one_of(steps, "the step") if step else "", read_condition(cursor.get("when"), known))


def read_enforcing(cursor: Cursor | None, known: Known, cites: tuple[str, ...]) -> Enforcing | None:
    """How many of the named units must hold enforcement power; without own `cites` it rests on those of its act."""
    if cursor is None:
        return None
    cursor.shape(("min", "across", "when", "cites", "rules"))
    least, across = cursor.need("min"), cursor.need("across")
    units = known.of_type(*HOLDS_UNITS)
    return Enforcing(
        min=least.whole() if least else 0,
        across=across.strings_of(units, "the field of units") if across else (),
        when=read_condition(cursor.get("when"), known),
        cites=strings_at(cursor, "cites") or cites,
        rules=strings_at(cursor, "rules"),
    )


def read_refuses(cursor: Cursor | None, known: Known, cites: tuple[str, ...]) -> tuple[Refuses, ...]:
    """The conditions that forbid an act; without own `cites` they rest on those of the act."""
    return tuple(_refuses(m, known, cites) for m in cursor.members()) if cursor else ()


def _refuses(cursor: Cursor, known: Known, cites: tuple[str, ...]) -> Refuses:
    cursor.shape(("when", "why", "then", "cites", "rules"))
    return Refuses(
        when=read_condition(cursor.need("when"), known) or NEVER,
        why=text_at(cursor, "why"),
        then=text_at(cursor, "then"),
        cites=strings_at(cursor, "cites") or cites,
        rules=strings_at(cursor, "rules"),
    )


def read_within(cursor: Cursor | None, known: Known, cites: tuple[str, ...]) -> tuple[Within, ...]:
    """The lines of a time limit; without own `cites` they rest on those of their step or entry."""
    return tuple(_within(m, known, cites) for m in cursor.members()) if cursor else ()


WITHIN_KEYS = ("limit", "until", "from", "before", "force", "when", "late_asks", "cites", "rules")
SET_DAY = TimeLimit(Unit.SET_DAY)


def _within(cursor: Cursor, known: Known, cites: tuple[str, ...]) -> Within:
    if not cursor.is_mapping:
        return Within(_limit(cursor), cites=cites)
    cursor.shape(WITHIN_KEYS)
    limit, anchor, before = _set_day(cursor, known) if cursor.has("until") else _counted(cursor, known)
    force, late = cursor.get("force"), cursor.get("late_asks")
    word = force.one_of((f.value for f in Force), "the force") if force else "must"
    return Within(
        limit=limit,
        anchor=anchor,
        before=before,
        force=Force(word) if word in {f.value for f in Force} else Force.MUST,
        when=read_condition(cursor.get("when"), known),
        late_asks=late.one_of(known.fields, "the field") if late else "",
        cites=strings_at(cursor, "cites") or cites,
        rules=strings_at(cursor, "rules"),
    )


def _limit(cursor: Cursor, *, backwards: bool = False) -> TimeLimit:
    if not (cursor.is_mapping or cursor.is_list) and cursor.string() == Unit.SET_DAY:
        cursor.fault(f"`{Unit.SET_DAY}` as a limit", "`until: FIELD`, the field with the day that was set")
        return NO_LIMIT
    return cursor.parsed(_parse_backwards if backwards else TimeLimit.parse, NO_LIMIT)


def _parse_backwards(text: str) -> TimeLimit:
    """`before:` says the direction; only a limit in clear days cannot be read without it."""
    return TimeLimit.parse(f"{text} before" if " clear " in text and not text.endswith(" before") else text)


def _set_day(cursor: Cursor, known: Known) -> tuple[TimeLimit, str, str]:
    for word in ("limit", "from", "before"):
        if at := cursor.get(word):
            at.fault(f"both `until` and `{word}`", "`until` by itself: the day that was set is the last")
    until = cursor.need("until")
    dates = [*known.paths_of_type(FieldType.DATE), *known.periods]
    return SET_DAY, _path(until, known, dates, "the date") if until else "", ""


def _counted(cursor: Cursor, known: Known) -> tuple[TimeLimit, str, str]:
    limit_at, anchor, before = cursor.need("limit"), cursor.get("from"), cursor.get("before")
    limit = _limit(limit_at, backwards=before is not None) if limit_at else NO_LIMIT
    if anchor and before:
        cursor.fault("both `from` and `before`", "one of them: forwards from a moment, or backwards before one")
    if before and not limit.unit.is_counted and limit_at:
        limit_at.fault(f"`{limit}` before a moment", "a number, such as 3 working days")
    elif before:
        limit = replace(limit, before=True)
    elif limit.before and limit_at:
        limit_at.fault(f"`{limit}` without a `before:`", "the field it counts back from, as `before: FIELD`")
    moments = known.paths_of_type(FieldType.DATE, FieldType.INSTANT)
    return (
        limit,
        _path(anchor, known, moments, "the moment") if anchor else "",
        _path(before, known, moments, "the moment") if before else "",
    )


def _path(cursor: Cursor, known: Known, paths: list[str], what: str) -> str:
    name = cursor.string()
    if name.startswith(ROW) and not known.columns:
        cursor.fault(f"`{name}` in what is not a task for a row", "a step with `each: {rows: FIELD, by: COLUMN}`")
        return name
    return cursor.one_of(paths, what)
