"""What the worker does for the log at its turns: let it grow, take its checkpoints outside, say why if it cannot."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, connection

from liandong.core.matter.events import moment
from liandong.core.signed_notes import Malformed, key_from
from liandong.record.log import checkpoints
from liandong.record.log.anchors import Ahead, Anchor, AnchorFile, Unreached, Witness, note_reached, reached
from liandong.record.log.checkpoints import Signed
from liandong.record.log.grow import Fault, StandsStill, grow
from liandong.record.log.keys import SigningKey, drawn, keep, key_in
from liandong.record.log.timestamps import TimestampAuthority
from liandong.record.log.tree import Damaged

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=10)
EVERY_MATTER = timedelta(hours=1)  # how often every matter is looked at, noted or not


def signing_key() -> SigningKey:
    """The key in the file that the site names; a demonstration draws its own. StandsStill where there is none."""
    try:
        if not settings.LOG_KEY.exists() and not settings.IS_PRODUCTION:
            return keep(drawn(settings.LOG_NAME), settings.LOG_KEY)
        return key_in(settings.LOG_KEY)
    except (OSError, Malformed) as fault:
        raise StandsStill(Fault.NO_KEY, f"{settings.LOG_KEY}: {fault}") from fault


def places() -> list[Anchor]:
    """The places outside that the site names."""
    found: list[Anchor] = []
    if settings.ANCHOR_FILE:
        found.append(AnchorFile(settings.ANCHOR_FILE))
    if settings.WITNESS_URL:
        found.append(Witness(settings.WITNESS_URL, key_from(settings.WITNESS_KEY)))
    if settings.TIMESTAMP_URL and settings.TIMESTAMP_CA:
        found.append(TimestampAuthority(settings.TIMESTAMP_URL, settings.TIMESTAMP_CA))
    return found


@dataclass
class Care:
    """One worker's care: what it does at its turn, how long it lets a place rest that it did not reach."""

    every: timedelta = EVERY
    _next: datetime | None = None
    _whole: datetime | None = None  # when every matter is looked at again
    _rest: dict[str, tuple[datetime, timedelta]] = field(default_factory=dict)
    _fault: str = ""

    def turn(self, now: datetime) -> None:
        """Look after the log, if it is time."""
        if self._next is not None and self._next - self.every <= now < self._next:
            return
        self._next = now + self.every
        fault, about = "", ""
        try:
            outside = places()
            whole = self._whole is None or not self._whole - EVERY_MATTER <= now < self._whole
            gaps = grow(signing_key(), now, self._known(outside, now), every_matter=whole)
            self._whole = now + EVERY_MATTER if whole else self._whole
            self._anchor(outside, now)
            if gaps:
                fault, about = Fault.GAP.value, " ".join(gaps[:5])
        except StandsStill as still:
            fault, about = still.fault.value, still.about
        except (Malformed, Damaged, IntegrityError) as damage:  # rows that no program of ours wrote
            fault, about = Fault.DAMAGED.value, str(damage)
        if fault and fault != self._fault:
            log.critical("the log of the record stands still: %s (%s)", fault, about)
        elif self._fault and not fault:
            log.warning("the log of the record grows again")
        self._fault = fault
        note_standing(now, fault, about)

    def _known(self, outside: Sequence[Anchor], now: datetime) -> list[Signed]:
        """What the places hold that can be asked; one that cannot is no reason not to log."""
        found = []
        for each in outside:
            try:
                last = each.last()
            except Unreached as fault:
                self._let_rest(each, now, fault)
                continue
            if last is not None:
                found.append(last)
        return found

    def _anchor(self, outside: Sequence[Anchor], now: datetime) -> None:
        last = checkpoints.last()
        for each in outside:
            until, _ = self._rest.get(each.kind, (now, self.every))
            if last is None or until > now or reached(each.kind) >= last.said.size:
                continue
            try:
                signature = each.take(last)
            except Ahead as ahead:
                raise StandsStill(Fault.BEHIND, f"{ahead.here} / {ahead.held}") from ahead
            except Unreached as fault:
                self._let_rest(each, now, fault)
                continue
            self._rest.pop(each.kind, None)
            if each.pause:
                self._rest[each.kind] = (now + each.pause, self.every)
            note_reached(each.kind, last.said.size, now, signature)

    def _let_rest(self, place: Anchor, now: datetime, fault: Unreached) -> None:
        """Twice as long each time: a place that does not answer must not hold up what falls due."""
        until, wait = self._rest.get(place.kind, (now, self.every))
        if until <= now:
            log.warning("an anchor of the record was not reached: %s", fault)
            self._rest[place.kind] = (now + wait, min(2 * wait, LONGEST_WAIT))


def note_standing(now: datetime, fault: str, about: str) -> None:
    """Say to the pages how the log stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_log_standing (id, at, fault, about) VALUES (1, %s, %s, %s) "
            "ON CONFLICT (id) DO UPDATE SET at = excluded.at, fault = excluded.fault, about = excluded.about",
            [moment(now), fault, about],
        )
