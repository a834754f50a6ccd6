"""What was done to a chain that does not hold: what was edited, deleted, inserted, reordered, swapped, and where.

Each row is asked where its own hash says that it belongs; what is left over, or missing, names the deed. Slow, and run
only for matters in which the walk found something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from liandong.record.chain import DIGESTS, FIRST, event_hash, payload_hash
from liandong.record.erasure import left_of
from liandong.record.verify.findings import Finding, Kind
from liandong.record.verify.walk import Row, is_explained

Place = tuple[str, int]


@dataclass(slots=True)
class Sheet:
    """A row, and where it belongs by its own hash (None: nowhere)."""

    row: Row
    place: Place | None = None

    @property
    def seq(self) -> int:
        """Where it stands."""
        return int(self.row[1])

    @property
    def hash(self) -> bytes:
        """Its hash as stored."""
        return bytes(self.row[17])

    @property
    def prev(self) -> bytes:
        """The hash before it as stored."""
        return bytes(self.row[16])

    def belongs(self, matter: str, seq: int) -> bool:
        """Whether its header, placed there, has the stored hash."""
        (_, _, kind, at, account, unit, post, county, pack, pack_hash, access, key, alg) = self.row[:13]
        if alg not in DIGESTS:
            return False
        header = (alg, matter, seq, kind, at, account, unit, post, county, pack, pack_hash, access, key)
        return event_hash(header, self.prev, self.row[15]) == self.hash

    def spelled(self) -> bytes | None:
        """The salted hash of the payload that stands here; None where it was emptied or cannot be told."""
        alg, salt, payload = self.row[12:15]
        if payload is None or salt is None or alg not in DIGESTS:
            return None
        return payload_hash(alg, bytes(salt), bytes(payload))

    @property
    def is_unchanged(self) -> bool:
        """Whether its payload, if there is one, is the one that was hashed."""
        return self.row[14] is None or self.spelled() == bytes(self.row[15])


@dataclass(slots=True)
class Suspect:
    """A matter whose chain does not hold: its rows, where its row says the chain ends, and how far it holds."""

    matter: str
    rows: Sequence[Row]
    end: int | None
    head: bytes | None
    good: int


def diagnose(suspects: Mapping[str, Suspect]) -> Iterator[Finding]:
    """Findings of these matters: of each kind the first in each matter. Looks for moved events among all of them."""
    sheets = {matter: [Sheet(row) for row in suspect.rows] for matter, suspect in suspects.items()}
    _place_all(sheets)
    payloads = {bytes(sheet.row[15]): (matter, sheet.seq) for matter, some in sheets.items() for sheet in some}
    for matter, suspect in suspects.items():
        chain = _Chain(suspect, sheets[matter], payloads)
        chain.look()
        if not chain.found:
            chain.note(Kind.EDITED, suspect.good + 1)
        yield from sorted(chain.found.values(), key=lambda one: one.seq)


def _place_all(sheets: Mapping[str, list[Sheet]]) -> None:
    """Ask each row where it belongs: where it stands, behind the row it names, or anywhere in its matter."""
    for matter, some in sheets.items():
        for sheet in some:
            if sheet.belongs(matter, sheet.seq):
                sheet.place = (matter, sheet.seq)
    moved = True
    while moved:
        moved = False
        known = {s.hash: s.place for some in sheets.values() for s in some if s.place is not None}
        for some in sheets.values():
            for sheet in some:
                if sheet.place is None:
                    sheet.place = _behind(sheet, known, sheets)
                    moved = moved or sheet.place is not None
    for matter, some in sheets.items():
        last = max((sheet.seq for sheet in some), default=0) + 1
        for sheet in some:
            if sheet.place is None:
                seqs = (seq for seq in range(1, last + 1) if sheet.belongs(matter, seq))
                sheet.place = next(((matter, seq) for seq in seqs), None)


def _behind(sheet: Sheet, known: Mapping[bytes, Place], sheets: Mapping[str, list[Sheet]]) -> Place | None:
    if sheet.prev == FIRST:
        return next(((matter, 1) for matter in sheets if sheet.belongs(matter, 1)), None)
    before = known.get(sheet.prev)
    if before is None or not sheet.belongs(before[0], before[1] + 1):
        return None
    return (before[0], before[1] + 1)


class _Chain:
    """One matter's rows, laid out on the places they belong to."""

    def __init__(self, suspect: Suspect, sheets: list[Sheet], payloads: Mapping[bytes, Place]) -> None:
        self.matter = suspect.matter
        self.sheets = sheets
        self.payloads = payloads
        self.left = left_of((each.seq, str(each.row[2]), each.row[14]) for each in sheets if each.is_unchanged)
        last = max((sheet.place[1] if sheet.place else sheet.seq for sheet in sheets), default=0)
        if any(sheet.seq == suspect.end and sheet.hash == suspect.head for sheet in sheets):
            # The row names the last event by its hash; where that event was given another number, so was the row.
            ends = [sheet.place[1] for sheet in sheets if sheet.place and sheet.hash == suspect.head]
            suspect.end = ends[0] if ends else suspect.end
        # One slot beyond the last row is enough to see that the end is missing, whatever a forged row claims.
        self.end = min(suspect.end, last + 1) if suspect.end is not None else last
        self.head = suspect.head if suspect.end == self.end else None
        self.found: dict[Kind, Finding] = {}

    def note(self, kind: Kind, seq: int, about: str = "") -> None:
        """Keep the first finding of a kind."""
        if kind not in self.found or self.found[kind].seq > seq:
            self.found[kind] = Finding(kind, self.matter, seq, about)

    def look(self) -> None:
        """Find everything."""
        self._look_at_payloads()
        laid = self._laid_out()
        kept = {id(sheet) for sheet in laid.values()}
        free = [slot for slot in range(1, self.end + 1) if slot not in laid]
        for sheet in sorted(self.sheets, key=lambda each: each.seq):
            if id(sheet) not in kept:
                self._look_at_stranger(sheet, free)
        if free:
            filled = set(range(1, self.end + 1)) - set(free)
            tail = free[0] > max(filled, default=0)
            self.note(Kind.TRUNCATED if tail else Kind.DELETED, free[0])
        self._look_at_order(laid)

    def _look_at_payloads(self) -> None:
        for sheet in self.sheets:
            if sheet.row[12] not in DIGESTS:
                self.note(Kind.UNKNOWN_ALG, sheet.seq, str(sheet.row[12]))
                continue
            found = sheet.spelled()
            if found is None and not is_explained([sheet.row], self.left):
                self.note(Kind.ERASED, sheet.seq)
            elif found is not None and found != bytes(sheet.row[15]):
                owner = self.payloads.get(found)
                if owner is None:
                    self.note(Kind.EDITED, sheet.seq)
                else:
                    self.note(Kind.SWAPPED, sheet.seq, f"{owner[0]} {owner[1]}")

    def _laid_out(self) -> dict[int, Sheet]:
        """The rows that belong to each slot, found backwards from the head: the row after names the hash of each."""
        laid: dict[int, Sheet] = {}
        need = self.head
        for slot in range(self.end, 0, -1):
            options = [each for each in self.sheets if each.place == (self.matter, slot)]
            options.sort(key=lambda each: each.seq != slot)
            best = next((each for each in options if need is None or each.hash == need), None)
            if best is None and options and slot == self.end:
                self.note(Kind.HEAD_DIFFERS, slot)
                best = options[0]
            if best is not None:
                laid[slot] = best
            need = best.prev if best is not None else None
        return laid

    def _look_at_stranger(self, sheet: Sheet, free: list[int]) -> None:
        foreign = sheet.place is not None and sheet.place[0] != self.matter
        if foreign and sheet.place is not None:
            self.note(Kind.SWAPPED, sheet.seq, f"{sheet.place[0]} {sheet.place[1]}")
        if sheet.seq in free:
            free.remove(sheet.seq)
            if not foreign and sheet.row[12] in DIGESTS:
                self.note(Kind.EDITED, sheet.seq)
        elif not foreign:
            self.note(Kind.INSERTED, sheet.seq)

    def _look_at_order(self, laid: Mapping[int, Sheet]) -> None:
        slots = sorted(laid)
        moved = [slot for slot in slots if laid[slot].seq != slot]
        if not moved:
            return
        standing = [laid[slot].seq for slot in slots]
        if standing != sorted(standing):
            self.note(Kind.REORDERED, moved[0])
        elif not {Kind.INSERTED, Kind.DELETED, Kind.TRUNCATED} & self.found.keys():
            self.note(Kind.RENUMBERED, moved[0])
