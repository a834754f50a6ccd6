"""W1, the main work: one joint-enforcement matter of Siyang with five units, and its twelve completions.

The matter is an application of a subdistrict: one lead and four cooperating units, reviewed, approved, dispatched,
planned, carried out by all five side by side, ended. Every act goes through `act.execute` as a page would send it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from liandong.core.actors import Actor, Role, Seat
from liandong.core.matter.commands import CompleteTask, OpenMatter
from liandong.core.matter.state import Matter
from liandong.core.rules import Pack

ZONE = ZoneInfo("Asia/Shanghai")
LEAD = "agriculture-bureau"
COOPERATING = ["market-regulation-bureau", "urban-management-bureau", "transport-bureau", "water-bureau"]
START = datetime(2026, 9, 21, 9, 0, tzinfo=ZONE)

APPLICATION: dict[str, Any] = {
    "ground_powers": True,
    "facts": "集镇临河路段占道经营、无证运输和向河道倾倒垃圾，涉及多个部门职权。",
    "lead_unit": LEAD,
    "cooperating_units": COOPERATING,
}
ROWS = [
    {"unit": unit, "duty": "按职责查处", "method": "现场检查", "steps": "先检查后处理", "limit": "当日"}
    for unit in (LEAD, *COOPERATING)
]
REPORT: dict[str, Any] = {
    "result": "现场检查完毕，违法行为已责令改正，相关证据已固定。",
    "support": "执法车一辆，执法记录仪四台。",
    "officers": [
        {"unit": "", "name_or_post": "执法人员甲", "certificate": "SY-0001"},
        {"unit": "", "name_or_post": "执法人员乙", "certificate": "SY-0002"},
    ],
    "process_record": [{"kind": "audio-video", "kept_at": "执法记录系统"}],
}


@dataclass(frozen=True, slots=True)
class Completion:
    """One of the twelve: who completes which step, with what. `after` is the time since the act before."""

    unit: str
    post: str
    step: str
    outcome: str
    fields: dict[str, Any]
    after: timedelta = timedelta(hours=2)


def _report(unit: str) -> dict[str, Any]:
    return {**REPORT, "officers": [{**row, "unit": unit} for row in REPORT["officers"]]}


REVIEW = {"gravity": "ordinary", "gravity_reason": "情节一般"}
PLANS = {
    "plan": "分两组同时检查，统一告知，分别取证。",
    "plan_divisions": ROWS,
    "contingency": "遇阻挠由公安机关到场，暂停检查，保护现场。",
    "contingency_divisions": ROWS,
}
COMPLETIONS: tuple[Completion, ...] = (
    Completion("command-center", "operator", "preliminary-review", "accept", {"preliminary_opinion": "属实", **REVIEW}),
    Completion("judicial-bureau", "legal-reviewer", "legal-review", "pass", {"legal_opinion": "合法", **REVIEW}),
    Completion("county-government", "leader-in-charge", "approval", "approve", {}),
    Completion(
        "command-center",
        "operator",
        "dispatch",
        "dispatch",
        {
            "order": "按方案开展联动执法。",
            "operation.starts_at": "2026-09-22T08:30:00+08:00",
            "operation.place": "集镇临河路段",
            "feedback_on": "2026-09-25",
        },
    ),
    Completion(LEAD, "officer", "plan", "issue", PLANS),
    *(
        Completion(unit, "officer", "carry-out", "report", _report(unit), timedelta(hours=20 if unit == LEAD else 1))
        for unit in (LEAD, *COOPERATING)
    ),
    Completion(LEAD, "officer", "end-operation", "ended", {"operation.ended_at": "2026-09-22T15:00:00+08:00"}),
    Completion(COOPERATING[0], "officer", "hand-over-documents", "hand-over", {"documents_report": "文书两份"}),
)

OPENER = Seat("zhongxing-subdistrict", "officer")


def actor(pack: Pack, seat: Seat) -> Actor:
    """Somebody in this seat."""
    unit = pack.units[seat.unit]
    post = next(each for each in unit.posts if each.code == seat.post)
    roles = frozenset(Role(role) for role in post.roles)
    return Actor(f"{seat.unit}.{seat.post}", pack.county, seat, unit.kind, roles, (seat,), is_head=post.is_head)


def opening() -> OpenMatter:
    """The application."""
    return OpenMatter("joint-enforcement", "apply", APPLICATION)


def completions(pack: Pack, start: datetime = START) -> Iterator[tuple[Actor, datetime, Completion]]:
    """The twelve acts of a matter opened at `start`, with who does each and when."""
    now = start
    for each in COMPLETIONS:
        now += each.after
        yield actor(pack, Seat(each.unit, each.post)), now, each


def command(each: Completion, state: Matter) -> CompleteTask:
    """The command for this completion, on the task that is open for its unit."""
    task = next(task for task in state.open_tasks if task.step == each.step and task.unit == each.unit)
    return CompleteTask(task.id, each.outcome, each.fields)
