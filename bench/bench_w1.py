"""W1, the main work: a completion of ours against bare SQL, SpiffWorkflow (load and save) and Viewflow.

    .venv/bin/python bench/bench_w1.py [matters]

One joint-enforcement matter of Siyang with five units, twelve completions, each one durable transaction (w1_matter says
which). The variants take turns completion by completion in one process, in an order drawn anew each time, so that a
noisy moment hits all alike and each comes after every other: right after Viewflow all caches hold Viewflow. Medians, on
SQLite (WAL, synchronous FULL) and on PostgreSQL (fsync and synchronous_commit on). "from the database" is ours in a
process that has not seen the matter before. The cost of one fsync is printed beside: a slow disk hides all the rest.
Needs the packages of requirements-bench.lock.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory, TemporaryFile
from time import perf_counter
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

MATTERS = 60
MUSTS = {"SQLite": 4.0, "PostgreSQL": 3.0}  # ours to bare, at most
REACH = {"SQLite": 2.5, "PostgreSQL": 2.0}
PEERS = {"Viewflow": (10.0, 17.0), "SpiffWorkflow": (3.0, 5.0)}  # peer to ours, at least; on SQLite


def main() -> int:
    """Both databases, each in a process of its own."""
    from tests.postgres import running_postgres

    (ROOT / "var").mkdir(exist_ok=True)
    worst = 0
    with TemporaryDirectory(prefix="bench-", dir=ROOT / "var") as place, running_postgres(durable=True) as postgres:
        for vendor, address in (("SQLite", f"sqlite:///{quote(place)}/w1.sqlite3"), ("PostgreSQL", postgres)):
            env = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "bench.w1_settings"}
            env["LIANDONG_LOG_LEVEL"] = "ERROR"
            leg = [sys.executable, __file__, "--leg", vendor, *sys.argv[1:]]
            worst = max(worst, subprocess.run(leg, env=env, check=False).returncode)
    return worst


def leg(vendor: str, matters: int) -> int:
    """Measure on one database and print; 1 if a must was missed."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    seat_everybody()
    times = measure(matters)
    medians = {name: statistics.median(each) * 1000 for name, each in times.items()}
    print(f"--- W1 on {vendor}: {matters} matters of 12 completions; one fsync {fsync_ms():.3f} ms")
    means = {name: statistics.mean(each) * 1000 for name, each in times.items()}
    print("ms a completion (to bare), medians and, for the acts that open many tasks, means")
    for name, median in sorted(medians.items(), key=lambda item: item[1]):
        to_bare, mean_to_bare = median / medians["bare"], means[name] / means["bare"]
        print(f"{name:<28} {median:8.3f}  ({to_bare:.1f})  {means[name]:8.3f}  ({mean_to_bare:.1f})")
    to_bare = medians["ours"] / medians["bare"]
    kept = [to_bare <= MUSTS[vendor]]
    say("ours to bare", to_bare, kept[0], f"<= {MUSTS[vendor]:g}", f"{REACH[vendor]:g}")
    for peer, (must, reach) in PEERS.items() if vendor == "SQLite" else ():
        ratio = medians[peer] / medians["ours"]
        kept.append(ratio >= must)
        say(f"{peer} to ours", ratio, kept[-1], f">= {must:g}", f"{reach:g}")
    return 0 if all(kept) else 1


def fsync_ms() -> float:
    """What one small durable write costs here, in milliseconds."""
    with TemporaryFile(dir=ROOT / "var") as file:
        taken = []
        for _ in range(50):
            began = perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            taken.append(perf_counter() - began)
    return statistics.median(taken) * 1000


def say(what: str, ratio: float, kept: bool, must: str, reach: str) -> None:
    """One ratio with its must."""
    print(f"{what}: {ratio:.2f} (must {must}, reach for {reach}): {'kept' if kept else 'MISSED'}", flush=True)


def seat_everybody() -> None:
    """An account in each seat that the matter asks for, so that no post is vacant."""
    from bench.w1_matter import COMPLETIONS, START

    from liandong.core.actors import Seat
    from liandong.packs import library
    from liandong.people.grants import INSTALLATION, grant_post
    from liandong.people.models import User

    for seat in sorted({(each.unit, each.post) for each in COMPLETIONS}):
        name = ".".join(seat)
        user = User.objects.create(username=name, password="!", opened_at=START)  # noqa: S106 - nobody signs in
        packs = library().packs
        grant_post(INSTALLATION, user, "siyang", Seat(*seat), START, packs, first=START.date(), last=None)


def measure(matters: int) -> dict[str, list[float]]:
    """Times of every completion, by variant; the first matters only warm up."""
    from bench.w1_variants import Bench

    bench = Bench(os.environ["DATABASE_URL"])
    times: dict[str, list[float]] = {}
    order = Random(MATTERS)  # the same order in each run
    warm_up = max(matters // 10, 2)
    for round_ in range(matters + warm_up):
        variants = list(bench.opened(round_).items())
        for place in range(bench.completions):
            order.shuffle(variants)
            for name, variant in variants:
                variant.prepare()
                began = perf_counter()
                variant.complete(place)
                taken = perf_counter() - began
                if round_ >= warm_up:
                    times.setdefault(name, []).append(taken)
    return times


if __name__ == "__main__":
    if sys.argv[1:2] == ["--leg"]:
        sys.exit(leg(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else MATTERS))
    else:
        sys.exit(main())
