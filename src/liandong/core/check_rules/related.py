"""PURE. Matters that start others and wait for them: who may begin them, with what, and what is heard of them.

A matter is started by somebody's act alone. An outcome that the clock or another matter takes starts nothing, so that
no circle of procedures can open matters of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from liandong.core.check_rules.problems import Problem
from liandong.core.check_rules.seats import bearers, meet, openers
from liandong.core.rules import Awaits, Entry, Outcome, Pack, Procedure, Starts, Step


def related_problems(pack: Pack) -> Iterator[Problem]:
    """What is wrong with `starts` and `awaits`."""
    for procedure in pack.procedures.values():
        for step in procedure.steps.values():
            at = f"{pack.county}/{procedure.name}#{step.name}"
            for outcome in step.outcomes.values():
                if outcome.starts:
                    yield from _taken(step, outcome, f"{at}.{outcome.name}.starts")
                    yield from _started(pack, procedure, step, outcome.starts, f"{at}.{outcome.name}.starts")
            if step.awaits:
                yield from _awaiting(procedure, step, step.awaits, at)


def _taken(step: Step, outcome: Outcome, at: str) -> Iterator[Problem]:
    """Only somebody's own act starts a matter."""
    if step.lapses == outcome.name:
        yield Problem(at, f"a matter started by the clock, which takes `{outcome.name}`", "an outcome that is an act")
    if step.awaits and outcome.name in step.awaits.on.values():
        found = f"a matter started by `{outcome.name}`, which the awaited matter takes"
        yield Problem(at, found, "an outcome that is an act")


def _started(pack: Pack, procedure: Procedure, step: Step, starts: Starts, at: str) -> Iterator[Problem]:
    child = pack.procedures[starts.procedure]
    entry = child.entries[starts.entry]
    if not entry.recurs and not meet(bearers(pack, procedure, step), openers(pack, child, entry)):
        found = f"the entry `{entry.name}` of {child.name}, which nobody who bears {step.name} may make"
        yield Problem(at, found, "an entry for those who bear the step")
    yield from _given(child, entry, starts, f"{at}.gives")


def _given(child: Procedure, entry: Entry, starts: Starts, at: str) -> Iterator[Problem]:
    """What the entry would refuse: a field that it does not ask, one that it may ask and is not given."""
    choices = {choice.explained_by: field.name for field in child.fields.values() for choice in field.of}
    explained = {words: name for words, name in choices.items() if words and name in starts.gives}
    for name in starts.gives:
        if name not in explained and name not in {ask.field for ask in entry.asks}:
            yield Problem(at, f"`{name}` given, which `{entry.name}` does not ask", "a field that it asks")
    for words, name in explained.items():
        if words not in starts.gives:
            yield Problem(at, f"`{name}` given without `{words}`, which explains it", "both given")
    for ask in entry.asks:
        if ask.when is not None and not ask.optional and ask.field not in {*starts.gives, *entry.sets}:
            found = f"`{ask.field}`, which `{entry.name}` may ask and `gives` does not give"
            yield Problem(at, found, "it given, or optional there")


def _awaiting(procedure: Procedure, step: Step, awaits: Awaits, at: str) -> Iterator[Problem]:
    starter = procedure.steps[awaits.step]
    if starter.each or starter.standing:
        found = f"`{awaits.starts}`, which may start several matters, of which only the last would be awaited"
        yield Problem(f"{at}.awaits", found, "an outcome of a step with `by` that is a demand")
    for word, used in (("standing", step.standing), ("needs", step.needs)):
        if used:
            found = f"`{word}` on a step whose outcomes another matter takes"
            yield Problem(f"{at}.{word}", found, "a demand without `needs`")
    for name in dict.fromkeys(awaits.on.values()):
        yield from _answered(step, step.outcomes[name], awaits, f"{at}.{name}")


def _answered(step: Step, outcome: Outcome, awaits: Awaits, at: str) -> Iterator[Problem]:
    """Nobody is asked anything, and nothing is judged, when another matter takes an outcome."""
    asks = [ask.field for ask in (*step.asks, *outcome.asks) if not ask.optional and ask.field not in awaits.takes]
    if asks:
        found = f"the awaited matter takes `{outcome.name}`, which asks {', '.join(asks)}"
        yield Problem(at, found, "an outcome that asks nothing, or the field under `takes`")
    if outcome.refuses_when or outcome.enforcing:
        found = f"conditions on `{outcome.name}`, which the awaited matter takes whatever they say"
        yield Problem(at, found, "no `refuses_when` and no `enforcing` there")
