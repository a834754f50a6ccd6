"""The BPMN export: every reference resolves, everything has its picture, and the file says what the pack says."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from liandong.core.bpmn import BPMN, DI, XSI, export
from liandong.core.rules import Pack, Procedure
from liandong.packs import library
from tests.core.sample import pack


def procedures() -> list[tuple[Pack, Procedure]]:
    packs = [*library().packs.values(), pack()]
    return [(each, procedure) for each in packs for procedure in each.procedures.values()]


@pytest.fixture(params=procedures(), ids=lambda found: found[1].name)
def exported(request: pytest.FixtureRequest) -> tuple[Procedure, ET.Element]:
    found, procedure = request.param
    return procedure, ET.fromstring(export(procedure, found))  # noqa: S314 (our own file)


def elements(root: ET.Element, *tags: str) -> list[ET.Element]:
    return [found for tag in tags for found in root.iter(f"{{{BPMN}}}{tag}")]


def test_every_flow_joins_two_elements_that_exist(exported: tuple[Procedure, ET.Element]) -> None:
    _, root = exported
    ids = [found.get("id") for found in root.iter() if found.get("id")]
    assert len(ids) == len(set(ids))
    flows = elements(root, "sequenceFlow")
    assert flows
    for flow in flows:
        assert flow.get("sourceRef") in ids and flow.get("targetRef") in ids


def test_every_element_and_every_flow_has_its_picture(exported: tuple[Procedure, ET.Element]) -> None:
    _, root = exported
    drawn = {found.get("bpmnElement") for found in root.iter() if found.tag.startswith(f"{{{DI}}}")}
    tags = ("startEvent", "userTask", "endEvent", "parallelGateway", "sequenceFlow", "adHocSubProcess")
    assert {found.get("id") for found in elements(root, *tags)} <= drawn


def test_every_step_is_a_task_and_every_outcome_that_opens_a_step_a_condition(
    exported: tuple[Procedure, ET.Element],
) -> None:
    procedure, root = exported
    assert {found.get("id") for found in elements(root, "userTask")} == {f"step-{name}" for name in procedure.steps}
    conditions = {(flow.get("sourceRef"), (flow[0].text or "")) for flow in elements(root, "sequenceFlow") if len(flow)}
    for step in procedure.steps.values():
        for outcome in step.outcomes.values():
            if not step.standing and (outcome.opens or outcome.ends):
                assert (f"step-{step.name}", f'outcome = "{outcome.name}"') in conditions


def test_a_join_stands_behind_a_parallel_gateway() -> None:
    root = ET.fromstring(export(pack().procedures["drill"], pack()))  # noqa: S314 (our own file)
    into = [
        flow.get("sourceRef") for flow in elements(root, "sequenceFlow") if flow.get("targetRef") == "join-dispatch"
    ]
    assert into == ["step-consult", "step-record-filing"]
    kinds = {found.get(f"{{{XSI}}}type") for found in elements(root, "conditionExpression")}
    assert kinds == {"bpmn:tFormalExpression"}
