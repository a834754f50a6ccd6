"""PURE. The proof of a deadline: each day counted or skipped and why, pauses and extensions, whole and in one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from liandong.core.calendar_years import DAY, Notice
from liandong.core.texts import Text
from liandong.core.time_limits.deadline import Deadline, Extension, Pause, effective_pauses, standing
from liandong.core.time_limits.limits import TimeLimit, Unit
from liandong.core.time_limits.proof_words import day_text, one_line
from liandong.core.time_limits.reckoning import spans
from liandong.core.time_limits.settings import CHINA
from liandong.core.time_words import KINDS, PROOF, WEEKDAYS
from liandong.core.workdays import WORKED, Calendar


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One day of a proof. `count` is its number in its limit, None if it was skipped; `stage` 0 is the limit
    itself, 1 the first extension. `rolled` marks the day that a limit ending on a rest day moved to, `skipped` a rest
    day that a limit in working days passes over."""

    day: date
    kind: str
    count: int | None
    stage: int
    paused: bool = False
    rolled: bool = False
    skipped: bool = False
    holiday: Text | None = None
    notice: Notice | None = None

    def say(self, lang: str) -> str:
        """The day in words: 10月10日（周六）调休上班（国庆节，国办发明电〔2025〕7号）：第2日."""
        kind = KINDS[self.kind].say(lang)
        why = [self.holiday.say(lang)] if self.holiday else []
        why += [self.notice.cited] if self.notice else []
        shown = PROOF["because"].say(lang).format(kind=kind, why=PROOF["comma"].say(lang).join(why)) if why else kind
        return (
            PROOF["line"]
            .say(lang)
            .format(
                day=day_text(self.day, lang),
                weekday=WEEKDAYS[self.day.weekday()].say(lang),
                kind=shown,
                fate=self._fate(lang),
            )
        )

    def _fate(self, lang: str) -> str:
        if self.paused:
            return PROOF["paused day"].say(lang)
        if self.rolled:
            return PROOF["rolled day"].say(lang)
        return PROOF["skipped day" if self.count is None else "counted day"].say(lang).format(n=self.count)


@dataclass(frozen=True, slots=True)
class Proof:
    """The proof of one deadline. `lines` stand in the order of counting, `notices` in the order first needed."""

    deadline: Deadline
    lines: tuple[ProofLine, ...]
    notices: tuple[Notice, ...]
    pauses: tuple[Pause, ...]
    extensions: tuple[Extension, ...]
    unannounced: int | None  # the first year without a notice that the count runs into

    def one_line(self, lang: str) -> str:
        """The whole reckoning in one sentence."""
        return one_line(self, lang)

    def to_json(self, lang: str) -> dict[str, Any]:
        """The proof as plain values, its sentences in `lang`."""
        return {
            "line": self.one_line(lang),
            "days": [
                {
                    "date": line.day.isoformat(),
                    "kind": line.kind,
                    "count": line.count,
                    "holiday": line.holiday.say(lang) if line.holiday else None,
                    "notice": line.notice.cited if line.notice else None,
                    "text": line.say(lang),
                }
                for line in self.lines
            ],
            "notices": [{"number": n.number, "title": n.title, "dated": n.dated.isoformat()} for n in self.notices],
        }


def prove(deadline: Deadline, calendar: Calendar) -> Proof:
    """The proof of `deadline`, from the days it was reckoned on (its own trace), with the names and notices that
    `calendar` gives them."""
    kept = standing(deadline.ledger)
    pauses = effective_pauses(deadline)
    extensions = tuple(entry for entry in kept if isinstance(entry, Extension))
    walk = _backwards(deadline) if deadline.limit.before else _forwards(deadline, extensions, pauses)
    lines = tuple(_named(line, calendar) for line in walk)
    notices = tuple(dict.fromkeys(line.notice for line in lines if line.notice))
    unannounced = next((line.day.year for line in lines if line.day > calendar.announced_until), None)
    if unannounced is None and any(line.kind.islower() for line in lines):
        unannounced = calendar.announced_until.year + 1
    return Proof(deadline, lines, notices, pauses, extensions, unannounced)


def _named(line: ProofLine, calendar: Calendar) -> ProofLine:
    if line.kind in "WwRr" or not calendar.covers(line.day):
        return line
    return ProofLine(
        line.day,
        line.kind,
        line.count,
        line.stage,
        line.paused,
        line.rolled,
        line.skipped,
        calendar.holiday_name(line.day),
        calendar.notice_of(line.day),
    )


def _forwards(deadline: Deadline, extensions: Sequence[Extension], pauses: Sequence[Pause]) -> Iterator[ProofLine]:
    limits = [deadline.limit, *(extension.by for extension in extensions)]
    limits = [limit for limit in limits if limit.unit not in (Unit.SAME_DAY, Unit.SET_DAY)]
    skipped = spans(pauses)
    day = deadline.trigger.astimezone(CHINA).date()
    stage, count = 0, 0
    for kind in deadline.trace:
        day += DAY
        if any(first <= day <= last for first, last in skipped):
            yield ProofLine(day, kind, None, stage, paused=True)
        elif stage >= len(limits):
            yield ProofLine(day, kind, None, stage, rolled=True)
        else:
            line, count = _step(day, kind, limits[stage], stage, count, limits[stage].n)
            yield line
            if count >= limits[stage].n and kind in WORKED:
                stage, count = stage + 1, 0


def _backwards(deadline: Deadline) -> Iterator[ProofLine]:
    day = deadline.trigger.astimezone(CHINA).date()
    count = 0
    for kind in deadline.trace:
        day -= DAY
        line, count = _step(day, kind, deadline.limit, 0, count, deadline.limit.counted_back)
        yield line


def _step(day: date, kind: str, limit: TimeLimit, stage: int, count: int, full: int) -> tuple[ProofLine, int]:
    """The line of a day that is not paused, and the count after it; `full` days are counted."""
    if count >= full:  # the number is full, but the day it fell on is a rest day
        return ProofLine(day, kind, None, stage, rolled=kind in WORKED), count
    if limit.unit is Unit.WORKING_DAYS and kind not in WORKED:
        return ProofLine(day, kind, None, stage, skipped=True), count
    return ProofLine(day, kind, count + 1, stage), count + 1
