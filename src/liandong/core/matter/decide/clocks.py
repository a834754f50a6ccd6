"""PURE. Clocks of tasks: set, anchored, extended, stopped, set again, and what their passing means."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from liandong.core.conditions import Lookup, holds
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.plain import instant
from liandong.core.matter.recurring import last_day
from liandong.core.matter.state import Task
from liandong.core.rules import Procedure, Step, Within
from liandong.core.time_limits import (
    Deadline,
    Judgement,
    TimeLimit,
    differs,
    extend,
    judge,
    pause,
    recompute,
    resume,
    set_deadline,
)


def line_of(lines: tuple[Within, ...], lookup: Lookup) -> Within | None:
    """The line of a time limit that applies: the first whose `when` holds."""
    return next((line for line in lines if holds(line.when, lookup)), None)


def deadline_for(
    draft: Draft, line: Within | None, rule: str, trigger: datetime, lookup: Lookup | None = None
) -> Deadline | None:
    """The deadline of a line, or None if there is no line or its anchor has no value yet (clock not started)."""
    if line is None:
        return None
    path = line.before or line.anchor
    if path:
        value = (lookup or draft.lookup())(path)
        moment = _anchored(draft.procedure, path, str(value)) if value else None
        return _set(draft, line, rule, moment) if moment else None
    return _set(draft, line, rule, trigger)


def _set(draft: Draft, line: Within, rule: str, trigger: datetime | date) -> Deadline:
    return set_deadline(
        line.limit,
        trigger,
        draft.law.calendar,
        draft.law.pack.clock,
        force=line.force,
        rule=rule,
        cites=line.cites,
    )


def _anchored(procedure: Procedure, path: str, value: str) -> datetime | date | None:
    """What a clock runs from: of a period its last day, None if the text names none.

    A date has ten characters; a moment always has its time and offset.
    """
    if path in procedure.periods:
        return next(filter(None, (last_day(every, value) for every in procedure.periods[path])), None)
    return date.fromisoformat(value) if len(value) == len("2026-11-21") else instant(value)


def of_task(task: Task) -> Deadline | None:
    """The deadline of a task."""
    return Deadline.from_json(task.deadline) if task.deadline else None


def is_late(deadline: Deadline | None, at: datetime) -> bool:
    """Whether `at` lies after the last moment; a limit without a number is never late."""
    return deadline is not None and judge(deadline, at) is Judgement.LATE


def answers_late(task: Task, at: str) -> bool:
    """Whether an answer at `at`, as the record writes it, comes after the task's last moment; moments sort as text."""
    due = task.deadline["due"] if task.deadline else None
    return due is not None and at > due


def start_anchored(draft: Draft, changed: Iterable[str]) -> None:
    """Set the clocks of open tasks whose anchor is among the changed facts."""
    names = {path.partition(".")[0] for path in changed}
    if not names:
        return
    for task in draft.state.open_tasks:
        if task.standing or task.confirms:
            continue
        step, lookup = draft.step(task.step), draft.lookup(task=task)
        line = line_of(step.within, lookup)
        path = (line.before or line.anchor) if line else ""
        if not path or _stands_in(step, path) not in names:
            continue
        fresh = deadline_for(draft, line, draft.rule(task.step), draft.now, lookup)
        if fresh is None or (task.deadline and fresh.to_json() == task.deadline):
            continue
        draft.emit(e.ClockStarted(task.id, fresh.to_json(), path))


def _stands_in(step: Step, path: str) -> str:
    """The field that an anchor stands in: a column of a row stands in the field of the rows."""
    head = path.partition(".")[0]
    return step.each[0].party.name if head == "row" and step.each else head


def extend_time_limit(draft: Draft, command: c.ExtendTimeLimit) -> str:
    """The holder tells (告知) a longer limit before the first ends, as far as the text allows."""
    task = draft.open_task(command.task)
    row = draft.allow("time-limit.extend", task)
    draft.running()
    step, rule = draft.step(task.step), draft.rule(task.step)
    allowed, deadline = step.extend, of_task(task)
    if allowed is None or deadline is None or deadline.due is None:
        raise Refusal("extend.not-allowed", rule=rule, cites=step.cites, step=step.title)
    if task.extensions >= allowed.times:
        raise Refusal("extend.used-up", rule=rule, cites=allowed.cites, times=allowed.times)
    if not command.reason.strip():
        raise Refusal("reason.missing", rule=rule, cites=allowed.cites, field="reason")
    by = _limit(command.by, rule)
    reason, calendar, clock = command.reason.strip(), draft.law.calendar, draft.law.pack.clock
    longer = extend(deadline, by, draft.now, reason, calendar, clock, cap=allowed.cap)
    draft.emit(e.TimeLimitExtended(task.id, longer.to_json(), reason))
    return row


def _limit(text: str, rule: str) -> TimeLimit:
    try:
        return TimeLimit.parse(text)
    except ValueError as error:
        raise Refusal("limit.unreadable", rule=rule, field="by", found=text, says=str(error)) from None


def _deadlines(draft: Draft, paused: bool) -> Iterable[tuple[Task, Deadline]]:
    for task in draft.state.open_tasks:
        deadline = of_task(task)
        if deadline is None or deadline.is_paused is not paused:
            continue
        if paused or deadline.due is not None:
            yield task, deadline


def suspend_matter(draft: Draft, command: c.SuspendMatter) -> str:
    """Stop the clocks of all open tasks on a legal basis."""
    row = draft.allow("matter.suspend")
    draft.running()
    basis, reason = command.basis.strip(), command.reason.strip()
    if not basis:
        raise Refusal("basis.missing", field="basis")
    if not reason:
        raise Refusal("reason.missing", field="reason")
    stopped = {
        str(task.id): pause(deadline, draft.now, basis).to_json() for task, deadline in _deadlines(draft, paused=False)
    }
    draft.emit(e.MatterSuspended(basis, reason, stopped))
    return row


def resume_matter(draft: Draft, command: c.ResumeMatter) -> str:
    """Let the clocks run again from now."""
    row = draft.allow("matter.resume")
    if draft.state.end:
        raise Refusal("matter.ended", number=draft.state.number)
    if not draft.state.suspended:
        raise Refusal("matter.not-suspended", number=draft.state.number)
    if not command.reason.strip():
        raise Refusal("reason.missing", field="reason")
    calendar, clock = draft.law.calendar, draft.law.pack.clock
    going = {
        str(task.id): resume(deadline, draft.now, calendar, clock).to_json()
        for task, deadline in _deadlines(draft, paused=True)
    }
    draft.emit(e.MatterResumed(command.reason.strip(), going))
    return row


def recompute_deadline(draft: Draft, command: c.RecomputeDeadline) -> str:
    """Set an open task's deadline again on a changed calendar; refused if nothing changes."""
    task = draft.open_task(command.task)
    row = draft.allow("deadline.recompute", task)
    deadline = of_task(task)
    if deadline is None:
        raise Refusal("deadline.none", rule=draft.rule(task.step), task=task.id)
    calendar, clock = draft.law.calendar, draft.law.pack.clock
    if not differs(deadline, calendar, clock):
        raise Refusal("deadline.unchanged", rule=draft.rule(task.step), task=task.id)
    reason = command.reason.strip()
    if not reason:
        raise Refusal("reason.missing", field="reason")
    fresh = recompute(deadline, calendar, clock, at=draft.now, reason=reason)
    was = e.moment(deadline.due) if deadline.due else None
    draft.emit(e.DeadlineRecomputed(task.id, fresh.to_json(), was, reason))
    return row


def reminder_due(draft: Draft, command: c.ReminderDue) -> str:
    """State that the moment to remind a holder has come, once for each last day."""
    task = draft.open_task(command.task)
    row = draft.allow("clock.act", task)
    draft.running()
    deadline = of_task(task)
    if deadline is None or deadline.remind_at is None or deadline.remind_at > draft.now:
        raise Refusal("clock.too-early", rule=draft.rule(task.step), task=task.id)
    if task.reminded:
        raise Refusal("clock.already-said", rule=draft.rule(task.step), task=task.id)
    draft.emit(e.ReminderCameDue(task.id, e.moment(deadline.remind_at)))
    return row
