"""PURE. Whether a citizen can use what a pack opens to him, and whether all that he is told is there to be told."""

from __future__ import annotations

from collections.abc import Iterator

from liandong.core.check_rules.abstraction import stated_facts
from liandong.core.check_rules.problems import Problem
from liandong.core.check_rules.seats import fitting
from liandong.core.check_rules.unknown import each_known
from liandong.core.rules import Entry, Field, FieldType, Pack, Procedure, Public
from liandong.core.rules.public import ASKED, NOW

MOMENTS = (FieldType.DATE, FieldType.INSTANT)


def public_names(pack: Pack, procedure: Procedure) -> Iterator[Problem]:
    """Names under `public` that stand for nothing."""
    for entry in procedure.entries.values():
        if (public := entry.public) is None:
            continue
        at = f"{pack.county}/{procedure.name}#{entry.name}.public"
        if public.by_field:
            yield from each_known(f"{at}.receiver", "field", [public.receiver], procedure.fields)
        else:
            yield from each_known(f"{at}.receiver", "capacity", [public.receiver], pack.capacities)
        yield from each_known(at, "field", [*public.fixed, *public.questions], procedure.fields)
        for stage in public.stages:
            yield from each_known(f"{at}.stages", "step", [each.step for each in stage.steps], procedure.steps)
            named = [stage.shows, *(each.unit for each in stage.steps)]
            yield from each_known(f"{at}.stages", "field", filter(None, named), procedure.fields)


def public_problems(pack: Pack) -> Iterator[Problem]:
    """What is wrong with entries for citizens."""
    for procedure in pack.procedures.values():
        for entry in procedure.entries.values():
            if entry.public is not None:
                at = f"{pack.county}/{procedure.name}#{entry.name}"
                yield from _asked(procedure, entry, at)
                yield from _received(pack, procedure, entry, entry.public, f"{at}.public.receiver")
                yield from _fixed(procedure, entry, entry.public, f"{at}.public.fixed")
                yield from _told(procedure, entry.public, f"{at}.public.stages")


def _asked(procedure: Procedure, entry: Entry, at: str) -> Iterator[Problem]:
    """A citizen can be asked what he can know; no limit, no origin and no other unit is his to answer for."""
    for ask in entry.asks:
        name, _, part = ask.field.partition(".")
        field = procedure.fields[name]
        if part or field.type not in ASKED:
            found = f"`{ask.field}` ({field.type}) asked of a citizen"
            yield Problem(f"{at}.asks", found, "a text, a choice, a day, a unit, a person or photos")
    by_type = {procedure.fields[ask.field.partition(".")[0]].type: ask.field for ask in entry.asks}
    if FieldType.FILES in by_type and FieldType.PERSON not in by_type:
        found = f"`{by_type[FieldType.FILES]}` asked of a citizen, who is not asked who he is"
        yield Problem(f"{at}.asks", found, "a `person` beside it, to whose readers the photos are shown")
    for word, used in (("needs_origin", entry.needs_origin), ("within", entry.within), ("enforcing", entry.enforcing)):
        if used:
            yield Problem(f"{at}.{word}", f"`{word}` at an entry of citizens", "it at an entry of somebody")
    if procedure.withdraw_until:
        found = "an entry of citizens in a procedure with `withdraw_until`, where the receiver could take it back"
        yield Problem(at, found, "a procedure without it")


def _received(pack: Pack, procedure: Procedure, entry: Entry, public: Public, at: str) -> Iterator[Problem]:
    """The unit that receives it is always named, and there is one to name."""
    if not public.by_field:
        return
    field = procedure.fields[public.receiver]
    asked = any(ask.field == field.name and not ask.optional and ask.when is None for ask in entry.asks)
    if field.type is not FieldType.UNIT or not asked:
        found = f"`{field.name}`, which the citizen may leave empty"
        yield Problem(at, found, "a capacity, or a `unit` field that the entry always asks")
    elif not field.kinds or not fitting(pack, field):
        yield Problem(at, f"`{field.name}`, in which any unit may stand", "a field with `kinds`, of those that receive")


def _fixed(procedure: Procedure, entry: Entry, public: Public, at: str) -> Iterator[Problem]:
    asked = {ask.field for ask in entry.asks}
    for name, value in public.fixed.items():
        field = procedure.fields[name]
        if name in asked:
            yield Problem(at, f"`{name}` both asked and fixed", "one of the two")
        elif not _holds(field, value):
            found = f"`{name}` ({field.type}) fixed to {str(value).lower()}"
            yield Problem(at, found, "a member of a choice, true or false, or `now` for a date or instant")
    for name in public.questions:
        if name not in asked:
            yield Problem(f"{at.rpartition('.')[0]}.questions", f"`{name}`, which is not asked", "a field of `asks`")


def _holds(field: Field, value: str | bool) -> bool:
    if field.type is FieldType.BOOL:
        return isinstance(value, bool)
    if field.type is FieldType.CHOICE:
        return value in {choice.name for choice in field.of if not choice.explained_by}
    return field.type in MOMENTS and value == NOW


def _told(procedure: Procedure, public: Public, at: str) -> Iterator[Problem]:
    """Each step belongs to one stage, and what is shown is a text that some act states."""
    steps = [each.step for stage in public.stages for each in stage.steps]
    for name in dict.fromkeys(steps):
        if steps.count(name) > 1:
            yield Problem(at, f"the step `{name}` in two stages", "each step in one stage")
        if procedure.steps[name].each or procedure.steps[name].standing:
            yield Problem(at, f"`{name}`, which several bear or which never settles", "a demand with `by`")
    facts = stated_facts(procedure)
    for stage in public.stages:
        if stage.shows and (procedure.fields[stage.shows].type is not FieldType.TEXT or stage.shows not in facts):
            yield Problem(at, f"`{stage.shows}` shown to citizens", "a text that an act states (not in an `each` step)")
        for each in stage.steps:
            if each.unit and procedure.fields[each.unit].type is not FieldType.UNIT:
                yield Problem(at, f"`{each.unit}`, which names no unit", "a `unit` field")
