"""Verification of the record: every link, hash, payload, count, state and pack; what is wrong is named."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection

from liandong.core.matter.events import Header, event_from
from liandong.core.matter.state import FOLD_VERSION, evolve
from liandong.record import numbers
from liandong.record.canonical import parsed
from liandong.record.erasure import Left, left_of
from liandong.record.fold import NOTHING, snapshot_of
from liandong.record.log.checkpoints import Signed
from liandong.record.log.slips import Slip
from liandong.record.one_moment import one_moment
from liandong.record.pen import ROWS_AT_ONCE, rows
from liandong.record.verify.diagnosis import Suspect, diagnose
from liandong.record.verify.findings import Finding, Kind, Report
from liandong.record.verify.log import check_log
from liandong.record.verify.walk import Row, grouped, is_explained, walk
from liandong.record.write import COLUMNS

__all__ = ["Finding", "Kind", "Report", "verify"]

MATTERS_AT_ONCE = 200
NUMBERS_NAMED = 100  # of each counter: a forged counter could miss any number of them
Head = tuple[Any, ...]  # the columns of HEAD
FROM = "FROM record_matter m LEFT JOIN record_snapshot s ON s.matter = m.id"
HEAD = f"SELECT m.id, m.county, m.number, m.seq, m.head, m.kept, s.seq, s.fold, s.state {FROM}"
HEAD_ALONE = f"SELECT m.id, m.county, m.number, m.seq, m.head, m.kept, s.seq, s.fold, NULL {FROM}"


def verify(
    matter: str = "",
    *,
    fold: bool = True,
    told: Callable[[int], None] | None = None,
    against: Sequence[Signed] = (),
    receipts: Sequence[Slip] = (),
    now: datetime | None = None,
) -> Report:
    """Check the whole record, or one matter, as it stands at one moment; `fold` also folds each matter again.

    `told` is called with the number of matters done, for a long run. `against` are checkpoints, `receipts` slips that
    somebody holds; `now` lets it say whether the last one reached the places outside in time.

    What the log holds cannot be cut off or written anew unseen, as long as one place outside holds a later checkpoint;
    what came since is shown by receipts (docs/record.md).
    """
    report = Report()
    with one_moment():
        check = _Check(report, fold)
        for low, high, heads in _ranges(matter, fold):
            check.matters(heads, _rows(low, high) if not matter else _rows_of([matter]))
            if told:
                told(report.matters)
        check.suspected()
        check.packs()
        _check_receipts(report, matter)
        _check_slips(report, receipts)
        check_log(report, matter, [*against, *(slip.signed for slip in receipts if slip.signed)], now)
        if not matter:
            _check_numbers(report)
    return report


class _Check:
    """One run: what it has seen so far."""

    def __init__(self, report: Report, fold: bool) -> None:
        self.report = report
        self.fold = fold
        self.suspects: list[tuple[str, int]] = []
        self.named_packs: dict[str, tuple[str, int]] = {}

    def matters(self, heads: Sequence[Head], events: Iterator[Sequence[Any]]) -> None:
        """Check some matters and their rows, given in one order of matters."""
        missing = {head[0]: head for head in heads}
        self.report.matters += len(heads)
        for matter, some in grouped(events):
            self.report.events += len(some)
            head = missing.pop(matter, None)
            if head is None:
                self.report.findings.append(Finding(Kind.MATTER_MISSING, matter, 1))
            self._chain(matter, head, some)
        for matter in missing:
            self.suspects.append((matter, 0))

    def _chain(self, matter: str, head: Head | None, events: list[Row]) -> None:
        walked = walk(events)
        for pack, seq in walked.packs.items():
            self.named_packs.setdefault(pack, (matter, seq))
        ends = head is None or (walked.good, walked.tip) == (head[3], bytes(head[4]))
        left = left_of((row[1], row[2], row[14]) for row in events) if walked.erases and walked.whole else {}
        self._stand_again(matter, events, left)
        if not walked.whole or not ends or not is_explained(events, left):
            self.suspects.append((matter, walked.good))
        elif self.fold and head is not None:
            self._state(head, events, left)
        if left:
            self.report.erased += sum(row[14] is None for row in events)

    def _stand_again(self, matter: str, events: list[Row], left: Mapping[int, Left]) -> None:
        """What was erased once is gone: an event that has its words all the same was put back."""
        for row in events if left else ():
            if row[1] in left and row[14] is not None:
                self.report.findings.append(Finding(Kind.STANDS_AGAIN, matter, row[1], str(left[row[1]].by)))
                return

    def _state(self, head: Head, events: list[Row], left: Mapping[int, Left]) -> None:
        matter, county, number, _, _, kept, at, fold, snapshot = head
        if at is not None and fold != FOLD_VERSION:
            self.report.stale += 1
            return
        state, same = NOTHING, False
        for row in events:
            event = event_from(row[2], parsed(row[14])) if row[14] is not None else left[row[1]].event
            state = evolve(state, event, Header(*row[:2], *row[3:7]))
            if state.seq == at:
                same = kept == at and snapshot_of(state) == bytes(snapshot)
        if not same or (state.id, state.county, state.number) != (matter, county, number):
            self.report.findings.append(Finding(Kind.SNAPSHOT_DIFFERS, matter, 0))

    def suspected(self) -> None:
        """Look closely at the matters whose chains do not hold."""
        for start in range(0, len(self.suspects), MATTERS_AT_ONCE):
            some = dict(self.suspects[start : start + MATTERS_AT_ONCE])
            ids = list(some)
            heads = {head[0]: head for head in _heads(f"WHERE m.id IN ({_marks(ids)})", ids, False)}
            events = dict(grouped(_rows_of(ids)))
            suspects = {}
            for matter, good in some.items():
                head = heads.get(matter)
                end, tip = (head[3], bytes(head[4])) if head else (None, None)
                suspects[matter] = Suspect(matter, events.get(matter, []), end, tip, good)
            self.report.findings += diagnose(suspects)

    def packs(self) -> None:
        """Check that each pack an event names is there, and that each pack's bytes fit its hash."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT hash FROM record_pack ORDER BY hash")
            kept = [row[0] for row in cursor.fetchall()]
            for pack, (matter, seq) in self.named_packs.items():
                if pack not in kept:
                    self.report.findings.append(Finding(Kind.PACK_MISSING, matter, seq, pack))
            for pack in kept:
                cursor.execute("SELECT canonical FROM record_pack WHERE hash = %s", [pack])
                if hashlib.sha256(bytes(cursor.fetchone()[0])).hexdigest() != pack:
                    self.report.findings.append(Finding(Kind.PACK_DIFFERS, "", 0, pack))


def _ranges(matter: str, fold: bool) -> Iterator[tuple[str, str | None, list[Head]]]:
    """Matters in parts: (after this id, up to this id or the end, their rows). Events between them belong to none."""
    if matter:
        yield "", None, list(_heads("WHERE m.id = %s", [matter], fold))
        return
    low = ""
    while True:
        some = list(_heads("WHERE m.id > %s ORDER BY m.id LIMIT %s", [low, MATTERS_AT_ONCE], fold))
        high = some[-1][0] if len(some) == MATTERS_AT_ONCE else None
        yield low, high, some
        if high is None:
            return
        low = high


def _heads(rest: str, params: Sequence[Any], with_state: bool) -> Iterator[Head]:
    """Rows of matters with their snapshots, whose bytes are read only where they are compared."""
    return rows(connection, f"{HEAD if with_state else HEAD_ALONE} {rest}", params)


def _rows(low: str, high: str | None) -> Iterator[Sequence[Any]]:
    if high is None:
        return _select(f"WHERE matter {'>' if low else '>='} %s", [low])
    if not low:
        return _select("WHERE matter <= %s", [high])
    return _select("WHERE matter > %s AND matter <= %s", [low, high])


def _rows_of(matters: Sequence[str]) -> Iterator[Sequence[Any]]:
    return _select(f"WHERE matter IN ({_marks(matters)})", matters)


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _select(where: str, params: Sequence[Any]) -> Iterator[Sequence[Any]]:
    sql = f"SELECT {', '.join(COLUMNS)} FROM record_event {where} ORDER BY matter, seq"  # noqa: S608 - clauses of ours
    return rows(connection, sql, params)


def _check_receipts(report: Report, matter: str) -> None:
    """Every receipt that was given names an event by its hash: it must still stand there, with that hash."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT k.matter, k.seq, k.account FROM record_key k "
            "LEFT JOIN record_event e ON e.matter = k.matter AND e.seq = k.seq AND e.hash = k.hash "
            "WHERE e.matter IS NULL AND (k.matter = %s OR %s = '') ORDER BY k.matter, k.seq",
            [matter, matter],
        )
        while some := cursor.fetchmany(ROWS_AT_ONCE):
            report.findings += [Finding(Kind.RECEIPT_DIFFERS, row[0], row[1], row[2]) for row in some]


def _check_slips(report: Report, receipts: Sequence[Slip]) -> None:
    """Every slip that somebody holds names an event by its hash too."""
    with connection.cursor() as cursor:
        for slip in receipts:
            cursor.execute("SELECT hash FROM record_event WHERE matter = %s AND seq = %s", [slip.matter, slip.seq])
            row = cursor.fetchone()
            if row is None or bytes(row[0]).hex() != slip.hash:
                report.findings.append(Finding(Kind.RECEIPT_DIFFERS, slip.matter, slip.seq, slip.number))


def _check_numbers(report: Report) -> None:
    """Numbers are given without gaps: one that no matter has says that a whole matter is gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT county, short, year, last FROM record_number ORDER BY county, short, year")
        for county, short, year, last in cursor.fetchall():
            cursor.execute("SELECT number FROM record_matter WHERE county = %s", [county])
            found = {numbers.place(row[0], short, year) for row in cursor.fetchall()}
            gone = (n for n in range(1, last + 1) if n not in found)
            for n in islice(gone, NUMBERS_NAMED):
                about = numbers.spelled("", short, year, n)
                report.findings.append(Finding(Kind.NUMBER_MISSING, "", 0, about))
