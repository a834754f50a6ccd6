"""The materials of a matter: what the opening and each answer stated, by whom and when, with later corrections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from liandong.core.matter.commands import Plain
from liandong.core.matter.events import Event, FactCorrected, MatterOpened, TaskCompleted
from liandong.core.matter.state import merged
from liandong.core.rules import FieldType
from liandong.record import read
from liandong.web.fields.shown import joined, seat_words
from liandong.web.language import say
from liandong.web.matter.facts import FactSeen, facts_of, masked_facts
from liandong.web.matter.seen import Seen

OPENING = "opening"


@dataclass(slots=True)
class Stated:
    """One statement: what it said, with its corrections laid over it, and the fields that were corrected."""

    event: MatterOpened | TaskCompleted
    values: dict[str, Plain]
    corrected: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Material:
    """One statement as the desk shows it. `outcome` is "" of the opening."""

    key: str
    title: str
    outcome: str
    who: str
    at: str
    facts: tuple[FactSeen, ...]
    corrected: str


def stated(events: Iterable[tuple[int, Event | None]]) -> dict[int, Stated]:
    """The statements by their `seq`. A correction names the entry that it corrects, which may be a correction too."""
    found: dict[int, Stated] = {}
    for seq, event in events:
        if isinstance(event, MatterOpened):
            found[seq] = Stated(event, dict(event.fields))
        elif isinstance(event, TaskCompleted):
            found[seq] = Stated(event, {**event.fields, **event.answers})
        elif isinstance(event, FactCorrected) and event.seq in found:
            wrong = found[event.seq]
            wrong.values = merged(wrong.values, {event.field: event.value})
            wrong.corrected.append(event.field.partition(".")[0])
            found[seq] = wrong
    return found


def materials_of(seen: Seen) -> tuple[Material, ...]:
    """What was stated so far, in order; of a step that was answered again the latest has the step's name as its key."""
    entries = read.timeline(seen.state.id)
    headers = {entry.header.seq: entry.header for entry in entries}
    told: dict[int, Material] = {}
    for seq, each in stated((entry.header.seq, entry.told) for entry in entries).items():
        facts = tuple(facts_of(_shown(seen, each), seen.procedure, seen.pack))
        if facts and id(each) not in told:
            header = headers[seq]
            who = seat_words(header.unit, header.post, seen.pack) if header.unit else ""
            told[id(each)] = Material(*_named(seen, each.event), who, header.at, facts, _corrected(seen, each))
    return _keyed(list(told.values()))


def _shown(seen: Seen, each: Stated) -> dict[str, Any]:
    """The values masked as the record tells them to everybody; a citizen who was unmasked for the reader, in clear."""
    values = masked_facts(each.values, seen.procedure)
    for name in values:
        declared = seen.procedure.fields.get(name)
        if declared is not None and declared.type is FieldType.PERSON and name in seen.facts:
            values[name] = seen.facts[name]
    return values


def _named(seen: Seen, event: MatterOpened | TaskCompleted) -> tuple[str, str, str]:
    """Key, title and outcome."""
    if isinstance(event, MatterOpened):
        entry = seen.procedure.entries.get(event.entry)
        return OPENING, say(entry.title) if entry else event.entry, ""
    step = seen.procedure.steps.get(event.step)
    outcome = step.outcomes.get(event.outcome) if step else None
    title = say(step.title) if step else event.step
    return f"{event.step}.{event.task}", title, say(outcome.title) if outcome else event.outcome


def _corrected(seen: Seen, each: Stated) -> str:
    titles = [say(seen.procedure.fields[name].title) for name in dict.fromkeys(each.corrected)]
    return joined(titles)


def _keyed(found: list[Material]) -> tuple[Material, ...]:
    latest = {each.key.partition(".")[0]: place for place, each in enumerate(found)}
    return tuple(
        Material(each.key.partition(".")[0], *_rest(each)) if place in latest.values() else each
        for place, each in enumerate(found)
    )


def _rest(each: Material) -> tuple[Any, ...]:
    return each.title, each.outcome, each.who, each.at, each.facts, each.corrected


@dataclass(frozen=True, slots=True)
class Columns:
    """The two materials that stand side by side, and all that may be chosen; None where there is nothing to show."""

    all: tuple[Material, ...]
    left: Material | None
    right: Material | None


def columns_of(found: tuple[Material, ...], left: str, right: str) -> Columns:
    """The opening at the left and what was said last at the right, unless the reader chose others."""
    by_key = {each.key: each for each in found}
    first = by_key.get(left) or by_key.get(OPENING) or next(iter(found), None)
    others = [each for each in found if each is not first]
    return Columns(found, first, by_key.get(right) or (others[-1] if others else None))
