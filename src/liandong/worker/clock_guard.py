"""A clock that jumps ahead must not make a county's tasks fall due: an overdue fact cannot be taken back.

The wall clock is held against two others:

1. the machine's uptime, which no setting of the wall clock moves. Each beat keeps both; on the same boot they must have
   moved together, also across a restart of the worker;
2. the database server's own clock, where there is one (PostgreSQL).

If the wall clock ran ahead of either by more than the limit, the worker stands still and says so until the clock is
right again, or until an operator starts it with `--accept-clock`. A clock that jumps back needs no guard: what is on
record is not stated twice, and the record is ordered by sequence, not by time. After a restart of the machine nothing
but a database server can be asked; on SQLite the new clock is believed then, and the log says so.
"""

from __future__ import annotations

import logging
import socket
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connection

from liandong.worker.models import Heartbeat

log = logging.getLogger(__name__)

LIMIT = timedelta(minutes=10)  # a setting of the system, not law
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Reading:
    """The clocks at one moment: the wall, the seconds since the machine's start (sleep included), and which start."""

    at: datetime
    uptime: float
    boot: str


def read_clocks(now: datetime) -> Reading:
    """The machine's clocks beside the wall's `now`. Without a boot id (not Linux) nothing can be compared."""
    kind = getattr(time, "CLOCK_BOOTTIME", None)
    uptime = time.clock_gettime(kind) if kind is not None else time.monotonic()
    return Reading(now, uptime, BOOT_ID.read_text().strip() if BOOT_ID.exists() else "")


@dataclass(slots=True)
class ClockGuard:
    """Keeps the last believed reading of this machine in the heartbeat table."""

    limit: timedelta = LIMIT
    host: str = field(default_factory=socket.gethostname)
    alarm: str = ""

    def check(self, reading: Reading) -> str:
        """Why this reading cannot be believed, "" if it can, and then it becomes the last. Alarms are logged."""
        last = Heartbeat.objects.filter(pk=self.host).first()
        ahead = self._ahead_of_machine(last, reading) or self._ahead_of_database(reading)
        if ahead:
            Heartbeat.objects.filter(pk=self.host).update(alarm=ahead)
            if not self.alarm:
                log.critical("%s; nothing is stated as due until the clock is right or --accept-clock is given", ahead)
        else:
            self._keep(reading)
            if self.alarm or (last and last.alarm):
                log.warning("the clock is right again; the worker goes on")
        self.alarm = ahead
        return ahead

    def accept(self, reading: Reading) -> None:
        """An operator vouches for this reading."""
        log.warning("the clock is accepted as it stands: %s", reading.at.isoformat())
        self._keep(reading)

    def _ahead_of_machine(self, last: Heartbeat | None, reading: Reading) -> str:
        if last is None or not reading.boot or last.boot != reading.boot:
            if last is not None and connection.vendor == "sqlite":
                log.warning("the machine was restarted; its clock is believed: %s", reading.at.isoformat())
            return ""
        passed = timedelta(seconds=reading.uptime - last.uptime)
        jump = (reading.at - last.at) - passed
        return f"the clock jumped ahead by {jump} since {last.at.isoformat()}" if jump > self.limit else ""

    def _ahead_of_database(self, reading: Reading) -> str:
        if connection.vendor != "postgresql":
            return ""
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            server: datetime = cursor.fetchone()[0]
        jump = reading.at - server.astimezone(UTC)
        return f"the clock is ahead of the database server's by {jump}" if jump > self.limit else ""

    def _keep(self, reading: Reading) -> None:
        Heartbeat.objects.update_or_create(
            pk=self.host,
            defaults={"at": reading.at, "uptime": reading.uptime, "boot": reading.boot, "alarm": ""},
        )
