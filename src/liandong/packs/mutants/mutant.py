"""One mutant: a pack in which one thing was changed, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from liandong.core.bpmn_words import condition_words
from liandong.core.conditions import AllOf, AnyOf, Atom, Before, Condition, Includes, Not, Same, atoms
from liandong.core.rules import Entry, Outcome, Pack, Procedure, Step


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed pack. `at` is the path of the changed element, `change` says what was done to it.

    `procedure` and `holder` (a step or entry) say what was changed; empty = the county, or a whole procedure.
    """

    at: str
    change: str
    build: Callable[[], Pack]
    procedure: str = ""
    holder: str = ""

    @property
    def name(self) -> str:
        """What tells it from all other mutants."""
        return f"{self.at}: {self.change}"

    @property
    def part(self) -> str:
        """The part of its step or entry that was changed: an outcome, or a word of the format."""
        return self.at.partition(f"#{self.holder}.")[2].partition(".")[0] if self.holder else ""


T = TypeVar("T")
Part_co = TypeVar("Part_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Edit(Generic[Part_co]):
    """A changed part: its path below its holder, what was changed, and the part as it is then."""

    path: str
    change: str
    part: Part_co


def in_each(
    parts: tuple[T, ...], edits_of: Callable[[T], Iterable[Edit[T]]], prefix: str
) -> Iterator[Edit[tuple[T, ...]]]:
    """Edits of each member of a tuple, and the removal of each, as edits of the tuple."""
    for place, part in enumerate(parts):
        before, after = parts[:place], parts[place + 1 :]
        yield Edit(f"{prefix}.{place + 1}", "removed", (*before, *after))
        for edit in edits_of(part):
            yield Edit(f"{prefix}.{place + 1}{edit.path}", edit.change, (*before, edit.part, *after))


def when_edits(when: Condition | None) -> Iterator[Edit[Condition | None]]:
    """A condition turned round, one part of it turned round, and left out."""
    if when is not None:
        yield from turned_edits(when)
        yield Edit(".when", "left out", None)


def turned_edits(when: Condition) -> Iterator[Edit[Condition]]:
    """A condition turned round, and each of its parts that asks of lists, dates, kinds, cases or rows."""
    yield Edit(".when", "turned round", Not(when))
    for atom in dict.fromkeys(atoms(when)):
        if _asks_further(atom) and when not in (atom, Not(atom)):
            yield Edit(".when", f"{condition_words(atom)} turned round", _with_turned(when, atom))


def _asks_further(atom: Atom) -> bool:
    return isinstance(atom, Includes | Before | Same) or atom.path.startswith(
        ("kind.", "case.", "row.", "actor.enforces")
    )


def _with_turned(condition: Condition, atom: Atom) -> Condition:
    """The condition with this leaf turned round."""
    match condition:
        case AllOf(parts):
            return AllOf(tuple(_with_turned(part, atom) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_with_turned(part, atom) for part in parts))
        case Not(part):
            return Not(_with_turned(part, atom))
    return Not(condition) if condition == atom else condition


def with_procedure(pack: Pack, procedure: Procedure) -> Pack:
    """The pack with a procedure in the place of the one of its name."""
    return replace(pack, procedures={**pack.procedures, procedure.name: procedure})


def with_step(procedure: Procedure, step: Step) -> Procedure:
    """The procedure with a step in the place of the one of its name."""
    return replace(procedure, steps={**procedure.steps, step.name: step})


def with_entry(procedure: Procedure, entry: Entry) -> Procedure:
    """The procedure with an entry in the place of the one of its name."""
    return replace(procedure, entries={**procedure.entries, entry.name: entry})


def with_outcome(step: Step, outcome: Outcome) -> Step:
    """The step with an outcome in the place of the one of its name."""
    return replace(step, outcomes={**step.outcomes, outcome.name: outcome})
