"""PURE. Where a citizen's matter stands, in the stages that its pack tells citizens of, and nothing beside them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from liandong.core.matter.events import DeadlineJson
from liandong.core.matter.state import Matter, Task
from liandong.core.rules import Public, Stage, StageStep
from liandong.core.texts import Text


class Phase(StrEnum):
    """Where a stage lies."""

    BEHIND = "behind"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class StageSeen:
    """One stage of the line.

    `unit` is the code of whoever deals with it now; `on` the moment at which it was over, as the record writes it;
    `shown` what the citizen is told of it; `step` and `deadline` those of the task that waits now.
    """

    title: Text
    phase: Phase
    unit: str = ""
    on: str = ""
    shown: str = ""
    step: str = ""
    deadline: DeadlineJson | None = None


def standing(state: Matter, public: Public) -> tuple[StageSeen, ...]:
    """The stages behind, the one that runs, and those that may come; what the matter went past is left out.

    A step that belongs to no stage is nobody's but the officers': while nothing else waits, no stage is `now`.
    """
    waiting = {place: task for task in reversed(state.open_tasks) if (place := public.stage_of(task.step)) >= 0}
    done = {place: task for task in state.tasks if task.state == "done" and (place := public.stage_of(task.step)) >= 0}
    now = min(waiting, default=len(public.stages) if state.end else -1)
    reached = now if now >= 0 else max(done, default=-1) + 1
    line = [_seen(state, stage, place, done, reached) for place, stage in enumerate(public.stages) if place != now]
    if now in waiting:
        line.insert(now, _running(state, public.stages[now], waiting[now]))
    return tuple(seen for seen in line if seen is not None)


def _seen(state: Matter, stage: Stage, place: int, done: dict[int, Task], reached: int) -> StageSeen | None:
    if place >= reached:
        return None if state.end else StageSeen(stage.title, Phase.AHEAD)
    if place not in done:
        return None  # another way was taken
    task = done[place]
    shown = state.value(stage.shows) if stage.shows else None
    return StageSeen(
        title=_step(stage, task.step).title or stage.title,
        phase=Phase.BEHIND,
        on=task.done_at,
        shown=shown if isinstance(shown, str) else "",
    )


def _running(state: Matter, stage: Stage, task: Task) -> StageSeen:
    step = _step(stage, task.step)
    named = state.value(step.unit) if step.unit else None
    return StageSeen(
        title=step.title or stage.title,
        phase=Phase.NOW,
        unit=named if isinstance(named, str) else task.unit,
        step=task.step,
        deadline=task.deadline,
    )


def _step(stage: Stage, name: str) -> StageStep:
    return next(each for each in stage.steps if each.step == name)
