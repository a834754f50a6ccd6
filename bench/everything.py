"""Every benchmark, one after the other; the exit code says whether each met its must.

    make bench                                  all, at full size
    LIANDONG_BENCH_SCALE=0.01 make bench        the large tables a hundredth of their size, for a look

Each prints its figure beside a lower bound or a peer that runs in the same process, in turn with it. Absolute times
differ from machine to machine; the ratios are what counts (docs/performance.md).
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BENCHES = (
    *("bench_deadlines", "bench_w1", "bench_verify", "bench_due", "bench_worklist", "bench_growth"),
    *("bench_board", "bench_first_screen", "bench_evidence", "bench_search", "bench_papers"),
)


def main() -> int:
    """Run them all, also after one that missed its must; 1 if any did."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}")
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent / "src")}
    missed = []
    for bench in BENCHES:
        print(f"\n===== {bench}", flush=True)
        if subprocess.run([sys.executable, HERE / f"{bench}.py"], env=environment, check=False).returncode:
            missed.append(bench)
    print("\n" + (f"missed: {', '.join(missed)}" if missed else "every must was met"))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
