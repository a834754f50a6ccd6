"""PURE. Time limits and the deadlines they come to: set, judged, extended, paused, recomputed, verified, proven."""

from liandong.core.time_limits.clock import (
    Mismatch,
    differs,
    extend,
    judge,
    pause,
    recompute,
    resume,
    revoke,
    set_deadline,
    verify,
)
from liandong.core.time_limits.deadline import (
    Deadline,
    Entry,
    Extension,
    Judgement,
    Pause,
    Recomputed,
    Revoked,
)
from liandong.core.time_limits.lamp import Lamp, Left, Remaining, lamp, remaining
from liandong.core.time_limits.limits import Force, LimitError, TimeLimit, Unit
from liandong.core.time_limits.proof import Proof, ProofLine, prove
from liandong.core.time_limits.proof_words import day_text, end_text, moment_text
from liandong.core.time_limits.settings import CHINA, ClockSettings, DayEnd, Lead, LeadUnit, Season

__all__ = [
    "CHINA",
    "ClockSettings",
    "DayEnd",
    "Deadline",
    "Entry",
    "Extension",
    "Force",
    "Judgement",
    "Lamp",
    "Lead",
    "LeadUnit",
    "Left",
    "LimitError",
    "Mismatch",
    "Pause",
    "Proof",
    "ProofLine",
    "Recomputed",
    "Remaining",
    "Revoked",
    "Season",
    "TimeLimit",
    "Unit",
    "day_text",
    "differs",
    "end_text",
    "extend",
    "judge",
    "lamp",
    "moment_text",
    "pause",
    "prove",
    "recompute",
    "remaining",
    "resume",
    "revoke",
    "set_deadline",
    "verify",
]
