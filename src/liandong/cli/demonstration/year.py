"""A year of plausible matters in every county, through the one writer: office hours, holidays, some late, some refused.

Everything happens in the order of time: officers act on what lies on their desks, the clock states what fell due in
between, what recurs opens on its day. Equal seeds and an equal `now` give equal years.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from liandong.act import execute
from liandong.cli.demonstration.office_time import OfficeTime
from liandong.cli.demonstration.officer import Officer
from liandong.core.actors import clock_actor
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.recurring import due, next_moment
from liandong.core.matter.state import Matter, Task
from liandong.core.rules import Entry, Pack, Procedure
from liandong.core.time_limits import CHINA, Deadline
from liandong.core.workdays import Calendar
from liandong.record import read

SEED = 2021
LONGEST = 60  # acts on one matter; whoever needs more leaves the rest undone
JUST_AFTER = timedelta(seconds=1)
AT_ONCE = timedelta(minutes=5)
LATE = 0.07  # of the answers
USED = 0.2  # of the standing possibilities
Happening = Callable[[datetime], None]


@dataclass
class Year:
    """The year that ends at `now`; `told` is called with the number of matters opened so far."""

    packs: Mapping[str, Pack]
    calendar: Calendar
    now: datetime
    officer: Callable[[Pack, Random], Officer]
    told: Callable[[int], None] = lambda done: None
    chance: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 - a demonstration, not a secret
    opened: int = 0
    acts: int = 0
    _waiting: list[tuple[datetime, int, Happening]] = field(default_factory=list)
    _order: int = 0
    _known: dict[str, int] = field(default_factory=dict)  # matter -> tasks that are planned
    _clocks: dict[tuple[str, int], object] = field(default_factory=dict)
    _acted: dict[str, int] = field(default_factory=dict)

    def play(self, matters: int) -> int:
        """Open about so many matters over the year, let them take their course; the number opened."""
        counties = [_County(self, pack) for pack in self.packs.values()]
        for county in counties:
            county.plan(matters // len(counties))
        while self._waiting:
            at, _, happening = heapq.heappop(self._waiting)
            if at <= self.now:
                happening(at)
        return self.opened

    def at(self, moment: datetime, happening: Happening) -> None:
        """Let something happen at a moment, if that is not still to come."""
        if moment <= self.now:
            self._order += 1
            heapq.heappush(self._waiting, (moment, self._order, happening))


@dataclass
class _County:
    """One county's part of the year."""

    year: Year
    pack: Pack

    def __post_init__(self) -> None:
        self.chance = Random(f"{SEED} {self.pack.county}")  # noqa: S311 - the same
        self.time = OfficeTime(self.year.calendar, self.pack.clock)
        self.officer = self.year.officer(self.pack, self.chance)
        self.clock = clock_actor(self.pack.county)

    def plan(self, matters: int) -> None:
        """Spread the openings over the year, and let the clock open what recurs."""
        last = self.year.now.astimezone(CHINA).date()
        first = max(date(last.year - 1, last.month, 1), self.pack.in_force_from)
        last = min(last, self.pack.in_force_to or last)
        if first > last:
            return
        ways = [
            (procedure, entry)
            for procedure in self.pack.procedures.values()
            for entry in procedure.entries.values()
            if entry.recurs is None and not entry.needs_origin
        ]
        for n in range(matters):
            procedure, entry = ways[n % len(ways)]
            self.year.at(self.time.some_day(first, last, self.chance), self._opening(procedure, entry))
        self._plan_recurring(first)

    def _plan_recurring(self, first: date) -> None:
        moment = next_moment(self.pack, datetime(first.year, first.month, first.day, tzinfo=CHINA))
        if moment is not None:
            self.year.at(moment, self._recur)

    def _recur(self, at: datetime) -> None:
        for occasion in due(self.pack, at):
            if occasion.opens_at == at:
                self._opened(execute(occasion.command, self.clock, at, key=occasion.key).matter, at)
        following = next_moment(self.pack, at)
        if following is not None:
            self.year.at(following, self._recur)

    def _opening(self, procedure: Procedure, entry: Entry) -> Happening:
        def open_it(at: datetime) -> None:
            matter = self.officer.open(procedure, entry, at)
            if matter:
                self._opened(matter, at)

        return open_it

    def _opened(self, matter: str, at: datetime) -> None:
        self.year.opened += 1
        self.year.told(self.year.opened)
        self._plan_tasks(matter, at)

    def _plan_tasks(self, matter: str, at: datetime) -> None:
        """Plan an answer for every new task of a matter, and of those it is bound to, and its clocks."""
        state = read.state(matter)
        if state is None:
            return
        known = self.year._known.get(matter, 0)
        self.year._known[matter] = len(state.tasks)
        for task in state.tasks[known:]:
            if task.is_open and (not task.standing or self.chance.random() < USED):
                self.year.at(self._when(task, at), self._answering(matter, task.id))
        for task in state.open_tasks:
            self._plan_clock(matter, task)
        for link in state.links:
            if link["kind"] == "started" and link["matter"] not in self.year._known:
                self._opened(link["matter"], at)

    def _when(self, task: Task, at: datetime) -> datetime:
        """Mostly well within the limit, now and then after it."""
        deadline = Deadline.from_json(task.deadline) if task.deadline else None
        if deadline is None or deadline.due is None or deadline.due <= at:
            return self.time.later(at, self.chance.choice((0.05, 0.2, 0.5, 1, 2, 3)), self.chance)
        if self.chance.random() < LATE:
            return self.time.later(deadline.due, self.chance.choice((0.3, 1, 2)), self.chance)
        ahead = (deadline.due - at) * self.chance.uniform(0.1, 0.8)
        planned = self.time.at_work(at + ahead, self.chance)
        # A limit that ends outside office hours is met by whoever acts at once; else it is missed, as in real offices.
        return planned if planned <= deadline.due else self.time.at_work(at + AT_ONCE, self.chance)

    def _answering(self, matter: str, task: int) -> Happening:
        def answer(at: datetime) -> None:
            acted = self.year._acted.get(matter, 0)
            state = read.state(matter)
            if state is None or state.end or acted >= LONGEST or not state.tasks[task - 1].is_open:
                return
            again = self.officer.answer(state, state.tasks[task - 1], at)
            if again is not None:  # not possible yet: others must act before
                self.year._acted[matter] = acted + 1
                self.year.at(self.time.later(at, again, self.chance), answer)
                return
            self.year._acted[matter] = acted + 1
            self.year.acts += 1
            self._plan_tasks(matter, at)
            self._plan_origins(matter, at)

        return answer

    def _plan_origins(self, matter: str, at: datetime) -> None:
        state = read.state(matter)
        for link in state.links if state else ():
            if link["kind"] == "origin":
                self._plan_tasks(link["matter"], at)

    def _plan_clock(self, matter: str, task: Task) -> None:
        if task.deadline is None or self.year._clocks.get((matter, task.id)) == task.deadline:
            return
        self.year._clocks[matter, task.id] = task.deadline
        deadline = Deadline.from_json(task.deadline)
        if deadline.remind_at is not None:
            self.year.at(deadline.remind_at, self._stating(matter, c.ReminderDue(task.id)))
        if deadline.due is not None:
            self.year.at(deadline.due + JUST_AFTER, self._stating(matter, c.TaskFellDue(task.id)))

    def _stating(self, matter: str, command: c.ReminderDue | c.TaskFellDue) -> Happening:
        def state_it(at: datetime) -> None:
            state: Matter | None = read.state(matter)
            if state is None or state.end or not state.tasks[command.task - 1].is_open:
                return
            try:
                execute(command, self.clock, at, matter=matter)
            except Refusal:
                return  # the limit was set anew meanwhile; its new moments are planned
            self._plan_tasks(matter, at)

        return state_it
