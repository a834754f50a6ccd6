"""The clock of a task on its matter's page: lamp, what remains, and why the last day is that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from liandong.core.calendar_years import Notice
from liandong.core.matter.state import Task
from liandong.core.rules import Pack
from liandong.core.time_limits import Deadline, Proof, ProofLine, prove
from liandong.core.time_limits import lamp as lamp_of
from liandong.core.time_limits import remaining as remaining_of
from liandong.core.time_words import KINDS, limit_text
from liandong.core.workdays import WORKED, Calendar
from liandong.web.lamps import LampSeen, lamp_seen
from liandong.web.language import lang, say, t

LONGEST_STRIP = 120  # days shown one by one; a longer proof says so


@dataclass(frozen=True, slots=True)
class DaySeen:
    """One day of the strip. `look`: "counted", "skipped", "make-up", "paused", "rolled"."""

    day: date
    look: str
    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class ClockSeen:
    """One clock. `whole` is the proof in one line; `days` its strip, empty where days are not counted."""

    lamp: LampSeen
    remaining: str
    limit: str
    cites: tuple[str, ...]
    rule: str
    due_day: date | None
    due_at: datetime | None
    remind_at: datetime | None
    provisional: bool
    whole: str
    days: tuple[DaySeen, ...]
    notices: tuple[Notice, ...]
    is_cut: bool


def clock_of(task: Task, pack: Pack, calendar: Calendar, now: datetime) -> ClockSeen | None:
    """The clock of a task at `now`; None where none runs."""
    if task.deadline is None:
        return None
    deadline = Deadline.from_json(task.deadline)
    proof = prove(deadline, calendar)
    return ClockSeen(
        lamp=lamp_seen(lamp_of(deadline, now, closed=not task.is_open), pack),
        remaining=left_words(deadline, now, calendar),
        limit=say(limit_text(deadline.limit)),
        cites=deadline.cites,
        rule=deadline.rule,
        due_day=deadline.due_day,
        due_at=deadline.due,
        remind_at=deadline.remind_at,
        provisional=deadline.is_provisional,
        whole=proof.one_line(lang()),
        days=_strip(proof),
        notices=proof.notices,
        is_cut=len(proof.lines) > LONGEST_STRIP,
    )


def left_words(deadline: Deadline, now: datetime, calendar: Calendar) -> str:
    """What is left; a limit without a number (立即, 及时) is its own word, for there is nothing to count."""
    if deadline.limit.has_end or deadline.is_paused:
        return remaining_of(deadline, now, calendar).say(lang())
    past = deadline.remind_at is not None and now >= deadline.remind_at
    words = say(limit_text(deadline.limit))
    return t(f"{words}，已过提醒值", f"{words}, past reminder") if past else words


def _strip(proof: Proof) -> tuple[DaySeen, ...]:
    lines = proof.lines[:LONGEST_STRIP]
    seen = [DaySeen(line.day, _look(line), _mark(line), line.say(lang())) for line in lines]
    return tuple(reversed(seen) if proof.deadline.limit.before else seen)


def _look(line: ProofLine) -> str:
    if line.paused:
        return "paused"
    if line.rolled:
        return "rolled"
    if line.count is None:
        return "skipped"
    return "make-up" if line.kind == "M" else "counted"


def _mark(line: ProofLine) -> str:
    """What stands under a day: its number, or what takes it off."""
    if line.paused:
        return t("中止", "paused")
    if line.rolled:
        return t("顺延", "moved")
    if line.count is not None:
        return t(f"第{line.count}日", f"day {line.count}")
    if line.holiday and line.kind not in WORKED:
        return say(line.holiday)
    return say(KINDS[line.kind])
