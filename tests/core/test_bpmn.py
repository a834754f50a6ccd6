"""The BPMN export: every reference resolves, everything has its picture, and the file says what the pack says."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from liandong.core.bpmn import BPMN, DI, XSI, export
from liandong.core.rules import Opens, Pack, Procedure
from liandong.packs import library, load_pack
from tests.core.sample import pack
from tests.mechanisms.planted import LINKED


def linked() -> Pack:
    return load_pack(LINKED).pack


def procedures() -> list[tuple[Pack, Procedure]]:
    packs = [*library().packs.values(), pack(), linked()]
    return [(each, procedure) for each in packs for procedure in each.procedures.values()]


@pytest.fixture(params=procedures(), ids=lambda found: f"{found[0].county}-{found[1].name}")
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
    tags = ("startEvent", "userTask", "endEvent", "parallelGateway", "inclusiveGateway", "sequenceFlow", "subProcess")
    tags = (*tags, "boundaryEvent", "textAnnotation", "association", "callActivity")
    assert {found.get("id") for found in elements(root, *tags)} <= drawn


def test_every_step_is_a_task_and_every_outcome_that_opens_a_step_a_condition(
    exported: tuple[Procedure, ET.Element],
) -> None:
    procedure, root = exported
    assert {found.get("id") for found in elements(root, "userTask")} == {f"step-{name}" for name in procedure.steps}
    flows = [flow for flow in elements(root, "sequenceFlow") if len(flow)]
    conditions = {(flow.get("sourceRef"), (flow[0].text or "").partition(" and ")[0]) for flow in flows}
    for step in procedure.steps.values():
        for outcome in step.outcomes.values():
            heard = step.awaits is not None and outcome.name in step.awaits.on.values()
            if not step.standing and not heard and (outcome.opens or outcome.ends):
                assert (f"step-{step.name}", f'outcome = "{outcome.name}"') in conditions


def test_every_node_names_its_flows_and_nothing_hangs_loose(exported: tuple[Procedure, ET.Element]) -> None:
    _, root = exported
    flows = {flow.get("id"): (flow.get("sourceRef"), flow.get("targetRef")) for flow in elements(root, "sequenceFlow")}
    for node in elements(root, "userTask", "callActivity", "parallelGateway", "inclusiveGateway", "endEvent"):
        comes = [flow.text for flow in node.findall(f"{{{BPMN}}}incoming")]
        assert comes and all(flows[name][1] == node.get("id") for name in comes)
    for node in elements(root, "startEvent", "parallelGateway", "inclusiveGateway", "boundaryEvent"):
        goes = [flow.text for flow in node.findall(f"{{{BPMN}}}outgoing")]
        assert goes and all(flows[name][0] == node.get("id") for name in goes)


def test_a_standing_possibility_is_a_sub_process_that_does_not_interrupt() -> None:
    root = ET.fromstring(export(pack().procedures["drill"], pack()))  # noqa: S314 (our own file)
    (box,) = elements(root, "subProcess")
    assert box.get("id") == "standing-tell-public" and box.get("triggeredByEvent") == "true"
    (start,) = box.findall(f"{{{BPMN}}}startEvent")
    assert start.get("isInterrupting") == "false"


def test_a_standing_possibility_that_leads_on_is_a_task_that_loops() -> None:
    drill = pack().procedures["drill"]
    public = drill.steps["tell-public"]
    release = replace(public.outcomes["release"], opens=(Opens("close-work"),))
    steps = {**drill.steps, "tell-public": replace(public, outcomes={"release": release})}
    root = ET.fromstring(export(replace(drill, steps=steps), pack()))  # noqa: S314 (our own file)
    assert not elements(root, "subProcess")
    (task,) = [task for task in elements(root, "userTask") if task.get("id") == "step-tell-public"]
    assert elements(task, "standardLoopCharacteristics")
    flows = {(flow.get("sourceRef"), flow.get("targetRef")) for flow in elements(root, "sequenceFlow")}
    assert {("step-dispatch", "step-tell-public"), ("step-tell-public", "step-close-work")} <= flows


def test_a_limit_that_lapses_is_a_timer_and_every_limit_a_note() -> None:
    root = ET.fromstring(export(pack().procedures["drill"], pack(), "en"))  # noqa: S314 (our own file)
    (timer,) = elements(root, "boundaryEvent")
    assert timer.get("attachedToRef") == "step-answer"
    notes = {note.get("id"): note[0].text for note in elements(root, "textAnnotation")}
    assert notes["limit-answer"] == "3 working days"
    assert notes["limit-sum-up"] == "5 working days from End of the operation"


def test_a_condition_on_the_way_stands_beside_its_outcome() -> None:
    root = ET.fromstring(export(pack().procedures["drill"], pack()))  # noqa: S314 (our own file)
    said = {(f.get("sourceRef"), f.get("targetRef")): f[0].text for f in elements(root, "sequenceFlow") if len(f)}
    assert said["entry-apply", "step-consult"] == "has cooperating_units"
    assert said["entry-apply", "step-answer"] == "not (has cooperating_units)"
    assert said["step-consult", "join-dispatch"] == 'outcome = "agree"'
    assert said["step-record-filing", "join-dispatch"] == "has item"


def test_a_join_that_waits_under_conditions_stands_behind_an_inclusive_gateway() -> None:
    root = ET.fromstring(export(pack().procedures["drill"], pack()))  # noqa: S314 (our own file)
    into = [
        flow.get("sourceRef") for flow in elements(root, "sequenceFlow") if flow.get("targetRef") == "join-dispatch"
    ]
    assert into == ["step-consult", "step-record-filing"]
    assert [found.get("id") for found in elements(root, "inclusiveGateway")] == ["join-dispatch"]
    kinds = {found.get(f"{{{XSI}}}type") for found in elements(root, "conditionExpression", "condition")}
    assert kinds == {"bpmn:tFormalExpression"}


def test_a_started_matter_calls_the_process_of_its_procedure() -> None:
    root = ET.fromstring(export(linked().procedures["complaint"], linked(), "en"))  # noqa: S314 (our own file)
    (call,) = elements(root, "callActivity")
    assert (call.get("id"), call.get("name")) == ("matter-verify.theirs", "Transfer")
    other = ET.fromstring(export(linked().procedures["transfer"], linked()))  # noqa: S314 (our own file)
    (process,) = elements(other, "process")
    assert call.get("calledElement") == process.get("id") == "process-transfer"
    assert call[0].text == "starts Transfer (Send), given: Receiver, Sender, Facts"


def test_each_answer_of_an_awaited_matter_is_a_message_at_the_edge_of_the_waiting_step() -> None:
    root = ET.fromstring(export(linked().procedures["complaint"], linked()))  # noqa: S314 (our own file)
    events = {event.get("id"): event for event in elements(root, "boundaryEvent")}
    assert set(events) == {"answer-handed.taken-over", "answer-handed.came-back", "answer-watch.finished"}
    back = events["answer-handed.came-back"]
    assert back.get("attachedToRef") == "step-handed" and back[0].text == "refused, withdrawn"
    assert back.find(f"{{{BPMN}}}messageEventDefinition") is not None
    flows = {(flow.get("sourceRef"), flow.get("targetRef")) for flow in elements(root, "sequenceFlow")}
    assert ("answer-handed.came-back", "step-verify") in flows and ("step-handed", "step-verify") not in flows
    heard = {(line.get("sourceRef"), line.get("targetRef")) for line in elements(root, "association")}
    assert ("matter-verify.theirs", "answer-handed.came-back") in heard


def test_what_recurs_begins_by_a_timer() -> None:
    root = ET.fromstring(export(linked().procedures["conference"], linked(), "en"))  # noqa: S314 (our own file)
    starts = {start.get("id"): start for start in elements(root, "startEvent")}
    (cycle,) = elements(starts["entry-monthly"], "timeCycle")
    assert cycle.text == "R/P1M"
    assert (starts["entry-monthly"][0].text or "").startswith(
        "on day 1 of each month, in the name of: Conference office"
    )
    assert not elements(starts["entry-extra"], "timeCycle")


def test_tasks_for_rows_leaders_and_members_are_several_instances_and_say_so() -> None:
    root = ET.fromstring(export(linked().procedures["conference"], linked(), "en"))  # noqa: S314 (our own file)
    tasks = {task.get("id"): task for task in elements(root, "userTask")}
    said = {
        name: [many[0].text for many in elements(task, "multiInstanceLoopCharacteristics")]
        for name, task in tasks.items()
    }
    assert said["step-follow"] == ["one task for each row: Unit in Agreed matters"]
    assert said["step-sign"] == ["one task for each leader: leaders in charge of Fields touched"]
    assert said["step-call"] == ["one task for each unit: members of the Joint conference"]
    assert said["step-hold"] == []


def test_a_limit_until_a_day_of_the_row_is_said_with_its_column() -> None:
    root = ET.fromstring(export(linked().procedures["conference"], linked(), "en"))  # noqa: S314 (our own file)
    notes = {note.get("id"): note[0].text for note in elements(root, "textAnnotation")}
    assert notes["limit-follow"] == "row.level = urgent: promptly\nuntil Until"
    assert notes["limit-hold"] == "until Meeting on"
