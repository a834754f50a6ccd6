"""The worker's heartbeat: when it last looked at the clock, and which clock that was."""

from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    """The last beat of a worker on one machine.

    `boot` names the machine's start, `uptime` the seconds since then, sleep included: on the same boot both clocks must
    have moved together, so a wall clock that jumped shows even across a restart of the worker. `alarm` says why the
    worker stands still, "" while it runs.
    """

    host = models.CharField(primary_key=True, max_length=255)
    at = models.DateTimeField()
    boot = models.CharField(max_length=64)
    uptime = models.FloatField()
    alarm = models.TextField()

    class Meta:
        db_table = "worker_heartbeat"
