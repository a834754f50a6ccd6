"""What was foreseen, as people read it: one line for each step, with its bearers, its last day and its article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from liandong.core.actors import Actor
from liandong.core.matter.foreseeing import Foreseeable, Foreseen, ForeseenTask, foresee
from liandong.core.matter.law import Law
from liandong.core.matter.state import Matter
from liandong.core.rules import Field, FieldType, Pack, Procedure, Within
from liandong.core.time_limits import Deadline
from liandong.core.time_limits import lamp as lamp_of
from liandong.core.time_words import limit_text
from liandong.core.words import Said
from liandong.core.words import say as in_words
from liandong.web.fields.columns import at_path
from liandong.web.fields.shown import joined, seat_words
from liandong.web.foreseen.law import law_beforehand
from liandong.web.lamps import LampSeen, lamp_seen
from liandong.web.language import lang, say, t
from liandong.web.matter.clock import left_words
from liandong.web.mechanism_links import element_url

MOST_TRIED = 6  # values of one missing field that are tried one by one


@dataclass(frozen=True, slots=True)
class ClockForeseen:
    """A clock that would run: "5 working days", its last day, what would remain of it. `value` is the value of the
    missing field for which it would be so, "" where nothing is missing."""

    limit: str
    remaining: str
    lamp: LampSeen
    due_day: date | None
    due_at: datetime | None
    provisional: bool
    cites: tuple[str, ...]
    value: str = ""


@dataclass(frozen=True, slots=True)
class LineForeseen:
    """One step that would open (or whose clock would start). `who` is "" while a missing field is to name somebody;
    `waits` says from what its clock runs, where it does not run yet; `rests_on` names what is missing."""

    title: str
    who: str
    clocks: tuple[ClockForeseen, ...]
    waits: str
    rests_on: str
    cites: tuple[str, ...]
    rule_url: str


@dataclass(frozen=True, slots=True)
class FollowsSeen:
    """All that follows. `end` is the title of the end, `against` what stands against sending a form that is whole.
    `is_known`: more could not be said, whatever is filled in."""

    lines: tuple[LineForeseen, ...]
    end: str
    against: Said | None
    is_known: bool


@dataclass(frozen=True, slots=True)
class Follows:
    """The live region of a form: where it asks, and what it says now."""

    url: str
    seen: FollowsSeen


@dataclass(frozen=True)
class Foreseer:
    """Runs one act dry for one reader, and says what came of it."""

    state: Matter
    law: Law
    actor: Actor
    now: datetime

    def seen(self, command: Foreseeable) -> FollowsSeen:
        """What follows from `command`."""
        law = law_beforehand(self.law, self.state, self.now)
        found = foresee(self.state, command, law, self.actor, self.now)
        teller = _Teller(self, law, command, found)
        procedure = teller.own
        end = procedure.ends.get(found.end) if procedure else None
        return FollowsSeen(
            lines=tuple(teller.lines()),
            end=say(end.title) if end else "",
            against=in_words(found.refusal, lang()) if found.refusal else None,
            is_known=found.is_known,
        )


@dataclass(frozen=True)
class _Teller:
    """Tells of one dry run."""

    by: Foreseer
    law: Law
    command: Foreseeable
    found: Foreseen

    @property
    def pack(self) -> Pack:
        return self.law.pack

    @property
    def own(self) -> Procedure | None:
        """The procedure of the form."""
        return self.pack.procedures.get(getattr(self.command, "procedure", "") or self.by.state.procedure)

    def lines(self) -> Iterator[LineForeseen]:
        """One line for each step and clock, in the order in which they open."""
        for started, tasks in ((True, self.found.started), (False, self.found.tasks)):
            for held in _grouped(tasks):
                yield self._line(held, started)

    def _line(self, held: list[ForeseenTask], started: bool) -> LineForeseen:
        first = held[0]
        procedure = self.pack.procedures.get(first.procedure)
        step = procedure.steps.get(first.step) if procedure else None
        title = say(step.title) if step else first.step
        if first.elsewhere and procedure is not None:
            title = f"{say(procedure.title)} · {title}"
        if started:
            title = t(f"{title}开始计时", f"{title}: the clock starts")
        names = joined(seat_words(task.unit, task.post, self.pack) for task in held if task.unit)
        return LineForeseen(
            title=title,
            who=names,
            clocks=tuple(self._clocks(first)),
            waits=self._waits(first, procedure),
            rests_on=self._titles(dict.fromkeys(name for task in held for name in task.rests_on)),
            cites=step.cites if step else (),
            rule_url=element_url(self.pack.county, first.procedure, first.step),
        )

    def _clocks(self, task: ForeseenTask) -> Iterator[ClockForeseen]:
        """The clock; where it rests on one choice that is not made yet, the clock for each way to make it."""
        tried = list(self._tried(task))
        if tried:
            yield from tried
        elif task.deadline is not None:
            yield self._clock(task.deadline)

    def _tried(self, task: ForeseenTask) -> Iterator[ClockForeseen]:
        """One clock for each value of the one missing field that is chosen among few."""
        fields = {name: at_path(self.own.fields, name) for name in task.rests_on} if self.own else {}
        chosen = [(name, field) for name, field in fields.items() if _values(field)]
        if len(chosen) != 1:
            return
        ((name, field),) = chosen
        found: dict[str, Deadline | None] = {}
        for value, words in _values(field):
            command = replace(self.command, fields={**self.command.fields, name: value})
            same = foresee(self.by.state, command, self.law, self.by.actor, self.by.now)
            alike = [each for each in same.tasks if (each.procedure, each.step) == (task.procedure, task.step)]
            if not alike:
                continue
            found[words] = alike[0].deadline
        if len(set(map(str, found.values()))) > 1:
            for words, deadline in found.items():
                if deadline is not None:
                    yield replace(self._clock(deadline), value=f"{say(field.title)}{t('：', ': ')}{words}")

    def _clock(self, deadline: Deadline) -> ClockForeseen:
        return ClockForeseen(
            limit=say(limit_text(deadline.limit)),
            remaining=left_words(deadline, self.by.now, self.law.calendar),
            lamp=lamp_seen(lamp_of(deadline, self.by.now), self.pack),
            due_day=deadline.due_day,
            due_at=deadline.due,
            provisional=deadline.is_provisional,
            cites=deadline.cites,
        )

    def _waits(self, task: ForeseenTask, procedure: Procedure | None) -> str:
        """The limit of a clock that does not run yet, and what it will run from."""
        step = procedure.steps.get(task.step) if procedure else None
        if task.deadline is not None or step is None or procedure is None:
            return ""
        line = next((line for line in step.within if line.when is None and (line.anchor or line.before)), None)
        return _from_when(line, procedure) if line else ""

    def _titles(self, names: Iterable[str]) -> str:
        fields: Mapping[str, Field] = self.own.fields if self.own else {}
        return joined(say(at_path(fields, name).title) for name in names)


def _from_when(line: Within, procedure: Procedure) -> str:
    path = line.before or line.anchor
    if path.startswith("row."):
        return ""
    title, limit = say(at_path(procedure.fields, path).title), say(limit_text(line.limit))
    if line.before:
        return t(f"{limit}，以“{title}”为准倒算", f"{limit}, counted back from “{title}”")
    return t(f"{limit}，自“{title}”起计算", f"{limit}, from “{title}” on")


def _grouped(tasks: Iterable[ForeseenTask]) -> list[list[ForeseenTask]]:
    groups: dict[tuple[str, str, str], list[ForeseenTask]] = {}
    for task in tasks:
        groups.setdefault((task.procedure, task.step, repr(task.deadline)), []).append(task)
    return list(groups.values())


def _values(field: Field) -> list[tuple[bool | str, str]]:
    """Every value that a field with few of them may hold, in words."""
    if field.type is FieldType.BOOL:
        return [(True, t("是", "yes")), (False, t("否", "no"))]
    if field.type is FieldType.CHOICE and len(field.of) <= MOST_TRIED:
        return [(choice.name, say(choice.title)) for choice in field.of]
    return []
