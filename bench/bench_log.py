"""The log: does a turn of the worker cost more at 1,000,000 matters than at 10,000?

    .venv/bin/python bench/bench_log.py

A turn finds the matters that have something new, makes their leaves, and signs a checkpoint: twenty matters, one event
each. Beside it the look at every matter, which the worker takes when it starts and each hour. Medians, on SQLite and on
PostgreSQL; the must is for the turn alone. LIANDONG_BENCH_SCALE makes both sizes smaller.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from bench.county_rows import NOW, analyze, execute, run_legs, scaled, set_up

from liandong.record.log.keys import drawn

FEW, MANY = 10_000, 1_000_000
NEW = 20  # matters that have something new at each turn
ROUNDS = 15
MUST = 2.0  # the proof of a tree a hundred times as large has one level more that is kept
KEY = drawn("bench.example/record")


def main() -> int:
    """Both databases, one after the other; 1 if the must was missed."""
    return run_legs(__file__)


def leg() -> int:
    """One database: filled to the one size and measured, then to the other."""
    set_up()
    few, many = scaled(FEW), max(scaled(MANY), scaled(FEW) * 10)
    taken: dict[int, tuple[float, float]] = {}
    first = 0
    for size in (few, many):
        fill(first, size)
        first = size
        analyze()
        taken[size] = measured(size)
    for place, what in enumerate(("a turn", "the look at every matter")):
        one, other = taken[few][place], taken[many][place]
        print(f"{what:<26} {one:9.3f} ms at {few:,}   {other:9.3f} ms at {many:,}   {other / one:.2f}x", flush=True)
    kept = taken[many][0] / taken[few][0] <= MUST
    print(f"a turn must cost at most {MUST:g}x: {'kept' if kept else 'MISSED'}", flush=True)
    return 0 if kept else 1


def fill(first: int, last: int) -> None:
    """Matters of one event each, all of them in the log."""
    from liandong.record.log import tree

    grow_now()  # the log begins with its key
    before = tree.size()
    rows = f"WITH RECURSIVE n(i) AS (SELECT {first + 1} UNION ALL SELECT i + 1 FROM n WHERE i < {last})"
    number = "CAST(i AS text)"
    execute(
        f"{rows} INSERT INTO record_matter (id, county, number, seq, head, kept) "
        f"SELECT 'm' || {number}, 'siyang', {number}, 1, {empty()}, 1 FROM n"
    )
    execute(f"{rows} INSERT INTO record_logged (matter, seq) SELECT 'm' || {number}, 1 FROM n")
    execute(
        f"{rows} INSERT INTO record_leaf (place, matter, seq, hash) "
        f"SELECT i - {first} + {before} - 1, 'm' || {number}, 1, {empty()} FROM n"
    )
    execute("DELETE FROM record_waiting")
    tree.keep_nodes(before, tree.size())


def empty() -> str:
    """Thirty-two bytes in SQL."""
    from django.db import connection

    return "zeroblob(32)" if connection.vendor == "sqlite" else "decode(repeat('00', 32), 'hex')"


def grow_now() -> None:
    """One turn of the log."""
    from liandong.record.log.grow import grow

    grow(KEY, NOW, every_matter=False)


def measured(size: int) -> tuple[float, float]:
    """The medians of a turn and of the look at every matter, in milliseconds."""
    from liandong.record.log import pending, tree

    turns, looks = [], []
    for number in range(ROUNDS):
        news(size, number)
        before, start = tree.size(), perf_counter()
        grow_now()
        turns.append((perf_counter() - start) * 1000)
        if tree.size() != before + NEW:
            raise SystemExit(f"{tree.size() - before} leaves were made of {NEW} events")
        start = perf_counter()
        if pending.matters_behind():
            raise SystemExit("a turn has left something")
        looks.append((perf_counter() - start) * 1000)
    return statistics.median(turns), statistics.median(looks)


def news(size: int, number: int) -> None:
    """Twenty matters have one event more, as after as many acts whose rows the worker has claimed."""
    from django.db import transaction

    from liandong.record.log import pending

    matters = []
    for n in range(NEW):
        matter = f"m{1 + (n * 7919 + number * 104729) % size}"
        execute(
            "INSERT INTO record_event (matter, seq, kind, at, account, unit, post, county, pack, pack_hash, access, "
            "key, alg, salt, payload, payload_hash, prev, hash) "
            f"SELECT id, seq + 1, 'NoteAdded', '', '', '', '', county, '', '', '', '', 'sha256', {empty()}, {empty()}, "
            f"{empty()}, head, {empty()} FROM record_matter WHERE id = '{matter}'"
        )
        execute(f"UPDATE record_matter SET seq = seq + 1 WHERE id = '{matter}'")
        matters.append(matter)
    with transaction.atomic():
        pending.note(matters)


if __name__ == "__main__":
    sys.exit(leg() if "--leg" in sys.argv else main())
