"""PURE. Where a matter stands in the drawing of its procedure: what is done, what waits now, what may come next.

Next is where a way leads from what waits now, whatever its conditions: they look at facts that the answer may still
change. A step that was done and may be opened again stays done until it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from liandong.core.diagram import GAP_Y, HEIGHT, MARGIN, Diagram, Key, NodeKind, Way
from liandong.core.matter.state import Matter, Task

LINE = HEIGHT + GAP_Y  # from one row of a drawing to the next


class Standing(StrEnum):
    """How a node or a way stands in a matter."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"
    APART = "apart"  # neither: not reached, and not the next


@dataclass(frozen=True, slots=True)
class Position:
    """A matter in a drawing. `tasks` are those of a step that were not withdrawn, of all its rounds."""

    nodes: Mapping[Key, Standing]
    ways: tuple[Standing, ...]  # of each way of the drawing, in its order
    tasks: Mapping[str, tuple[Task, ...]]


def position(diagram: Diagram, state: Matter) -> Position:
    """Where the matter stands in the drawing of its procedure."""
    tasks: dict[str, tuple[Task, ...]] = {}
    for task in state.tasks:
        if not task.confirms and task.state != "withdrawn":
            tasks[task.step] = (*tasks.get(task.step, ()), task)
    reached = {(node.kind, node.name): _reached((node.kind, node.name), state, tasks) for node in diagram.nodes}
    waiting = {key for key, standing in reached.items() if standing is Standing.NOW}
    following = {way.target for way in diagram.ways if way.start in waiting}
    nodes = {
        key: Standing.NEXT if standing is Standing.APART and key in following else standing
        for key, standing in reached.items()
    }
    return Position(nodes, tuple(_of_way(way, nodes, tasks) for way in diagram.ways), tasks)


def _reached(key: Key, state: Matter, tasks: Mapping[str, tuple[Task, ...]]) -> Standing:
    kind, name = key
    match kind:
        case NodeKind.ENTRY:
            return Standing.DONE if name == state.entry else Standing.APART
        case NodeKind.END:
            return Standing.DONE if name == state.end else Standing.APART
        case NodeKind.MATTER:
            step, _, outcome = name.partition(".")
            return Standing.DONE if _taken(tasks.get(step, ()), outcome) else Standing.APART
    held = tasks.get(name, ())
    if state.end:  # what was open when the matter ended is asked of nobody any more
        return Standing.DONE if any(task.state == "done" for task in held) else Standing.APART
    if any(task.is_open for task in held):
        # A possibility that is always open is no demand: it may be taken, as what comes next may.
        return Standing.NOW if any(task.is_open and not task.standing for task in held) else Standing.NEXT
    return Standing.DONE if held else Standing.APART


def _taken(tasks: tuple[Task, ...], outcome: str) -> bool:
    return any(task.state == "done" and task.outcome == outcome for task in tasks)


def _of_way(way: Way, nodes: Mapping[Key, Standing], tasks: Mapping[str, tuple[Task, ...]]) -> Standing:
    """A way was gone where its outcome was taken and it led somewhere; it is next where it leads on from now."""
    start, target = nodes[way.start], nodes[way.target]
    left = way.start[0] is not NodeKind.STEP or not way.outcome or _taken(tasks.get(way.start[1], ()), way.outcome)
    arrived = target in (Standing.DONE, Standing.NOW)
    if start is Standing.DONE and left and arrived:
        return Standing.DONE
    if start is Standing.NOW:
        return Standing.DONE if way.outcome and left and arrived else Standing.NEXT
    return Standing.APART


def roomier(diagram: Diagram, more: int) -> Diagram:
    """The same drawing with nodes `more` pixels taller: what lay between two rows lies there still."""

    def lower(y: int) -> int:
        if y < MARGIN:
            return y
        row, off = divmod(y - MARGIN, LINE)
        within = round(off * (HEIGHT + more) / HEIGHT) if off <= HEIGHT else off + more
        return MARGIN + row * (LINE + more) + within

    nodes = tuple(replace(n, y=lower(n.y), height=lower(n.y + n.height) - lower(n.y)) for n in diagram.nodes)
    ways = tuple(replace(way, points=tuple((x, lower(y)) for x, y in way.points)) for way in diagram.ways)
    return replace(diagram, nodes=nodes, ways=ways, height=lower(diagram.height))
