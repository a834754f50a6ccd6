"""From a decision to the rows of its transaction: events, state, projections, outbox, key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from liandong import projections
from liandong.act import memory
from liandong.act.asked import Asked
from liandong.act.failpoints import failpoint
from liandong.act.law import pinned_pack
from liandong.act.outbox import topics
from liandong.act.receipts import Receipt
from liandong.core.errors import Refusal
from liandong.core.matter.events import Event, Header, moment
from liandong.core.matter.law import Decision, Law
from liandong.core.matter.state import FOLD_VERSION, Matter, evolve
from liandong.core.rules import Pack, PackRef
from liandong.record import write
from liandong.record.chain import DEFAULT_ALG, FIRST
from liandong.record.fold import snapshot_of
from liandong.record.pen import Pen

Found = Mapping[str, tuple[write.Stored, Matter]]


@dataclass(frozen=True, slots=True)
class Change:
    """One matter's part of an act: its state before (None: it is new) and after, and the facts between."""

    matter: str
    before: Matter | None
    after: Matter
    added: write.Appended
    facts: tuple[tuple[Event, Header], ...]
    pack: Pack


def write_decision(
    pen: Pen, asked: Asked, matter: str, found: Found, law: Law, decision: Decision
) -> Receipt:
    """Write what was decided on `matter`, and on the related matters it touches. `found` are the locked matters."""
    failpoint("before-events")
    changes = [_append(pen, asked, matter, decision.events, found.get(matter), law, decision)]
    for other in sorted(decision.also):
        changes.append(_append(pen, asked, other, decision.also[other], found[other], law, decision))
    failpoint("after-events")
    failpoint("before-state")
    for change in changes:
        _keep_state(pen, change)
    failpoint("after-state")
    failpoint("before-projections")
    for change in changes:
        projections.apply(change.before, change.after, change.facts, pen, pack=change.pack)
    failpoint("after-projections")
    failpoint("before-outbox")
    _tell(pen, changes)
    failpoint("after-outbox")
    receipt = _receipt(changes[0])
    failpoint("before-key")
    if asked.key:
        account = asked.actor.account
        write.keep_sent(pen, account, asked.key, asked.body, receipt.to_bytes(), moment(asked.now))
    failpoint("after-key")
    return receipt


def _append(
    pen: Pen,
    asked: Asked,
    matter: str,
    events: Sequence[Event],
    found: tuple[write.Stored, Matter] | None,
    law: Law,
    decision: Decision,
) -> Change:
    """Add events to one chain. A related matter keeps the pack that it is pinned to."""
    row, before = found if found is not None else (None, None)
    decided_on = events is decision.events
    ref = law.ref if decided_on or before is None else PackRef(before.county, before.pack, before.pack_hash)
    actor, alg = asked.actor, getattr(settings, "RECORD_HASH", DEFAULT_ALG)
    stamp = write.Stamp(
        moment(asked.now), actor.account, actor.seat.unit, actor.seat.post, ref, decision.access, asked.key, alg
    )
    seq, head = (row.seq, row.head) if row is not None else (0, FIRST)
    added = write.append(pen, matter, seq, head, events, stamp)
    facts = tuple(zip(events, added.headers, strict=True))
    if decided_on:
        return Change(matter, before, decision.state, added, facts, law.pack)
    after = before if before is not None else Matter()
    for event, header in facts:
        after = evolve(after, event, header)
    return Change(matter, before, after, added, facts, pinned_pack(ref.hash))


def _keep_state(pen: Pen, change: Change) -> None:
    snapshot = snapshot_of(change.after)
    if change.before is None:
        state = change.after
        write.open_chain(pen, change.matter, state.county, state.number, change.added, FOLD_VERSION, snapshot)
    elif not write.move_chain(pen, change.matter, change.before.seq, change.added, FOLD_VERSION, snapshot):
        raise Refusal("act.conflict")
    memory.remember(change.matter, change.added.head, change.after)


def _tell(pen: Pen, changes: Sequence[Change]) -> None:
    """Note every fact that somebody must be told of; the worker takes it from there."""
    rows = [
        (change.matter, header.seq, topic)
        for change in changes
        for event, header in change.facts
        for topic in topics(event)
    ]
    if rows:
        write.post_outbox(pen, rows)


def _receipt(change: Change) -> Receipt:
    kinds = tuple(type(event).__name__ for event, _ in change.facts)
    return Receipt(change.matter, change.after.number, change.added.seq, change.added.head.hex(), kinds)
