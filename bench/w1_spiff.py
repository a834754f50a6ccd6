"""W1 in SpiffWorkflow: the same twelve human tasks as BPMN, loaded and saved with each completion.

One transaction a completion on the bare driver: read the serialized workflow, complete the task with its fields, run
on, give the tasks that became ready their deadline, write it back, append an event with the hash of the one before. No
rights, no check of fields, no proof of a deadline, no table in which a task could be found.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bench.w1_bare import Driver
from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

TABLES = (
    """CREATE TABLE spiff_matter (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, head {bytes} NOT NULL,
       workflow TEXT NOT NULL)""",
    """CREATE TABLE spiff_event (matter TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, payload {bytes} NOT NULL,
       hash {bytes} NOT NULL, PRIMARY KEY (matter, seq))""",
)
DUE = timedelta(days=2)
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
        for table in TABLES:
            driver.run(table.format(bytes=driver.BYTES))
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.fromstring(bpmn(before, beside, after)))
        self.spec = parser.get_spec("joint")
        self.serializer = BpmnWorkflowSerializer(registry=BpmnWorkflowSerializer.configure())

    def open(self, matter: str, fields: Mapping[str, Any]) -> None:
        """Open a matter."""
        workflow = BpmnWorkflow(self.spec)
        workflow.data.update(fields)
        workflow.do_engine_steps()
        spelled = self.serializer.serialize_json(workflow)
        self.driver.run("INSERT INTO spiff_matter VALUES (?, 0, ?, ?)", (matter, bytes(32), spelled))

    def complete(self, matter: str, name: str, fields: Mapping[str, Any], at: datetime) -> None:
        """One completion, one transaction."""
        run = self.driver.run
        run(self.driver.BEGIN)
        sql = f"SELECT seq, head, workflow FROM spiff_matter WHERE id = ?{self.driver.FOR_UPDATE}"
        seq, head, spelled = run(sql, (matter,)).fetchone()
        workflow = self.serializer.deserialize_json(spelled)
        task = next(each for each in workflow.get_tasks(state=TaskState.READY) if each.task_spec.name == name)
        task.data[name] = dict(fields)
        task.run()
        workflow.do_engine_steps()
        due = (at + DUE).isoformat()
        for ready in workflow.get_tasks(state=TaskState.READY):
            ready.data.setdefault(f"due-{ready.task_spec.name}", due)
        payload = json.dumps({"task": name, "fields": dict(fields)}, ensure_ascii=False).encode()
        new = hashlib.sha256(head + f"{matter}{seq + 1}{at.isoformat()}".encode() + payload).digest()
        run("INSERT INTO spiff_event VALUES (?, ?, ?, ?, ?)", (matter, seq + 1, at.isoformat(), payload, new))
        spelled = self.serializer.serialize_json(workflow)
        run("UPDATE spiff_matter SET seq = ?, head = ?, workflow = ? WHERE id = ?", (seq + 1, new, spelled, matter))
        run("COMMIT")
