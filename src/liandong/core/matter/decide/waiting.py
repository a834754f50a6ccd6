"""PURE. Steps that await the matter they started: its course takes their outcome, in the same act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.decide import clocks, flow
from liandong.core.matter.decide.bearers import informed, told
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.decide.judging import assigned
from liandong.core.matter.state import Matter, Task
from liandong.core.rules import PackRef, Step

WITHDRAWN = "withdrawn"  # how `on` names that whoever opened the other matter took it back


def is_awaited(step: Step, outcome: str) -> bool:
    """Whether this outcome is taken by the other matter, and so by nobody else."""
    return step.awaits is not None and outcome in step.awaits.on.values()


def answer(draft: Draft) -> None:
    """Let the matter that waits for this one, if there is one, move on with what was settled here."""
    if not draft.state.links:
        return
    news = list(_news(draft.events))
    if not news:
        return
    for link in draft.state.links:
        parent = draft.law.related.get(link["matter"])
        if link["kind"] == "origin" and parent is not None and not parent.end:
            _tell(draft, parent, news)


def _news(events: list[e.Event]) -> Iterator[str]:
    """What `awaits.on` may name, as it happened: settled outcomes (`step.outcome`) and the end."""
    for event in events:
        match event:
            case e.TaskCompleted(settles=True):
                yield f"{event.step}.{event.outcome}"
            case e.StepKept():
                yield f"{event.step}.{event.outcome}"
            case e.MatterEnded():
                yield event.end
            case e.MatterWithdrawn():
                yield WITHDRAWN


def _tell(draft: Draft, parent: Matter, news: list[str]) -> None:
    """`parent` in its own law: the pack that it is pinned to."""
    law = draft.law
    if parent.pack_hash != law.ref.hash:
        pack = law.packs[parent.pack_hash]
        law = replace(law, pack=pack, ref=PackRef(parent.county, parent.pack, parent.pack_hash))
    there = Draft(parent, law, draft.actor, draft.now)
    for each in news:
        for task in there.state.open_tasks:
            if _awaits(there, task, draft.state.id) and not there.state.end:
                _take(there, task, each, draft)
    if there.events:
        answer(there)
        draft.also |= {parent.id: (*draft.also.get(parent.id, ()), *there.events), **there.also}


def _awaits(there: Draft, task: Task, matter: str) -> bool:
    """Whether this task waits for `matter`: the one that was started last by the outcome it names."""
    awaits = there.step(task.step).awaits
    if awaits is None or task.confirms:
        return False
    started = [link["matter"] for link in there.state.links if link.get("by") == awaits.starts]
    return bool(started) and started[-1] == matter


def _take(there: Draft, task: Task, news: str, here: Draft) -> None:
    step = there.step(task.step)
    outcome = step.outcomes.get(step.awaits.on.get(news, "")) if step.awaits else None
    if outcome is None or step.awaits is None:
        return
    there.unit = task.unit
    taken: dict[str, c.Plain] = {
        name: value for name, path in step.awaits.takes.items() if (value := here.state.value(path)) is not None
    }
    facts = {**taken, **assigned(there, outcome.sets, there.lookup(taken))}
    settled = flow.settles(there, step, task.id, outcome)
    there.emit(
        e.TaskCompleted(
            task=task.id,
            step=step.name,
            outcome=outcome.name,
            fields=facts,
            answers={},
            settles=settled,
            told=told(there, outcome.tells, there.lookup()),
            late=clocks.answers_late(task, there.at),
            informed=informed(there, outcome.tells, there.lookup()),
            taken_by=here.state.number,
        )
    )
    clocks.start_anchored(there, facts)
    if settled:
        flow.settle(there, step, outcome)
