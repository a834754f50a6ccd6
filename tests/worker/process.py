"""`python -m tests.worker.process MOMENT`: a worker in a process of its own, whose wall clock stands at MOMENT.

It prints "begins" when it is up and turns until it is stopped; with `once` it ends after one turn.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime, timedelta


def main() -> None:
    """Bring Django up and turn."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandong.config.settings")
    import django

    django.setup()
    from liandong.worker.clock_guard import ClockGuard
    from liandong.worker.loop import Worker

    now = datetime.fromisoformat(sys.argv[1])
    guard = ClockGuard(limit=timedelta(weeks=5200))  # the moment is made up: the database server's clock says another
    works = Worker(lambda: now, timedelta(milliseconds=20), guard=guard)
    works.listen()
    print("begins", flush=True)
    if "once" in sys.argv[2:]:
        works.turn()
    else:
        works.run()


if __name__ == "__main__":
    main()
