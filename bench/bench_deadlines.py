"""Deadline arithmetic against a bare prefix array in pure Python: interleaved in one run, medians, ratios.

    .venv/bin/python bench/bench_deadlines.py [--json]

The lower bound looks a day up in two lists and checks nothing; ours refuses days outside the calendar. The other
rows are for information: a whole deadline with its proof, as an act writes it.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from time import perf_counter_ns

from liandong.core.time_limits import (
    ClockSettings,
    DayEnd,
    Deadline,
    Lead,
    Season,
    TimeLimit,
    prove,
    set_deadline,
)
from liandong.core.workdays import WORKED, Calendar
from liandong.packs.calendars import load_calendar

MECHANISMS = Path(__file__).parents[1] / "mechanisms"
MUST, REACH = 3.0, 2.0
ROUNDS, CALLS = 41, 4_000


def bare_prefix_array(calendar: Calendar) -> Callable[[date, int], date]:
    """The lower bound: two lists and no check."""
    first = calendar.first.toordinal()
    worked = [kind in WORKED for kind in calendar.kinds]
    upto = list(accumulate(worked))
    nth = [date.fromordinal(first + place) for place, on in enumerate(worked) if on]

    def add(day: date, n: int) -> date:
        return nth[upto[day.toordinal() - first] + n - 1]

    return add


def one_round(add: Callable[[date, int], date], asked: list[tuple[date, int]]) -> float:
    """Nanoseconds a call."""
    begun = perf_counter_ns()
    for day, n in asked:
        add(day, n)
    return (perf_counter_ns() - begun) / len(asked)


def settings() -> ClockSettings:
    """A county's clock for the rows below the line."""
    return ClockSettings(
        DayEnd.MIDNIGHT,
        (Season(5, 1, ((time(8, 30), time(18)),)), Season(10, 1, ((time(8, 30), time(17, 30)),))),
        Lead.parse("30 minutes"),
        Lead.parse("3 working days"),
        Lead.parse("1 working day"),
        Lead.parse("4 hours"),
    )


def measure() -> dict[str, float]:
    """Medians in nanoseconds a call, all interleaved."""
    calendar = load_calendar(MECHANISMS / "calendar")
    chance = Random(2026)
    days = (calendar.firm_until - calendar.first).days - 60
    asked = [(calendar.first + timedelta(days=chance.randrange(days)), chance.randint(1, 30)) for _ in range(CALLS)]
    bare, ours, clock = bare_prefix_array(calendar), calendar.add_working_days, settings()
    assert all(bare(*one) == ours(*one) for one in asked), "the lower bound counts other days"

    limits = {n: TimeLimit.parse(f"{n} working days") for n in range(2, 31)} | {1: TimeLimit.parse("1 working day")}

    def whole(day: date, n: int) -> Deadline:
        trigger = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
        return set_deadline(limits[n], trigger, calendar, clock, rule="siyang/x#y", cites=("第九条",))

    kept = whole(*asked[0])
    stored = kept.to_json()
    rows: dict[str, Callable[[date, int], object]] = {
        "bare prefix array": bare,
        "add_working_days": ours,
        "set_deadline": whole,
        "to_json": lambda day, n: kept.to_json(),
        "from_json": lambda day, n: Deadline.from_json(stored),
        "prove, one line": lambda day, n: prove(kept, calendar).one_line("zh"),
    }
    taken: dict[str, list[float]] = {name: [] for name in rows}
    for _ in range(ROUNDS):
        for name, call in rows.items():
            part = asked if name in ("bare prefix array", "add_working_days") else asked[: CALLS // 20]
            taken[name].append(one_round(call, part))  # type: ignore[arg-type]
    return {name: statistics.median(times) for name, times in taken.items()}


def main() -> int:
    """Print the table; exit 1 when the must is missed."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    as_json = options.parse_args().json
    found = measure()
    ratio = found["add_working_days"] / found["bare prefix array"]
    if as_json:
        print(json.dumps({"medians_ns": found, "ratio": round(ratio, 2), "must": MUST, "reach": REACH}))
        return int(ratio > MUST)
    print("deadline arithmetic, medians of interleaved rounds, nanoseconds a call")
    for name, nanoseconds in found.items():
        print(f"  {name:<20} {nanoseconds:>9.0f}  ({nanoseconds / found['bare prefix array']:.2f}x)")
    verdict = "reached" if ratio <= REACH else "kept" if ratio <= MUST else "MISSED"
    print(f"add_working_days to the bare prefix array: {ratio:.2f}x (must <= {MUST:g}x, reach {REACH:g}x): {verdict}")
    return int(ratio > MUST)


if __name__ == "__main__":
    sys.exit(main())
