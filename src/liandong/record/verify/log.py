"""The record held against its log, the log against its signed checkpoints, and these against what stands outside.

One walk over the leaves, in their order: each is compared with the event that it is of, and the tree is built anew from
them, so that its head can be compared at every size for which somebody holds a checkpoint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from liandong.core import merkle
from liandong.core.signed_notes import Malformed, PublicKey
from liandong.record.log.checkpoints import Signed, signed_from
from liandong.record.log.entries import Lost, leaf_of_event
from liandong.record.log.keys import is_signed_by
from liandong.record.log.restores import Restore, is_explained, is_more
from liandong.record.log.standing import seen
from liandong.record.log.tree import STEP
from liandong.record.pen import rows
from liandong.record.verify.findings import Finding, Kind, Report
from liandong.record.verify.keys import Keys, check_keys
from liandong.record.verify.outside import Held, anchored

CATCHES_UP = timedelta(hours=1)  # within which an event comes into the log
OF_CHAINS = {
    *(Kind.EDITED, Kind.DELETED, Kind.TRUNCATED, Kind.INSERTED, Kind.REORDERED, Kind.RENUMBERED, Kind.SWAPPED),
    Kind.MATTER_MISSING,
}
LEAVES = (
    "SELECT l.place, l.matter, l.seq, l.hash, e.hash, m.seq FROM record_leaf l "
    "LEFT JOIN record_event e ON e.matter = l.matter AND e.seq = l.seq LEFT JOIN record_matter m ON m.id = l.matter"
)


def check_log(report: Report, matter: str, against: Sequence[Signed], now: datetime | None) -> None:
    """Add what is found. `against` are checkpoints that somebody holds; `now` lets it tell what was late."""
    if matter:
        for row in rows(connection, f"{LEAVES} WHERE l.matter = %s ORDER BY l.seq", [matter]):
            _compare(report, row)
        return
    size = _number("SELECT count(*) FROM record_leaf")
    kept, outside = _kept(report), anchored(report, settings.ANCHOR_FILE)
    if size == 0 and not kept and not outside and not against:  # the log has not begun
        report.unlogged = report.events
        return
    keys = check_keys(report)
    report.restores = [_told(each.lost) for each in keys.restored]
    walk = _Walk(report, size, keys, keys.restored)
    walk.expect(kept, Kind.LOG_CUT, Kind.LOG_EDITED)
    walk.expect(outside, Kind.RESTORED, Kind.FORKED)
    walk.expect([Held(signed, "") for signed in against], Kind.RESTORED, Kind.FORKED)
    walk.walk()
    _unlogged(report)
    if now is not None and seen(now).is_late:
        report.findings.append(Finding(Kind.ANCHOR_LATE, "", 0))


def _told(lost: Lost) -> dict[str, Any]:
    """A restore as the report names it; `lost` is how many entries of the log are not here."""
    counts = {"lost": lost.there - lost.here, "here": lost.here, "there": lost.there}
    return {"at": lost.at, **counts, "reason": lost.reason}


def _number(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def _kept(report: Report) -> list[Held]:
    found = []
    for size, note in rows(connection, "SELECT size, note FROM record_checkpoint ORDER BY size", []):
        try:
            signed = signed_from(note)
        except Malformed:
            signed = None
        if signed is None or signed.said.size != size:
            report.findings.append(Finding(Kind.CHECKPOINT_FORGED, "", 0, str(size)))
        else:
            found.append(Held(signed, ""))
    report.checkpoints = len(found)
    return found


@dataclass
class _Walk:
    """One walk over the leaves, and the heads that are expected on the way."""

    report: Report
    size: int
    keys: Keys
    restored: Sequence[Restore] = ()
    expected: dict[int, list[tuple[Held, Kind]]] = field(default_factory=dict)
    stack: list[tuple[int, bytes]] = field(default_factory=list)
    good: int = 0
    said: set[Kind] = field(default_factory=set)

    def expect(self, checkpoints: Sequence[Held], lacking: Kind, differing: Kind) -> None:
        """Expect these heads. One that nobody of this log signed is forged, and says nothing of the log."""
        for held in checkpoints:
            said = held.signed.said
            if is_explained(held.signed, self.restored):
                continue  # the leaves are not here, and the log itself says so
            if is_more(held.signed, self.restored):
                self._say(lacking, f"{self.size} / {said.size} {said.at}")
            elif not self._is_ours(held.signed):
                self._say(Kind.CHECKPOINT_FORGED, f"{said.size} {held.where}".strip())
            elif said.size > self.size:
                self._say(lacking, f"{self.size} / {said.size} {said.at}")
            else:
                self.expected.setdefault(said.size, []).append((held, differing))

    def _is_ours(self, signed: Signed) -> bool:
        key: PublicKey | None = self.keys.at(signed.said.size)
        return key is not None and signed.said.origin == key.name and is_signed_by(signed.note, key)

    def _say(self, kind: Kind, about: str) -> None:
        if kind not in self.said:
            self.said.add(kind)
            self.report.findings.append(Finding(kind, "", 0, about))

    def walk(self) -> None:
        """Walk over all leaves."""
        nodes = _nodes()
        for count, row in enumerate(rows(connection, f"{LEAVES} ORDER BY l.place", [])):
            if row[0] != count:
                self._say(Kind.LOG_EDITED, f"{self.good}–{count + 1}")
                return
            if row[1]:
                self.report.logged += 1
                _compare(self.report, row)
            self._add(count, bytes(row[3]), nodes)
            self._look(count + 1)

    def _add(self, place: int, leaf: bytes, nodes: Iterator[tuple[int, int, bytes]]) -> None:
        level, found = 0, leaf
        while self.stack and self.stack[-1][0] == level:
            found = merkle.node_hash(self.stack.pop()[1], found)
            level += 1
            if level % STEP == 0 and next(nodes, None) != (level, place >> level, found):
                self._say(Kind.LOG_EDITED, f"{self.good}–{place + 1}")
        self.stack.append((level, found))

    def _look(self, size: int) -> None:
        waiting = self.expected.pop(size, None)
        if waiting is None:
            return
        root = self.stack[-1][1]
        for _, left in self.stack[-2::-1]:
            root = merkle.node_hash(left, root)
        for held, differing in waiting:
            said = held.signed.said
            if said.root != root:
                since = f"{self.good}–" if differing is Kind.LOG_EDITED else ""
                self._say(differing, f"{since}{size} {said.at}")
            elif not self.said:
                self.good = size


def _nodes() -> Iterator[tuple[int, int, bytes]]:
    """The kept nodes in the order in which they become whole."""
    sql = "SELECT level, place, hash FROM record_node"
    found = [(level, place, bytes(hash_)) for level, place, hash_ in rows(connection, sql, [])]
    return iter(sorted(found, key=lambda node: ((node[1] + 1) << node[0], node[0])))


def _compare(report: Report, row: Sequence[Any]) -> None:
    """One leaf beside its event."""
    _, matter, seq, leaf, event_hash, end = row
    if event_hash is None:
        is_end = end is None or seq > end
        _name(report, Finding(Kind.TRUNCATED if is_end else Kind.DELETED, matter, seq))
    elif leaf_of_event(bytes(event_hash)) != bytes(leaf):
        _name(report, Finding(Kind.REWRITTEN, matter, seq))


def _name(report: Report, finding: Finding) -> None:
    """Name it, unless the chain told what was done to this matter; the first of each kind in a matter is enough."""
    known = {each.kind for each in report.findings if each.matter == finding.matter}
    if finding.kind not in known and not (known & OF_CHAINS and finding.kind is not Kind.REWRITTEN):
        report.findings.append(finding)


def _unlogged(report: Report) -> None:
    """Events without a leaf: those of the last minute are on their way; an older one, or one between others, is not."""
    sql = (
        "SELECT e.matter, e.seq, e.at, (SELECT MAX(l.seq) FROM record_leaf l WHERE l.matter = e.matter) "
        "FROM record_event e LEFT JOIN record_leaf l ON l.matter = e.matter AND l.seq = e.seq "
        "WHERE l.place IS NULL ORDER BY e.matter, e.seq"
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT at FROM record_checkpoint ORDER BY size DESC LIMIT 1")
        last = cursor.fetchone()
    before = datetime.fromisoformat(last[0]) - CATCHES_UP if last else None
    for matter, seq, at, logged in rows(connection, sql, []):
        report.unlogged += 1
        if logged is not None and seq < logged:
            _name(report, Finding(Kind.INSERTED, matter, seq))
        elif before is not None and datetime.fromisoformat(at) < before:
            _name(report, Finding(Kind.UNLOGGED, matter, seq))
