"""Finding 10,000 due among 1,000,000 open tasks: the worker's sweep query against bare SQL on the bare driver.

    .venv/bin/python bench/bench_due.py

Both read the same rows of the same table through the same index, interleaved in one run; medians, on SQLite and on
PostgreSQL. Ours walks in batches by key (so that what one sweep cannot settle hides nothing) and gives typed rows.
LIANDONG_BENCH_SCALE makes it smaller.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.county_rows import NOW, analyze, fill_tasks, run_legs, scaled, set_up

MUST, REACH = 2.0, 1.2
ROUNDS = 15
OPEN, DUE = 1_000_000, 10_000


def bare() -> Callable[[], int]:
    """The lower bound: one statement on a connection of the driver, fetched whole."""
    from django.db import connection

    columns = "SELECT matter_id, task, county, rings_at FROM projections_task WHERE rings_at"
    if connection.vendor == "sqlite":
        import sqlite3
        from zoneinfo import ZoneInfo

        from liandong.config.databases import SQLITE_CACHE_KIB

        own = sqlite3.connect(str(connection.settings_dict["NAME"]))
        own.execute(f"PRAGMA cache_size=-{SQLITE_CACHE_KIB}")  # the same room for pages
        until = NOW.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%d %H:%M:%S")
        return lambda: len(own.execute(f"{columns} < ? ORDER BY rings_at, matter_id, task", (until,)).fetchall())
    import psycopg

    found = connection.get_connection_params()
    kept = {key: found[key] for key in ("dbname", "user", "host", "port", "password") if found.get(key)}
    server = psycopg.connect(**kept, autocommit=True)
    return lambda: len(
        server.execute(f"{columns} < %s ORDER BY rings_at, matter_id, task", (NOW,)).fetchall()  # type: ignore[arg-type]
    )


def leg() -> int:
    """One database; exit code 1 when the must is missed."""
    set_up()
    from liandong.projections import due

    fill_tasks(scaled(OPEN), scaled(DUE))
    analyze()
    lower = bare()
    ours = lambda: sum(1 for _ in due.fallen_due(NOW))  # noqa: E731 - beside `lower`, and as short
    found = lower()
    assert found == ours(), "the two find different rows"
    taken: dict[str, list[float]] = {"bare SQL": [], "the sweep's query": []}
    for _ in range(ROUNDS):
        for name, call in (("bare SQL", lower), ("the sweep's query", ours)):
            begun = perf_counter()
            call()
            taken[name].append((perf_counter() - begun) * 1000)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    ratio = medians["the sweep's query"] / medians["bare SQL"]
    print(f"finding {found:,} due among {scaled(OPEN):,} open tasks, medians of {ROUNDS} interleaved rounds")
    for name, milliseconds in medians.items():
        print(f"  {name:<20} {milliseconds:>8.2f} ms")
    verdict = "reached" if ratio <= REACH else "kept" if ratio <= MUST else "MISSED"
    print(f"the sweep's query to bare SQL: {ratio:.2f}x (must <= {MUST:g}x, reach {REACH:g}x): {verdict}", flush=True)
    return int(ratio > MUST)


if __name__ == "__main__":
    sys.exit(leg() if "--leg" in sys.argv else run_legs(__file__))
