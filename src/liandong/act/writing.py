"""From a decision to the rows of its transaction: events, state, projections, outbox, key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from liandong import projections
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
    cursor: write.Cursor, asked: Asked, matter: str, found: Found, law: Law, decision: Decision
) -> Receipt:
    """Write what was decided on `matter`, and on the related matters it touches. `found` are the locked matters."""
    failpoint("before-events")
    chains = {matter: decision.events, **decision.also}
    changes = [_append(cursor, asked, each, chains[each], found, law, decision.access) for each in sorted(chains)]
    failpoint("after-events")
    failpoint("before-state")
    for change in changes:
        _keep_state(cursor, change)
    failpoint("after-state")
    failpoint("before-projections")
    for change in changes:
        projections.apply(change.before, change.after, change.facts, cursor, pack=change.pack)
    failpoint("after-projections")
    failpoint("before-outbox")
    _tell(cursor, changes)
    failpoint("after-outbox")
    receipt = _receipt(next(change for change in changes if change.matter == matter))
    failpoint("before-key")
    if asked.key:
        account = asked.actor.account
        write.keep_sent(cursor, account, asked.key, asked.body, receipt.to_bytes(), moment(asked.now))
    failpoint("after-key")
    return receipt


def _append(
    cursor: write.Cursor,
    asked: Asked,
    matter: str,
    events: Sequence[Event],
    found: Found,
    law: Law,
    right: str,
) -> Change:
    """Add events to one chain and fold them."""
    row, before = found.get(matter, (None, None))
    known = before is not None and before.pack_hash != law.ref.hash
    ref = PackRef(before.county, before.pack, before.pack_hash) if known and before else law.ref
    actor = asked.actor
    alg = getattr(settings, "RECORD_HASH", DEFAULT_ALG)
    stamp = write.Stamp(
        moment(asked.now), actor.account, actor.seat.unit, actor.seat.post, ref, right, asked.key, alg
    )
    seq, head = (row.seq, row.head) if row is not None else (0, FIRST)
    added = write.append(cursor, matter, seq, head, events, stamp)
    facts = tuple(zip(events, added.headers, strict=True))
    after = before if before is not None else Matter()
    for event, header in facts:
        after = evolve(after, event, header)
    pack = pinned_pack(ref.hash) if known else law.pack
    return Change(matter, before, after, added, facts, pack)


def _keep_state(cursor: write.Cursor, change: Change) -> None:
    snapshot = snapshot_of(change.after)
    if change.before is None:
        state = change.after
        write.open_chain(cursor, change.matter, state.county, state.number, change.added, FOLD_VERSION, snapshot)
    elif not write.move_chain(cursor, change.matter, change.before.seq, change.added, FOLD_VERSION, snapshot):
        raise Refusal("act.conflict")


def _tell(cursor: write.Cursor, changes: Sequence[Change]) -> None:
    """Note every fact that somebody must be told of; the worker takes it from there."""
    rows = [
        (change.matter, header.seq, topic)
        for change in changes
        for event, header in change.facts
        for topic in topics(event)
    ]
    if rows:
        write.post_outbox(cursor, rows)


def _receipt(change: Change) -> Receipt:
    kinds = tuple(type(event).__name__ for event, _ in change.facts)
    return Receipt(change.matter, change.after.number, change.added.seq, change.added.head.hex(), kinds)
