"""`python -m liandong.worker.cluster`: the cluster for heavy jobs; ends when the worker that began it is gone."""

from __future__ import annotations

import os
import signal
import threading
import time


def main() -> None:
    """Run the cluster in the foreground until SIGTERM, or until the parent process has ended."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandong.config.settings")
    import django

    django.setup()
    from django_q.cluster import Cluster

    threading.Thread(target=_outlive_nobody, args=(os.getppid(),), daemon=True).start()
    Cluster().start()


def _outlive_nobody(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
