"""PURE. How a matter moves: steps open for their parties, settle, join, and the matter ends."""

from __future__ import annotations

from dataclasses import dataclass

from liandong.core.actors import Seat
from liandong.core.conditions import Lookup, holds
from liandong.core.errors import Refusal
from liandong.core.matter import events as e
from liandong.core.matter.decide.clocks import deadline_for, line_of
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.fields import named_units
from liandong.core.matter.state import Task
from liandong.core.rules import After, Opens, Outcome, Party, PartyKind, PartyLine, Step


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who a task opens for; `fell` names the vacant post whose task fell to another."""

    unit: str
    post: str = ""
    fell: str = ""


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
    bearers = _bearers(draft, step)
    kept = _kept(draft, step, bearers)
    past = draft.state.of_step(name)
    round_ = 1 + max((task.round for task in past), default=0)
    line = None if step.standing else line_of(step.within, draft.lookup())
    deadline = deadline_for(draft, line, draft.rule(name), draft.now)
    recorder = _recorder(draft, step)
    for bearer in bearers:
        if bearer.unit in kept:
            continue
        draft.emit(
            e.TaskOpened(
                task=len(draft.state.tasks) + 1,
                step=name,
                round=round_,
                unit=bearer.unit,
                post=bearer.post,
                deadline=deadline.to_json() if deadline else None,
                fell_to_head=bearer.fell,
                recorder=recorder,
                standing=step.standing,
            )
        )
    for companion in draft.procedure.companions.get(name, ()):
        open_step(draft, companion)
    if kept and all(bearer.unit in kept for bearer in bearers):
        _settle_kept(draft, step, sorted(kept.values()))


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


def _kept(draft: Draft, step: Step, bearers: list[Bearer]) -> dict[str, int]:
    """On an unchanged resubmission: units that need not be asked again, with the task that answered."""
    if step.again is None:
        return {}
    now = {path: draft.state.value(path) for path in step.again.same}
    units = {bearer.unit for bearer in bearers}
    return {
        task.unit: task.id
        for task in draft.state.of_step(step.name)
        if task.outcome == step.again.keeps and task.seen == now and task.unit in units
    }


def _settle_kept(draft: Draft, step: Step, kept: list[int]) -> None:
    outcome = step.outcomes[step.again.keeps] if step.again else None
    if outcome is None:
        return
    draft.emit(e.StepKept(step.name, outcome.name, kept))
    follow(draft, step, outcome)


def _bearers(draft: Draft, step: Step) -> list[Bearer]:
    lookup = draft.lookup()
    bearers: dict[tuple[str, str], Bearer] = {}
    if step.each:
        for line in step.each:
            if holds(line.when, lookup):
                for bearer in _resolve(draft, line.party, lookup):
                    bearers.setdefault((bearer.unit, bearer.post), bearer)
    else:
        first = _first(step.by, lookup)
        for bearer in _resolve(draft, first.party, lookup) if first else []:
            bearers.setdefault((bearer.unit, bearer.post), bearer)
    if not bearers:
        raise Refusal("step.nobody", rule=draft.rule(step.name), cites=step.cites, step=step.title)
    return list(bearers.values())


def _first(lines: tuple[PartyLine, ...], lookup: Lookup) -> PartyLine | None:
    return next((line for line in lines if holds(line.when, lookup)), None)


def _resolve(draft: Draft, party: Party, lookup: Lookup) -> list[Bearer]:
    pack = draft.law.pack
    if party.by is PartyKind.CAPACITY:
        capacity = pack.capacities[party.name]
        return [seated(draft, capacity.unit, capacity.post)]
    units = named_units((party.name,), lookup)
    if party.by is PartyKind.POST_OF:
        return [
            seated(draft, unit, pack.units[unit].head.code if party.post == "head" else party.post) for unit in units
        ]
    return [seated(draft, unit, party.post) for unit in units]


def seated(draft: Draft, unit: str, post: str) -> Bearer:
    """A vacant post's task falls to the unit's head; if that post is vacant too, to whoever is in the unit."""
    if not post or Seat(unit, post) not in draft.law.vacant:
        return Bearer(unit, post)
    head = draft.law.pack.units[unit].head.code
    if head != post and Seat(unit, head) not in draft.law.vacant:
        return Bearer(unit, head, fell=post)
    return Bearer(unit, "", fell=post)


def _recorder(draft: Draft, step: Step) -> str:
    if step.recorded_by is None:
        return ""
    return _resolve(draft, step.recorded_by, draft.lookup())[0].unit


def told(draft: Draft, parties: tuple[Party, ...], lookup: Lookup) -> list[str]:
    """The units that an outcome tells (抄告), each once, in order."""
    units: dict[str, None] = {}
    for party in parties:
        for bearer in _resolve(draft, party, lookup):
            units[bearer.unit] = None
    return list(units)


def settles(draft: Draft, step: Step, task: int, outcome: Outcome) -> bool:
    """Whether completing `task` with `outcome` settles its step (see `settles` in the format)."""
    if not step.each or outcome.settles == "any":
        return True
    current = draft.state.tasks[task - 1].round
    others = [each for each in draft.state.of_step(step.name) if each.round == current and each.id != task]
    return all(each.state == "done" and each.outcome == outcome.name for each in others)


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
