"""From a decision to the rows of its transaction: events, state, projections, outbox, key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.conf import settings

from liandong import projections
from liandong.act.asked import Asked
from liandong.act.failpoints import failpoint
from liandong.act.law import pinned_pack
from liandong.act.outbox import LOG, topics
from liandong.act.receipts import Receipt
from liandong.core.evidence import items_at, items_in
from liandong.core.matter.events import Event, FileErased, Header, WordsErased
from liandong.core.matter.law import Decision, Law
from liandong.core.matter.state import Matter, evolve
from liandong.core.rules import Pack, PackRef
from liandong.evidence.held import erase, refer, rename
from liandong.papers import print_jobs
from liandong.projections.rebuild import write_anew
from liandong.record import erasure, memory, read, states, write
from liandong.record.chain import FIRST
from liandong.record.fold import folded
from liandong.record.pen import Pen, send_together

Found = Mapping[str, tuple[write.Stored, Matter]]


class Moved(Exception):
    """The chain does not end where it was thought to end: somebody else has acted. Nothing was written."""


class Change(NamedTuple):
    """One matter's part of an act: row and state before (None: it is new), state after, and the facts between."""

    row: write.Stored | None
    before: Matter | None
    after: Matter
    added: write.Chained
    facts: tuple[tuple[Event, Header], ...]
    pack: Pack


def write_decision(pen: Pen, asked: Asked, matter: str, found: Found, law: Law, decision: Decision) -> Receipt:
    """Write what was decided on `matter`, and on the related matters it touches.

    `found` are the matters as they were found. Raises Moved, before anything is written, if `matter` has moved on.
    """
    changes = [_change(asked, matter, decision.events, found.get(matter), law, decision)]
    for other in sorted(decision.also):
        changes.append(_change(asked, other, decision.also[other], found.get(other), law, decision))
    failpoint("before-state")
    for change in changes:
        _keep_state(pen, change)
        _refer(pen, change)
    failpoint("after-state")
    if not any(_erasures(change) for change in changes):  # an erasure reads what it has written
        send_together(pen)
    failpoint("before-events")
    for change in changes:
        write.append(pen, change.added)
    failpoint("after-events")
    failpoint("before-projections")
    for change in changes:
        projections.apply(change.before, change.after, change.facts, pen, pack=change.pack)
    for change in changes:
        _erase_words(pen, change)
    failpoint("after-projections")
    failpoint("before-outbox")
    _tell(pen, changes)
    failpoint("after-outbox")
    receipt = _receipt(changes[0])
    failpoint("before-key")
    if asked.key:
        account, spelled, head = asked.actor.account, receipt.to_bytes(), changes[0].added.head
        write.keep_sent(
            pen,
            write.Sent(account, asked.key, asked.body, spelled, receipt.matter, receipt.seq, head, asked.at),
        )
    failpoint("after-key")
    return receipt


def _change(
    asked: Asked,
    matter: str,
    events: Sequence[Event],
    found: tuple[write.Stored, Matter] | None,
    law: Law,
    decision: Decision,
) -> Change:
    """Chain the events and fold them. A related matter keeps the pack that it is pinned to."""
    row, before = found if found is not None else (None, None)
    decided_on = events is decision.events
    ref = law.ref if decided_on or before is None else PackRef(before.county, before.pack, before.pack_hash)
    actor, alg = asked.actor, settings.RECORD_HASH
    stamp = write.Stamp(asked.at, actor.account, actor.seat.unit, actor.seat.post, ref, decision.access, asked.key, alg)
    seq, head = (row.seq, row.head) if row is not None else (0, FIRST)
    added = write.chained(matter, seq, head, events, stamp)
    facts = tuple(zip(events, added.headers, strict=True))
    if decided_on:
        return Change(row, before, decision.state, added, facts, law.pack)
    after = before if before is not None else Matter()
    for event, header in facts:
        after = evolve(after, event, header)
    return Change(row, before, after, added, facts, pinned_pack(ref.hash))


def _keep_state(pen: Pen, change: Change) -> None:
    found, state, added = change.row, change.after, change.added
    due = states.is_due(found, state)
    row = write.Stored(state.id, added.seq, added.head, state.seq if due or found is None else found.kept)
    if found is None:
        write.open_chain(pen, row, state.county, state.number)
    elif not write.move_chain(pen, found, row):
        raise Moved
    if due:
        states.keep(pen, state)
    memory.remember(row, state)


def _refer(pen: Pen, change: Change) -> None:
    """Note the files that the matter names from now on, so that none of them is cleared away."""
    names = change.pack.procedures[change.after.procedure].file_fields
    for event, header in change.facts:
        if isinstance(event, FileErased):
            erase(pen, change.after.id, event.file, header.at)
    keys = [str(item["key"]) for event, _ in change.facts for item in items_at(event, names)]
    if keys:
        refer(pen, change.after.id, keys)


def _erasures(change: Change) -> list[WordsErased]:
    return [event for event, _ in change.facts if isinstance(event, WordsErased)]


def _erase_words(pen: Pen, change: Change) -> None:
    """Empty the events that an erasure names, and take their words out of all that was made of them."""
    for event in _erasures(change):
        matter = change.after.id
        erasure.empty(pen, matter, [each["seq"] for each in event.events])
        state = folded(read.events(matter))
        states.renew(pen, write.Stored(matter, change.added.seq, change.added.head, state.seq), state)
        write_anew(pen, state, change.facts[-1][1].at, change.pack)
        print_jobs.forget(matter)
        rename(pen, [item for each in event.events for item in items_in(each["left"])])


def _tell(pen: Pen, changes: Sequence[Change]) -> None:
    """Note every fact that somebody must be told of, and each matter once at least; the worker takes it from there."""
    rows: list[tuple[str, int, str]] = []
    for change in changes:
        matter, before = change.after.id, len(rows)
        rows += [(matter, header.seq, topic) for event, header in change.facts for topic in topics(event)]
        if len(rows) == before:
            rows.append((matter, change.added.seq, LOG))
    write.post_outbox(pen, rows)


def _receipt(change: Change) -> Receipt:
    kinds = tuple(type(event).__name__ for event, _ in change.facts)
    return Receipt(change.after.id, change.after.number, change.added.seq, change.added.head.hex(), kinds)
