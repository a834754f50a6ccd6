"""`execute`: one act, one transaction, all or nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, OperationalError, connection

from liandong.act.asked import Asked
from liandong.act.failpoints import failpoint
from liandong.act.ids import new_id
from liandong.act.law import law_of, law_of_opening, origins, stands_alone
from liandong.act.receipts import Receipt, body_of, check_key, receipt_of
from liandong.act.writing import Found, Moved, write_decision
from liandong.core import access
from liandong.core.actors import Actor, Role
from liandong.core.errors import Refusal
from liandong.core.matter.commands import Command, OpenMatter
from liandong.core.matter.decide import decide
from liandong.core.matter.events import moment
from liandong.core.matter.law import Decision, Law
from liandong.core.matter.state import Matter, facts
from liandong.record import memory, write
from liandong.record.pen import Pen, Writing
from liandong.record.states import load


def execute(
    command: Command,
    actor: Actor,
    now: datetime,
    *,
    matter: str | None = None,
    key: str = "",
    expected_seq: int | None = None,
) -> Receipt:
    """Do what `command` asks of `matter` (None for OpenMatter), wholly or not at all, and give its receipt.

    `key` names the request for its account: sent again, it gives the same receipt and does nothing. `expected_seq` is
    the state the actor saw; if the matter has moved on, the act is refused. Raises Refusal: those of `decide`, and
    `act.conflict`, `act.key-reused`, `act.key-malformed`, `act.not-plain`, `act.busy`, `matter.unknown`,
    `pack.unknown`. Must be called outside any transaction: a receipt is given only for what is on the disk.
    """
    check_key(key)
    body = body_of(command, matter or "") if key else b""
    asked = Asked(command, actor, now, moment(now), matter or "", key, expected_seq, body)
    try:
        with Writing() as pen:
            receipt = _act(pen, asked)
            failpoint("before-commit")
    except (Refusal, IntegrityError):
        # Two requests with one key at once: the second waited for the first, or wrote its key too late.
        twin = _given(asked)
        if twin is None:
            raise
        return twin
    except OperationalError as error:
        if _is_busy(error):
            raise Refusal("act.busy") from error
        raise
    failpoint("after-commit")
    return receipt


def _given(asked: Asked) -> Receipt | None:
    if not asked.key:
        return None
    with connection.cursor() as cursor:
        return receipt_of(cursor, asked.actor.account, asked.key, asked.body)


def _is_busy(error: OperationalError) -> bool:
    """Whether others were writing: nothing of this act was written, and it may be sent again."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state in ("40001", "40P01", "55P03") or "database is locked" in str(error)


def _act(pen: Pen, asked: Asked) -> Receipt:
    if asked.key:
        given = receipt_of(pen, asked.actor.account, asked.key, asked.body)
        if given is not None:
            return given
    known = memory.last(asked.matter) if asked.touches == [asked.matter] else None
    if known is not None and stands_alone(known[1], asked):
        try:
            return _on(pen, asked, {asked.matter: known})
        except (Moved, Refusal):
            # Another process has acted, or may have: only what the database says now can refuse an act.
            memory.forget(asked.matter)
    return _locked(pen, asked)


def _locked(pen: Pen, asked: Asked) -> Receipt:
    failpoint("before-lock")
    locked = write.lock(pen, asked.touches) if asked.touches else {}
    found = {matter: (row, load(pen, row)) for matter, row in locked.items()}
    if not isinstance(asked.command, OpenMatter):
        _lock_waiting(pen, found)
    failpoint("after-lock")
    if isinstance(asked.command, OpenMatter):
        return _open(pen, asked, asked.command, found)
    if asked.matter not in found:
        raise Refusal("matter.unknown")
    try:
        return _on(pen, asked, found)
    except Moved as moved:
        raise Refusal("act.conflict") from moved


def _lock_waiting(pen: Pen, found: dict[str, tuple[write.Stored, Matter]]) -> None:
    """Lock the matters that may wait for these: where each came from, and where that one came from."""
    wanted = origins(found)
    while wanted:
        for matter, row in write.lock(pen, wanted).items():
            found[matter] = (row, load(pen, row))
        wanted = origins(found)


def _on(pen: Pen, asked: Asked, found: Found) -> Receipt:
    """Act on a matter as it was found; Moved if it is not so any more, and nothing was written."""
    state = found[asked.matter][1]
    if asked.expected_seq is not None and asked.expected_seq != state.seq:
        raise Refusal("act.conflict")
    law = law_of(pen, state, asked, {matter: other for matter, (_, other) in found.items()})
    return write_decision(pen, asked, state.id, found, law, _decide(state, asked, law))


def _open(pen: Pen, asked: Asked, command: OpenMatter, found: Found) -> Receipt:
    matter = new_id(asked.now)
    related = {each: other for each, (_, other) in found.items()}
    law = law_of_opening(pen, asked, command, related, matter)
    decision = decide(Matter(), command, law, asked.actor, asked.now)
    return write_decision(pen, asked, matter, found, law, decision)


def _decide(state: Matter, asked: Asked, law: Law) -> Decision:
    try:
        return decide(state, asked.command, law, asked.actor, asked.now)
    except Refusal as refusal:
        # Whoever may not see a matter must not learn from a refusal that it exists.
        if Role.CLOCK not in asked.actor.roles and not access.check("matter.view", asked.actor, facts(state)):
            raise Refusal("matter.unknown") from refusal
        raise
