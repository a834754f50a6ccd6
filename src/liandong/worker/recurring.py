"""What recurs opens by the clock: monthly conferences, quarterly meetings, yearly reports, each once in its period.

Exactly once comes from the key of the request, which is the period's: of any number of workers one opens it, and the
others are given its receipt.
"""

from __future__ import annotations

import logging
from datetime import datetime

from liandong.act import execute
from liandong.core.actors import clock_actor
from liandong.core.errors import Refusal
from liandong.core.matter.recurring import Occasion, due
from liandong.packs import library
from liandong.projections.due import is_running
from liandong.worker.sweep import TRY_AGAIN, Stopped, Swept

log = logging.getLogger(__name__)


def sweep_recurring(now: datetime, stopped: Stopped = lambda: False) -> Swept:
    """Open what the periods that run now should have opened and what no key says was opened."""
    swept, shelf = Swept(), library()
    for county in shelf.loaded:
        for occasion in due(shelf.pack(county), now):
            if stopped():
                return swept
            _open(county, occasion, now, swept)
    return swept


def _open(county: str, occasion: Occasion, now: datetime, swept: Swept) -> None:
    command = occasion.command
    if occasion.skips_while_open and is_running(county, command.procedure, command.entry):
        return
    try:
        execute(command, clock_actor(county), now, key=occasion.key)
    except Refusal as refusal:
        if refusal.code not in TRY_AGAIN:
            log.error("%s could not be opened: %s", occasion.key, refusal)
            swept.failed += 1
