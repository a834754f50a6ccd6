"""The same twelve human tasks as a Viewflow flow, completed as its documentation shows; fields are kept in `data`.

Its own tables only: no event, no hash, no deadline. It does less than we do, and is measured so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from viewflow import this
from viewflow.workflow import STATUS, flow, lock
from viewflow.workflow.models import Process, Task


class JointEnforcement(flow.Flow):
    """Five tasks one after the other, five side by side, two more."""

    process_class = Process
    lock_impl: ClassVar[Any] = lock.select_for_update_lock

    start = flow.StartHandle(this.begin).Next(this.t0)
    t0 = flow.Handle(this.keep).Next(this.t1)
    t1 = flow.Handle(this.keep).Next(this.t2)
    t2 = flow.Handle(this.keep).Next(this.t3)
    t3 = flow.Handle(this.keep).Next(this.t4)
    t4 = flow.Handle(this.keep).Next(this.split)
    split = flow.Split().Next(this.t5).Next(this.t6).Next(this.t7).Next(this.t8).Next(this.t9)
    t5 = flow.Handle(this.keep).Next(this.join)
    t6 = flow.Handle(this.keep).Next(this.join)
    t7 = flow.Handle(this.keep).Next(this.join)
    t8 = flow.Handle(this.keep).Next(this.join)
    t9 = flow.Handle(this.keep).Next(this.join)
    join = flow.Join().Next(this.t10)
    t10 = flow.Handle(this.keep).Next(this.t11)
    t11 = flow.Handle(this.keep).Next(this.end)
    end = flow.End()

    def begin(self, activation: Any, fields: Mapping[str, Any]) -> Any:
        """The application."""
        activation.process.data = {"application": dict(fields)}
        return activation.process

    def keep(self, activation: Any, fields: Mapping[str, Any]) -> Any:
        """What a completion says."""
        activation.process.data[activation.flow_task.name] = dict(fields)
        activation.process.save()
        return activation.process


def open_matter(fields: Mapping[str, Any]) -> int:
    """Open a matter; its id."""
    return int(JointEnforcement.start.run(fields=fields).pk)


def complete(process: int, place: int, fields: Mapping[str, Any]) -> None:
    """One completion: find the open task, run it."""
    node = getattr(JointEnforcement, f"t{place}")
    node.run(Task.objects.get(process_id=process, flow_task=node, status=STATUS.NEW), fields=fields)
