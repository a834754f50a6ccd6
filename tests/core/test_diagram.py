"""The drawing of a procedure: complete, without overlaps, the same each time."""

from __future__ import annotations

from itertools import combinations

import pytest

from liandong.core.diagram import Diagram, NodeKind, draw
from liandong.core.rules import Procedure
from liandong.packs import library
from tests.core.sample import pack


def procedures() -> list[Procedure]:
    found = [procedure for each in library().packs.values() for procedure in each.procedures.values()]
    return [*found, *pack().procedures.values()]


@pytest.fixture(params=procedures(), ids=lambda procedure: procedure.name)
def drawn(request: pytest.FixtureRequest) -> tuple[Procedure, Diagram]:
    return request.param, draw(request.param)


def test_every_entry_every_step_of_the_flow_and_every_end_is_drawn_once(drawn: tuple[Procedure, Diagram]) -> None:
    procedure, diagram = drawn
    names = [(node.kind, node.name) for node in diagram.nodes]
    assert len(names) == len(set(names))
    assert {name for kind, name in names if kind is NodeKind.ENTRY} == set(procedure.entries)
    flow = {step.name for step in procedure.steps.values() if not step.standing}
    assert {name for kind, name in names if kind is NodeKind.STEP} == flow
    reached = {outcome.ends for step in procedure.steps.values() for outcome in step.outcomes.values() if outcome.ends}
    assert {name for kind, name in names if kind is NodeKind.END} == reached


def test_no_two_nodes_overlap_and_all_lie_on_the_paper(drawn: tuple[Procedure, Diagram]) -> None:
    _, diagram = drawn
    for one, other in combinations(diagram.nodes, 2):
        apart = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y, (one.name, other.name)
    for node in diagram.nodes:
        assert node.x >= 0 and node.x + node.width <= diagram.width
        assert node.y >= 0 and node.y + node.height <= diagram.height
    for way in diagram.ways:
        assert all(0 <= x <= diagram.width and 0 <= y <= diagram.height for x, y in way.points)


def test_ways_run_from_left_to_right_but_those_that_lead_back(drawn: tuple[Procedure, Diagram]) -> None:
    procedure, diagram = drawn
    for way in diagram.ways:
        if not way.back:
            assert way.points[0][0] < way.points[-1][0], (procedure.name, way)


def test_the_same_procedure_gives_the_same_drawing(drawn: tuple[Procedure, Diagram]) -> None:
    procedure, diagram = drawn
    assert draw(procedure) == diagram
