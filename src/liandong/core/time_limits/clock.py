"""PURE. What may be done with a deadline: set, judge, extend, pause, resume, revoke, recompute, verify.

A deadline is a time budget and a ledger, never an overdue flag: each act adds an entry and reckons anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from liandong.core.errors import Refusal
from liandong.core.time_limits.deadline import (
    Deadline,
    Entry,
    Extension,
    Judgement,
    Pause,
    Recomputed,
    Revoked,
    open_pause,
    standing,
)
from liandong.core.time_limits.limits import Force, TimeLimit, Unit
from liandong.core.time_limits.reckoning import STOPPED, Reckoned, reckon
from liandong.core.time_limits.settings import CHINA, ClockSettings
from liandong.core.time_words import limit_text
from liandong.core.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where a stored deadline differs from what its own trigger and ledger come to.

    `calendar_changed`: the calendar is another one than it was reckoned on, so that a recomputation, not a
    forgery, may explain it.
    """

    field: str
    stored: str
    found: str
    calendar_changed: bool


def set_deadline(
    limit: TimeLimit,
    trigger: datetime | date,
    calendar: Calendar,
    settings: ClockSettings,
    *,
    force: Force = Force.MUST,
    rule: str = "",
    cites: tuple[str, ...] = (),
) -> Deadline:
    """The deadline of `limit` from `trigger`, an aware moment or, for day limits, a date of Asia/Shanghai.

    For a backward limit `trigger` is the action that it counts back from. Refuses a date outside the calendar.
    """
    try:
        start = _moment(limit, trigger)
        found = reckon(limit, start, (), calendar, settings)
    except OverflowError:  # at the ends of the years that a date can have
        raise Refusal("clock.moment-impossible", found=f"{trigger}", rule=rule) from None
    return Deadline(
        limit,
        force,
        start,
        found.due,
        found.due_day,
        found.earliest,
        found.latest,
        found.remind_at,
        found.trace,
        rule,
        cites,
        calendar.version,
    )


def judge(deadline: Deadline, at: datetime) -> Judgement:
    """Whether an act at `at` kept the limit; the last moment itself is in time, and so is what has no end."""
    if deadline.due is not None and at > deadline.due:
        return Judgement.LATE
    return Judgement.IN_TIME


def extend(
    deadline: Deadline,
    by: TimeLimit,
    at: datetime,
    reason: str,
    calendar: Calendar,
    settings: ClockSettings,
    cap: TimeLimit | None = None,
) -> Deadline:
    """Lengthen the limit by `by`, counted from its (rolled) end; told or asked, it must be before that end.

    All extensions together may reach no further than `cap`, counted from the end of the first limit.
    """
    limit = deadline.limit
    hours = Unit.HOURS
    if limit.before or not limit.has_end or not by.unit.is_counted or by.before:
        raise Refusal("clock.not-extendable", limit=limit_text(limit), by=limit_text(by), rule=deadline.rule)
    if (limit.unit is hours) != (by.unit is hours):
        raise Refusal("clock.other-unit", limit=limit_text(limit), by=limit_text(by), rule=deadline.rule)
    if judge(deadline, at) is Judgement.LATE:
        raise Refusal("clock.extended-too-late", due=_local(deadline.due), at=_local(at), rule=deadline.rule)
    longer = _with(deadline, (*deadline.ledger, Extension(by, at, reason)), calendar, settings)
    if cap is not None:
        _check_cap(longer, cap, at, calendar, settings)
    return longer


def pause(deadline: Deadline, at: datetime, basis: str) -> Deadline:
    """Let the clock stand still from `at`, on a legal basis.

    What is already over stays over, and a backward limit hangs on the action's date: both keep their last moment.
    """
    if open_pause(deadline.ledger) is not None:
        raise Refusal("clock.already-paused", rule=deadline.rule)
    if any(isinstance(e, Pause) and e.until is not None and e.until > at for e in standing(deadline.ledger)):
        raise Refusal("clock.pause-overlaps", at=_local(at), rule=deadline.rule)
    ledger = (*deadline.ledger, Pause(at, basis))
    if deadline.limit.before or judge(deadline, at) is Judgement.LATE:
        return replace(deadline, ledger=ledger)
    return _as(deadline, STOPPED, deadline.calendar, ledger)


def resume(deadline: Deadline, at: datetime, calendar: Calendar, settings: ClockSettings) -> Deadline:
    """Let the clock run again; the day of `at` counts."""
    standing_still = open_pause(deadline.ledger)
    if standing_still is None:
        raise Refusal("clock.not-paused", rule=deadline.rule)
    if at < standing_still.at:
        raise Refusal("clock.resumed-before-pause", at=_local(at), paused=_local(standing_still.at), rule=deadline.rule)
    ended = replace(standing_still, until=at)
    ledger = tuple(ended if entry is standing_still else entry for entry in deadline.ledger)
    return _with(deadline, ledger, calendar, settings)


def revoke(
    deadline: Deadline, entry: int, at: datetime, reason: str, calendar: Calendar, settings: ClockSettings
) -> Deadline:
    """Take back the pause or extension at place `entry` of the ledger; it stays on record."""
    ledger = deadline.ledger
    known = 0 <= entry < len(ledger) and isinstance(ledger[entry], Pause | Extension)
    if not known or any(isinstance(e, Revoked) and e.entry == entry for e in ledger):
        raise Refusal("clock.nothing-to-revoke", entry=entry, rule=deadline.rule)
    return _with(deadline, (*ledger, Revoked(entry, at, reason)), calendar, settings)


def recompute(
    deadline: Deadline, calendar: Calendar, settings: ClockSettings, *, at: datetime, reason: str
) -> Deadline:
    """Reckon the deadline again on `calendar`, and keep on record what it was."""
    was = Recomputed(at, reason, deadline.calendar, deadline.due_day)
    return _with(deadline, (*deadline.ledger, was), calendar, settings)


def differs(deadline: Deadline, calendar: Calendar, settings: ClockSettings) -> bool:
    """Whether `calendar` would make another deadline of it: another day, or no longer a provisional one."""
    return verify(deadline, calendar, settings) is not None


def verify(deadline: Deadline, calendar: Calendar, settings: ClockSettings) -> Mismatch | None:
    """Reckon the deadline again; the first thing that differs, or None. Reminders are settings and not compared."""
    found = reckon(deadline.limit, deadline.trigger, deadline.ledger, calendar, settings)
    for field in ("due", "due_day", "earliest", "latest", "trace"):
        stored, now = getattr(deadline, field), getattr(found, field)
        if stored != now:
            return Mismatch(field, f"{stored}", f"{now}", calendar.version != deadline.calendar)
    return None


def _with(deadline: Deadline, ledger: tuple[Entry, ...], calendar: Calendar, settings: ClockSettings) -> Deadline:
    return _as(deadline, reckon(deadline.limit, deadline.trigger, ledger, calendar, settings), calendar.version, ledger)


def _as(deadline: Deadline, found: Reckoned, calendar: str, ledger: tuple[Entry, ...]) -> Deadline:
    return replace(
        deadline,
        due=found.due,
        due_day=found.due_day,
        earliest=found.earliest,
        latest=found.latest,
        remind_at=found.remind_at,
        trace=found.trace,
        calendar=calendar,
        ledger=ledger,
    )


def _check_cap(longer: Deadline, cap: TimeLimit, at: datetime, calendar: Calendar, settings: ClockSettings) -> None:
    kept = standing(longer.ledger)
    pauses = [e for e in kept if isinstance(e, Pause) and e.until is not None]
    extensions = [e for e in kept if isinstance(e, Extension)]
    asked = reckon(longer.limit, longer.trigger, (*pauses, *extensions), calendar, settings)
    most = reckon(longer.limit, longer.trigger, (*pauses, Extension(cap, at, "")), calendar, settings)
    if asked.due is not None and most.due is not None and asked.due > most.due:
        raise Refusal(
            "clock.beyond-cap",
            cap=limit_text(cap),
            most=f"{most.due_day}",
            asked=f"{asked.due_day}",
            rule=longer.rule,
        )


def _moment(limit: TimeLimit, trigger: datetime | date) -> datetime:
    if not isinstance(trigger, datetime):
        if limit.unit in (Unit.HOURS, Unit.IMMEDIATELY):
            raise Refusal("clock.moment-needed", limit=limit_text(limit), found=f"{trigger}")
        return datetime.combine(trigger, time(), CHINA).astimezone(UTC)
    if trigger.tzinfo is None:
        raise ValueError("a trigger needs its offset; naive times are refused")
    return trigger.astimezone(UTC)


def _local(at: datetime | None) -> str:
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}" if at else ""
