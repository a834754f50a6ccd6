"""The same twelve human tasks as a Viewflow flow: claimed, started and executed as its own view does it.

A completion is one transaction through the ordinary ORM, as W1 asks: the process, the task, the next tasks with their
deadlines, an event with the hash of the one before. No rights, no check of fields, no proof of a deadline, no lists.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from bench.w1_viewflow.models import Deadline, Event
from django.db import transaction
from viewflow import this
from viewflow.workflow import STATUS, flow, lock
from viewflow.workflow.models import Process, Task

DUE = timedelta(days=2)


def fill_in(request: Any, **kwargs: Any) -> Any:
    """The page of a task; the bench completes tasks without rendering it."""
    raise LookupError("the bench renders no page")


class JointEnforcement(flow.Flow):
    """Five tasks one after the other, five side by side, two more."""

    process_class = Process
    lock_impl: ClassVar[Any] = lock.select_for_update_lock

    start = flow.StartHandle(this.begin).Next(this.t0)
    t0 = flow.View(fill_in).Next(this.t1)
    t1 = flow.View(fill_in).Next(this.t2)
    t2 = flow.View(fill_in).Next(this.t3)
    t3 = flow.View(fill_in).Next(this.t4)
    t4 = flow.View(fill_in).Next(this.split)
    split = flow.Split().Next(this.t5).Next(this.t6).Next(this.t7).Next(this.t8).Next(this.t9)
    t5 = flow.View(fill_in).Next(this.join)
    t6 = flow.View(fill_in).Next(this.join)
    t7 = flow.View(fill_in).Next(this.join)
    t8 = flow.View(fill_in).Next(this.join)
    t9 = flow.View(fill_in).Next(this.join)
    join = flow.Join().Next(this.t10)
    t10 = flow.View(fill_in).Next(this.t11)
    t11 = flow.View(fill_in).Next(this.end)
    end = flow.End()

    def begin(self, activation: Any, fields: Mapping[str, Any]) -> Any:
        """The application."""
        activation.process.data = {"application": dict(fields)}
        return activation.process


def open_matter(fields: Mapping[str, Any]) -> int:
    """Open a matter; its id."""
    return int(JointEnforcement.start.run(fields=fields).pk)


def complete(process: int, place: int, fields: Mapping[str, Any], user: Any, at: datetime) -> None:
    """One completion: find the open task, claim it, start it, keep the fields, execute it; deadlines, event."""
    node = getattr(JointEnforcement, f"t{place}")
    with transaction.atomic(), JointEnforcement.lock(process):
        activation = node.activation_class(Task.objects.get(process_id=process, flow_task=node, status=STATUS.NEW))
        activation.assign(user)
        activation.start(None)
        activation.process.data[node.name] = dict(fields)
        activation.process.save()
        activation.execute()
        for task in Task.objects.filter(process_id=process, status=STATUS.NEW, deadline=None):
            Deadline.objects.create(task=task, due=at + DUE)
        last = Event.objects.filter(process_id=process).order_by("-seq").first()
        seq, before = (last.seq + 1, last.hash) if last else (1, "")
        words = json.dumps(dict(fields), ensure_ascii=False)
        hashed = hashlib.sha256(f"{before}{process}{seq}{at.isoformat()}{words}".encode()).hexdigest()
        Event.objects.create(process_id=process, seq=seq, at=at, fields=dict(fields), hash=hashed)
