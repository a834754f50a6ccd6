"""One card: what is asked, where, who takes part, what others said of it before, and who beside the reader decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from liandong.core.matter.state import Task
from liandong.core.rules import FieldType
from liandong.web.fields.shown import seat_words
from liandong.web.language import lang, say
from liandong.web.matter.desk import TaskSeen, open_tasks
from liandong.web.matter.facts import FactSeen, facts_of, masked_facts
from liandong.web.matter.seen import Seen

FIRST = (FieldType.ITEM, FieldType.OPERATION, FieldType.UNIT, FieldType.UNITS, FieldType.EXECUTIVE_FIELDS)
MOST_SAID = 4  # of the steps before, the latest; the matter's page has them all


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """What a step before came to, in the words of whoever answered it."""

    step: str
    who: str
    outcome: str
    at: str
    facts: tuple[FactSeen, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Who else decides at this step; `outcome` is "" while he has not."""

    who: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Card:
    """One task that waits for the reader."""

    task: TaskSeen
    matter: str
    number: str
    subject: str
    procedure: str
    summary: tuple[FactSeen, ...]
    facts: tuple[FactSeen, ...]
    said: tuple[SaidBefore, ...]
    beside: tuple[Beside, ...]


def card_of(seen: Seen, number: int) -> Card | None:
    """The card of an open task, None where it is not open, or nothing the reader may decide."""
    task = next((task for task in open_tasks(seen) if task.id == number and task.mine), None)
    held = seen.state.task(number)
    if task is None or held is None:
        return None
    summary, facts = _facts(seen)
    return Card(
        task=task,
        matter=seen.state.id,
        number=seen.state.number,
        subject=seen.row.title(lang()) or seen.state.number,
        procedure=say(seen.procedure.title),
        summary=summary,
        facts=facts,
        said=tuple(_said(seen))[:MOST_SAID],
        beside=tuple(_beside(seen, held)),
    )


def _facts(seen: Seen) -> tuple[tuple[FactSeen, ...], tuple[FactSeen, ...]]:
    """Short facts that say what, where and who; and the others."""
    fields = seen.procedure.fields
    found = facts_of(seen.facts, seen.procedure, seen.pack)
    is_first = {name for name, field in fields.items() if field.type in FIRST}
    summary = tuple(fact for fact in found if fact.name.partition(".")[0] in is_first and not fact.rows)
    return summary, tuple(fact for fact in found if fact not in summary)


def _said(seen: Seen) -> Iterator[SaidBefore]:
    """The answers of the steps before, the latest first. Citizens are masked, as the record tells them to everybody."""
    done = [task for task in seen.state.tasks if task.state == "done" and not task.standing and not task.confirms]
    for task in sorted(done, key=lambda task: task.done_at, reverse=True):
        step = seen.procedure.steps[task.step]
        outcome = step.outcomes.get(task.outcome)
        if outcome is not None:
            asked = {ask.field for ask in (*step.asks, *outcome.asks)}
            known = task.answers or {name: seen.facts[name] for name in asked if name in seen.facts}
            facts = facts_of(masked_facts(known, seen.procedure), seen.procedure, seen.pack)
            short = tuple(fact for fact in facts if not fact.rows)
            who = seat_words(task.unit, task.post, seen.pack)
            yield SaidBefore(say(step.title), who, say(outcome.title), task.done_at, short)


def _beside(seen: Seen, task: Task) -> Iterator[Beside]:
    """The other tasks of the same round of the step."""
    outcomes = seen.procedure.steps[task.step].outcomes
    for other in seen.state.tasks:
        same_round = (other.step, other.round) == (task.step, task.round)
        if same_round and other.id != task.id and other.state != "withdrawn" and not other.confirms:
            outcome = outcomes.get(other.outcome) if other.state == "done" else None
            yield Beside(seat_words(other.unit, other.post, seen.pack), say(outcome.title) if outcome else "")
