"""The process line: done, now, next. What comes next is the way through each step's first outcome, as facts stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from liandong.core.conditions import Lookup, holds
from liandong.core.matter.state import Matter, Task
from liandong.core.rules import Opens, Pack, Party, PartyKind, Procedure, Step
from liandong.core.texts import Text
from liandong.web.fields.shown import seat_words, unit_name
from liandong.web.language import say, t

MOST_LANES = 4


@dataclass(frozen=True, slots=True)
class Lane:
    """One unit's part of a step. `state`: "done", "now", "withdrawn"."""

    who: str
    state: str
    outcome: str
    at: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """One step on the line. `state`: "done", "now", "next"; `who` bears it where no task names a unit yet."""

    step: str
    title: str
    state: str
    cites: tuple[str, ...]
    lanes: tuple[Lane, ...] = ()
    who: str = ""
    round: int = 1

    @property
    def is_crowded(self) -> bool:
        """Whether so many units hold it that the line counts them and shows each on demand."""
        return len(self.lanes) > MOST_LANES

    @property
    def done(self) -> int:
        """How many of the units are done."""
        return sum(lane.state == "done" for lane in self.lanes)

    @property
    def is_late(self) -> bool:
        """Whether one of the units is late and not done."""
        return any(lane.overdue and lane.state == "now" for lane in self.lanes)


@dataclass(frozen=True, slots=True)
class Stage:
    """Steps that stand side by side."""

    stops: tuple[Stop, ...]

    @property
    def state(self) -> str:
        """What the stage looks like as a whole: "now" as long as one of its steps waits."""
        states = {stop.state for stop in self.stops}
        return "now" if "now" in states else next(iter(states))


def line_of(state: Matter, procedure: Procedure, pack: Pack, lookup: Lookup) -> list[Stage]:
    """The line from the opening to the end."""
    stages = [_opening(state, procedure, pack), *_past(state, procedure, pack)]
    if state.end:
        return [*stages, _end(state, procedure)]
    return [*stages, *_ahead(state, procedure, pack, lookup)]


def _opening(state: Matter, procedure: Procedure, pack: Pack) -> Stage:
    entry = procedure.entries[state.entry]
    lane = Lane(unit_name(state.opened_by, pack), "done", "", state.opened_at, False)
    return Stage((Stop(entry.name, say(entry.title), "done", entry.cites, (lane,)),))


def _end(state: Matter, procedure: Procedure) -> Stage:
    end = procedure.ends.get(state.end)
    title = say(end.title) if end else t("已撤回", "Withdrawn")
    return Stage((Stop("", title, "done", (), (Lane("", "done", "", state.ended_at, False),)),))


def _past(state: Matter, procedure: Procedure, pack: Pack) -> Iterator[Stage]:
    """Rounds of steps in the order they opened; what opened at one moment stands side by side."""
    groups: dict[str, dict[tuple[str, int], list[Task]]] = {}
    for task in state.tasks:
        if not task.standing and not task.confirms:
            groups.setdefault(task.opened_at, {}).setdefault((task.step, task.round), []).append(task)
    for rounds in groups.values():
        stops = [_stop(procedure.steps[name], tasks, pack) for (name, _), tasks in rounds.items()]
        if kept := tuple(stop for stop in stops if stop.lanes):
            yield Stage(kept)


def _stop(step: Step, tasks: list[Task], pack: Pack) -> Stop:
    shown = [task for task in tasks if task.state != "withdrawn"]
    return Stop(
        step=step.name,
        title=say(step.title),
        state="now" if any(task.is_open for task in shown) else "done",
        cites=step.cites,
        lanes=tuple(_lane(step, task, pack) for task in shown),
        round=tasks[0].round,
    )


def _lane(step: Step, task: Task, pack: Pack) -> Lane:
    who = seat_words(task.unit, task.post, pack)
    if task.is_open:
        return Lane(who, "now", "", task.opened_at, task.overdue)
    outcome = step.outcomes.get(task.outcome)
    title = say(outcome.title) if outcome else task.outcome
    only = len(step.outcomes) == 1  # its name would only say the step's again
    return Lane(who, "done", "" if only else title, task.done_at, task.overdue)


def _ahead(state: Matter, procedure: Procedure, pack: Pack, lookup: Lookup) -> Iterator[Stage]:
    seen = {task.step for task in state.tasks if task.is_open} | set(state.settled)
    front = [task.step for task in state.open_tasks if not task.standing and not task.confirms]
    while front:
        found = [name for name in _following(front, procedure, lookup) if name not in seen]
        found = list(dict.fromkeys(found))
        seen |= set(found)
        if found:
            yield Stage(tuple(_next_stop(procedure.steps[name], pack, lookup) for name in found))
        front = found


def _following(front: Iterable[str], procedure: Procedure, lookup: Lookup) -> Iterator[str]:
    for name in front:
        outcome = next(iter(procedure.steps[name].outcomes.values()), None)
        if outcome is None or outcome.ends:
            continue
        opened = [*_opened(outcome.opens, outcome.opens_first, lookup), *procedure.joins.get(name, ())]
        for step in opened:
            if not procedure.steps[step].standing:
                yield step
            yield from (c for c in procedure.companions.get(step, ()) if not procedure.steps[c].standing)


def _opened(lines: tuple[Opens, ...], first_only: bool, lookup: Lookup) -> list[str]:
    matching = [line.step for line in lines if holds(line.when, lookup)]
    return matching[:1] if first_only else matching


def _next_stop(step: Step, pack: Pack, lookup: Lookup) -> Stop:
    lines = step.each or tuple(line for line in step.by if holds(line.when, lookup))[:1]
    who = t("、", ", ").join(say(text) for line in lines for text in _bearers(line.party, pack, lookup))
    return Stop(step.name, say(step.title), "next", step.cites, who=who)


def _bearers(party: Party, pack: Pack, lookup: Lookup) -> list[Text]:
    if party.by is PartyKind.CAPACITY:
        return [pack.capacities[party.name].title]
    if party.by is PartyKind.KIND:
        return [pack.kinds[party.name]]
    if party.by is PartyKind.GROUP:
        return [pack.groups[party.name].title]
    found = lookup(party.name)
    if party.by is PartyKind.LEADERS_OF:
        return [Text("分管领导", "leaders in charge")]
    if party.by is PartyKind.ROWS:
        found = [row.get(party.column) for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    codes = [str(code) for code in found] if isinstance(found, list) else [str(found)] if found else []
    return [pack.units[code].name for code in codes if code in pack.units]
