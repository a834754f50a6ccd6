"""W1 in SpiffWorkflow: the same twelve human tasks as BPMN, loaded and saved with each completion.

One transaction a completion on the bare driver: read the serialized workflow, complete the task with its fields, run
on, write it back. No event, no hash, no deadline, no list of tasks: it does less than we do, and is measured so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bench.w1_bare import Driver
from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

TABLE = "CREATE TABLE spiff_matter (id TEXT PRIMARY KEY, workflow TEXT NOT NULL)"
MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def bpmn(before: Sequence[str], beside: Sequence[str], after: Sequence[str]) -> bytes:
    """A process: tasks one after the other, some side by side, the rest one after the other."""
    nodes, flows = ['<startEvent id="start"/>'], list[str]()

    def flow(source: str, target: str) -> None:
        flows.append(f'<sequenceFlow id="f{len(flows)}" sourceRef="{source}" targetRef="{target}"/>')

    def chain(first: str, names: Sequence[str]) -> str:
        for name in names:
            nodes.append(f'<userTask id="{name}" name="{name}"/>')
            flow(first, name)
            first = name
        return first

    last = chain("start", before)
    nodes.append('<parallelGateway id="split"/><parallelGateway id="join"/><endEvent id="end"/>')
    flow(last, "split")
    for name in beside:
        flow(chain("split", [name]), "join")
    flow(chain("join", after), "end")
    body = "".join(nodes + flows)
    return (
        f'<definitions xmlns="{MODEL}"><process id="joint" isExecutable="true">{body}</process></definitions>'.encode()
    )


class Spiff:
    """The engine on one of the drivers."""

    def __init__(self, driver: Driver, before: Sequence[str], beside: Sequence[str], after: Sequence[str]) -> None:
        self.driver = driver
        driver.run(TABLE)
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.fromstring(bpmn(before, beside, after)))
        self.spec = parser.get_spec("joint")
        self.serializer = BpmnWorkflowSerializer(registry=BpmnWorkflowSerializer.configure())

    def open(self, matter: str, fields: Mapping[str, Any]) -> None:
        """Open a matter."""
        workflow = BpmnWorkflow(self.spec)
        workflow.data.update(fields)
        workflow.do_engine_steps()
        self.driver.run("INSERT INTO spiff_matter VALUES (?, ?)", (matter, self.serializer.serialize_json(workflow)))

    def complete(self, matter: str, name: str, fields: Mapping[str, Any]) -> None:
        """One completion, one transaction."""
        run = self.driver.run
        run(self.driver.BEGIN)
        sql = f"SELECT workflow FROM spiff_matter WHERE id = ?{self.driver.FOR_UPDATE}"
        workflow = self.serializer.deserialize_json(run(sql, (matter,)).fetchone()[0])
        task = next(each for each in workflow.get_tasks(state=TaskState.READY) if each.task_spec.name == name)
        task.data[name] = dict(fields)
        task.run()
        workflow.do_engine_steps()
        spelled = self.serializer.serialize_json(workflow)
        run("UPDATE spiff_matter SET workflow = ? WHERE id = ?", (spelled, matter))
        run("COMMIT")
