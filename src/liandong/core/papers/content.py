"""PURE. A paper's content, filled from the state of its matter; what is missing, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from liandong.core.matter.fields import named_units, standing_units
from liandong.core.matter.plain import ZONE
from liandong.core.matter.state import Matter, Task
from liandong.core.papers.dates import day_words
from liandong.core.papers.phrases import phrase, table_of, unit_name
from liandong.core.rules import Field, FieldType, Pack, PaperForm, PaperPart, Party, PartyKind, Procedure
from liandong.core.texts import Text

Content = dict[str, Any]  # plain JSON, so that the record keeps it as it stands


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that the paper needs and the record does not have: its title, and the steps that give it."""

    name: str
    title: Text
    given_at: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A paper as the record would have it now."""

    content: Content
    missing: tuple[Missing, ...]


def issuers(pack: Pack, state: Matter, form: PaperForm) -> tuple[str, ...]:
    """The units whose paper this is: those that `by` names, else those that bear one of its steps; none before one of
    its steps was reached."""
    reached = [task for step in form.steps for task in state.of_step(step) if not task.confirms]
    if not reached:
        return ()
    if form.by:
        return tuple(dict.fromkeys(unit for party in form.by for unit in _units(pack, state.fields, party)))
    return tuple(dict.fromkeys(task.unit for task in reached))


def fill(pack: Pack, state: Matter, form: PaperForm, unit: str) -> Filled:
    """What the paper of this unit says now. Nothing stands in it that is not on record or a fixed phrase."""
    procedure = pack.procedures[form.procedure]
    # What the unit itself answered stays with its task where several units are asked; it is what this paper is about.
    facts = {**state.fields, **_answers(state, form, unit)}
    missing: list[Missing] = []
    parts = [_part(pack, state, procedure, part, facts, missing) for part in form.parts]
    to = [_addressee(pack, facts, procedure, party, missing) for party in form.to]
    copies = [name for party in form.copies for name in _names(pack, facts, procedure, party)]
    content: Content = {
        "kind": form.kind.value,
        "layout": form.kind.of.layout.value,
        "title": form.title.zh,
        "organ": unit_name(pack, unit),
        "matter": state.number,
        "to": [name for names in to for name in names],
        "opening": form.opening.zh if form.opening else "",
        "parts": [part for part in parts if part["lines"]],
        "closing": form.kind.of.closing,
        "copies": list(dict.fromkeys(copies)),
    }
    return Filled(content, tuple(dict.fromkeys(missing)))


def addressed(pack: Pack, state: Matter, form: PaperForm, unit: str) -> tuple[str, ...]:
    """The other units that the paper of this unit goes to, copies included; those of a group are its members."""
    facts = {**state.fields, **_answers(state, form, unit)}
    found: dict[str, None] = {}
    for party in (*form.to, *form.copies):
        units = standing_units((party,), pack) if party.by is PartyKind.GROUP else _units(pack, facts, party)
        found |= dict.fromkeys(each for each in units if each in pack.units and each != unit)
    return tuple(found)


def _answers(state: Matter, form: PaperForm, unit: str) -> Mapping[str, Any]:
    """What the unit answered at the paper's steps where answers stay with the task."""
    found: dict[str, Any] = {}
    for step in form.steps:
        for task in state.of_step(step):
            if task.unit == unit and task.state == "done":
                found |= task.answers
    return found


def _part(
    pack: Pack,
    state: Matter,
    procedure: Procedure,
    part: PaperPart,
    facts: Mapping[str, Any],
    missing: list[Missing],
) -> Content:
    lines: list[Content] = []
    for name in part.named:
        field, value = procedure.fields[name], facts.get(name)
        if _has(value):
            lines.append(_line(pack, field, value))
        elif name not in part.may_lack:
            missing.append(Missing(name, field.title, _given_at(procedure, name)))
            lines.append({"label": field.title.zh, "words": "", "missing": True})
    lines += (line for step in part.answers for line in _answered(pack, state, procedure, step))
    return {"title": part.title.zh if part.title else "", "lines": lines}


def _line(pack: Pack, field: Field, value: Any) -> Content:
    table = table_of(pack, field, value)
    line: Content = {"label": field.title.zh, "words": "" if table else phrase(pack, field, value)}
    return {**line, "table": table} if table else line


def _has(value: Any) -> bool:
    return value not in (None, "", [], {})


def _answered(pack: Pack, state: Matter, procedure: Procedure, name: str) -> Iterator[Content]:
    """The answers given at a step: what was answered, in which words, by whom and on which day."""
    step = procedure.steps[name]
    for task in state.of_step(name):
        if task.state != "done" or task.outcome not in step.outcomes:
            continue
        outcome = step.outcomes[task.outcome]
        said = [outcome.title.zh]
        for ask in (*step.asks, *outcome.asks):
            field = procedure.fields.get(ask.field)
            value = task.answers.get(ask.field, state.fields.get(ask.field)) if field else None
            if field and _has(value):
                said.append(f"{field.title.zh}：{phrase(pack, field, value)}")
        yield {"label": step.title.zh, "words": "\n".join(said), "by": _seat(pack, task), "on": _day(task.done_at)}


def _seat(pack: Pack, task: Task) -> str:
    unit, _, post = task.done_by.partition("/")
    found = pack.units.get(unit)
    title = next((each.title.zh for each in found.posts if each.code == post), "") if found else ""
    return f"{unit_name(pack, unit)} {title}".strip()


def _day(at: str) -> str:
    return day_words(datetime.fromisoformat(at).astimezone(ZONE).date()) if at else ""


def _given_at(procedure: Procedure, name: str) -> tuple[Text, ...]:
    """The entries and steps whose forms ask this field."""
    titles = [entry.title for entry in procedure.entries.values() if any(a.field == name for a in entry.asks)]
    for step in procedure.steps.values():
        asked = (*step.asks, *(ask for outcome in step.outcomes.values() for ask in outcome.asks))
        if any(ask.field.partition(".")[0] == name for ask in asked):
            titles.append(step.title)
    return tuple(dict.fromkeys(titles))


def _addressee(
    pack: Pack, facts: Mapping[str, Any], procedure: Procedure, party: Party, missing: list[Missing]
) -> tuple[str, ...]:
    names = _names(pack, facts, procedure, party)
    if not names and party.name in procedure.fields:
        missing.append(Missing(party.name, procedure.fields[party.name].title, _given_at(procedure, party.name)))
    return names


def _names(pack: Pack, facts: Mapping[str, Any], procedure: Procedure, party: Party) -> tuple[str, ...]:
    """Whom a party means, as a paper addresses it: units by legal name, a citizen masked, a group by its title."""
    field = procedure.fields.get(party.name)
    if party.by is PartyKind.FIELD and field is not None and field.type is FieldType.PERSON:
        person = facts.get(party.name)
        return (phrase(pack, field, person),) if isinstance(person, dict) else ()
    if party.by is PartyKind.GROUP:
        return (f"{pack.groups[party.name].title.zh}成员单位",)
    return tuple(unit_name(pack, unit) for unit in _units(pack, facts, party))


def _units(pack: Pack, facts: Mapping[str, Any], party: Party) -> tuple[str, ...]:
    match party.by:
        case PartyKind.CAPACITY:
            return (pack.capacities[party.name].unit,)
        case PartyKind.KIND:
            return tuple(standing_units((party,), pack))
        case PartyKind.UNIT:
            return (party.name,)
        case PartyKind.FIELD | PartyKind.POST_OF:
            return tuple(named_units((party.name,), facts.get))
    return ()
