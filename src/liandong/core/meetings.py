"""PURE. A meeting as a secretary asks of it, out of its matter: day, topics, attendance, minutes, what was agreed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from liandong.core.marked import steps_of
from liandong.core.matter.commands import Plain
from liandong.core.matter.plain import ZONE
from liandong.core.matter.state import Matter, Task
from liandong.core.rules import Field, FieldType, Mark, Meeting, PartyKind, Procedure, Step


@dataclass(frozen=True, slots=True)
class Agreed:
    """One agreed matter: what, by whom, its last day ("" where none was set), and the task in which it is done."""

    what: str
    unit: str
    until: str
    task: Task


@dataclass(frozen=True, slots=True)
class Gathering:
    """One meeting. `day` is the day set, None before; `at` its moment where the text sets one. `held_on` ISO or ""."""

    state: Matter
    procedure: Procedure
    day: date | None
    at: datetime | None
    held_on: str

    @property
    def is_held(self) -> bool:
        """Whether it took place."""
        return bool(self.held_on)

    @property
    def is_over(self) -> bool:
        """Whether it took place or will not."""
        return self.is_held or bool(self.state.end)

    def tasks(self, mark: Mark) -> tuple[Task, ...]:
        """The tasks of a mark, in order; those taken back left out."""
        steps = {step.name for step in steps_of(self.procedure, (mark,))}
        return tuple(
            task for task in self.state.tasks if task.step in steps and not task.confirms and task.state != "withdrawn"
        )

    @property
    def ahead(self) -> frozenset[str]:
        """The steps that may still open, from those that are open now."""
        return frozenset(_ahead(self.procedure, {task.step for task in self.state.open_tasks}))

    @property
    def at_hand(self) -> tuple[Task, ...]:
        """What somebody must do now and that is no marked part of the meeting: fix its date, gather the topics."""
        open_now = (task for task in self.state.open_tasks if not task.standing and not task.confirms)
        known = self.procedure.steps  # a step that the text of today has no more stands on the matter's own page
        return tuple(task for task in open_now if task.step in known and not known[task.step].counts_as)

    def value(self, name: str) -> tuple[Field, Plain] | None:
        """A field of the meeting with its value, None where it holds nothing."""
        held = self.state.fields.get(name) if name else None
        return (self.procedure.fields[name], held) if held not in (None, "", [], {}) else None

    @property
    def topics(self) -> tuple[Field, Plain] | None:
        """The agenda: the first field of topics that holds anything."""
        return next((found for name in self.meeting.topics if (found := self.value(name))), None)

    @property
    def meeting(self) -> Meeting:
        """Where the procedure keeps what is asked here."""
        if self.procedure.meeting is None:
            raise ValueError(f"{self.procedure.name} is no procedure of meetings")
        return self.procedure.meeting

    @property
    def attendance(self) -> Mapping[str, Plain]:
        """By unit how it attended, of a text that asks each unit; None where it has not been recorded."""
        name = self.meeting.attendance
        return {task.unit: task.answers.get(name) if not task.is_open else None for task in self.tasks(Mark.ATTENDANCE)}

    @property
    def agreed(self) -> tuple[Agreed, ...]:
        """What was agreed, row by row, with the task in which it is carried out."""
        return tuple(_agreed(self))


def gathering(state: Matter, procedure: Procedure) -> Gathering:
    """The meeting of a matter; ValueError for a procedure that is none of meetings."""
    if procedure.meeting is None:
        raise ValueError(f"{procedure.name} is no procedure of meetings")
    day, at = _when(state.value(procedure.meeting.on))
    held = state.value(procedure.meeting.held_on) if procedure.meeting.held_on else None
    return Gathering(state, procedure, day, at, str(held or ""))


def _when(value: Plain) -> tuple[date | None, datetime | None]:
    if not isinstance(value, str) or not value:
        return None, None
    if "T" not in value:
        return date.fromisoformat(value), None
    at = datetime.fromisoformat(value).astimezone(ZONE)
    return at.date(), at


def _ahead(procedure: Procedure, begun: set[str]) -> set[str]:
    found = {name for name in begun if name in procedure.steps}
    rest = list(found)
    while rest:
        name = rest.pop()
        step = procedure.steps[name]
        opened = {line.step for outcome in step.outcomes.values() for line in outcome.opens}
        opened.update(procedure.joins.get(name, ()), procedure.companions.get(name, ()))
        rest += opened - found
        found |= opened
    return found


def _agreed(meeting: Gathering) -> Iterator[Agreed]:
    for step in steps_of(meeting.procedure, (Mark.AGREED,)):
        rows = _rows(meeting, step)
        for task in meeting.tasks(Mark.AGREED):
            if task.step == step.name:
                number = int(task.about) - 1 if task.about.isdecimal() else -1
                yield _of_row(meeting.procedure, step, rows[number] if 0 <= number < len(rows) else {}, task)


def _rows(meeting: Gathering, step: Step) -> list[Mapping[str, Plain]]:
    name = next((line.party.name for line in step.each if line.party.by is PartyKind.ROWS), "")
    held = meeting.state.fields.get(name)
    return [row for row in held if isinstance(row, dict)] if isinstance(held, list) else []


def _of_row(procedure: Procedure, step: Step, row: Mapping[str, Plain], task: Task) -> Agreed:
    name = next((line.party.name for line in step.each if line.party.by is PartyKind.ROWS), "")
    columns = procedure.fields[name].columns if name else ()
    words = [str(row[column.name]) for column in columns if column.type is FieldType.TEXT and row.get(column.name)]
    dates = [str(row[column.name]) for column in columns if column.type is FieldType.DATE and row.get(column.name)]
    return Agreed(" ".join(words), task.unit, dates[0] if dates else "", task)
