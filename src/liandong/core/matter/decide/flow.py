"""PURE. How a matter moves: steps open for their parties, settle, join, and the matter ends."""

from __future__ import annotations

from liandong.core.conditions import Lookup, holds
from liandong.core.errors import Refusal
from liandong.core.matter import events as e
from liandong.core.matter.decide.bearers import Bearer, Key, bearers_of, key_of, recorder_of
from liandong.core.matter.decide.clocks import deadline_for, line_of
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.state import Task
from liandong.core.rules import After, Opens, Outcome, Step


def open_all(draft: Draft, lines: tuple[Opens, ...], first_only: bool) -> None:
    """Open the steps of `opens`: all whose condition holds, or the first."""
    for line in lines:
        if not holds(line.when, draft.lookup()):
            continue
        open_step(draft, line.step)
        if first_only:
            return


def open_step(draft: Draft, name: str) -> None:
    """Open a step for its parties, and those that open beside it. A step that is open already stays as it is."""
    if any(task.is_open for task in draft.state.of_step(name)):
        return
    step = draft.step(name)
    _forget(draft, name)
    bearers = bearers_of(draft, step)
    kept = _kept(draft, step, bearers)
    _open_tasks(draft, step, [bearer for bearer in bearers if bearer.key not in kept])
    for companion in draft.procedure.companions.get(name, ()):
        open_step(draft, companion)
    if kept and all(bearer.key in kept for bearer in bearers):
        _settle_kept(draft, step, sorted(kept.values()))


def _open_tasks(draft: Draft, step: Step, bearers: list[Bearer]) -> None:
    past = draft.state.of_step(step.name)
    round_ = 1 + max((task.round for task in past), default=0)
    recorder = recorder_of(draft, step)
    deadline = None if step.standing else _deadline(draft, step, draft.lookup())
    for bearer in bearers:
        own = _deadline(draft, step, draft.facts(draft.state.fields, bearer.row)) if bearer.row else deadline
        draft.emit(
            e.TaskOpened(
                task=len(draft.state.tasks) + 1,
                step=step.name,
                round=round_,
                unit=bearer.unit,
                post=bearer.post,
                deadline=own,
                fell_to_head=bearer.fell,
                recorder=recorder,
                standing=step.standing,
                about=bearer.about,
            )
        )


def _deadline(draft: Draft, step: Step, lookup: Lookup) -> e.DeadlineJson | None:
    deadline = deadline_for(draft, line_of(step.within, lookup), draft.rule(step.name), draft.now, lookup)
    return deadline.to_json() if deadline else None


def _forget(draft: Draft, name: str) -> None:
    """A step opened again forgets its settlement, and that of every join that waited for it."""
    forgotten: list[str] = []
    waiting = [name]
    while waiting:
        step = waiting.pop()
        if step in draft.state.settled and step not in forgotten:
            forgotten.append(step)
        for join in draft.procedure.joins.get(step, ()):
            if join in draft.state.settled and join not in forgotten:
                waiting.append(join)
    if forgotten:
        draft.emit(e.StepReopened(sorted(forgotten)))


def _kept(draft: Draft, step: Step, bearers: list[Bearer]) -> dict[Key, int]:
    """On an unchanged resubmission: those who need not be asked again, with the task that answered."""
    if step.again is None:
        return {}
    now = {path: draft.state.value(path) for path in step.again.same}
    asked = {bearer.key for bearer in bearers}
    return {
        key: task.id
        for task in draft.state.of_step(step.name)
        if task.outcome == step.again.keeps and task.seen == now and (key := key_of(task)) in asked
    }


def _settle_kept(draft: Draft, step: Step, kept: list[int]) -> None:
    outcome = step.outcomes[step.again.keeps] if step.again else None
    if outcome is None:
        return
    draft.emit(e.StepKept(step.name, outcome.name, kept))
    follow(draft, step, outcome)


def settles(draft: Draft, step: Step, task: int, outcome: Outcome) -> bool:
    """Whether completing `task` with `outcome` settles its step (see `settles` in the format)."""
    if not step.each or outcome.settles == "any":
        return True
    tasks, name = draft.state.tasks, step.name
    current = tasks[task - 1].round
    for each in tasks:
        if (
            each.step == name
            and each.round == current
            and each.id != task
            and not each.confirms
            and (each.state != "done" or each.outcome != outcome.name)
        ):
            return False
    return True


def settle(draft: Draft, step: Step, outcome: Outcome) -> None:
    """After a step was settled: withdraw what is still open of it, then follow its outcome."""
    for task in draft.state.of_step(step.name):
        if task.is_open:
            draft.emit(e.TaskWithdrawn(task.id, "settled"))
    follow(draft, step, outcome)


def follow(draft: Draft, step: Step, outcome: Outcome) -> None:
    """What a settled outcome does: open steps and joins, or end the matter."""
    open_all(draft, outcome.opens, outcome.opens_first)
    _open_joins(draft, step.name)
    if outcome.ends:
        end(draft, outcome.ends, draft.rule(step.name, outcome.name))


def reopen_standing(draft: Draft, task: Task) -> None:
    """A standing possibility stays open: once used, it is open again for the same unit until the matter ends."""
    draft.emit(
        e.TaskOpened(
            task=len(draft.state.tasks) + 1,
            step=task.step,
            round=task.round + 1,
            unit=task.unit,
            post=task.post,
            deadline=None,
            fell_to_head=task.fell_to_head,
            recorder=task.recorder,
            standing=True,
            about=task.about,
        )
    )


def _open_joins(draft: Draft, step: str) -> None:
    for name in draft.procedure.joins.get(step, ()):
        join = draft.step(name)
        if name in draft.state.settled or any(t.is_open for t in draft.state.of_step(name)):
            continue
        lookup = draft.lookup()
        if all(_is_met(draft, line) for line in join.after if holds(line.when, lookup)):
            open_step(draft, name)


def _is_met(draft: Draft, line: After) -> bool:
    settled = draft.state.settled.get(line.step)
    return settled is not None and line.outcome in ("", settled)


def end(draft: Draft, name: str, rule: str) -> None:
    """End the matter; open tasks are withdrawn, unless one of them blocks the end."""
    for task in draft.state.open_tasks:
        step = draft.step(task.step)
        if step.blocks_end or task.confirms:
            code = "end.unconfirmed" if task.confirms else "end.blocked"
            unit = draft.law.pack.units[task.unit].name
            raise Refusal(code, rule=rule, cites=step.cites, step=step.title, unit=unit)
    for task in draft.state.open_tasks:
        draft.emit(e.TaskWithdrawn(task.id, "ended"))
    draft.emit(e.MatterEnded(name))
