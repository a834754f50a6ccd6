"""On the scene: what the reader's unit has done there, what it does now, one large step after the other."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from liandong.core.clashing import operation_of
from liandong.web.fields.form import new_key
from liandong.web.fields.shown import names
from liandong.web.language import lang, say
from liandong.web.matter.desk import open_tasks
from liandong.web.matter.page import acts_beside
from liandong.web.matter.seen import Seen, load
from liandong.web.request import Seated, seated


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step that the reader's unit has answered in this matter."""

    title: str
    outcome: str
    at: str


@never_cache
@require_GET
@seated
def scene(request: Seated, matter: str) -> HttpResponse:
    """The steps of the reader's unit in one matter; after each act the page stands here again with the next."""
    seen = load(request, matter)
    tasks = [task for task in open_tasks(seen) if task.mine and (task.choices or task.confirms)]
    operation = operation_of(seen.state, seen.procedure)
    context = {
        "seen": seen,
        "state": seen.state,
        "subject": seen.row.title(lang()) or seen.state.number,
        "procedure": say(seen.procedure.title),
        "operation": operation,
        "units": names(list(operation.units), seen.pack) if operation else "",
        "done": _done(seen),
        "now": [task for task in tasks if not task.standing],
        "standing": [task for task in tasks if task.standing],
        "form": None,
        "then": "scene",
        "new_key": new_key,
        **acts_beside(),
    }
    return render(request, "operations/scene.html", context)


def _done(seen: Seen) -> list[StepDone]:
    """What the unit has done here, in the order of time."""
    found = []
    for task in seen.state.tasks:
        step = seen.procedure.steps.get(task.step)
        outcome = step.outcomes.get(task.outcome) if step else None
        own = (task.recorder or task.unit) == seen.actor.seat.unit
        if step and outcome and own and task.state == "done" and not task.confirms:
            found.append(StepDone(say(step.title), say(outcome.title), task.done_at))
    return sorted(found, key=lambda each: each.at)
