"""Outbox rows become effects. A claim is a lease: a worker that dies leaves its rows to the others when the lease ends.

The effect and the mark that it is done stand in one transaction. A worker that slept past its lease finds its mark
refused and undoes what it wrote; the effect is idempotent besides (a notice is unique by event and receiver).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from liandong.act.law import BrokenRecord, pinned_pack
from liandong.act.outbox import LOG, NOTICE
from liandong.effects.notices import write_notices
from liandong.projections.following import follow
from liandong.projections.words import WORDS
from liandong.record import outbox

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=1)
AT_ONCE = 100

EFFECTS: dict[str, Callable[[str, int], object]] = {
    NOTICE: lambda matter, seq: write_notices(matter, seq, pinned_pack),
    LOG: lambda matter, seq: None,  # the claim has noted the matter for the log, and nobody else is to hear of it
    WORDS: lambda matter, seq: follow(matter, seq, pinned_pack),
}
"""By the topic of an outbox row."""


class LeaseLost(RuntimeError):
    """Another worker took the row over."""


def deliver(worker: str, now: datetime) -> int:
    """Claim some rows of the outbox and run their effects; how many are done. 0 means that nothing waits.

    A row whose effect fails is logged and stays claimed: it comes again when the lease ends, and holds up no other.
    """
    done = 0
    for row in outbox.claim(worker, now, lease=LEASE, limit=AT_ONCE):
        try:
            with transaction.atomic():
                EFFECTS[row.topic](row.matter, row.seq)
                if not outbox.done(worker, [row.id]):
                    raise LeaseLost
            done += 1
        except LeaseLost:
            log.info("outbox row %s went to another worker", row.id)
        except (LookupError, ValueError, BrokenRecord):
            log.exception("outbox row %s (%s of event %s, matter %s) failed", row.id, row.topic, row.seq, row.matter)
    return done
