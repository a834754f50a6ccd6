"""PURE. Whether every name in a pack stands for something. The loader sees to it; a pack made otherwise may not."""

from __future__ import annotations

from collections.abc import Container, Iterator

from liandong.core.check_rules.elements import conditions
from liandong.core.check_rules.problems import Problem
from liandong.core.conditions import atoms
from liandong.core.rules import Entry, Outcome, Pack, Party, PartyKind, Procedure, Step

FACTS = ("actor", "origin")


def name_problems(pack: Pack) -> Iterator[Problem]:
    """Names of units, fields, steps, ends, capacities and outcomes that stand for nothing."""
    for capacity in pack.capacities.values():
        if capacity.unit not in pack.units:
            yield _unknown(f"{pack.county}/capacities#{capacity.name}", "unit", capacity.unit)
    for item in pack.items.values():
        for member in (item.lead, *item.cooperating):
            if member.unit not in pack.units:
                yield _unknown(f"{pack.county}/items#{item.no}", "unit", member.unit)
    for procedure in pack.procedures.values():
        yield from _procedure(pack, procedure)


def _unknown(at: str, what: str, name: str) -> Problem:
    return Problem(at, f"the {what} `{name}`, which there is not", f"a declared {what}")


def _procedure(pack: Pack, procedure: Procedure) -> Iterator[Problem]:
    root = f"{pack.county}/{procedure.name}"
    for path, condition in conditions(procedure, pack.county):
        names = [atom.path.removeprefix("count.").partition(".")[0] for atom in atoms(condition)]
        yield from _each(path, "field", [n for n in names if n not in FACTS], procedure.fields)
    for entry in procedure.entries.values():
        yield from _act(procedure, f"{root}#{entry.name}", entry)
    for step in procedure.steps.values():
        at = f"{root}#{step.name}"
        yield from _step(pack, procedure, step, at)
        for outcome in step.outcomes.values():
            yield from _act(procedure, f"{at}.{outcome.name}", outcome)
            if outcome.ends and outcome.ends not in procedure.ends:
                yield _unknown(f"{at}.{outcome.name}.ends", "end", outcome.ends)
    yield from _each(root, "step", list(procedure.withdraw_until), procedure.steps)
    yield from _each(root, "duty", list(procedure.duties), pack.duties)
    if procedure.summary and procedure.summary not in procedure.fields:
        yield _unknown(root, "field", procedure.summary)


def _each(at: str, what: str, names: list[str], known: Container[str]) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield _unknown(at, what, name)


def _act(procedure: Procedure, at: str, act: Entry | Outcome) -> Iterator[Problem]:
    yield from _each(f"{at}.opens", "step", [line.step for line in act.opens], procedure.steps)
    asked = [ask.field.partition(".")[0] for ask in act.asks]
    yield from _each(f"{at}.asks", "field", asked, procedure.fields)
    sources = [source for source in act.sets.values() if source != "actor"]
    yield from _each(f"{at}.sets", "field", [*act.sets, *sources], procedure.fields)
    across = list(act.enforcing.across) if act.enforcing else []
    yield from _each(f"{at}.enforcing", "field", across, procedure.fields)


def _step(pack: Pack, procedure: Procedure, step: Step, at: str) -> Iterator[Problem]:
    waits = [line.step for line in step.after]
    yield from _each(f"{at}.after", "step", waits, procedure.steps)
    yield from _each(f"{at}.needs", "step", list(step.needs), procedure.steps)
    yield from _each(f"{at}.opened_with", "step", list(step.opened_with), procedure.steps)
    yield from _each(f"{at}.asks", "field", [a.field.partition(".")[0] for a in step.asks], procedure.fields)
    named = [step.lapses] if step.lapses else []
    yield from _each(f"{at}.lapses", "outcome", named, step.outcomes)
    anchors = [path.partition(".")[0] for line in step.within for path in (line.anchor, line.before) if path]
    yield from _each(f"{at}.within", "field", anchors, procedure.fields)
    for party in [line.party for line in (*step.by, *step.each)] + ([step.recorded_by] if step.recorded_by else []):
        yield from _party(pack, procedure, party, at)


def _party(pack: Pack, procedure: Procedure, party: Party, at: str) -> Iterator[Problem]:
    if party.by is PartyKind.CAPACITY and party.name not in pack.capacities:
        yield _unknown(f"{at}.by", "capacity", party.name)
    if party.by in (PartyKind.FIELD, PartyKind.POST_OF) and party.name not in procedure.fields:
        yield _unknown(f"{at}.by", "field", party.name)
