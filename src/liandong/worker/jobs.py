"""Heavy jobs (a nightly verification of the record, later rendering and exports) run in a django-q2 cluster of its own.

The cluster is four processes; a county that has no heavy work should not keep them. The worker starts it when a job
waits or a schedule is due, and ends it when it has had nothing to do for a while. A cluster whose worker was killed
ends by itself.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta

from django_q.models import OrmQ, Schedule

log = logging.getLogger(__name__)

IDLE = timedelta(minutes=5)
PATIENCE = 10  # seconds that a cluster gets to finish before it is killed; django-q2 gives its job again then


@dataclass
class JobCluster:
    """The cluster of one worker: there while it is needed."""

    _cluster: subprocess.Popen[bytes] | None = None
    _needed_at: datetime | None = None

    @property
    def runs(self) -> bool:
        """Whether the cluster is up."""
        return self._cluster is not None and self._cluster.poll() is None

    def keep(self, now: datetime) -> None:
        """Start the cluster if work waits, start it again if it died meanwhile, end it if it idles."""
        if self._work_waits(now):
            self._needed_at = now
            if not self.runs:
                log.info("heavy work waits; the job cluster starts")
                self._cluster = subprocess.Popen([sys.executable, "-m", "liandong.worker.cluster"])
        elif self.runs and self._needed_at is not None and now - self._needed_at > IDLE:
            log.info("no heavy work; the job cluster ends")
            self.end()

    def end(self) -> None:
        """End the cluster; a job at hand gets PATIENCE to finish."""
        if self._cluster is None:
            return
        self._cluster.terminate()
        try:
            self._cluster.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            log.warning("the job cluster did not end in time and is killed")
            self._cluster.kill()
            self._cluster.wait()
        self._cluster = None

    def _work_waits(self, now: datetime) -> bool:
        return bool(OrmQ.objects.exists() or Schedule.objects.filter(next_run__lte=now).exclude(repeats=0).exists())
