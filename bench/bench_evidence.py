"""A large file goes up: how much memory the process takes for it, and what it costs beside the bare disk and hash.

    .venv/bin/python bench/bench_evidence.py

2 GB in pieces of 4 MB, as a browser sends them, through the functions that the pages call, in a throwaway store and
database. Beside it, in the same process: the same bytes written, hashed with SHA-256 and synchronized, nothing else.
LIANDONG_BENCH_SCALE scales the file; the must on memory stays as it is.
"""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
FILE = 2_000_000_000
PIECE = 4 * 1024 * 1024
AT_ONCE = 64 * 1024
MUST_GROW = 64_000_000  # bytes, of the whole process
MUST_RATIO = 3.0  # of the time of the bare writing and hashing
HEAD = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41"


def main() -> int:
    """One process of its own, on a store of its own."""
    if "--leg" in sys.argv:
        return leg()
    (ROOT / "var").mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="bench-", dir=ROOT / "var") as place:
        env = {**os.environ, "DATABASE_URL": f"sqlite:///{quote(place)}/evidence.sqlite3", "LIANDONG_MODE": "demo"}
        env.update(DJANGO_SETTINGS_MODULE="liandong.config.settings", LIANDONG_EVIDENCE=place)
        return subprocess.run([sys.executable, __file__, "--leg"], env=env, check=False).returncode


def leg() -> int:
    """Measure and print; 1 if a must was missed."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    size = max(PIECE * 8, int(FILE * float(os.environ.get("LIANDONG_BENCH_SCALE", "1"))))
    _upload(PIECE * 8)  # whatever is loaded on first use is loaded
    before = _peak()
    bare = _bare(size)
    grown_bare = _peak() - before
    taken = _upload(size)
    grown = _peak() - before
    ratio = taken / bare
    kept_grow, kept_ratio = grown <= MUST_GROW, ratio <= MUST_RATIO
    print(f"file     {size / 1e9:6.2f} GB in pieces of {PIECE // 1024 // 1024} MiB")
    print(f"bare     {bare:6.1f} s   written, hashed, synchronized; memory grew by {grown_bare / 1e6:.1f} MB")
    print(f"upload   {taken:6.1f} s   {ratio:.2f}x the bare one (must <= {MUST_RATIO:g}x): {_verdict(kept_ratio)}")
    print(f"memory   {grown / 1e6:6.1f} MB more at its peak (must <= {MUST_GROW / 1e6:.0f} MB): {_verdict(kept_grow)}")
    return 0 if kept_grow and kept_ratio else 1


def _verdict(kept: bool) -> str:
    return "kept" if kept else "MISSED"


def _peak() -> int:
    """The most memory that this process has held so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _pieces(size: int) -> Iterator[tuple[int, list[bytes]]]:
    """The file, piece by piece, each as the chunks in which a server reads it."""
    block = os.urandom(AT_ONCE)
    for start in range(0, size, PIECE):
        length = min(PIECE, size - start)
        chunks = [block[: min(AT_ONCE, length - at)] for at in range(0, length, AT_ONCE)]
        if start == 0:
            chunks[0] = HEAD + chunks[0][len(HEAD) :]
        yield start, chunks


def _upload(size: int) -> float:
    """Seconds for one upload, from its announcement to its place in the store; it is taken away again."""
    from liandong.evidence import store, uploads
    from liandong.evidence.uploads import Uploader

    by, now = Uploader("account:bench", "bench", "bench"), datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    began = perf_counter()
    key = uploads.begin(by, "现场.mp4", size, now).key
    for start, chunks in _pieces(size):
        uploads.add(by, key, start, chunks, now)
    held = uploads.complete(by, key, now)
    seconds = perf_counter() - began
    if held.size != size or store.place(key).stat().st_size != size:
        raise SystemExit("the file did not arrive whole")
    store.remove(key)
    return seconds


def _bare(size: int) -> float:
    """Seconds to write, hash and synchronize the same bytes, each piece on its own."""
    from django.conf import settings

    target = Path(settings.EVIDENCE, "bare")
    hashing = hashlib.sha256()
    began = perf_counter()
    with target.open("wb") as file:
        for _, chunks in _pieces(size):
            for chunk in chunks:
                file.write(chunk)
                hashing.update(chunk)
            file.flush()
            os.fsync(file.fileno())
    seconds = perf_counter() - began
    target.unlink()
    return seconds


if __name__ == "__main__":
    sys.exit(main())
