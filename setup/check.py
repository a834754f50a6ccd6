"""Everything that is checked without running the program; all of it runs, and the end says what failed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
CHECKS = {
    "style (ruff check)": ("ruff", "check", "."),
    "layout (ruff format)": ("ruff", "format", "--check", "."),
    "types (mypy --strict)": ("mypy",),
    "layers (import-linter)": ("lint-imports", "--no-cache"),
    "mechanisms (liandong mechanism check)": ("liandong", "mechanism", "check"),
    "house rules (tests/house)": ("pytest", "tests/house", "-q", "-n", "2"),
}


def main() -> int:
    """Runs each check; 1 if any failed."""
    failed = []
    for name, command in CHECKS.items():
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        if subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, check=False).returncode:
            failed.append(name)
        print(f"   {time.monotonic() - began:.0f} s", flush=True)
    print(f"\n{len(CHECKS) - len(failed)} of {len(CHECKS)} checks hold")
    print("".join(f"FAILED: {name}\n" for name in failed), end="")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
