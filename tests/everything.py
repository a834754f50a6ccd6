"""Runs every test on what it is about, and says how many ran on each: no database, SQLite, PostgreSQL, Chromium.

A PostgreSQL or a Chromium that cannot start is a failure with the words of what to install, never a skip.
A folder of tests that nobody sorted runs on both databases, so that none is left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests import chromium, postgres  # noqa: E402 - found beside this file, from any folder

WITHOUT_DATABASE = frozenset({"house", "core", "packs", "mechanisms", "calendar"})
IN_CHROMIUM = frozenset({"browser"})
WORKERS = str(min(max(os.cpu_count() or 2, 2), 4))  # each with a database of its own, and up to 16 connections


@dataclass(frozen=True)
class Counted:
    """What one leg came to."""

    leg: str
    passed: int
    failed: int
    skipped: int
    seconds: float

    def line(self) -> str:
        """One line of the summary."""
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"  {self.leg:<28} {self.passed:>5} passed, {self.failed} failed{skipped}  ({self.seconds:.0f} s)"


def folders() -> dict[str, list[str]]:
    """The folders of tests by what they run on."""
    every = sorted({path.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").rglob("test_*.py")})
    return {
        "none": [f"tests/{name}" for name in every if name in WITHOUT_DATABASE],
        "both": [f"tests/{name}" for name in every if name not in WITHOUT_DATABASE | IN_CHROMIUM],
        "chromium": [f"tests/{name}" for name in every if name in IN_CHROMIUM],
    }


def run_leg(leg: str, where: Sequence[str], **environment: str) -> Counted:
    """One pytest over `where`; a leg that ran no test has failed."""
    print(f"\n===== {leg}", flush=True)
    report = ROOT / "var" / "tests" / f"{leg.split()[0].lower()}.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    clean = {
        key: value for key, value in os.environ.items() if key != "DATABASE_URL" and not key.startswith("LIANDONG_")
    }
    began = time.monotonic()
    # Some tests walk for minutes: a worker that has nothing left takes over what another has not begun.
    workers = ("-n", WORKERS, "--dist", "worksteal")
    command = [sys.executable, "-m", "pytest", "-q", *workers, "--durations=5", f"--junit-xml={report}", *where]
    code = subprocess.run(command, cwd=ROOT, env={**clean, **environment}, check=False).returncode
    return count(leg, report, code, time.monotonic() - began)


def count(leg: str, report: Path, code: int, seconds: float) -> Counted:
    """Reads the report; an exit code without a failed test (a crash, nothing collected) counts as one failure."""
    if not report.exists():
        return Counted(leg, 0, 1, 0, seconds)
    suites = list(ET.parse(report).getroot().iter("testsuite"))  # noqa: S314 - written by the pytest we just ran
    total, skipped = (sum(int(suite.get(key, "0")) for suite in suites) for key in ("tests", "skipped"))
    failed = sum(int(suite.get(key, "0")) for suite in suites for key in ("failures", "errors"))
    if code and not failed:
        failed = 1
    return Counted(leg, max(0, total - failed - skipped), failed, skipped, seconds)


def main() -> int:
    """All legs, then the summary; the last line is the sum."""
    asked = folders()
    browser = chromium.version()
    counted = [
        run_leg("no database", asked["none"]),
        run_leg("SQLite", asked["both"]),
    ]
    with postgres.running_postgres() as address:
        counted.append(run_leg(f"PostgreSQL {postgres.version(address)}", asked["both"], DATABASE_URL=address))
    shutil.rmtree(ROOT / "artefacts", ignore_errors=True)  # screenshots of an earlier run
    counted.append(run_leg(browser, asked["chromium"]))
    print("\nTests that ran on each:")
    print("\n".join(leg.line() for leg in counted))
    passed, failed, skipped = (sum(getattr(leg, part) for leg in counted) for part in ("passed", "failed", "skipped"))
    print(f"\n{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
