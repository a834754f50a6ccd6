"""Rows, states and lines of an overseer's page, in the words of the pack; and what was answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from liandong.core.matter.commands import Plain
from liandong.core.rules import Mark, Pack
from liandong.core.texts import Text
from liandong.core.time_limits import Lamp
from liandong.projections.oversight.lists import WatchedLine
from liandong.projections.oversight.watched import (
    IN_TIME,
    LATE,
    OF_ENTRIES,
    OF_TASKS,
    OVERDUE,
    RUNNING,
    TAKEN,
    UNDONE,
    WAITING,
    Watch,
)
from liandong.record import read
from liandong.web.fields.shown import unit_name
from liandong.web.lamps import LampSeen, lamp_seen
from liandong.web.language import lang, say
from liandong.web.matter.facts import facts_of, masked_facts
from liandong.web.worklist.lines import end_title, procedure_title, step_title

STATES: Mapping[str, Text] = {
    OVERDUE: Text("逾期未办", "Overdue"),
    WAITING: Text("待办", "Waiting"),
    RUNNING: Text("在办", "Running"),
    IN_TIME: Text("按期", "In time"),
    LATE: Text("逾期办理", "Late"),
    UNDONE: Text("未办即了", "Never done"),
}
LAMPS = {OVERDUE: Lamp.OVERDUE, WAITING: Lamp.NORMAL, RUNNING: Lamp.NORMAL}
PAPERS: Mapping[Mark, Text] = {
    Mark.NOTICE: Text("监督通知", "Notice"),
    Mark.OPINION: Text("监督意见", "Opinion"),
    Mark.DECISION: Text("监督决定", "Decision"),
}
MOST_SAID, MOST_FACTS = 160, 3  # characters of an answer in a list, and how many of its fields


@dataclass(frozen=True, slots=True)
class RowSeen:
    """A row of a section: a step, a procedure or a way in, with its counts by state."""

    mark: Mark
    key: str
    title: str
    states: tuple[tuple[str, str, int], ...]  # key, words, count
    of_entry: bool = False


@dataclass(frozen=True, slots=True)
class LineSeen:
    """One task or matter. `said` is what was answered, as title and words."""

    matter: str
    task: int
    number: str
    subject: str
    procedure: str
    step: str
    unit: str
    unit_code: str
    lamp: LampSeen
    state: str
    outcome: str
    opened_at: datetime
    due_at: datetime | None
    due_day: date | None
    done_at: datetime | None
    is_open: bool
    is_wanting: bool  # still open, late, or never done: what an overseer follows up
    said: tuple[tuple[str, str], ...] = ()

    @property
    def about(self) -> str:
        """The matter in one line, for a paper about it."""
        return " ".join(part for part in (self.number, self.subject, self.step) if part)


def rows_seen(
    watch: Watch, marks: Collection[Mark], counts: Mapping[Mark, Mapping[tuple[str, str], int]]
) -> list[RowSeen]:
    """The rows of a section: each place of the text, counted or not, then the ways in that have matters."""
    found: list[RowSeen] = []
    for mark in marks:
        keys = {row_key(place.procedure, place.step): None for place in watch.at(mark)}
        keys.update(dict.fromkeys(row for row, _ in counts.get(mark, {})))
        for key in keys:
            cells = {state: n for (row, state), n in counts.get(mark, {}).items() if row == key and n}
            ordered = [*(state for state in STATES if state in cells), *sorted(set(cells) - set(STATES))]
            states = tuple((state, state_words(key, state, watch.pack), cells[state]) for state in ordered)
            of_entry = key.startswith(OF_ENTRIES)
            paper = f"{say(PAPERS[mark])} · " if mark in PAPERS and not of_entry else ""
            found.append(RowSeen(mark, key, paper + row_words(key, watch.pack), states, of_entry))
    return sorted(found, key=lambda row: row.of_entry)


def row_key(procedure: str, step: str) -> str:
    """How a place is keyed in the counts."""
    return f"{OF_TASKS}{procedure}#{step}" if step else f"matter:{procedure}"


def row_words(key: str, pack: Pack) -> str:
    """A row's title."""
    prefix, _, rest = key.partition(":")
    procedure, _, name = rest.partition("#")
    title = procedure_title(procedure, pack)
    if not name:
        return title
    if f"{prefix}:" == OF_ENTRIES:
        found = pack.procedures.get(procedure)
        entry = found.entries.get(name) if found else None
        return say(entry.title) if entry else name
    return f"{title} · {step_title(name, procedure, pack)}"


def state_words(row: str, state: str, pack: Pack) -> str:
    """A state's title: of ours, or the outcome or end as the text calls it."""
    if state in STATES:
        return say(STATES[state])
    prefix, _, rest = row.partition(":")
    procedure, _, step = rest.partition("#")
    name = state.removeprefix(TAKEN)
    if f"{prefix}:" != OF_TASKS:
        return end_title(name, procedure, pack)
    return outcome_title(procedure, step, name, pack)


def outcome_title(procedure: str, step: str, outcome: str, pack: Pack) -> str:
    """An outcome's title; its name where the pack of today has it no more."""
    found = pack.procedures.get(procedure)
    at = found.steps.get(step) if found else None
    taken = at.outcomes.get(outcome) if at else None
    return say(taken.title) if taken else outcome


def lines_seen(lines: Collection[WatchedLine], pack: Pack, most: int = MOST_SAID) -> list[LineSeen]:
    """Lines with what was answered, read in one query for all of them; `most` characters of each answer (0: all)."""
    done = {line.matter for line in lines if line.task and line.outcome}
    answers = read.answers(done) if done else {}
    return [_seen(line, answers.get((line.matter, line.task), {}), pack, most) for line in lines]


def _seen(line: WatchedLine, given: Mapping[str, Plain], pack: Pack, most: int) -> LineSeen:
    is_open = line.state in LAMPS
    key = f"{OF_TASKS}{line.procedure}#{line.step}" if line.task else f"matter:{line.procedure}"
    named = [step_title(name, line.procedure, pack) for name in dict.fromkeys(line.step.split(",")) if name]
    taken = ""
    if line.outcome:
        of_task = outcome_title(line.procedure, line.step, line.outcome, pack)
        taken = of_task if line.task else end_title(line.outcome, line.procedure, pack)
    return LineSeen(
        matter=line.matter,
        task=line.task,
        number=line.number,
        subject=line.title(lang()),
        procedure=procedure_title(line.procedure, pack),
        step="、".join(named) if lang() == "zh" else ", ".join(named),
        unit=unit_name(line.unit, pack),
        unit_code=line.unit,
        lamp=lamp_seen(LAMPS.get(line.state, Lamp.CLOSED), pack),
        state=state_words(key, line.state, pack) if line.state else taken,
        outcome=taken,
        opened_at=line.opened_at,
        due_at=line.due_at,
        due_day=line.due_day,
        done_at=line.done_at,
        is_open=is_open,
        is_wanting=is_open or line.state in (LATE, UNDONE),
        said=_said(given, line.procedure, pack, most),
    )


def _said(given: Mapping[str, Plain], procedure: str, pack: Pack, most: int) -> tuple[tuple[str, str], ...]:
    """What was answered, field by field; citizens stay masked."""
    found = pack.procedures.get(procedure)
    if found is None or not given:
        return ()
    facts = facts_of(
        masked_facts({k: v for k, v in given.items() if k.partition(".")[0] in found.fields}, found), found, pack
    )
    if not most:
        return tuple((fact.title, fact.words) for fact in facts)
    return tuple((fact.title, _short(fact.words, most)) for fact in facts if not fact.heads)[:MOST_FACTS]


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
