"""PURE. The shape of procedures: words that contradict each other, and names that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from liandong.core.check_rules.abstraction import asked_paths, set_paths, stated_facts
from liandong.core.check_rules.bodies import rows_field
from liandong.core.check_rules.elements import conditions, elements
from liandong.core.check_rules.problems import Problem
from liandong.core.conditions import Equals, Not, OneOf, Value, atoms
from liandong.core.rules import Entry, Field, FieldType, Pack, Procedure, Step, Within
from liandong.core.time_limits import Unit

NEVER_LATE = (Unit.IMMEDIATELY, Unit.PROMPTLY)


def shape_problems(pack: Pack) -> Iterator[Problem]:
    """What is wrong with procedures that can be seen without walking through them."""
    for procedure in pack.procedures.values():
        root = f"{pack.county}/{procedure.name}#"
        for step in procedure.steps.values():
            yield from _standing(procedure, step, root)
            yield from _clocks(step, root)
        for entry in procedure.entries.values():
            yield from _entry_limits(procedure, entry, f"{root}{entry.name}")
        yield from _fields(procedure, root)
        yield from _sets(procedure, root)
        yield from _choices(procedure, pack.county)
    yield from _shown(pack)


def _standing(procedure: Procedure, step: Step, root: str) -> Iterator[Problem]:
    """A standing possibility never settles: nothing can wait for it, and it has no clock and no end."""
    at = f"{root}{step.name}"
    if step.standing:
        for word, used in (("within", step.within), ("lapses", step.lapses), ("at_end", step.blocks_end)):
            if used:
                yield Problem(
                    f"{at}.{word}", f"`{word}` on a standing step", "a step that is a demand, or no such word"
                )
        for outcome in step.outcomes.values():
            if outcome.ends:
                yield Problem(f"{at}.{outcome.name}", "an end by a standing step", "an outcome that opens a step")
    waits = [("after", line.step) for line in step.after] + [("needs", need) for need in step.needs]
    for word, name in waits:
        if procedure.steps[name].standing:
            yield Problem(f"{at}.{word}", f"`{name}`, a standing step, which never settles", "a step that settles")
        if name == step.name:
            yield Problem(f"{at}.{word}", "the step itself", "another step")
    for line in step.after:
        if line.outcome and line.outcome not in procedure.steps[line.step].outcomes:
            known = ", ".join(procedure.steps[line.step].outcomes)
            yield Problem(f"{at}.after", f"the outcome `{line.outcome}` of {line.step}", f"one of {known}")


def _clocks(step: Step, root: str) -> Iterator[Problem]:
    at = f"{root}{step.name}"
    ending = [line for line in step.within if line.limit.unit not in NEVER_LATE]
    for word, used in (("lapses", step.lapses), ("extend", step.extend)):
        if used and not ending:
            yield Problem(f"{at}.{word}", f"`{word}` without a limit that ends", "`within:` with a number")
    if step.lapses and (asked := [ask.field for ask in step.outcomes[step.lapses].asks if not ask.optional]):
        found = f"the clock takes `{step.lapses}`, which asks {', '.join(asked)}"
        yield Problem(f"{at}.lapses", found, "an outcome that asks nothing")
    yield from _shadowed(step.within, at)


def _shadowed(lines: tuple[Within, ...], at: str) -> Iterator[Problem]:
    for number, line in enumerate(lines[:-1], start=1):
        if line.when is None:
            yield Problem(
                f"{at}.within.{number}", "a line without `when` before the last", "the line that always holds last"
            )


def _entry_limits(procedure: Procedure, entry: Entry, at: str) -> Iterator[Problem]:
    asked = {ask.field for ask in entry.asks}
    for number, line in enumerate(entry.within, start=1):
        path = line.before or line.anchor
        if path and path not in asked and path.partition(".")[0] not in asked:
            yield Problem(f"{at}.within.{number}", f"`{path}`, which this entry does not ask", "a field that it asks")
    yield from _shadowed(entry.within, at)


def _fields(procedure: Procedure, root: str) -> Iterator[Problem]:
    """Fields that nobody is asked for, and clocks that run from what nobody states."""
    asked, given = asked_paths(procedure), set_paths(procedure)
    stated = {path.partition(".")[0] for path in asked} | given
    for name in procedure.fields:
        if name not in stated:
            yield Problem(f"{root}fields.{name}", "a field that nothing asks for or sets", "an act that asks for it")
    facts = stated_facts(procedure)
    for step in procedure.steps.values():
        for number, line in enumerate(step.within, start=1):
            path = line.before or line.anchor
            rows = rows_field(procedure, step) if path.startswith("row.") else None
            head = rows.name if rows else path.partition(".")[0]
            if path and path not in facts and head not in facts:
                found = f"a clock from `{path}`, which no act states as a fact of the matter"
                yield Problem(
                    f"{root}{step.name}.within.{number}", found, "an act that asks for it (not in an `each` step)"
                )
    if procedure.summary and procedure.summary not in facts:
        yield Problem(
            f"{root.rstrip('#')}", f"the summary `{procedure.summary}`, never a fact", "a field an entry asks"
        )


def _sets(procedure: Procedure, root: str) -> Iterator[Problem]:
    acts = [(f"{root}{entry.name}", entry.sets) for entry in procedure.entries.values()]
    for step in procedure.steps.values():
        acts += [(f"{root}{step.name}.{outcome.name}", outcome.sets) for outcome in step.outcomes.values()]
    for at, sets in acts:
        for name, source in sets.items():
            wanted = procedure.fields[name].type
            given = FieldType.UNIT if source == "actor" else procedure.fields[source].type
            if wanted is not given:
                yield Problem(f"{at}.sets", f"`{name}` ({wanted}) set from `{source}` ({given})", f"a {given} field")


def _choices(procedure: Procedure, county: str) -> Iterator[Problem]:
    """Where first-match lines test a choice, every member must be able to meet a line."""
    lists: dict[str, list[str]] = {}
    tests: dict[str, set[tuple[str, Value]]] = {}
    for path, condition in conditions(procedure, county):
        holder = path.rpartition(".")[0]
        lists.setdefault(holder, []).append(path)
        for atom in atoms(condition):
            if isinstance(atom, Equals):
                tests.setdefault(holder, set()).add((atom.path, atom.value))
            elif isinstance(atom, OneOf):
                tests.setdefault(holder, set()).update((atom.path, value) for value in atom.values)
            if isinstance(condition, Not):
                tests.setdefault(holder, set()).add((atom.path, "*"))
    for holder, count in _first_match(procedure, county):
        if len(lists.get(holder, [])) < count:
            continue  # a line without `when` takes every member
        for name in {path for path, _ in tests.get(holder, set())}:
            field = procedure.fields.get(name)
            if field is not None and field.type is FieldType.CHOICE:
                yield from _untested(field, holder, {value for path, value in tests[holder] if path == name})


def _untested(field: Field, holder: str, tested: set[Value]) -> Iterator[Problem]:
    missing = [choice.name for choice in field.of if choice.name not in tested]
    if missing and "*" not in tested:
        found = f"lines that test `{field.name}` and leave out {', '.join(missing)}"
        yield Problem(holder, found, "a line for each member, or a last line without `when`")


def _first_match(procedure: Procedure, county: str) -> Iterator[tuple[str, int]]:
    """The lists of lines of which the first that holds applies, with how many lines each has.

    A limit with a single line is a limit for one case only.
    """
    root = f"{county}/{procedure.name}#"
    for entry in procedure.entries.values():
        if entry.opens_first:
            yield f"{root}{entry.name}.opens", len(entry.opens)
        if len(entry.within) > 1:
            yield f"{root}{entry.name}.within", len(entry.within)
    for step in procedure.steps.values():
        yield f"{root}{step.name}.by", max(len(step.by), 1)
        if len(step.within) > 1:
            yield f"{root}{step.name}.within", len(step.within)
        for outcome in step.outcomes.values():
            if outcome.opens_first:
                yield f"{root}{step.name}.{outcome.name}.opens", len(outcome.opens)


def _shown(pack: Pack) -> Iterator[Problem]:
    """Duties are shown and readings bear on elements that there are; a duty's bearer is somebody."""
    paths = {element.path for element in elements(pack)}
    fields = {name for procedure in pack.procedures.values() for name in procedure.fields}
    for duty in pack.duties.values():
        at = f"{pack.county}/duties#{duty.code}"
        for place in duty.shown_at:
            if f"{pack.county}/{place}" not in paths:
                yield Problem(f"{at}.shown_at", f"the place `{place}`", "a step or entry: procedure#name")
        if duty.bearer not in pack.capacities and duty.bearer not in pack.kinds and duty.bearer not in fields:
            yield Problem(f"{at}.bearer", f"the bearer `{duty.bearer}`", "a capacity, a kind or a field")
    for reading in pack.readings.values():
        for place in reading.at:
            if f"{pack.county}/{place}" not in paths and f"{pack.county}{place}" not in paths:
                yield Problem(
                    f"{pack.county}/readings#{reading.code}.at", f"the element `{place}`", "an element's path"
                )
