"""Earlier answers at this step in matters that are alike, with the reason that each gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from liandong.core.matter.events import TaskCompleted
from liandong.core.rules import FieldType, Step
from liandong.projections.alike import EarlierAnswer, earlier_answers
from liandong.record.answers import answered_in
from liandong.web.desk.materials import Stated, stated
from liandong.web.fields.shown import seat_words
from liandong.web.language import lang, say
from liandong.web.matter.facts import FactSeen, facts_of, masked_facts
from liandong.web.matter.seen import Seen


@dataclass(frozen=True, slots=True)
class EarlierSeen:
    """One earlier answer: where, when, by whom, to what end, and its words."""

    matter: str
    number: str
    subject: str
    at: datetime
    who: str
    outcome: str
    words: tuple[FactSeen, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """The earlier answers, and in what the matters are the same: titles and values of the fields."""

    by: tuple[FactSeen, ...]
    answers: tuple[EarlierSeen, ...]


def alike_at(seen: Seen, step: str) -> Alike | None:
    """None where the pack names nothing by which matters are alike at this step, or this matter holds nothing of it."""
    found = seen.procedure.steps[step]
    known = {name: seen.facts[name] for name in found.alike if seen.facts.get(name) not in (None, "", [])}
    if not found.alike or len(known) < len(found.alike):
        return None
    answers = earlier_answers(seen.actor, seen.state, found)
    events = answered_in([answer.matter_id for answer in answers])
    told = {
        (matter, each.event.task): each
        for matter, entries in events.items()
        for each in stated(entries).values()
        if isinstance(each.event, TaskCompleted)
    }
    by = tuple(facts_of(known, seen.procedure, seen.pack))
    return Alike(by, tuple(_seen(seen, found, each, told.get((each.matter_id, each.task))) for each in answers))


def _seen(seen: Seen, step: Step, answer: EarlierAnswer, said: Stated | None) -> EarlierSeen:
    outcome = step.outcomes.get(answer.outcome)
    values = masked_facts(said.values, seen.procedure) if said else {}
    fields = seen.procedure.fields
    words = {name: value for name, value in values.items() if name in fields and fields[name].type is FieldType.TEXT}
    return EarlierSeen(
        matter=answer.matter_id,
        number=answer.number,
        subject=answer.title(lang()),
        at=answer.done_at,
        who=seat_words(answer.unit, answer.post, seen.pack),
        outcome=say(outcome.title) if outcome else answer.outcome,
        words=tuple(facts_of(words, seen.procedure, seen.pack)),
    )
