"""PURE. The appraisal of a pack: what it names is there, an objection can be opened, and the worked examples add up."""

from __future__ import annotations

from collections.abc import Iterator

from liandong.core.appraisal import appraised_units, counts, period_named, worked
from liandong.core.check_rules.problems import Problem
from liandong.core.check_rules.striking import strike_names, strike_problems
from liandong.core.check_rules.unknown import each_known, unknown
from liandong.core.rules import Appraisal, Example, FactKind, Pack, PartyKind


def appraisal_names(pack: Pack) -> Iterator[Problem]:
    """Names in the appraisal that stand for nothing."""
    appraisal, at = pack.appraisal, f"{pack.county}/appraisal"
    if appraisal is None:
        return
    yield from each_known(f"{at}#appraised_by", "capacity", [appraisal.office], pack.capacities)
    yield from each_known(f"{at}#units", "kind", appraisal.units, pack.kinds)
    yield from each_known(f"{at}#objection", "procedure", [appraisal.objection], pack.procedures)
    yield from strike_names(pack, appraisal)
    for line in appraisal.lines.values():
        for place in line.of:
            yield from _place(pack, f"{at}#{line.name}.of", line.counts, place)
    for which, example in enumerate(appraisal.examples, start=1):
        worked_at = f"{at}#examples.{which}"
        yield from each_known(f"{worked_at}.unit", "unit", [example.unit], pack.units)
        yield from each_known(f"{worked_at}.gives", "line", example.gives, appraisal.lines)
        for number, fact in enumerate(example.facts, start=1):
            yield from _place(pack, f"{worked_at}.facts.{number}", fact.fact, fact.of)


def _place(pack: Pack, at: str, kind: FactKind, place: str) -> Iterator[Problem]:
    name, _, element = place.partition("#")
    procedure = pack.procedures.get(name)
    if procedure is None:
        yield unknown(at, "procedure", name)
        return
    head, _, outcome = element.partition(".")
    if kind is FactKind.OPENED:
        yield from each_known(at, "entry", [element] if element else [], procedure.entries)
        return
    yield from each_known(at, "step", [head] if head else [], procedure.steps)
    step = procedure.steps.get(head)
    if step is None or not outcome:
        return
    yield from each_known(at, "outcome", [outcome], step.outcomes)
    if not kind.by_outcome:
        yield Problem(at, f"the outcome `{outcome}` of what counts `{kind}`", "the step alone: no answer is looked at")


def appraisal_problems(pack: Pack) -> Iterator[Problem]:
    """What is wrong with the sense of the appraisal, its names being known."""
    if pack.appraisal is not None:
        yield from _objection(pack, pack.appraisal)
        yield from _twice(pack, pack.appraisal)
        against = list(strike_problems(pack, pack.appraisal))
        yield from against
        if against:  # an example whose strikes make no sense cannot be reckoned
            return
        for which, example in enumerate(pack.appraisal.examples, start=1):
            yield from _example(pack, pack.appraisal, example, f"{pack.county}/appraisal#examples.{which}")


def _objection(pack: Pack, appraisal: Appraisal) -> Iterator[Problem]:
    entries = pack.procedures[appraisal.objection].entries.values()
    if not any(not entry.needs_origin and not entry.recurs for entry in entries):
        at = f"{pack.county}/appraisal#objection"
        yield Problem(at, f"no unit can open `{appraisal.objection}` by itself", "an entry without `needs_origin`")
    bearers = {
        line.party.name
        for step in pack.procedures[appraisal.objection].steps.values()
        for line in (*step.by, *step.each)
        if line.party.by is PartyKind.CAPACITY
    }
    if appraisal.office not in bearers:
        at = f"{pack.county}/appraisal#objection"
        right = f"a step of it `by: {appraisal.office}`"
        yield Problem(at, f"`{appraisal.objection}`, in which `{appraisal.office}` answers nothing", right)


def _twice(pack: Pack, appraisal: Appraisal) -> Iterator[Problem]:
    """One fact is counted once: two lines of a kind may not share a place."""
    lines = list(appraisal.lines.values())
    for number, line in enumerate(lines):
        for other in lines[:number]:
            shared = [place for place in line.of if counts(other, line.counts, place)]
            shared += [place for place in other.of if counts(line, other.counts, place)]
            if shared or (line.counts is other.counts and not line.of and not other.of):
                at = f"{pack.county}/appraisal#{line.name}"
                yield Problem(at, f"what `{other.name}` counts already", "each fact in one line")


def _example(pack: Pack, appraisal: Appraisal, example: Example, at: str) -> Iterator[Problem]:
    if example.unit not in appraised_units(appraisal, pack.units):
        found = f"the unit `{example.unit}`, which is not appraised"
        yield Problem(f"{at}.unit", found, "a unit of the kinds in `units`")
    try:
        period_named(appraisal.period, example.period)
    except ValueError:
        yield Problem(f"{at}.period", f"the period `{example.period}`", f"a {appraisal.period} by its name")
    made = worked(appraisal, example)
    for scored in made.lines:
        said = example.gives.get(scored.line.name, 0)
        if said != scored.points:
            right = f"{scored.points}, as the formula has it"
            yield Problem(f"{at}.gives", f"{said} points for `{scored.line.name}`", right)
    if example.points != made.points:
        yield Problem(f"{at}.points", f"{example.points} points in all", f"{made.points}, as the formula has it")
