"""PURE. The whole course of a matter (执法全过程): which parts exist, which are missing, which do not apply.

What belongs to a part is data of the pack (`core.rules.case_files`), what is there comes from the state alone. A line
is asked for once the course of the matter has come to it: nothing is called missing that the matter did not reach.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from liandong.core.conditions import Lookup, holds
from liandong.core.evidence import Item, items_in
from liandong.core.matter.papers import ISSUED, UNISSUED
from liandong.core.matter.state import Matter, Task
from liandong.core.rules import (
    Ask,
    CaseFile,
    CourseLine,
    CoursePart,
    LineKind,
    Need,
    Pack,
    Procedure,
)


class LineState(StrEnum):
    """How a line stands."""

    THERE = "there"
    OPEN = "open"  # somebody is at it: an open task, a paper that is not issued yet
    MISSING = "missing"
    MAY_LACK = "may-lack"
    NOT_YET = "not-yet"  # the matter runs and may come to it
    NOT_APPLICABLE = "not-applicable"


class PartState(StrEnum):
    """How a part stands: the lines of it together."""

    THERE = "there"
    PARTLY = "partly"
    MISSING = "missing"
    OPEN = "open"
    NOT_YET = "not-yet"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is on record: when, by which unit and post, and what it is.

    One of `task`, `paper` and `file` names it: a task, a paper, the key of a file of evidence. All empty: the opening,
    or the archiving.
    """

    at: str
    unit: str = ""
    post: str = ""
    task: int = 0
    outcome: str = ""
    paper: int = 0
    file: str = ""
    name: str = ""  # number of the paper, name of the file


@dataclass(frozen=True, slots=True)
class LineSeen:
    """A line of the case file before a state. `line` is None for the opening, for what was added beside the forms, and
    for the archiving itself: every matter has these."""

    line: CourseLine | None
    state: LineState
    entries: tuple[Entry, ...] = ()

    @property
    def code(self) -> str:
        """Its name within the case file: `paper/cover`."""
        return f"{self.line.kind.value}/{self.line.name}" if self.line else ""


@dataclass(frozen=True, slots=True)
class PartSeen:
    """A part with its lines."""

    part: CoursePart
    state: PartState
    lines: tuple[LineSeen, ...]

    @property
    def missing(self) -> tuple[LineSeen, ...]:
        """Its lines that lack."""
        return tuple(each for each in self.lines if each.state is LineState.MISSING)


@dataclass(frozen=True, slots=True)
class Course:
    """The whole course of one matter."""

    parts: tuple[PartSeen, ...]

    @property
    def missing(self) -> tuple[LineSeen, ...]:
        """Every line that lacks, in the order of the parts."""
        return tuple(line for part in self.parts for line in part.missing)

    @property
    def is_complete(self) -> bool:
        """Whether nothing lacks."""
        return not self.missing

    def part(self, name: CoursePart) -> PartSeen:
        """The part of this name."""
        return next(each for each in self.parts if each.part is name)


def course_of(pack: Pack, state: Matter) -> Course | None:
    """The course of a matter under its pack; None where the pack describes no case file of its procedure."""
    case_file = pack.archive.case_files.get(state.procedure)
    procedure = pack.procedures.get(state.procedure)
    if case_file is None or procedure is None:
        return None
    reader = _Reader(pack, procedure, case_file, state)
    return Course(tuple(reader.part(part) for part in CoursePart))


def state_of_part(lines: tuple[LineSeen, ...]) -> PartState:
    """What lines come to: `partly` where some are there and others lack, `open` while none lacks and some are open."""
    states = {each.state for each in lines}
    if LineState.MISSING in states:
        return PartState.PARTLY if LineState.THERE in states else PartState.MISSING
    if LineState.OPEN in states:
        return PartState.OPEN
    if LineState.THERE in states:
        return PartState.THERE
    return PartState.NOT_YET if LineState.NOT_YET in states else PartState.NOT_APPLICABLE


class _Reader:
    """Reads one state against one case file."""

    def __init__(self, pack: Pack, procedure: Procedure, case_file: CaseFile, state: Matter) -> None:
        self.pack, self.procedure, self.case_file, self.state = pack, procedure, case_file, state
        self.runs = not state.end
        self.done: dict[str, list[Task]] = {}
        self.open: dict[str, list[Task]] = {}
        for task in state.tasks:
            if task.confirms:
                continue
            if task.state == "done":
                self.done.setdefault(task.step, []).append(task)
            elif task.state == "open" and not task.standing:
                self.open.setdefault(task.step, []).append(task)
        self.added = _added(state)

    def part(self, part: CoursePart) -> PartSeen:
        """One part: what every matter has of it, then the lines of the pack."""
        lines = (*self._of_every_matter(part), *map(self._line, self.case_file.parts.get(part, ())))
        return PartSeen(part, state_of_part(lines), lines)

    def _of_every_matter(self, part: CoursePart) -> Iterator[LineSeen]:
        state = self.state
        if part is CoursePart.START:
            yield LineSeen(None, LineState.THERE, (Entry(state.opened_at, state.opened_by),))
        elif part is CoursePart.EVIDENCE and self.added:
            yield LineSeen(None, LineState.THERE, tuple(Entry("", file=key, name=name) for key, name in self.added))
        elif part is CoursePart.ARCHIVE and state.archived:
            unit, post = str(state.archived["unit"]), str(state.archived["post"])
            yield LineSeen(None, LineState.THERE, (Entry(str(state.archived["at"]), unit, post),))

    def _line(self, line: CourseLine) -> LineSeen:
        found = tuple(_ENTRIES[line.kind](self, line))
        if found:
            at_it = LineState.OPEN if self.runs and self.open.get(line.name) and line.kind is LineKind.STEP else None
            return LineSeen(line, at_it or LineState.THERE, found)
        if not holds(line.when, self._lookup()):
            return LineSeen(line, LineState.NOT_YET if self.runs else LineState.NOT_APPLICABLE)
        if self.runs and self._is_under_way(line):
            return LineSeen(line, LineState.OPEN)
        if line.need is Need.OPTIONAL:
            return LineSeen(line, LineState.MAY_LACK)
        if self._is_due(line):
            # A file that the forms lack may be made up for beside them.
            made_up = line.kind is LineKind.FIELD and line.name in self.procedure.file_fields and self.added
            return LineSeen(line, LineState.THERE if made_up else LineState.MISSING)
        return LineSeen(line, LineState.NOT_YET if self.runs else LineState.NOT_APPLICABLE)

    def _is_due(self, line: CourseLine) -> bool:
        """Whether the matter has come to where the line is asked for."""
        if line.after:
            return any(self._was_done(act) for act in line.after)
        if line.need is Need.REQUIRED:
            return not self.runs
        if line.kind is LineKind.PAPER:
            form = self.pack.papers.forms.get(f"{self.procedure.name}/{line.name}")
            return form is not None and any(step in self.done for step in form.steps)
        if line.kind is LineKind.FIELD:
            return any(ask.field == line.name and self._asks(ask) for ask in self._asked())
        return False  # a step that opened is open, done, or was withdrawn because it was not needed any more

    def _was_done(self, act: str) -> bool:
        step, _, outcome = act.partition(".")
        return any(not outcome or task.outcome == outcome for task in self.done.get(step, ()))

    def _asked(self) -> Iterator[Ask]:
        entry = self.procedure.entries.get(self.state.entry)
        yield from entry.asks if entry else ()
        for name, tasks in self.done.items():
            step = self.procedure.steps.get(name)
            if step is None:
                continue
            yield from step.asks
            for task in tasks:
                outcome = step.outcomes.get(task.outcome)
                yield from outcome.asks if outcome else ()

    def _asks(self, ask: Ask) -> bool:
        return not ask.optional and holds(ask.when, self._lookup())

    def _is_under_way(self, line: CourseLine) -> bool:
        if line.kind is LineKind.STEP:
            return line.name in self.open
        if line.kind is LineKind.PAPER:
            return any(paper.form == self._code(line) and paper.state in UNISSUED for paper in self.state.papers)
        return False

    def _code(self, line: CourseLine) -> str:
        return f"{self.procedure.name}/{line.name}"

    def steps(self, line: CourseLine) -> Iterator[Entry]:
        """Each time that the step was completed, and by whom."""
        for task in self.done.get(line.name, ()):
            unit, _, post = task.done_by.partition("/")
            yield Entry(task.done_at, task.unit or unit, post, task=task.id, outcome=task.outcome)

    def papers(self, line: CourseLine) -> Iterator[Entry]:
        """The papers of this form that count."""
        for paper in self.state.papers:
            if paper.form == self._code(line) and paper.state == ISSUED:
                yield Entry(paper.issued_at, paper.unit, paper=paper.id, name=paper.number)

    def fields(self, line: CourseLine) -> Iterator[Entry]:
        """The fact, with the task that gave it; of files each one that was not erased."""
        sources: list[tuple[object, Task | None]] = [(self.state.value(line.name), self._giver(line.name))]
        sources += [(task.answers[line.name], task) for task in self.state.tasks if task.answers.get(line.name)]
        for value, task in sources:
            if value in (None, "", [], {}):
                continue
            at, unit, post, number = self._given(task)
            files = list(_kept(self.state, value))
            if not files and line.name in self.procedure.file_fields:
                continue
            for key, name in files or [("", "")]:
                yield Entry(at, unit, post, task=number, file=key, name=name)

    def _given(self, task: Task | None) -> tuple[str, str, str, int]:
        if task is None:
            return self.state.opened_at, self.state.opened_by, "", 0
        unit, _, post = task.done_by.partition("/")
        return task.done_at, task.unit or unit, post, task.id

    def _giver(self, field: str) -> Task | None:
        """The last task whose act asks for the field; None: the opening gave it."""
        for task in reversed(self.state.tasks):
            step = self.procedure.steps.get(task.step)
            if task.state != "done" or step is None:
                continue
            outcome = step.outcomes.get(task.outcome)
            if any(ask.field == field for ask in (*step.asks, *(outcome.asks if outcome else ()))):
                return task
        return None

    def _lookup(self) -> Lookup:
        return fact_lookup(self.pack, self.state)


_ENTRIES = {LineKind.STEP: _Reader.steps, LineKind.PAPER: _Reader.papers, LineKind.FIELD: _Reader.fields}


def fact_lookup(pack: Pack, state: Matter) -> Lookup:
    """Facts for conditions that nobody acts in: fields, parts of them, `count.FIELD` and `kind.FIELD`."""

    def find(path: str) -> object:
        head, _, part = path.partition(".")
        if part and head == "count":
            counted = state.fields.get(part)
            return len(counted) if isinstance(counted, list) else 0
        if part and head == "kind":
            unit = pack.units.get(str(state.fields.get(part)))
            return unit.kind if unit else None
        return state.value(path)

    return find


def _kept(state: Matter, value: object) -> Iterator[tuple[str, str]]:
    """Key and name of each file that was not erased."""
    items: Iterator[Item] = items_in(value)
    return ((str(item["key"]), str(item["name"])) for item in items if item["key"] not in state.erased)


def _added(state: Matter) -> tuple[tuple[str, str], ...]:
    """The files that were added beside the forms."""
    return tuple(_kept(state, list(state.evidence)))


def summed(course: Course) -> Mapping[str, str]:
    """The state of each part by its name: what a list shows of a course."""
    return {part.part.value: part.state.value for part in course.parts}
