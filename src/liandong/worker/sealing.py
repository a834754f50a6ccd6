"""Packages of archived matters: written, sealed, and stated on record, each once.

A package holds all of a matter up to its archiving, with its proofs; it is written once a checkpoint covers all of it.
What a worker that was killed left behind is written again: the record alone says what is sealed.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from liandong.act import execute
from liandong.archive.package import NoCheckpoint, write
from liandong.archive.sealed import seal
from liandong.core.actors import clock_actor
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.state import Matter
from liandong.projections.case_file_work import ToSeal, to_seal
from liandong.record import read
from liandong.record.log import checkpoints
from liandong.record.log.care import signing_key
from liandong.record.log.grow import StandsStill
from liandong.record.log.keys import SigningKey
from liandong.record.log.places import places_of

log = logging.getLogger(__name__)

AT_ONCE = 20  # case files in one turn
AFTER_A_FAULT = timedelta(minutes=5)
Index = Callable[[Matter, datetime], str]


class Incomplete(Exception):
    """Files that the matter names are not in the store: a package without them is not sealed."""


@dataclass
class Sealing:
    """One worker's sealing. `index_of` tells the matter on the page that people read first in its package."""

    index_of: Index
    _rest: dict[str, datetime] = field(default_factory=dict)

    def turn(self, now: datetime, stopped: Callable[[], bool] = lambda: False) -> int:
        """Seal what waits and can be sealed; how many were."""
        sealed = 0
        for waiting in to_seal(AT_ONCE):
            if stopped():
                break
            if self._rest.get(waiting.matter, now) > now:
                continue
            try:
                sealed += self._seal(waiting, now)
            except (OSError, NoCheckpoint, Incomplete, Refusal) as fault:
                log.error("the case file of %s could not be sealed: %r", waiting.matter, fault)
                self._rest[waiting.matter] = now + AFTER_A_FAULT
        return sealed

    def _seal(self, waiting: ToSeal, now: datetime) -> bool:
        state = read.state(waiting.matter)
        if state is None or not _is_covered(state):
            return False
        name = f"{waiting.county}/{waiting.year}/{waiting.matter}.zip"
        settings.ARCHIVE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".sealing-", dir=settings.ARCHIVE) as place:
            package = Path(place) / "package"
            written = write(state.id, package, index=self.index_of(state, now), now=now, key=_key())
            if written.missing:
                raise Incomplete(", ".join(written.missing))
            sealed = seal(package, settings.ARCHIVE / name)
        command = c.RecordPackage(name, sealed.sha256, sealed.size, state.seq)
        execute(command, clock_actor(waiting.county), now, matter=state.id, expected_seq=state.seq)
        return True


def _is_covered(state: Matter) -> bool:
    """Whether a checkpoint covers every event of the matter: before, its package would prove less than it holds."""
    signed = checkpoints.last()
    places = places_of(state.id)
    return signed is not None and len(places) == state.seq and max(places.values()) < signed.said.size


def _key() -> SigningKey | None:
    """The key that signs the list of files; without it the package is still proved by the checkpoint."""
    try:
        return signing_key()
    except StandsStill:
        return None
