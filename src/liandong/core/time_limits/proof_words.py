"""PURE. The proof of a deadline as one sentence of Chinese or English."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from liandong.core.time_limits.limits import Force, Unit
from liandong.core.time_limits.settings import CHINA
from liandong.core.time_words import FORCES, MONTHS, PROOF, limit_text

if TYPE_CHECKING:
    from liandong.core.time_limits.proof import Proof, ProofLine


def day_text(day: date, lang: str, *, year: bool = True) -> str:
    """A date in words: 2026年10月13日, 13 October 2026."""
    if lang == "en":
        return f"{day.day} {MONTHS[day.month - 1]}{f' {day.year}' if year else ''}"
    return f"{f'{day.year}年' if year else ''}{day.month}月{day.day}日"


def moment_text(at: datetime, lang: str) -> str:
    """A moment in words, in Asia/Shanghai: 2026年11月20日16:40."""
    local = at.astimezone(CHINA)
    space = " " if lang == "en" else ""
    return f"{day_text(local.date(), lang)}{space}{local:%H:%M}"


def end_text(due: datetime, due_day: date, lang: str) -> str:
    """A last moment in words; midnight is 24:00 of the day it ends, as law writes it."""
    if due.astimezone(CHINA).date() == due_day:
        return moment_text(due, lang)
    return f"{day_text(due_day, lang)}{' ' if lang == 'en' else ''}24:00"


def one_line(proof: Proof, lang: str) -> str:
    """The reckoning in one sentence: start, limit, what was skipped, pauses, extensions, end, basis."""
    said = PROOF["comma"].say(lang).join(_parts(proof, lang))
    basis = PROOF["semicolon"].say(lang).join(_basis(proof, lang))
    line = said + (PROOF["basis"].say(lang).format(basis=basis) if basis else "")
    return line[0].upper() + line[1:]


def _parts(proof: Proof, lang: str) -> Iterator[str]:
    deadline = proof.deadline
    yield _start(proof, lang)
    force = "" if deadline.force is Force.MUST else FORCES[deadline.force.value].say(lang)
    space = " " if force and lang == "en" else ""
    yield f"{force}{space}{limit_text(deadline.limit).say(lang)}"
    if deadline.limit.unit is Unit.HOURS:
        yield PROOF["never rolls"].say(lang)
    yield from _days(proof, lang)
    for extension in proof.extensions:
        by = limit_text(extension.by).say(lang)
        yield PROOF["extended"].say(lang).format(by=by, reason=extension.reason)
    yield from _pauses(proof, lang)
    if deadline.earliest and deadline.latest:
        earliest, latest = day_text(deadline.earliest, lang), day_text(deadline.latest, lang)
        words = PROOF["provisional"].say(lang)
        yield words.format(year=proof.unannounced, earliest=earliest, latest=latest)
    yield from _end(proof, lang)


def _start(proof: Proof, lang: str) -> str:
    limit, trigger = proof.deadline.limit, proof.deadline.trigger
    day = day_text(trigger.astimezone(CHINA).date(), lang)
    if limit.unit in (Unit.SAME_DAY, Unit.SET_DAY):
        return PROOF["on"].say(lang).format(day=day)
    if limit.unit in (Unit.WORKING_DAYS, Unit.NATURAL_DAYS):
        return PROOF["back from" if limit.before else "from"].say(lang).format(day=day)
    words = PROOF["back from moment" if limit.before else "from moment"]
    return words.say(lang).format(moment=moment_text(trigger, lang))


def _days(proof: Proof, lang: str) -> Iterator[str]:
    """What was skipped, what was worked though a weekend, and where an end moved."""
    skipped: dict[str, int] = {}
    for line in proof.lines:
        if line.skipped:
            name = line.holiday.say(lang) if line.holiday else PROOF["weekends"].say(lang)
            skipped[name] = skipped.get(name, 0) + 1
    if skipped:
        each = (PROOF["days of"].say(lang).format(name=name, n=n) for name, n in skipped.items())
        yield PROOF["skipped"].say(lang).format(what=PROOF["and"].say(lang).join(each))
    made_up = [day_text(line.day, lang, year=False) for line in proof.lines if line.kind == "M" and not line.paused]
    if made_up:
        yield PROOF["made up"].say(lang).format(days=PROOF["and"].say(lang).join(made_up))
    for full, to in _rolled(proof):
        words = PROOF["rolled back" if proof.deadline.limit.before else "rolled on"].say(lang)
        what = (full.holiday or PROOF["weekend"]).say(lang)
        yield words.format(day=day_text(full.day, lang, year=False), what=what, to=day_text(to.day, lang, year=False))


def _rolled(proof: Proof) -> Iterator[tuple[ProofLine, ProofLine]]:
    """The last counted day of each limit whose end moved, and the day it moved to."""
    counted: ProofLine | None = None
    for line in proof.lines:
        if line.rolled and counted is not None:
            yield counted, line
        counted = line if line.count is not None else counted


def _pauses(proof: Proof, lang: str) -> Iterator[str]:
    for pause in proof.pauses:
        since = moment_text(pause.at, lang)
        if pause.until is None:
            yield PROOF["stopped"].say(lang).format(since=since, basis=pause.basis)
        else:
            until = moment_text(pause.until, lang)
            yield PROOF["paused"].say(lang).format(since=since, until=until, basis=pause.basis)


def _end(proof: Proof, lang: str) -> Iterator[str]:
    deadline = proof.deadline
    if deadline.due is not None and deadline.due_day is not None:
        words = PROOF["until at the latest" if deadline.limit.before else "until"]
        yield words.say(lang).format(end=end_text(deadline.due, deadline.due_day, lang))
    elif not deadline.limit.has_end and deadline.remind_at is not None:
        yield PROOF["no number"].say(lang).format(moment=moment_text(deadline.remind_at, lang))


def _basis(proof: Proof, lang: str) -> Iterator[str]:
    """Articles of the pack, of the Civil Code, and the notices."""
    deadline = proof.deadline
    yield from deadline.cites
    if deadline.limit.unit.is_counted:
        yield PROOF["start day"].say(lang)
    elif not deadline.cites and not deadline.limit.has_end:
        yield PROOF["system"].say(lang)
    if any(line.rolled for line in proof.lines):
        yield PROOF["rest day"].say(lang)
    yield from (notice.cited for notice in proof.notices)
