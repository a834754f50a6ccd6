"""Rows of the projections as people read them: names instead of codes, a lamp, what remains."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from liandong.core.matter.decide.waiting import is_awaited
from liandong.core.rules import Pack
from liandong.core.time_limits import Lamp
from liandong.core.time_limits import lamp as lamp_of
from liandong.core.workdays import Calendar
from liandong.projections.matters import MatterLine
from liandong.projections.worklist import WorklistLine
from liandong.web import dates
from liandong.web.fields.shown import post_title, unit_name
from liandong.web.lamps import LampSeen, lamp_seen
from liandong.web.language import lang, say, t
from liandong.web.matter.clock import left_words


@dataclass(frozen=True, slots=True)
class TaskSeen:
    """One open task."""

    matter: str
    task: int
    number: str
    subject: str
    procedure: str
    step: str
    unit: str
    post: str
    recorder: str
    lamp: LampSeen
    remaining: str
    due_day: date | None
    due_at: datetime | None
    provisional: bool
    opened_at: datetime
    is_today: bool
    at_once: AtOnce | None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class AtOnce:
    """An outcome that asks nothing, and so can be taken on the line itself: its name and its title."""

    outcome: str
    title: str


@dataclass(frozen=True, slots=True)
class MatterSeen:
    """One matter."""

    id: str
    number: str
    subject: str
    procedure: str
    opened_by: str
    opened_at: datetime
    stage: str
    end: str
    ended_at: datetime | None
    suspended: bool


def task_seen(line: WorklistLine, pack: Pack, calendar: Calendar, now: datetime) -> TaskSeen:
    """A task at `now`."""
    deadline = line.deadline
    return TaskSeen(
        matter=line.matter_id,
        task=line.task,
        number=line.number,
        subject=line.title(lang()),
        procedure=procedure_title(line.procedure, pack),
        step=_step(line, pack),
        unit=unit_name(line.unit, pack),
        post=post_title(line.unit, line.post, pack) if line.post else "",
        recorder=unit_name(line.recorder, pack) if line.recorder else "",
        lamp=lamp_seen(lamp_of(deadline, now) if deadline else Lamp.NORMAL, pack),
        remaining=left_words(deadline, now, calendar) if deadline else _without_limit(line, pack),
        due_day=line.due_day,
        due_at=line.due_at,
        provisional=line.provisional,
        opened_at=line.opened_at,
        is_today=_is_today(line, now),
        at_once=_at_once(line, pack),
    )


def _is_today(line: WorklistLine, now: datetime) -> bool:
    """Whether it is late, ends today, or has no number in law and its reminder comes today; never while paused."""
    at = line.due_at or line.remind_at
    return at is not None and not line.paused and at <= dates.end_of_day(now)


def _at_once(line: WorklistLine, pack: Pack) -> AtOnce | None:
    """The first outcome of a step of what came in, where it only acknowledges: it asks, needs and forbids nothing."""
    procedure = pack.procedures.get(line.procedure)
    step = procedure.steps.get(line.step) if procedure else None
    if (
        procedure is None
        or step is None
        or procedure.kind is None
        or line.confirms
        or step.asks
        or step.needs
        or step.refuses_when
    ):
        return None
    first = next(iter(step.outcomes.values()))
    weighs = first.asks or first.starts or first.refuses_when or first.enforcing or is_awaited(step, first.name)
    if weighs or any(each.late_asks for each in step.within):
        return None
    return AtOnce(first.name, say(first.title))


def matter_seen(line: MatterLine, pack: Pack) -> MatterSeen:
    """A matter as it stands."""
    return MatterSeen(
        id=line.id,
        number=line.number,
        subject=line.title(lang()),
        procedure=procedure_title(line.procedure, pack),
        opened_by=unit_name(line.opened_by, pack),
        opened_at=line.opened_at,
        stage=t("、", ", ").join(step_title(name, line.procedure, pack) for name in dict.fromkeys(line.steps)),
        end=end_title(line.end, line.procedure, pack),
        ended_at=line.ended_at,
        suspended=line.suspended,
    )


def procedure_title(name: str, pack: Pack) -> str:
    """A procedure's title; the name itself where the pack of today has it no more."""
    procedure = pack.procedures.get(name)
    return say(procedure.title) if procedure else name


def step_title(name: str, procedure: str, pack: Pack) -> str:
    """A step's title; the name itself where the pack of today has it no more."""
    found = pack.procedures.get(procedure)
    step = found.steps.get(name) if found else None
    return say(step.title) if step else name


def end_title(name: str, procedure: str, pack: Pack) -> str:
    """An end's title; a matter that was taken back has an end of its own."""
    if name == "withdrawn":
        return t("已撤回", "withdrawn")
    found = pack.procedures.get(procedure)
    end = found.ends.get(name) if found else None
    return say(end.title) if end else name


def _without_limit(line: WorklistLine, pack: Pack) -> str:
    """What stands in the place of the time that remains: nothing is asked of whoever waits for another matter."""
    found = pack.procedures.get(line.procedure)
    step = found.steps.get(line.step) if found else None
    if step is not None and step.awaits and all(is_awaited(step, outcome) for outcome in step.outcomes):
        return t("等待相关事项", "waits for another matter")
    return t("未定时限", "no limit set")


def _step(line: WorklistLine, pack: Pack) -> str:
    title = step_title(line.step, line.procedure, pack)
    return t(f"书面确认：{title}", f"Confirm in writing: {title}") if line.confirms else title
