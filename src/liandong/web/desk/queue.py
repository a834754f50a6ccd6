"""The queue of a desk: a page of tasks by what is left of their time, and the kinds of tasks that wait."""

from __future__ import annotations

from dataclasses import dataclass

from liandong.core.rules import Pack
from liandong.packs import library
from liandong.projections.keyset import KeyPage
from liandong.projections.worklist import WorklistLine, step_counts, worklist
from liandong.web.asked import Beside
from liandong.web.desk.asked import AskedDesk, scopes
from liandong.web.language import say, t
from liandong.web.request import Seated
from liandong.web.worklist.asked import SCOPES
from liandong.web.worklist.lines import TaskSeen, procedure_title, step_title, task_seen

FIRST_KINDS = 6  # shown at once; the others unfold


@dataclass(frozen=True, slots=True)
class Kind:
    """The tasks of one step that wait."""

    title: str
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """One task of the queue, and its page at the desk."""

    seen: TaskSeen
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits. `place` counts on this page from 1 and is 0 where the chosen task does not stand on it."""

    lines: tuple[Waiting, ...]
    kinds: tuple[Kind, ...]
    scopes: tuple[tuple[str, str, str], ...]  # name, title, address
    count: int
    place: int
    before: str
    after: str
    beside: Beside


def page_of(request: Seated, asked: AskedDesk) -> KeyPage[WorklistLine]:
    """The tasks of the page that is asked."""
    return worklist(request.actor, asked.query(), request.now)


def queue_of(request: Seated, asked: AskedDesk, page: KeyPage[WorklistLine], chosen: tuple[str, int] | None) -> Queue:
    """The queue as it is shown beside the chosen task."""
    pack, calendar = request.pack, library().calendar()
    waiting = tuple(
        Waiting(
            task_seen(line, pack, calendar, request.now),
            asked.at("desk.task", line.matter_id, line.task),
            (line.matter_id, line.task) == chosen,
        )
        for line in page.lines
    )
    at = next((place for place, each in enumerate(waiting) if each.is_chosen), -1)
    counts = step_counts(request.actor, asked.query(), request.now)
    count = sum(many for name, step, many in counts if _is_asked(asked, name, step))
    return Queue(
        lines=waiting,
        kinds=_kinds(asked, counts, pack),
        scopes=tuple(
            (name, say(SCOPES[name]), asked.at("desk", scope=name, **CLEARED)) for name in scopes(request.actor)
        ),
        count=count,
        place=at + 1,
        before=waiting[at - 1].address if at > 0 else "",
        after=waiting[at + 1].address if 0 <= at < len(waiting) - 1 else "",
        beside=asked.beside(page),
    )


CLEARED: dict[str, str | int] = {"procedure": "", "step": "", "after": "", "before": ""}


def _is_asked(asked: AskedDesk, procedure: str, step: str) -> bool:
    return asked.procedure in ("", procedure) and asked.step in ("", step)


def _kinds(asked: AskedDesk, counts: list[tuple[str, str, int]], pack: Pack) -> tuple[Kind, ...]:
    """One kind for each step that waits; steps of one name in two procedures say whose they are."""
    titles = [step_title(step, procedure, pack) for procedure, step, _ in counts]
    found = []
    for (procedure, step, many), title in zip(counts, titles, strict=True):
        if titles.count(title) > 1:
            of = procedure_title(procedure, pack)
            title = t(f"{title}（{of}）", f"{title} ({of})")
        is_chosen = (asked.procedure, asked.step) == (procedure, step)
        wanted = CLEARED if is_chosen else {**CLEARED, "procedure": procedure, "step": step}
        found.append(Kind(title, many, asked.at("desk", **wanted), is_chosen))
    return tuple(found)
