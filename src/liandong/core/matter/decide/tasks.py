"""PURE. Completing tasks: by their holder, recorded later, or by the clock where a text lets a limit lapse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from liandong.core.actors import Role
from liandong.core.conditions import Lookup
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.covering import check_covered
from liandong.core.matter.decide import clocks, flow, starting, waiting
from liandong.core.matter.decide.bearers import informed, seated, told
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.decide.judging import assigned, check_needs, refuse_when
from liandong.core.matter.fields import accept, check_enforcing, check_item_place, filled
from liandong.core.matter.state import Task
from liandong.core.rules import Ask, Outcome, Step

TAKE_PART = frozenset((Role.OFFICER, Role.CENTER, Role.LEADER))
HOW = ("phone", "orally", "paper")


def complete_task(draft: Draft, command: c.CompleteTask) -> str:
    """The holder completes an open task with one of its outcomes."""
    task = draft.open_task(command.task)
    row = draft.allow("task.complete", task)
    draft.running()
    if task.confirms:
        raise Refusal("confirm.use-confirm", rule=draft.rule(task.step), task=task.id)
    _answer(draft, task, command.outcome, command.fields, draft.now, None)
    return row


def record_later(draft: Draft, command: c.RecordLater) -> str:
    """补录: record an oral or paper act with the moment it happened; its written confirmation follows as a task."""
    task = draft.open_task(command.task)
    row = draft.allow("task.record-later", task)
    draft.running()
    rule = draft.rule(task.step)
    if task.confirms or task.standing:
        raise Refusal("record-later.not-here", rule=rule, task=task.id)
    if command.how not in HOW:
        raise Refusal("record-later.how", rule=rule, field="how", found=command.how)
    at = command.happened_at
    if at.tzinfo is None or at > draft.now or e.moment(at) < task.opened_at:
        raise Refusal("record-later.when", rule=rule, field="happened_at")
    unit = draft.law.pack.units[task.unit]
    # A post that takes no part in matters could never confirm, and the matter could never end.
    if command.said_by not in {post.code for post in unit.posts if not TAKE_PART.isdisjoint(post.roles)}:
        raise Refusal("record-later.who", rule=rule, field="said_by", unit=unit.name)
    note = {"happened_at": e.moment(at), "said_by": command.said_by, "how": command.how}
    step = _answer(draft, task, command.outcome, command.fields, at, note)
    draft.emit(_confirmation(draft, task, step, command.said_by))
    return row


def _confirmation(draft: Draft, task: Task, step: Step, post: str) -> e.TaskOpened:
    if draft.state.end:
        # The end was reached by an oral act: its confirmation would be a task of an ended matter.
        raise Refusal("record-later.ends-matter", rule=draft.rule(step.name), cites=step.cites, step=step.title)
    bearer = seated(draft, task.unit, post)
    return e.TaskOpened(
        task=len(draft.state.tasks) + 1,
        step=task.step,
        round=task.round,
        unit=bearer.unit,
        post=bearer.post,
        deadline=None,
        fell_to_head=bearer.fell,
        recorder=task.recorder,
        confirms=task.id,
    )


def confirm_record(draft: Draft, command: c.ConfirmRecord) -> str:
    """The post that is said to have acted confirms it in writing, or says that it was not so."""
    task = draft.open_task(command.task)
    row = draft.allow("task.confirm", task)
    draft.running()
    if not task.confirms:
        raise Refusal("confirm.nothing", rule=draft.rule(task.step), task=task.id)
    if not command.confirmed and not command.words.strip():
        raise Refusal("reason.missing", rule=draft.rule(task.step), field="words")
    draft.emit(e.RecordConfirmed(task.id, task.confirms, command.confirmed, command.words.strip()))
    return row


def task_fell_due(draft: Draft, command: c.TaskFellDue) -> str:
    """State that a last moment has passed; where the text lets the limit lapse, its outcome follows."""
    task = draft.open_task(command.task)
    row = draft.allow("clock.act", task)
    draft.running()
    rule = draft.rule(task.step)
    deadline = clocks.of_task(task)
    if deadline is None or deadline.due is None or not clocks.is_late(deadline, draft.now):
        raise Refusal("clock.too-early", rule=rule, task=task.id)
    if task.overdue:
        raise Refusal("clock.already-said", rule=rule, task=task.id)
    draft.emit(e.TaskBecameOverdue(task.id, e.moment(deadline.due)))
    step = draft.step(task.step)
    if step.lapses:
        _lapse(draft, task, step, step.outcomes[step.lapses])
    return row


def _lapse(draft: Draft, task: Task, step: Step, outcome: Outcome) -> None:
    settled = flow.settles(draft, step, task.id, outcome)
    draft.emit(
        e.TaskCompleted(
            task=task.id,
            step=step.name,
            outcome=outcome.name,
            fields={},
            answers={},
            settles=settled,
            told=told(draft, outcome.tells, draft.lookup()),
            late=True,
            by_clock=True,
            informed=informed(draft, outcome.tells, draft.lookup()),
        )
    )
    if settled:
        flow.settle(draft, step, outcome)


def _answer(
    draft: Draft,
    task: Task,
    name: str,
    given: c.Fields,
    at: datetime,
    note: Mapping[str, str] | None,
) -> Step:
    step = draft.step(task.step)
    outcome = _outcome(draft, step, name)
    late = clocks.answers_late(task, draft.at if at is draft.now else e.moment(at))
    draft.unit = task.unit
    fields, sets, lookup = _accepted(draft, task, outcome, given, late)
    answers, facts = (fields, sets) if step.each else ({}, {**fields, **sets})
    settled = not step.standing and flow.settles(draft, step, task.id, outcome)
    draft.emit(
        e.TaskCompleted(
            task=task.id,
            step=step.name,
            outcome=name,
            fields=facts,
            answers=answers,
            settles=settled,
            seen={path: draft.state.value(path) for path in step.again.same} if step.again else None,
            told=told(draft, outcome.tells, lookup),
            late=late,
            recorded_later=note,
            informed=informed(draft, outcome.tells, lookup),
        )
    )
    clocks.start_anchored(draft, facts)
    if outcome.starts:
        starting.start(draft, task, outcome, lookup)
    if settled:
        flow.settle(draft, step, outcome)
    elif step.standing:
        flow.open_all(draft, outcome.opens, outcome.opens_first)
        flow.reopen_standing(draft, task)
    return step


def _outcome(draft: Draft, step: Step, name: str) -> Outcome:
    outcome = step.outcomes.get(name)
    if outcome is None:
        raise Refusal("task.no-such-outcome", rule=draft.rule(step.name), found=name, step=step.title)
    if waiting.is_awaited(step, name):
        raise Refusal("task.awaited", rule=draft.rule(step.name, name), cites=step.cites, outcome=outcome.title)
    return outcome


def _accepted(
    draft: Draft, task: Task, outcome: Outcome, given: c.Fields, late: bool
) -> tuple[dict[str, c.Plain], dict[str, c.Plain], Lookup]:
    """The act's facts, once nothing in the pack stands against them: what was given, what follows, and their lookup."""
    pack, step = draft.law.pack, draft.step(task.step)
    rule = draft.rule(step.name, outcome.name)
    given = filled(draft.procedure, pack, given, task.unit) if given else given
    asks = _asks(draft, task, outcome, late)
    fields = accept(asks, given, draft.procedure, pack, draft.lookup(given, task), draft.now, rule, draft.file)
    known = draft.lookup(fields, task)
    sets = assigned(draft, outcome.sets, known)
    lookup = draft.lookup({**fields, **sets}, task) if sets else known
    check_covered(draft.procedure, pack, fields, lookup, rule)
    refuse_when((*step.refuses_when, *outcome.refuses_when), lookup, rule)
    check_enforcing(outcome.enforcing, pack, lookup, rule)
    check_item_place(draft.procedure, pack, lookup, rule)
    check_needs(draft, step, rule)
    return fields, sets, known


def _asks(draft: Draft, task: Task, outcome: Outcome, late: bool) -> tuple[Ask, ...]:
    step = draft.step(task.step)
    asks = (*step.asks, *outcome.asks)
    line = clocks.line_of(step.within, draft.lookup(task=task)) if late else None
    return (*asks, Ask(line.late_asks, cites=line.cites)) if line and line.late_asks else asks
