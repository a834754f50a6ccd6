"""PURE. A deadline: the last moment a time limit leaves, with all that it was reckoned from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from liandong.core.time_limits.limits import Force, TimeLimit


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stood still from `at` (中止) to `until` (恢复), None while it still stands."""

    at: datetime
    basis: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """The limit was lengthened by `by`, counted from the end of what came before."""

    by: TimeLimit
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Recomputed:
    """The deadline was reckoned again on another calendar; what it was before."""

    at: datetime
    reason: str
    calendar: str
    due_day: date | None


@dataclass(frozen=True, slots=True)
class Revoked:
    """The pause or extension at place `entry` of the ledger was taken back; it counts as if it had not been."""

    entry: int
    at: datetime
    reason: str


Entry = Pause | Extension | Recomputed | Revoked


class Judgement(StrEnum):
    """Whether an act kept its limit."""

    IN_TIME = "in time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit, reckoned.

    `trigger` is the moment the limit runs from; for a backward limit the action that it counts back from. `due` is
    the last moment that is in time (None: no number in law, or the clock stands still), `due_day` its day in
    Asia/Shanghai. `earliest` and `latest` are set when a notice still to come may move the day. `remind_at` is a
    setting of the system, not law. `trace` holds the kind of each day from the trigger's (excluded) to the due
    day, in the order of counting. `rule` names the pack element, `calendar` the version of the calendar. `ledger`
    is all that happened to the limit: nothing in it is ever erased.
    """

    limit: TimeLimit
    force: Force
    trigger: datetime
    due: datetime | None
    due_day: date | None
    earliest: date | None
    latest: date | None
    remind_at: datetime | None
    trace: str
    rule: str
    cites: tuple[str, ...]
    calendar: str
    ledger: tuple[Entry, ...] = ()

    @property
    def is_provisional(self) -> bool:
        """Whether a notice that is not out yet may still move the day."""
        return self.earliest is not None

    @property
    def is_paused(self) -> bool:
        """Whether the clock stands still now: a pause that is open and that came before the limit ended."""
        return self.due is None and open_pause(self.ledger) is not None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; moments in UTC with microseconds, so that they sort as text."""
        return {
            "limit": str(self.limit),
            "force": self.force.value,
            "trigger": _moment(self.trigger),
            "due": _moment(self.due) if self.due else None,
            "due_day": self.due_day.isoformat() if self.due_day else None,
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
            "remind_at": _moment(self.remind_at) if self.remind_at else None,
            "trace": self.trace,
            "rule": self.rule,
            "cites": list(self.cites),
            "calendar": self.calendar,
            "ledger": [_entry_json(entry) for entry in self.ledger],
        }

    @staticmethod
    def from_json(kept: Mapping[str, Any]) -> Deadline:
        """The deadline that `to_json` wrote; KeyError or ValueError if it is not one."""
        due, due_day, remind_at = kept["due"], kept["due_day"], kept["remind_at"]
        earliest, latest = kept["earliest"], kept["latest"]
        return Deadline(
            TimeLimit.parse(kept["limit"]),
            _FORCES[kept["force"]],
            datetime.fromisoformat(kept["trigger"]),
            datetime.fromisoformat(due) if due else None,
            date.fromisoformat(due_day) if due_day else None,
            date.fromisoformat(earliest) if earliest else None,
            date.fromisoformat(latest) if latest else None,
            datetime.fromisoformat(remind_at) if remind_at else None,
            kept["trace"],
            kept["rule"],
            tuple(kept["cites"]),
            kept["calendar"],
            tuple(_entry(entry) for entry in kept["ledger"]),
        )


_FORCES = {force.value: force for force in Force}


def standing(ledger: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries that were not taken back."""
    gone = {entry.entry for entry in ledger if isinstance(entry, Revoked)}
    return tuple(entry for place, entry in enumerate(ledger) if place not in gone)


def open_pause(ledger: tuple[Entry, ...]) -> Pause | None:
    """The pause that has not ended, if there is one."""
    return next((e for e in standing(ledger) if isinstance(e, Pause) and e.until is None), None)


def effective_pauses(deadline: Deadline) -> tuple[Pause, ...]:
    """The pauses that moved the deadline, by their beginning: those that came before the limit was over."""
    pauses = sorted((e for e in standing(deadline.ledger) if isinstance(e, Pause)), key=lambda e: e.at)
    return tuple(p for p in pauses if deadline.due is None or p.at <= deadline.due)


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


def _entry_json(entry: Entry) -> dict[str, Any]:
    match entry:
        case Pause(at, basis, until):
            return {"kind": "pause", "at": _moment(at), "basis": basis, "until": _moment(until) if until else None}
        case Extension(by, at, reason):
            return {"kind": "extension", "at": _moment(at), "by": str(by), "reason": reason}
        case Recomputed(at, reason, calendar, due_day):
            day = due_day.isoformat() if due_day else None
            return {"kind": "recomputed", "at": _moment(at), "reason": reason, "calendar": calendar, "due_day": day}
        case Revoked(place, at, reason):
            return {"kind": "revoked", "at": _moment(at), "entry": place, "reason": reason}


def _entry(kept: Mapping[str, Any]) -> Entry:
    at = datetime.fromisoformat(kept["at"])
    match kept["kind"]:
        case "pause":
            return Pause(at, kept["basis"], datetime.fromisoformat(kept["until"]) if kept["until"] else None)
        case "extension":
            return Extension(TimeLimit.parse(kept["by"]), at, kept["reason"])
        case "recomputed":
            day = date.fromisoformat(kept["due_day"]) if kept["due_day"] else None
            return Recomputed(at, kept["reason"], kept["calendar"], day)
        case "revoked":
            return Revoked(kept["entry"], at, kept["reason"])
        case other:
            raise ValueError(f"a deadline's ledger has no entry of kind {other!r}")
