"""Where a matter stands in the drawing of its procedure, for any matter; and the roomier drawing is the same one."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.core.diagram import HEIGHT, Diagram, NodeKind, draw
from liandong.core.live_diagram import Standing, position, roomier
from liandong.core.matter.state import Matter, Task
from liandong.core.rules import Pack, Procedure
from liandong.packs import library

FOUND = [(pack, each) for pack in library().packs.values() for each in pack.procedures.values()]
NAMES = [f"{pack.county}-{each.name}" for pack, each in FOUND]


@st.composite
def matters(draw: st.DrawFn) -> tuple[Pack, Procedure, Matter]:
    """A matter of any procedure with any tasks, more of them than any county would make."""
    pack, procedure = draw(st.sampled_from(FOUND))
    tasks = []
    for number in range(1, draw(st.integers(0, 12)) + 1):
        step = procedure.steps[draw(st.sampled_from(sorted(procedure.steps)))]
        kind = draw(st.sampled_from(["open", "done", "withdrawn"]))
        outcome = draw(st.sampled_from(sorted(step.outcomes))) if kind == "done" else ""
        confirms = draw(st.sampled_from([0, 0, 0, 1]))
        task = Task(number, step.name, 1, "u", "", kind, "", None, standing=step.standing, confirms=confirms)
        tasks.append(task._replace(outcome=outcome))
    end = draw(st.sampled_from(["", "", "withdrawn", *procedure.ends]))
    entry = draw(st.sampled_from(sorted(procedure.entries)))
    return pack, procedure, Matter(procedure=procedure.name, entry=entry, tasks=tuple(tasks), end=end)


@given(matters())
def test_every_node_stands_somewhere_and_now_is_where_somebody_must_act(made: tuple[Pack, Procedure, Matter]) -> None:
    pack, procedure, state = made
    diagram = draw(procedure, pack)
    found = position(diagram, state)
    assert set(found.nodes) == {(node.kind, node.name) for node in diagram.nodes}
    assert len(found.ways) == len(diagram.ways)
    drawn = {name for kind, name in found.nodes if kind is NodeKind.STEP}
    asked = {task.step for task in state.open_tasks if not task.standing and not task.confirms}
    now = {name for (_, name), standing in found.nodes.items() if standing is Standing.NOW}
    assert now == (asked & drawn if not state.end else set())
    for kind, name in found.nodes:
        standing = found.nodes[kind, name]
        if kind is NodeKind.ENTRY:
            assert (standing is Standing.DONE) == (name == state.entry)
        if kind is NodeKind.END:
            assert (standing is Standing.DONE) == (name == state.end)
        if kind is NodeKind.STEP and standing is Standing.DONE:
            assert any(task.state == "done" for task in state.of_step(name))


@given(matters())
def test_next_is_one_way_from_now_and_an_ended_matter_has_neither(made: tuple[Pack, Procedure, Matter]) -> None:
    pack, procedure, state = made
    diagram = draw(procedure, pack)
    found = position(diagram, state)
    if state.end:
        assert {Standing.NOW, Standing.NEXT}.isdisjoint({*found.nodes.values(), *found.ways})
    for way, standing in zip(diagram.ways, found.ways, strict=True):
        start, target = found.nodes[way.start], found.nodes[way.target]
        if start is Standing.NOW:
            assert target is not Standing.APART
            assert standing is not Standing.APART
        if standing is Standing.DONE:
            assert target in (Standing.DONE, Standing.NOW)
            assert start in (Standing.DONE, Standing.NOW)
        if standing is Standing.NEXT:
            assert start is Standing.NOW
    reachable = {way.target for way in diagram.ways if found.nodes[way.start] is Standing.NOW}
    open_always = {(NodeKind.STEP, task.step) for task in state.open_tasks if task.standing}
    for key, standing in found.nodes.items():
        assert standing is not Standing.NEXT or key in reachable | open_always


def inside(diagram: Diagram) -> bool:
    return all(
        node.y >= 0 and node.y + node.height <= diagram.height and node.x + node.width <= diagram.width
        for node in diagram.nodes
    ) and all(0 <= y <= diagram.height for way in diagram.ways for _, y in way.points)


@pytest.mark.parametrize(("pack", "procedure"), FOUND, ids=NAMES)
def test_a_roomier_drawing_has_the_same_order_and_overlaps_nowhere(pack: Pack, procedure: Procedure) -> None:
    diagram = draw(procedure, pack)
    for more in (0, 20, 40):
        found = roomier(diagram, more)
        assert inside(found)
        assert len(found.nodes) == len(diagram.nodes)
        for was, node in zip(diagram.nodes, found.nodes, strict=True):
            assert node.height >= was.height
            assert was.height != HEIGHT or node.height == HEIGHT + more
        for one, other in combinations(found.nodes, 2):
            apart = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y
    assert roomier(diagram, 0) == diagram
    assert replace(roomier(diagram, 40), nodes=(), ways=(), height=0) == replace(diagram, nodes=(), ways=(), height=0)
