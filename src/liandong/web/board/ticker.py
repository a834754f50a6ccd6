"""The last acts of the county in words: when, which unit, what, of which procedure. Nothing that a form says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from liandong.core.rules import Pack
from liandong.core.texts import Text
from liandong.projections.figures.scope import Reader
from liandong.projections.ticker import Moved, last_acts
from liandong.record.acts import LastAct
from liandong.web.fields.shown import unit_name
from liandong.web.language import say, t
from liandong.web.worklist.lines import procedure_title, step_title

ACTS: Mapping[str, Text] = {
    "MatterWithdrawn": Text("撤回", "Withdrew the matter"),
    "MatterSuspended": Text("中止计时", "Suspended the matter"),
    "MatterResumed": Text("恢复计时", "Resumed the matter"),
    "TimeLimitExtended": Text("延长期限", "Extended a time limit"),
    "TaskReassigned": Text("转交任务", "Reassigned a task"),
    "HolderReminded": Text("催办", "Reminded a holder"),
    "TaskBecameOverdue": Text("任务逾期", "A task fell overdue"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One act. `matter` is "" for a reader who may not open every matter that is counted."""

    at: datetime
    unit: str
    act: str
    procedure: str
    number: str
    matter: str


def lines(reader: Reader, pack: Pack, now: datetime, most: int) -> list[Line]:
    """The last acts of what the reader's figures count."""
    opens_all = reader.opens_all
    return [_line(moved, pack, opens=opens_all) for moved in last_acts(reader, pack, now, most)]


def _line(moved: Moved, pack: Pack, *, opens: bool) -> Line:
    act = moved.act
    return Line(
        at=act.at,
        unit=unit_name(act.unit, pack) if act.unit else t("时钟", "The clock"),
        act=_words(act, moved.procedure, pack),
        procedure=procedure_title(moved.procedure, pack),
        number=moved.number,
        matter=act.matter if opens else "",
    )


def _words(act: LastAct, name: str, pack: Pack) -> str:
    procedure = pack.procedures.get(name)
    if act.kind == "MatterOpened":
        entry = procedure.entries.get(act.entry) if procedure else None
        return say(entry.title) if entry else t("提出事项", "Opened a matter")
    if act.kind == "TaskCompleted":
        step = procedure.steps.get(act.step) if procedure else None
        outcome = step.outcomes.get(act.outcome) if step else None
        title = step_title(act.step, name, pack)
        if outcome is None or (step is not None and len(step.outcomes) == 1):
            return title
        return t(f"{title}：{say(outcome.title)}", f"{title}: {say(outcome.title)}")
    return say(ACTS[act.kind])
