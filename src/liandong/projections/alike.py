"""Earlier answers at a step, in matters that are alike in what the pack names: the same item, the same kind.

Whoever answers sees those of matters that he may see anyhow, and no count of the others.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from liandong.core.actors import Actor
from liandong.core.matter.state import Matter
from liandong.core.rules import Step
from liandong.projections.fold import likeness
from liandong.projections.models import AlikeRow, TaskRow

MOST = 5  # the latest; whoever wants more asks the search


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """One answer of another matter at the same step. The names are columns of `TaskRow`."""

    matter_id: str
    task: int
    number: str
    subject: str
    subject_en: str
    unit: str
    post: str
    outcome: str
    done_at: datetime

    def title(self, lang: str) -> str:
        """The matter's subject in `lang`."""
        return self.subject_en or self.subject if lang == "en" else self.subject


COLUMNS = tuple(field.name for field in fields(EarlierAnswer))


def earlier_answers(actor: Actor, state: Matter, step: Step, size: int = MOST) -> tuple[EarlierAnswer, ...]:
    """The latest answers at `step` in other matters that are alike and that `actor` may see, the newest first."""
    value = likeness(state, step.alike) if step.alike else ""
    if not value:
        return ()
    of = {"county": state.county, "procedure": state.procedure}
    same = AlikeRow.objects.unscoped("narrows rows that are scoped already").filter(
        **of, alike_by=",".join(step.alike), value=value
    )
    rows = TaskRow.objects.visible_to(actor, "matter.view").filter(**of, step=step.name, state="done", confirms=0)
    found = rows.filter(matter_id__in=same.values("matter_id")).exclude(matter_id=state.id).order_by("-done_at")
    return tuple(EarlierAnswer(*row) for row in found.values_list(*COLUMNS)[:size])
