"""How fast the record is verified: events a second, in memory and from the database, beside the raw cost of each.

    .venv/bin/python bench/bench_verify.py [events]

The events are those of a whole W1 matter of Siyang (bench/w1_matter.py), written again under many matters with salts
and hashes of their own. In memory: payload hash, header hash and link of every event; the lower bound is one SHA-256
over each payload. From the database: `record.verify`; the lower bound is to fetch the same rows. With the fold, each
matter's state is folded again as well. Medians of several runs, the variants in turn.
"""

from __future__ import annotations

import hashlib
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

EVENTS = 110_000
ROUNDS = 5
MUSTS = {"in memory": 200_000, "from the database": 100_000}  # events a second on one core


def main() -> int:
    """Both databases, each in a process of its own."""
    from tests.postgres import running_postgres

    (ROOT / "var").mkdir(exist_ok=True)
    worst = 0
    with TemporaryDirectory(prefix="bench-", dir=ROOT / "var") as place, running_postgres(durable=True) as postgres:
        for vendor, address in (("SQLite", f"sqlite:///{quote(place)}/verify.sqlite3"), ("PostgreSQL", postgres)):
            env = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "liandong.config.settings"}
            env["LIANDONG_LOG_LEVEL"] = "ERROR"
            leg = [sys.executable, __file__, "--leg", vendor, *sys.argv[1:]]
            worst = max(worst, subprocess.run(leg, env=env, check=False).returncode)
    return worst


def leg(vendor: str, events: int) -> int:
    """Fill one database, verify it and print; 1 if a must was missed."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", interactive=False, verbosity=0)
    count = fill(events)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the server does by itself in service
    rates = {name: count / seconds for name, seconds in measure().items()}
    print(f"--- verification on {vendor}: {count} events; events a second")
    for name, rate in rates.items():
        must = MUSTS.get(name)
        kept = f"  (must >= {must:,}): {'kept' if rate >= must else 'MISSED'}" if must else ""
        print(f"{name:<34} {rate:12,.0f}{kept}", flush=True)
    return 0 if all(rates[name] >= must for name, must in MUSTS.items()) else 1


def fill(events: int) -> int:
    """Write one W1 matter by acting, then its events again under other matters; how many there are."""
    from bench.w1_matter import OPENER, START, actor, command, completions, opening

    from liandong.act import execute
    from liandong.packs import library
    from liandong.record import read

    pack = library().pack("siyang")
    matter = execute(opening(), actor(pack, OPENER), START).matter
    for who, now, each in completions(pack):
        state = read.state(matter)
        if state is not None:
            execute(command(each, state), who, now, matter=matter)
    played = read.timeline(matter)
    copies = max(events // len(played) - 1, 1)
    for n in range(copies):
        copy(played, n)
    return (copies + 1) * len(played)


def copy(played: list[object], n: int) -> None:
    """The same events under another matter, with a row and a snapshot of its own."""
    from dataclasses import replace

    from liandong.core.matter.events import MatterOpened
    from liandong.record import states, write
    from liandong.record.chain import FIRST
    from liandong.record.fold import folded
    from liandong.record.pen import Writing
    from liandong.record.read import Entry

    entries = [entry for entry in played if isinstance(entry, Entry) and entry.event is not None]
    first, matter, number = entries[0], f"copy-{n:07}", f"{n}号"
    events = [entry.event for entry in entries if entry.event is not None]
    opened = events[0]
    if isinstance(opened, MatterOpened):
        events[0] = replace(opened, number=number)
    who = first.header
    stamp = write.Stamp(who.at, who.account, who.unit, who.post, first.pack, first.access, "", "sha256")
    with Writing() as pen:
        added = write.chained(matter, 0, FIRST, events, stamp)
        write.append(pen, added)
        state = folded(zip(added.headers, events, strict=True))
        states.keep(pen, state)
        write.open_chain(pen, write.Stored(matter, added.seq, added.head, state.seq), first.pack.county, number)


def measure() -> dict[str, float]:
    """Median seconds of each way, over all events."""
    from liandong.record.verify import verify
    from liandong.record.verify.walk import grouped, walk

    rows = fetched()
    chains = [some for _, some in grouped(rows)]
    payloads = [bytes(row[14]) for row in rows]

    def in_memory() -> None:
        if not all(walk(chain).whole for chain in chains):
            raise AssertionError("the record does not verify")

    def from_database(*, fold: bool) -> None:
        found = verify(fold=fold).findings
        if found:
            raise AssertionError(found[0].say("en"))

    ways: dict[str, Callable[[], object]] = {
        "one SHA-256 a payload (bound)": lambda: [hashlib.sha256(payload).digest() for payload in payloads],
        "in memory": in_memory,
        "fetching the rows (bound)": fetched,
        "from the database": lambda: from_database(fold=False),
        "from the database, states folded": lambda: from_database(fold=True),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            began = perf_counter()
            way()
            taken[name].append(perf_counter() - began)
    return {name: statistics.median(each) for name, each in taken.items()}


def fetched() -> list[tuple[object, ...]]:
    """Every event's row, in order."""
    from django.db import connection

    from liandong.record.pen import rows
    from liandong.record.write import COLUMNS

    return list(rows(connection, f"SELECT {', '.join(COLUMNS)} FROM record_event ORDER BY matter, seq", ()))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--leg"]:
        sys.exit(leg(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else EVENTS))
    else:
        sys.exit(main())
