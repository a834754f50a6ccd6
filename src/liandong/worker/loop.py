"""The worker's loop. Any number may run beside each other; any may be killed at any moment.

Each turn:

1. hold the wall clock against the machine's and the database's (`clock_guard`); while it is not believed, only do
   steps 5 to 9;
2. state each moment to remind a holder that has come (`ReminderDue`);
3. state each last moment that has passed (`TaskFellDue`), and take the outcome where a text lets the limit lapse; after
   the reminders, so that what a stopped worker missed comes on record in its order;
4. at the start, at each new day in China and every few minutes: give tasks of vacant posts to the unit's head, set
   again the provisional deadlines that the calendar has made firm since, open what recurs, clear away files that no
   matter ever named and prints that nobody fetched, and forget how often whom citizens asked in hours gone by;
5. claim outbox rows and run their effects, until none waits;
6. let the log of the record grow, and take its checkpoints outside (`record.log.care`);
7. seal the packages of what was archived, once a checkpoint covers it (`sealing`);
8. keep the cluster for heavy jobs while there are any (`jobs`);
9. sleep until the next turn, or until SIGTERM or SIGINT, after which the act at hand is finished and the loop ends.

A database that does not answer ends the turn, never the worker.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import FrameType

from django.db import DatabaseError, close_old_connections, connection

from liandong.citizens import tallies
from liandong.core.time_limits import CHINA
from liandong.evidence.sweep import sweep as sweep_files
from liandong.papers.print_jobs import sweep as sweep_prints
from liandong.record.log.care import Care
from liandong.worker.clock_guard import ClockGuard, read_clocks
from liandong.worker.deliver import deliver
from liandong.worker.jobs import JobCluster
from liandong.worker.recompute import settle_provisional
from liandong.worker.recurring import sweep_recurring
from liandong.worker.sealing import Sealing
from liandong.worker.sweep import Swept, sweep_due, sweep_reminders, sweep_vacancies

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=1)
SELDOM = timedelta(minutes=5)
AFTER_A_FAULT = timedelta(seconds=5)


@dataclass
class Worker:
    """One worker process. `clock` gives the wall clock's now; `jobs` is None where heavy jobs run elsewhere, `sealing`
    where nothing is sealed."""

    clock: Callable[[], datetime]
    every: timedelta = EVERY
    jobs: JobCluster | None = None
    sealing: Sealing | None = None
    guard: ClockGuard = field(default_factory=ClockGuard)
    care: Care = field(default_factory=Care)
    name: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}")
    _stop: threading.Event = field(default_factory=threading.Event)
    _seldom_at: datetime | None = None
    _day: date | None = None

    def stop(self, signal_number: int = 0, frame: FrameType | None = None) -> None:
        """Finish the act at hand and end."""
        self._stop.set()

    def run(self) -> None:
        """Turn until stopped; the signals of the process must be listened to already (`listen`)."""
        log.info("worker %s begins", self.name)
        while not self._stop.is_set():
            pause = self.every
            try:
                self.turn()
            except DatabaseError:
                log.exception("the database did not answer; the worker tries again")
                connection.close()
                pause = AFTER_A_FAULT
            self._stop.wait(pause.total_seconds())
            close_old_connections()
        if self.jobs:
            self.jobs.end()
        log.info("worker %s has ended", self.name)

    def listen(self) -> None:
        """Let SIGTERM and SIGINT stop this worker."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)

    def turn(self) -> Swept:
        """One turn of the loop; what its sweeps came to."""
        now = self.clock()
        swept = Swept()
        if not self.guard.check(read_clocks(now)):
            swept += sweep_reminders(now, self._stop.is_set)
            swept += sweep_due(now, self._stop.is_set)
            if self._seldom_is_due(now):
                swept += sweep_vacancies(now, self._stop.is_set)
                swept += settle_provisional(now, self._stop.is_set)
                swept += sweep_recurring(now, self._stop.is_set)
                sweep_files(now, self._stop.is_set)
                tallies.sweep(now)
                sweep_prints(now)
                self._seldom_at, self._day = now, now.astimezone(CHINA).date()
        while not self._stop.is_set() and deliver(self.name, self.clock()):
            continue
        self.care.turn(now)
        if self.sealing:
            self.sealing.turn(now, self._stop.is_set)
        if self.jobs:
            self.jobs.keep(now)
        return swept

    def _seldom_is_due(self, now: datetime) -> bool:
        if self._seldom_at is None or self._day != now.astimezone(CHINA).date():
            return True
        return not timedelta(0) <= now - self._seldom_at < SELDOM
