"""Growth: does a step, a worklist page or a sweep cost more at 1,000,000 matters than at 10,000?

    .venv/bin/python bench/bench_growth.py

Two databases, each with a process of its own; they take turns, question by question, in one run; medians, on SQLite and
on PostgreSQL. A step is each of the twelve completions of W1 (bench/w1_matter.py) through `act.execute`, durable. The
page is the worklist of a unit, as a browser asks for it; the sweep finds what has fallen due. What grows is the record:
matters, five tasks and three events to each, ended for the most part. The open work of a county is bounded by those who
do it, and is the same in both. LIANDONG_BENCH_SCALE makes both smaller.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.county_rows import (
    COUNTY,
    NOW,
    ROOT,
    TASKS_A_MATTER,
    analyze,
    execute,
    fill_events,
    fill_matters,
    fill_states,
    fill_tasks,
    moment,
    say_scale,
    scaled,
    set_up,
)

MUST = 1.2
FEW, MANY = 10_000, 1_000_000
OPEN_SHARE = 20  # of the tasks of the few; as many are open among the many
EVENTS_A_MATTER = 3
ROUNDS = 30
WHAT = ("step", "page", "sweep")
SEAT = ("urban-management-bureau", "officer")


def main() -> int:
    """Both databases, one after the other; 1 if a must was missed."""
    say_scale()
    return max(measured(vendor) for vendor in ("SQLite", "PostgreSQL"))


def measured(vendor: str) -> int:
    """Fill two databases of one kind, ask both in turn and print; 1 if a must was missed."""
    few, many = scaled(FEW), max(scaled(MANY), scaled(FEW) * 10)
    print(f"--- {vendor}: {few:,} and {many:,} matters", flush=True)
    with addresses(vendor) as (one, other), ExitStack() as stack:
        legs = {size: stack.enter_context(leg_at(address, size, few)) for size, address in ((few, one), (many, other))}
        taken: dict[tuple[int, str], list[float]] = {}
        turns = list(legs.items())
        for _ in range(ROUNDS):
            turns.reverse()  # neither always comes after the other
            for what in WHAT:
                for size, leg in turns:
                    taken.setdefault((size, what), []).extend(asked(leg, what))
    medians = {key: statistics.median(times) for key, times in taken.items()}
    kept = [say(what, medians[few, what], medians[many, what]) for what in WHAT]
    return 0 if all(kept) else 1


def say(what: str, few: float, many: float) -> bool:
    """One line; whether the must was kept."""
    kept = many / few <= MUST
    verdict = "kept" if kept else "MISSED"
    print(f"{what:<8} {few:8.3f} ms  {many:8.3f} ms  {many / few:.2f}x (must <= {MUST:g}x): {verdict}", flush=True)
    return kept


@contextmanager
def addresses(vendor: str) -> Iterator[tuple[str, str]]:
    """The addresses of two empty databases."""
    from tests.postgres import running_postgres

    if vendor == "SQLite":
        (ROOT / "var").mkdir(exist_ok=True)
        with TemporaryDirectory(prefix="bench-", dir=ROOT / "var") as place:
            yield f"sqlite:///{quote(place)}/few.sqlite3", f"sqlite:///{quote(place)}/many.sqlite3"
        return
    import psycopg

    with running_postgres(durable=True) as address:
        with psycopg.connect(address, autocommit=True) as server:
            server.execute("CREATE DATABASE many")
        yield address, address.replace("/postgres?", "/many?")


@contextmanager
def leg_at(address: str, matters: int, few: int) -> Iterator[subprocess.Popen[str]]:
    """A process that has filled this database and answers what it is asked."""
    path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    env = {**os.environ, "DATABASE_URL": address, "PYTHONPATH": path, "LIANDONG_LOG_LEVEL": "ERROR"}
    command = [sys.executable, __file__, "--leg", str(matters), str(few)]
    with subprocess.Popen(command, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as leg:
        try:
            if leg.stdout is None or leg.stdout.readline().strip() != "ready":
                raise SystemExit(f"the database of {matters:,} matters could not be filled")
            yield leg
        finally:
            if leg.stdin is not None:
                leg.stdin.close()


def asked(leg: subprocess.Popen[str], what: str) -> list[float]:
    """Have it done once there; the milliseconds it says."""
    if leg.stdin is None or leg.stdout is None:
        raise SystemExit("a process of the bench cannot be talked to")
    print(what, file=leg.stdin, flush=True)
    return [float(word) for word in leg.stdout.readline().split()]


def answer(matters: int, few: int) -> int:
    """In the process of one database: fill it, then do what is asked until nothing more is."""
    set_up("bench.peer.settings")
    fill(matters, few)
    ways = ways_here()
    for _ in range(3):  # statements are compiled, pages of the database are in memory
        for way in ways.values():
            way()
    print("ready", flush=True)
    for line in sys.stdin:
        print(*(f"{each:.6f}" for each in ways[line.strip()]()), flush=True)
    return 0


def fill(matters: int, few: int) -> None:
    """Matters with their rows, heads, snapshots and events; as many open tasks as the few have."""
    from django.db import connection

    tasks, open_share = matters * TASKS_A_MATTER, OPEN_SHARE * (matters // few)
    fill_tasks(tasks, due=max(tasks // open_share // 20, 1), open_share=open_share)
    fill_matters(matters)
    fill_events(matters * EVENTS_A_MATTER, EVENTS_A_MATTER)
    fill_states(matters, EVENTS_A_MATTER)
    execute(
        f"UPDATE projections_matter SET ended_at = {moment('-10')}, \"end\" = 'ended', stage = '' "
        "WHERE NOT EXISTS (SELECT 1 FROM projections_task t "
        "WHERE t.matter_id = projections_matter.id AND t.done_at IS NULL)"
    )
    analyze()
    connection.close()  # filled in haste; what follows is durable
    os.sync()  # or what follows waits for the filling to reach the disk


def ways_here() -> dict[str, Callable[[], list[float]]]:
    """What can be asked, each giving its milliseconds."""
    from liandong.projections import due

    client = signed_in()

    def page() -> None:
        found = client.get("/")
        if found.status_code != 200:
            raise SystemExit(f"the page answered {found.status_code}")

    def sweep() -> None:
        if not sum(1 for _ in due.fallen_due(NOW)):
            raise SystemExit("nothing has fallen due")

    return {"step": steps, "page": lambda: [clocked(page)], "sweep": lambda: [clocked(sweep)]}


def signed_in() -> Any:
    """A client in an officer's seat; every seat has been held since the first of the matters that are acted on."""
    from bench.w1_matter import START
    from django.test import Client

    from liandong.core.actors import Seat
    from liandong.packs import library
    from liandong.people.demonstration import account_name, open_accounts
    from liandong.people.models import User

    open_accounts([library().pack(COUNTY)], START, START.date())
    client = Client()
    user = User.objects.get(username=account_name(COUNTY, Seat(*SEAT)))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def steps() -> list[float]:
    """The twelve completions of a new matter."""
    from bench import w1_matter

    from liandong.act import execute as act
    from liandong.packs import library
    from liandong.record import read

    pack = library().pack(COUNTY)
    matter = act(w1_matter.opening(), w1_matter.actor(pack, w1_matter.OPENER), w1_matter.START).matter
    taken = []
    for who, now, each in w1_matter.completions(pack):
        state = read.state(matter)
        if state is None:
            raise SystemExit("the matter is not on record")
        command = w1_matter.command(each, state)
        begun = perf_counter()
        act(command, who, now, matter=matter)
        taken.append((perf_counter() - begun) * 1000)
    return taken


def clocked(way: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = perf_counter()
    way()
    return (perf_counter() - begun) * 1000


if __name__ == "__main__":
    sys.exit(answer(*map(int, sys.argv[2:])) if "--leg" in sys.argv else main())
