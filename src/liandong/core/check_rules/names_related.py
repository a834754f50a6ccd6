"""PURE. Whether names that lead to other procedures, and what recurs, stand for something."""

from __future__ import annotations

from collections.abc import Iterator

from liandong.core.check_rules.problems import Problem
from liandong.core.check_rules.unknown import each_known, unknown
from liandong.core.matter.decide.waiting import WITHDRAWN
from liandong.core.rules import Awaits, Pack, PartyKind, Procedure, Starts, Step
from liandong.core.rules.procedures import ANY


def related_names(pack: Pack, procedure: Procedure) -> Iterator[Problem]:
    """Names in `starts`, `awaits`, `recurs` and `needs_origin` that stand for nothing."""
    root = f"{pack.county}/{procedure.name}#"
    for entry in procedure.entries.values():
        origins = [name for name in entry.needs_origin if name != ANY]
        yield from each_known(f"{root}{entry.name}.needs_origin", "procedure", origins, pack.procedures)
        if entry.recurs:
            at = f"{root}{entry.name}.recurs"
            yield from each_known(at, "capacity", [entry.recurs.holder], pack.capacities)
            yield from each_known(at, "field", [entry.recurs.period], procedure.fields)
    for step in procedure.steps.values():
        at = f"{root}{step.name}"
        for outcome in step.outcomes.values():
            if outcome.starts:
                yield from _starts(pack, procedure, step, outcome.starts, f"{at}.{outcome.name}.starts")
        if step.awaits:
            yield from _awaits(pack, procedure, step, step.awaits, f"{at}.awaits")


def _starts(pack: Pack, procedure: Procedure, step: Step, starts: Starts, at: str) -> Iterator[Problem]:
    child = pack.procedures.get(starts.procedure)
    if child is None:
        yield unknown(at, "procedure", starts.procedure)
        return
    yield from each_known(at, "entry", [starts.entry], child.entries)
    yield from each_known(f"{at}.gives", "field", starts.gives, child.fields)
    rows = [line.party.name for line in step.each if line.party.by is PartyKind.ROWS]
    columns = [
        f"row.{column.name}" for name in rows if name in procedure.fields for column in procedure.fields[name].columns
    ]
    known = {"actor", *columns, *procedure.fields}
    names = [here if here in known else here.partition(".")[0] for here in starts.gives.values()]
    yield from each_known(f"{at}.gives", "field", names, known)


def _awaits(pack: Pack, procedure: Procedure, step: Step, awaits: Awaits, at: str) -> Iterator[Problem]:
    starter = procedure.steps.get(awaits.step)
    outcome = starter.outcomes.get(awaits.outcome) if starter else None
    if outcome is None or outcome.starts is None:
        yield Problem(at, f"`{awaits.starts}`, which starts no matter", "an outcome with `starts`")
        return
    yield from each_known(at, "outcome", awaits.on.values(), step.outcomes)
    yield from each_known(at, "field", awaits.takes, procedure.fields)
    child = pack.procedures.get(outcome.starts.procedure)
    if child is not None:
        outcomes = [f"{each.name}.{name}" for each in child.steps.values() for name in each.outcomes]
        yield from each_known(at, "outcome or end", awaits.on, {*outcomes, *child.ends, WITHDRAWN})
        yield from each_known(at, "field", awaits.takes.values(), child.fields)
