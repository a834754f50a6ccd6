"""PURE. Scenarios: what a county's lawyers say must happen, played through the real `decide` and `evolve`."""

from liandong.core.scenarios.clock import pass_time
from liandong.core.scenarios.orders import ORDERS
from liandong.core.scenarios.player import Played, Unplayable, matter_meant, play
from liandong.core.scenarios.script import (
    IT,
    By,
    Completing,
    Expect,
    Line,
    Opening,
    Ordering,
    Passing,
    Refused,
    Script,
    Vacating,
)
from liandong.core.scenarios.stage import MemoryStage, Stage

__all__ = [
    "IT",
    "ORDERS",
    "By",
    "Completing",
    "Expect",
    "Line",
    "MemoryStage",
    "Opening",
    "Ordering",
    "Passing",
    "Played",
    "Refused",
    "Script",
    "Stage",
    "Unplayable",
    "Vacating",
    "matter_meant",
    "pass_time",
    "play",
]
