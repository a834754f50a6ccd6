"""A pack without one of its elements: the proof that an element which carries an enforced rule is really used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from liandong.core.check_rules.elements import Element, ask_paths, elements
from liandong.core.rules import Ask, Entry, Outcome, Pack, Procedure, Step
from liandong.packs.mutants.mutant import Mutant, with_entry, with_outcome, with_procedure, with_step

T = TypeVar("T")
Act = TypeVar("Act", Entry, Outcome)


def deletions(pack: Pack) -> Iterator[Mutant]:
    """For each element that the engine uses and that carries a rule, the pack without it."""
    for element in elements(pack):
        if element.rules and not element.is_shown_only:
            yield _deletion(pack, element)


def _deletion(pack: Pack, element: Element) -> Mutant:
    folder, _, name = element.path.partition("#")
    procedure = folder.partition("/")[2] if element.kind in IN_PROCEDURES else ""
    holder = name.partition(".")[0] if procedure else ""
    return Mutant(element.path, "deleted", lambda: without(pack, element), procedure, holder)


IN_PROCEDURES = frozenset({"field", "entry", "step", "outcome", "ask", "limit", "refusal", "enforcing", "extension"})


def without(pack: Pack, element: Element) -> Pack:
    """The pack without an element; KeyError if it has no such element."""
    folder, _, name = element.path.partition("#")
    if element.kind == "pack":
        return _without_part(pack, name)
    if element.kind in TABLES:
        return TABLES[element.kind](pack, name)
    procedure = pack.procedures[folder.partition("/")[2]]
    return with_procedure(pack, _without_in(procedure, element, name))


def _less(members: Mapping[str, T], name: str) -> dict[str, T]:
    if name not in members:
        raise KeyError(name)
    return {key: value for key, value in members.items() if key != name}


TABLES: Mapping[str, Callable[[Pack, str], Pack]] = {
    "unit": lambda pack, name: replace(pack, units=_less(pack.units, name)),
    "capacity": lambda pack, name: replace(pack, capacities=_less(pack.capacities, name)),
    "item": lambda pack, name: replace(pack, items=_less(pack.items, name)),
}


def _without_part(pack: Pack, part: str) -> Pack:
    """A part of pack.yaml cannot be missing; without its validity a pack would always have been in force."""
    if part == "in_force":
        return replace(pack, in_force_from=date.min, in_force_to=None)
    raise KeyError(f"{part}: the engine cannot do without this part of pack.yaml, so it carries no rule")


def _without_in(procedure: Procedure, element: Element, name: str) -> Procedure:
    holder, _, rest = name.partition(".")
    if element.kind == "field":
        return replace(procedure, fields=_less(procedure.fields, rest))
    if element.kind == "entry":
        return replace(procedure, entries=_less(procedure.entries, holder))
    if element.kind == "step":
        return _without_step(procedure, holder)
    if holder in procedure.entries:
        return with_entry(procedure, _less_of(procedure.entries[holder], f"{holder}.{rest}", holder))
    step = procedure.steps[holder]
    outcome, _, inner = rest.partition(".")
    if outcome not in step.outcomes:
        return with_step(procedure, _without_of_step(step, rest, element))
    if not inner:
        return with_step(procedure, replace(step, outcomes=_less(step.outcomes, outcome)))
    path = f"{holder}.{outcome}"
    return with_step(procedure, with_outcome(step, _less_of(step.outcomes[outcome], f"{path}.{inner}", path)))


def _without_step(procedure: Procedure, name: str) -> Procedure:
    """A procedure without a step, and without the lines that lead to it or wait for it."""

    def cut(step: Step) -> Step:
        outcomes = {
            key: replace(outcome, opens=tuple(line for line in outcome.opens if line.step != name))
            for key, outcome in step.outcomes.items()
        }
        after = tuple(line for line in step.after if line.step != name)
        needs = tuple(need for need in step.needs if need != name)
        beside = tuple(other for other in step.opened_with if other != name)
        return replace(step, outcomes=outcomes, after=after, needs=needs, opened_with=beside)

    entries = {
        key: replace(entry, opens=tuple(line for line in entry.opens if line.step != name))
        for key, entry in procedure.entries.items()
    }
    steps = {key: cut(step) for key, step in _less(procedure.steps, name).items()}
    return replace(procedure, entries=entries, steps=steps)


def _without_of_step(step: Step, rest: str, element: Element) -> Step:
    word, _, number = rest.partition(".")
    if element.kind == "extension":
        return replace(step, extend=None)
    if element.kind == "limit":
        return replace(step, within=_less_one(step.within, int(number)))
    if element.kind == "refusal":
        return replace(step, refuses_when=_less_one(step.refuses_when, int(number)))
    return replace(step, asks=_less_ask(step.asks, f"{step.name}.{word}.{number}", step.name))


def _less_of(act: Act, path: str, prefix: str) -> Act:
    word, _, number = path.removeprefix(f"{prefix}.").partition(".")
    if word == "enforcing":
        return replace(act, enforcing=None)
    if word == "refuses_when":
        return replace(act, refuses_when=_less_one(act.refuses_when, int(number)))
    if word == "within" and isinstance(act, Entry):
        return replace(act, within=_less_one(act.within, int(number)))
    return replace(act, asks=_less_ask(act.asks, path, prefix))


def _less_one(members: tuple[T, ...], number: int) -> tuple[T, ...]:
    return (*members[: number - 1], *members[number:])


def _less_ask(asks: tuple[Ask, ...], path: str, prefix: str) -> tuple[Ask, ...]:
    return tuple(ask for ask, at in zip(asks, ask_paths(prefix, asks), strict=True) if at != path)
