"""What a wall costs: an asking of the command board's panels on the demonstration's year, new and unchanged.

    .venv/bin/python bench/bench_board.py

In a throwaway database with the demonstration (2,000 matters); medians of 30 askings through Django's test client, so
without the network. An unchanged answer is computed as well and then not sent: what is saved is the sending.
"""

from __future__ import annotations

import gzip
import os
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
ROUNDS = 30
EVERY_SECONDS = 15
MUST_SHARE = 0.05  # of one core, for one wall


def main() -> int:
    """One process of its own, on a database of its own."""
    if "--leg" in sys.argv:
        return leg()
    (ROOT / "var").mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="bench-", dir=ROOT / "var") as place:
        env = {**os.environ, "DATABASE_URL": f"sqlite:///{quote(place)}/board.sqlite3", "LIANDONG_MODE": "demo"}
        env.update(DJANGO_SETTINGS_MODULE="liandong.config.settings", LIANDONG_LOG_LEVEL="ERROR")
        command = [str(Path(sys.executable).with_name("liandong")), "demo"]
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return subprocess.run([sys.executable, __file__, "--leg"], env=env, check=False).returncode


def leg() -> int:
    """Measure and print; 1 if the must was missed."""
    import django

    django.setup()
    from django.test import Client

    from liandong.people.models import User

    wall = Client(headers={"host": "127.0.0.1"})
    wall.force_login(
        User.objects.get(username="siyang.command-center.operator"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    first = wall.get("/board/live/")
    if first.status_code != 200:
        print(f"the board answers {first.status_code}")
        return 1
    taken = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        wall.get("/board/live/")
        taken.append(perf_counter() - begun)
    unchanged = wall.get("/board/live/", headers={"if-none-match": wall.get("/board/live/").headers["ETag"]})
    median = statistics.median(taken)
    share = median / EVERY_SECONDS
    kept = share <= MUST_SHARE
    packed = len(gzip.compress(first.content))
    print(f"the panels: {median * 1000:.1f} ms, {len(first.content):,} bytes ({packed:,} compressed)")
    print(f"unchanged: {unchanged.status_code}, {len(unchanged.content)} bytes")
    verdict = "kept" if kept else "MISSED"
    print(f"one wall takes {share:.2%} of a core (must <= {MUST_SHARE:.0%}): {verdict}", flush=True)
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
