"""The lines behind a number, and the cards of the board, as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from liandong.core.rules import Pack
from liandong.core.workdays import Calendar
from liandong.projections.figures.cards import Card
from liandong.projections.figures.lists import Behind
from liandong.web.fields.shown import unit_name
from liandong.web.language import lang, t
from liandong.web.worklist.lines import TaskSeen, end_title, procedure_title, step_title, task_seen


@dataclass(frozen=True, slots=True)
class LineSeen:
    """One matter or task behind a number."""

    matter: str
    task: int
    number: str
    subject: str
    procedure: str
    step: str
    unit: str
    opened_at: datetime
    due_at: datetime | None
    done_at: datetime | None
    end: str
    may_see: bool

    @property
    def is_open(self) -> bool:
        """Whether it is a task that still waits."""
        return bool(self.task) and self.done_at is None


@dataclass(frozen=True, slots=True)
class CardSeen:
    """One card of the board: its task, and whether this seat may open the matter."""

    task: TaskSeen
    may_see: bool


def line_seen(line: Behind, pack: Pack) -> LineSeen:
    """A line in the words of the pack."""
    steps = [step_title(name, line.procedure, pack) for name in line.step.split(",") if name]
    return LineSeen(
        matter=line.matter,
        task=line.task,
        number=line.number,
        subject=line.title(lang()),
        procedure=procedure_title(line.procedure, pack),
        step=t("、", ", ").join(dict.fromkeys(steps)),
        unit=unit_name(line.unit, pack),
        opened_at=line.opened_at,
        due_at=line.due_at,
        done_at=line.done_at,
        end=end_title(line.end, line.procedure, pack) if line.end else "",
        may_see=line.may_see,
    )


def card_seen(card: Card, pack: Pack, now: datetime, calendar: Calendar) -> CardSeen:
    """A card at `now`."""
    return CardSeen(task_seen(card.line, pack, calendar, now), card.may_see)
