"""One task as the desk shows it: its acts, its checklist, its materials, what was answered in the like before."""

from __future__ import annotations

from typing import Any

from liandong.web.desk.asked import AskedDesk
from liandong.web.desk.earlier import alike_at
from liandong.web.desk.forms import has_operation
from liandong.web.desk.materials import columns_of, materials_of
from liandong.web.desk.points import points_at
from liandong.web.fields.form import new_key
from liandong.web.language import lang, say
from liandong.web.matter.desk import TaskSeen, open_tasks
from liandong.web.matter.page import acts_beside
from liandong.web.matter.seen import Seen


def work_of(seen: Seen, number: int, asked: AskedDesk) -> dict[str, Any] | None:
    """What the template draws; None where the matter has no such task. A task that is done is shown without acts."""
    held = seen.state.task(number)
    if held is None:
        return None
    task = next((task for task in open_tasks(seen) if task.id == number), None)
    return {
        "task": task,
        "task_id": number,
        "step_title": say(seen.procedure.steps[held.step].title),
        "matter": seen.state.id,
        "number": seen.state.number,
        "subject": seen.row.title(lang()) or seen.state.number,
        "procedure": say(seen.procedure.title),
        "state": seen.state,
        "columns": columns_of(materials_of(seen), asked.left, asked.right),
        "points": points_at(seen, held.step) if task and task.mine else (),
        "alike": alike_at(seen, held.step),
        "plans": _plans(seen, task),
        "new_key": new_key,
        **acts_beside(),
    }


def _plans(seen: Seen, task: TaskSeen | None) -> bool:
    """Whether an outcome of the task names an operation: then the day's others stand beside it."""
    offers = [offer for offer in seen.offers if task and task.mine and offer.task == task.id]
    return any(has_operation(seen, offer) for offer in offers)
