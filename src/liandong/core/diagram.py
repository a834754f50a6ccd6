"""PURE. A procedure as a drawing: its entries, steps and ends in columns from left to right, and the ways between.

Columns are the longest ways from an entry, ways that lead back left out; rows are set by where a node's
predecessors stand, so that lines cross seldom. A standing possibility that leads to nothing is not part of the flow and
not drawn. A matter that an outcome starts is a node of its own, between the step that starts it and those that wait for
it.
Pages draw it as SVG, `core.bpmn` writes it as the picture of the BPMN export. Units are pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from liandong.core.rules import Outcome, Pack, Procedure, Step
from liandong.core.texts import Text

WIDTH, HEIGHT = 148, 52
GAP_X, GAP_Y = 72, 28
MARGIN = 24
ROUND = 36  # diameter of an end


class NodeKind(StrEnum):
    """What a node stands for."""

    ENTRY = "entry"
    STEP = "step"
    MATTER = "matter"  # a related matter, named by the outcome that starts it: `step.outcome`
    END = "end"


Key = tuple[NodeKind, str]


@dataclass(frozen=True, slots=True)
class Node:
    """One node; x and y are its upper left corner."""

    kind: NodeKind
    name: str
    title: Text
    x: int
    y: int
    width: int
    height: int
    each: bool = False  # one task per unit, row or leader, side by side
    waits: bool = False  # a step that awaits a started matter
    standing: bool = False  # a possibility, open until the end
    recurs: bool = False  # an entry that the clock makes
    procedure: str = ""  # of a started matter


@dataclass(frozen=True, slots=True)
class Way:
    """A way from one node to another; `outcome` is what takes it, `label` its title, `points` its corners.

    `answer`: the started matter answers the step that waits for it.
    """

    start: Key
    target: Key
    outcome: str
    label: Text | None
    back: bool
    points: tuple[tuple[int, int], ...]
    answer: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """The drawing of a procedure."""

    nodes: tuple[Node, ...]
    ways: tuple[Way, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A way before it has a place."""

    start: Key
    target: Key
    outcome: str = ""
    label: Text | None = None
    answer: bool = False


def draw(procedure: Procedure, pack: Pack) -> Diagram:
    """The drawing of a procedure of a pack; the same procedure gives the same drawing."""
    edges = tuple(dict.fromkeys(_edges(procedure)))
    keys = list(dict.fromkeys([*_entries(procedure), *(k for edge in edges for k in (edge.start, edge.target))]))
    back = _backward(keys, edges)
    columns = _columns(keys, [edge for edge in edges if edge not in back])
    rows = _rows(keys, columns, [edge for edge in edges if edge not in back])
    nodes = {key: _node(procedure, pack, key, columns[key], rows[key]) for key in keys}
    lowest = max(node.y + node.height for node in nodes.values())
    ways = tuple(_way(nodes, edge, edge in back, lowest, n) for n, edge in enumerate(edges))
    return Diagram(
        nodes=tuple(nodes.values()),
        ways=ways,
        width=max(node.x + node.width for node in nodes.values()) + MARGIN,
        height=max([lowest, *(y for way in ways for _, y in way.points)]) + MARGIN,
    )


def _entries(procedure: Procedure) -> list[Key]:
    return [(NodeKind.ENTRY, name) for name in procedure.entries]


def _edges(procedure: Procedure) -> Iterable[Edge]:
    for entry in procedure.entries.values():
        for name in _with_companions(procedure, [line.step for line in entry.opens]):
            yield Edge((NodeKind.ENTRY, entry.name), (NodeKind.STEP, name))
    for step in procedure.steps.values():
        if not stands_apart(step):
            yield from _edges_of(procedure, step)


def _edges_of(procedure: Procedure, step: Step) -> Iterable[Edge]:
    here = (NodeKind.STEP, step.name)
    for outcome in step.outcomes.values():
        for name in _with_companions(procedure, [line.step for line in outcome.opens]):
            yield Edge(here, (NodeKind.STEP, name), outcome.name, outcome.title)
        if outcome.ends:
            yield Edge(here, (NodeKind.END, outcome.ends), outcome.name, outcome.title)
        if outcome.starts:
            yield from _started(procedure, here, outcome)
    for name in _with_companions(procedure, list(procedure.joins.get(step.name, ()))):
        yield Edge(here, (NodeKind.STEP, name))


def _started(procedure: Procedure, here: Key, outcome: Outcome) -> Iterable[Edge]:
    """To the matter that is started, and from it to the steps that wait for it."""
    matter = (NodeKind.MATTER, f"{here[1]}.{outcome.name}")
    yield Edge(here, matter, outcome.name, outcome.title)
    for step in procedure.steps.values():
        if step.awaits and step.awaits.starts == matter[1]:
            yield Edge(matter, (NodeKind.STEP, step.name), answer=True)


def _with_companions(procedure: Procedure, opened: list[str]) -> list[str]:
    """The steps that open, with those that open beside them; possibilities that lead to nothing left out."""
    found: dict[str, None] = {}
    waiting = list(opened)
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        found[name] = None
        waiting += procedure.companions.get(name, ())
    return [name for name in found if not stands_apart(procedure.steps[name])]


def stands_apart(step: Step) -> bool:
    """Whether a step is a standing possibility that leads to nothing: no part of the flow."""
    return step.standing and not any(outcome.opens or outcome.starts for outcome in step.outcomes.values())


def _backward(keys: list[Key], edges: tuple[Edge, ...]) -> frozenset[Edge]:
    """The edges that close a circle, found by a walk from the entries in the order of the procedure."""
    ways: dict[Key, list[Edge]] = {key: [] for key in keys}
    for edge in edges:
        ways[edge.start].append(edge)
    back: set[Edge] = set()
    done: set[Key] = set()
    above: list[Key] = []

    def walk(key: Key) -> None:
        above.append(key)
        for edge in ways[key]:
            if edge.target in above:
                back.add(edge)
            elif edge.target not in done:
                walk(edge.target)
        done.add(above.pop())

    for key in keys:
        if key not in done:
            walk(key)
    return frozenset(back)


def _columns(keys: list[Key], edges: list[Edge]) -> dict[Key, int]:
    columns = dict.fromkeys(keys, 0)
    for _ in keys:
        moved = False
        for edge in edges:
            if columns[edge.target] <= columns[edge.start]:
                columns[edge.target] = columns[edge.start] + 1
                moved = True
        if not moved:
            break
    return columns


def _rows(keys: list[Key], columns: Mapping[Key, int], edges: list[Edge]) -> dict[Key, int]:
    rows: dict[Key, int] = {}
    taken: set[tuple[int, int]] = set()
    for key in sorted(keys, key=lambda k: (columns[k], k[0] is NodeKind.END, keys.index(k))):
        before = [rows[edge.start] for edge in edges if edge.target == key and edge.start in rows]
        row = round(sum(before) / len(before)) if before else 0
        while (columns[key], row) in taken:
            row += 1
        taken.add((columns[key], row))
        rows[key] = row
    return rows


def _node(procedure: Procedure, pack: Pack, key: Key, column: int, row: int) -> Node:
    kind, name = key
    x, y = MARGIN + column * (WIDTH + GAP_X), MARGIN + row * (HEIGHT + GAP_Y)
    if kind is NodeKind.ENTRY:
        entry = procedure.entries[name]
        return Node(kind, name, entry.title, x, y, WIDTH, HEIGHT, recurs=entry.recurs is not None)
    if kind is NodeKind.MATTER:
        other = started_procedure(procedure, name, pack)
        return Node(kind, name, other.title, x, y, WIDTH, HEIGHT, procedure=other.name)
    if kind is NodeKind.END:
        return Node(kind, name, procedure.ends[name].title, x, y + (HEIGHT - ROUND) // 2, WIDTH, ROUND)
    step = procedure.steps[name]
    waits, standing = step.awaits is not None, step.standing
    return Node(kind, name, step.title, x, y, WIDTH, HEIGHT, each=bool(step.each), waits=waits, standing=standing)


def started_procedure(procedure: Procedure, name: str, pack: Pack) -> Procedure:
    """The procedure of the matter that the outcome `step.outcome` starts; KeyError if it starts none."""
    step, _, outcome = name.partition(".")
    starts = procedure.steps[step].outcomes[outcome].starts
    if starts is None:
        raise KeyError(name)
    return pack.procedures[starts.procedure]


def _way(nodes: Mapping[Key, Node], edge: Edge, back: bool, lowest: int, number: int) -> Way:
    start, target = nodes[edge.start], nodes[edge.target]
    out_y, in_y = start.y + start.height // 2, target.y + target.height // 2
    right, left = start.x + start.width, target.x
    # Lanes keep lines that run side by side apart by a few pixels.
    lane = (number % 6) * 7
    points: tuple[tuple[int, int], ...]
    if back or left <= right:
        low = lowest + 14 + lane
        points = (
            (right - 20, start.y + start.height),
            (right - 20, low),
            (left + 20, low),
            (left + 20, target.y + target.height),
        )
    elif left - right <= GAP_X:
        middle = right + GAP_X // 2 + (lane - 18 if out_y != in_y else 0)
        points = ((right, out_y), (middle, out_y), (middle, in_y), (left, in_y))
    else:
        # A way over several columns runs in the gap below its row, past the nodes between.
        first, last = right + 18 + lane // 2, left - 18 - lane // 2
        level = start.y + start.height + GAP_Y // 2 + lane // 3 - 4
        points = ((right, out_y), (first, out_y), (first, level), (last, level), (last, in_y), (left, in_y))
    return Way(edge.start, edge.target, edge.outcome, edge.label, back, points, edge.answer)
