"""A meeting as people read it: its day, topics, attendance, minutes, what was agreed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from liandong.core.marked import steps_of
from liandong.core.matter.state import Task
from liandong.core.meetings import Agreed, Gathering
from liandong.core.rules import FieldType, Mark, Pack, Step
from liandong.core.workdays import Calendar
from liandong.web.fields.shown import seat_words, shown, unit_name
from liandong.web.language import say, t
from liandong.web.matter.clock import ClockSeen, clock_of
from liandong.web.matter.facts import FactSeen, facts_of
from liandong.web.worklist.lines import end_title

DONE, NOW, NEXT = "done", "now", "next"


@dataclass(frozen=True, slots=True)
class StageSeen:
    """A part of a secretary's work: what, how far, when it was done, by whom it is due, its clock."""

    title: str
    state: str  # "done", "now", "next"
    task: int = 0
    done_at: str = ""
    who: str = ""
    clock: ClockSeen | None = None


@dataclass(frozen=True, slots=True)
class AgreedSeen:
    """An agreed matter: what, by whom, its last day, and whether it was done."""

    what: str
    unit: str
    until: str
    task: int
    is_open: bool
    done_at: str
    clock: ClockSeen | None


@dataclass(frozen=True, slots=True)
class MeetingSeen:
    """One meeting. `days`: how many days are left, None before its day is set; `end`: in words, "" while it runs."""

    id: str
    number: str
    title: str
    subject: str
    kind: str
    day: date | None
    at: datetime | None
    days: int | None
    place: str
    opener: str
    held_on: str
    is_over: bool
    end: str
    at_hand: tuple[StageSeen, ...]
    call: tuple[StageSeen, ...]
    topics: FactSeen | None
    approval: tuple[StageSeen, ...]
    came: tuple[tuple[str, int], ...]
    attendance: FactSeen | None
    answers: tuple[tuple[str, str], ...]
    minutes: tuple[StageSeen, ...]
    minutes_words: str
    agreed: tuple[AgreedSeen, ...]

    @property
    def open_agreed(self) -> int:
        """How many agreed matters are still open."""
        return sum(each.is_open for each in self.agreed)


def meeting_seen(meeting: Gathering, pack: Pack, calendar: Calendar, now: datetime, today: date) -> MeetingSeen:
    """A meeting at `now`."""
    state, names = meeting.state, meeting.meeting
    look = _Look(meeting, pack, calendar, now)
    return MeetingSeen(
        id=state.id,
        number=state.number,
        title=say(meeting.procedure.title),
        subject=look.words(meeting.procedure.summary) or say(meeting.procedure.title),
        kind=look.words(names.kind) if names.kind != meeting.procedure.summary else "",
        day=meeting.day,
        at=meeting.at,
        days=(meeting.day - today).days if meeting.day else None,
        place=look.words(names.place),
        opener=unit_name(state.opened_by, pack),
        held_on=meeting.held_on,
        is_over=meeting.is_over,
        end=end_title(state.end, state.procedure, pack) if state.end else "",
        at_hand=look.at_hand(),
        call=look.stages(Mark.CALL),
        topics=look.topics(),
        approval=look.stages(Mark.TOPIC),
        came=look.came(),
        attendance=look.fact(names.attendance),
        answers=look.answers(),
        minutes=look.stages(Mark.MINUTES),
        minutes_words=look.words(names.minutes),
        agreed=tuple(look.agreed(each) for each in meeting.agreed),
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """Reads one meeting."""

    meeting: Gathering
    pack: Pack
    calendar: Calendar
    now: datetime

    def words(self, name: str) -> str:
        """A field in one phrase, "" where it holds nothing."""
        found = self.meeting.value(name)
        return shown(*found, self.pack) if found else ""

    def fact(self, name: str) -> FactSeen | None:
        """A field with its rows, None where it holds nothing."""
        found = self.meeting.value(name)
        if found is None:
            return None
        facts = facts_of({found[0].name: found[1]}, self.meeting.procedure, self.pack)
        return facts[0] if facts else None

    def topics(self) -> FactSeen | None:
        """The agenda."""
        found = self.meeting.topics
        return self.fact(found[0].name) if found else None

    def stages(self, mark: Mark) -> tuple[StageSeen, ...]:
        """The steps of a mark in the order of the text, each as its last task has it; none that cannot come."""
        tasks, ahead = self.meeting.tasks(mark), self.meeting.ahead
        steps = steps_of(self.meeting.procedure, (mark,))
        found = ((step, [task for task in tasks if task.step == step.name]) for step in steps)
        return tuple(self._stage(step, some) for step, some in found if some or step.name in ahead)

    def at_hand(self) -> tuple[StageSeen, ...]:
        """What must be done now beside, step by step."""
        by_step = {task.step: task for task in reversed(self.meeting.at_hand)}
        return tuple(self._stage(self.meeting.procedure.steps[name], [task]) for name, task in by_step.items())

    def _stage(self, step: Step, tasks: list[Task]) -> StageSeen:
        title = say(step.title)
        if not tasks:
            return StageSeen(title, NEXT)
        task = tasks[-1]
        who = seat_words(task.unit, task.post, self.pack)
        if task.is_open:
            return StageSeen(title, NOW, task.id, who=who, clock=clock_of(task, self.pack, self.calendar, self.now))
        return StageSeen(title, DONE, task.id, done_at=task.done_at, who=who)

    def came(self) -> tuple[tuple[str, int], ...]:
        """How many attend in which way: by the answers of the units, else the rows of the list."""
        name, given = self.meeting.meeting.attendance, self.meeting.attendance
        if given:
            counted = Counter(self._said(name, value) for value in given.values())
            return tuple(counted.items())
        found = self.meeting.value(name)
        if found and isinstance(found[1], list):
            return ((t("到会", "came"), len(found[1])),)
        return ()

    def answers(self) -> tuple[tuple[str, str], ...]:
        """Unit by unit how it attends, with what it said of it."""
        name = self.meeting.meeting.attendance
        found = []
        for task in self.meeting.tasks(Mark.ATTENDANCE):
            more = {key: value for key, value in task.answers.items() if key != name}
            said = [fact.words for fact in facts_of(more, self.meeting.procedure, self.pack)]
            words = self._said(name, task.answers.get(name) if not task.is_open else None)
            found.append((unit_name(task.unit, self.pack), t("；", "; ").join((words, *said))))
        return tuple(found)

    def _said(self, name: str, value: object) -> str:
        field = self.meeting.procedure.fields.get(name)
        if value is None or field is None or field.type is not FieldType.CHOICE:
            return t("未登记", "not recorded")
        return shown(field, value, self.pack)

    def agreed(self, each: Agreed) -> AgreedSeen:
        """An agreed matter with its clock."""
        clock = clock_of(each.task, self.pack, self.calendar, self.now) if each.task.is_open else None
        unit = unit_name(each.unit, self.pack)
        return AgreedSeen(each.what, unit, each.until, each.task.id, each.task.is_open, each.task.done_at, clock)
