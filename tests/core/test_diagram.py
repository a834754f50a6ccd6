"""The drawing of a procedure: complete, without overlaps, the same each time."""

from __future__ import annotations

from itertools import combinations

import pytest

from liandong.core.diagram import Diagram, NodeKind, draw, stands_apart
from liandong.core.rules import Pack, Procedure
from liandong.packs import library, load_pack
from tests.core.sample import pack
from tests.mechanisms.planted import LINKED


def procedures() -> list[tuple[Pack, Procedure]]:
    packs = [*library().packs.values(), pack(), load_pack(LINKED).pack]
    return [(each, procedure) for each in packs for procedure in each.procedures.values()]


@pytest.fixture(params=procedures(), ids=lambda found: f"{found[0].county}-{found[1].name}")
def drawn(request: pytest.FixtureRequest) -> tuple[Procedure, Diagram]:
    found, procedure = request.param
    return procedure, draw(procedure, found)


def test_every_entry_every_step_of_the_flow_and_every_end_is_drawn_once(drawn: tuple[Procedure, Diagram]) -> None:
    procedure, diagram = drawn
    names = [(node.kind, node.name) for node in diagram.nodes]
    assert len(names) == len(set(names))
    assert {name for kind, name in names if kind is NodeKind.ENTRY} == set(procedure.entries)
    flow = {step.name for step in procedure.steps.values() if not stands_apart(step)}
    assert {name for kind, name in names if kind is NodeKind.STEP} == flow
    outcomes = [(step, outcome) for step in procedure.steps.values() for outcome in step.outcomes.values()]
    started = {f"{step.name}.{outcome.name}" for step, outcome in outcomes if outcome.starts}
    assert {name for kind, name in names if kind is NodeKind.MATTER} == started
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


@pytest.mark.parametrize("found", procedures(), ids=lambda found: f"{found[0].county}-{found[1].name}")
def test_the_same_procedure_gives_the_same_drawing(found: tuple[Pack, Procedure]) -> None:
    each, procedure = found
    assert draw(procedure, each) == draw(procedure, each)


def test_a_started_matter_stands_between_the_step_that_starts_it_and_those_that_wait_for_it() -> None:
    linked = load_pack(LINKED).pack
    diagram = draw(linked.procedures["complaint"], linked)
    (matter,) = [node for node in diagram.nodes if node.kind is NodeKind.MATTER]
    assert (matter.name, matter.procedure, matter.title.en) == ("verify.theirs", "transfer", "Transfer")
    ways = {(way.start[1], way.target[1]): way.answer for way in diagram.ways}
    assert ways["verify", "verify.theirs"] is False
    assert ways["verify.theirs", "handed"] is True and ways["verify.theirs", "watch"] is True
    assert {node.name for node in diagram.nodes if node.waits} == {"handed", "watch"}


def test_an_entry_that_the_clock_makes_is_marked() -> None:
    linked = load_pack(LINKED).pack
    diagram = draw(linked.procedures["conference"], linked)
    assert {node.name for node in diagram.nodes if node.recurs} == {"monthly"}
