"""The drawing of a procedure with the position of one matter, and its twin in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from liandong.core.diagram import Key, Node, NodeKind, draw, stands_apart
from liandong.core.live_diagram import Position, Standing, position, roomier
from liandong.core.matter.state import Task
from liandong.core.pictures.words import fitted
from liandong.core.rules import Step
from liandong.core.texts import Text
from liandong.web.fields.shown import seat_words, unit_name
from liandong.web.language import say, t
from liandong.web.matter.clock import ClockSeen, clock_of
from liandong.web.matter.seen import Seen, load
from liandong.web.mechanism.labels import wrapped
from liandong.web.request import Seated, seated

MORE = 38  # pixels that each node is taller than on the mechanism's page: two lines of what stands there
ROOM, SIZE = 116, 12  # of such a line: its width beside the icon, its letters
WORDS = {
    Standing.DONE: Text("已完成", "done"),
    Standing.NOW: Text("正在办理", "now"),
    Standing.NEXT: Text("接下来可能", "may come next"),
    Standing.APART: Text("未经过", "not reached"),
}


@dataclass(frozen=True, slots=True)
class HeldSeen:
    """One task of a step: who holds or answered it, what, and its clock while it waits."""

    task: int
    who: str
    outcome: str
    at: str
    clock: ClockSeen | None
    standing: bool


@dataclass(frozen=True, slots=True)
class NodeSeen:
    """One node in the drawing and in the list. `state` says how it stands, `second` its second line, cut to fit."""

    node: Node
    lines: list[str]
    standing: Standing
    state: str
    second: str
    lamp: ClockSeen | None
    href: str
    cites: tuple[str, ...]
    rule: str
    held: tuple[HeldSeen, ...]


@never_cache
@require_GET
@seated
def show(request: Seated, matter: str) -> HttpResponse:
    """Where the matter stands in its procedure, drawn and listed."""
    seen = load(request, matter)
    diagram = roomier(draw(seen.procedure, seen.pack), MORE)
    found = position(diagram, seen.state)
    nodes = [_node(node, found, seen) for node in diagram.nodes]
    listed = sorted(nodes, key=lambda each: (each.node.x, each.node.y))
    context: dict[str, Any] = {
        "seen": seen,
        "state": seen.state,
        "diagram": diagram,
        "ways": list(zip(diagram.ways, found.ways, strict=True)),
        "nodes": nodes,
        "listed": [each for each in listed if each.standing is not Standing.APART],
        "unreached": [each for each in listed if each.standing is Standing.APART],
        "apart": _apart(seen, found),
        "now": next((each.node for each in nodes if each.standing is Standing.NOW), None),
        "words": WORDS,
    }
    return render(request, "matter/diagram.html", context)


def _node(node: Node, found: Position, seen: Seen) -> NodeSeen:
    key: Key = (node.kind, node.name)
    standing = found.nodes[key]
    tasks = found.tasks.get(node.name, ()) if node.kind is NodeKind.STEP else ()
    held = tuple(_held(task, seen) for task in tasks if not (seen.state.end and task.is_open))
    waiting = [each for each in held if each.clock or not each.at]
    lamp = _most_urgent(waiting)
    rule = seen.rule_url(node.name if node.kind in (NodeKind.STEP, NodeKind.ENTRY) else node.name.partition(".")[0])
    at_task = standing is Standing.NOW and waiting
    return NodeSeen(
        node=node,
        lines=wrapped(say(node.title)),
        standing=standing,
        state=_state(standing, held, node, seen),
        second=fitted(_second(standing, lamp, held, node, seen), ROOM, SIZE),
        lamp=lamp if standing is Standing.NOW else None,
        href=_task_url(seen, waiting[0].task) if at_task else rule,
        cites=_cites(node, seen),
        rule=rule,
        held=held,
    )


def _state(standing: Standing, held: tuple[HeldSeen, ...], node: Node, seen: Seen) -> str:
    """How a node stands, and how many of several units have answered."""
    words = say(WORDS[standing])
    if node.kind is NodeKind.END and standing is Standing.DONE:
        return t("已办结", "ended here")
    if standing is Standing.NEXT and any(each.standing and not each.at for each in held):
        return t("随时可办", "possible at any time")
    if standing is Standing.NOW and len(held) > 1:
        return f"{words} {sum(bool(each.at) for each in held)}/{len(held)}"
    return words


def _second(standing: Standing, lamp: ClockSeen | None, held: tuple[HeldSeen, ...], node: Node, seen: Seen) -> str:
    """What is left of the limit, or when it was done and by whom."""
    if standing is Standing.NOW:
        waiting = [each for each in held if not each.at]
        return lamp.remaining if lamp else waiting[0].who if waiting else ""
    if standing is not Standing.DONE:
        return ""
    if node.kind is NodeKind.ENTRY:
        return unit_name(seen.state.opened_by, seen.pack)
    done = [each for each in held if each.at]
    return done[-1].outcome or done[-1].who if done else ""


def _held(task: Task, seen: Seen) -> HeldSeen:
    step = seen.procedure.steps[task.step]
    outcome = step.outcomes.get(task.outcome)
    clock = clock_of(task, seen.pack, seen.law.calendar, seen.now) if task.is_open else None
    title = say(outcome.title) if outcome and len(step.outcomes) > 1 else ""
    return HeldSeen(task.id, seat_words(task.unit, task.post, seen.pack), title, task.done_at, clock, task.standing)


def _most_urgent(waiting: list[HeldSeen]) -> ClockSeen | None:
    """The clock that ends first; one without an end only where there is no other."""
    clocks = [each.clock for each in waiting if each.clock]
    ending = [(clock.due_at, n) for n, clock in enumerate(clocks) if clock.due_at]
    return clocks[min(ending)[1]] if ending else next(iter(clocks), None)


def _task_url(seen: Seen, task: int) -> str:
    return f"{reverse('matter', args=[seen.state.id])}#task-{task}"


def _cites(node: Node, seen: Seen) -> tuple[str, ...]:
    if node.kind is NodeKind.STEP:
        return seen.procedure.steps[node.name].cites
    return seen.procedure.entries[node.name].cites if node.kind is NodeKind.ENTRY else ()


def _apart(seen: Seen, found: Position) -> list[tuple[Step, tuple[HeldSeen, ...]]]:
    """Possibilities that are no part of the flow: each with its tasks, while the matter runs."""
    if seen.state.end:
        return []
    steps = [step for step in seen.procedure.steps.values() if stands_apart(step) and step.name in found.tasks]
    return [(step, tuple(_held(task, seen) for task in found.tasks[step.name])) for step in steps]
