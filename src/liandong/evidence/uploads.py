"""A file comes in: announced, in pieces at their offsets or in one stream, and complete. Nothing is held in memory.

What the server has of a file is what stands on its disk, so a connection may break anywhere, also within a piece: the
sender asks for the offset and goes on from there. A piece that begins elsewhere is refused with the right offset, so
sending one twice does nothing.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.conf import settings
from django.db.models import Sum

from liandong.core.classified import check_text
from liandong.core.errors import Refusal
from liandong.core.evidence import HeldFile
from liandong.core.matter.events import moment
from liandong.evidence import store
from liandong.evidence.captured import HEAD as CAPTURED_HEAD
from liandong.evidence.captured import Captured, captured
from liandong.evidence.contents import discard, keep_once
from liandong.evidence.held import held_from
from liandong.evidence.kinds import HEAD, kind_of
from liandong.evidence.models import Content, FileRow
from liandong.evidence.scanning import scan

AT_ONCE = 256 * 1024  # bytes
MOST_OPEN = 40  # files of one owner that are announced and not complete
LONGEST_NAME = 160
TELLS_ITS_KIND = 64  # bytes after which a file says what it is, so that none comes in for nothing
PUBLIC = "public:"  # how the owner of a file begins who has no account
_HASHES_KEPT = 256


@dataclass(frozen=True, slots=True)
class Bounds:
    """What holds for a sender beside the limits of the site; sizes in bytes.

    `file`: the largest file; `count`: how many he may ever announce, those that came to nothing included; `kinds`: the
    media types that are taken; `waiting`: how much all that senders without an account have sent to the county may take
    while no matter names it.
    """

    file: int
    count: int
    kinds: frozenset[str]
    waiting: int


@dataclass(frozen=True, slots=True)
class Uploader:
    """Who sends a file, and whose acts may name it.

    `owner` is a plain string that only this sender has ("account:…", "public:…"): nobody else goes on with his file.
    A unit's acts may name it where the act is of `county` and `unit`.
    """

    owner: str
    county: str
    unit: str
    bounds: Bounds | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """How far a file has come; sizes in bytes."""

    key: str
    name: str
    size: int
    offset: int
    is_stored: bool


def begin(by: Uploader, name: str, size: int, now: datetime) -> Upload:
    """Announce a file of so many bytes.

    Refusal `evidence.nameless`, `evidence.empty`, `evidence.too-large`, `evidence.county-full`, `evidence.no-room`,
    `evidence.too-many-open`, `evidence.too-many`, `evidence.public-full`, `text.classified`.
    """
    name = _clean(name)
    if by.bounds is not None:
        _check_bounds(by, by.bounds, name, size)
    _check_size(by.county, name, size)
    count = FileRow.objects.filter(owner=by.owner, stored_at="", gone=False).count()
    if count >= MOST_OPEN:
        raise Refusal("evidence.too-many-open", count=count)
    key = secrets.token_hex(16)
    store.start(key)
    FileRow.objects.create(
        key=key, owner=by.owner, county=by.county, unit=by.unit, name=name, size=size, began_at=moment(now)
    )
    return Upload(key, name, size, 0, is_stored=False)


def _clean(name: str) -> str:
    """The name alone, without folders and without what no list can show."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(each for each in unicodedata.normalize("NFC", last) if unicodedata.category(each)[0] != "C").strip()
    if not shown.strip("."):
        raise Refusal("evidence.nameless")
    check_text(shown, "name")
    stem, dot, ending = shown.rpartition(".")
    if len(shown) > LONGEST_NAME:
        return (
            f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if dot and len(ending) < 10 else shown[:LONGEST_NAME]
        )
    return shown


def _check_size(county: str, name: str, size: int) -> None:
    if size <= 0:
        raise Refusal("evidence.empty", name=name)
    if size > settings.EVIDENCE_FILE_BYTES:
        raise Refusal("evidence.too-large", name=name, size=spelled(size), most=spelled(settings.EVIDENCE_FILE_BYTES))
    used = used_by(county)
    most = settings.EVIDENCE_COUNTY_BYTES
    if used + size > most:
        raise Refusal("evidence.county-full", name=name, used=spelled(used), most=spelled(most))
    if size > store.free():
        raise Refusal("evidence.no-room", name=name)


def used_by(county: str) -> int:
    """How many bytes a county's files take: those on their way, and those that are kept, each once."""
    coming = FileRow.objects.filter(county=county, gone=False, stored_at="").aggregate(sum=Sum("size"))["sum"] or 0
    return coming + (Content.objects.filter(county=county).aggregate(sum=Sum("size"))["sum"] or 0)


def _check_bounds(by: Uploader, bounds: Bounds, name: str, size: int) -> None:
    if size > bounds.file:
        raise Refusal("evidence.too-large", name=name, size=spelled(size), most=spelled(bounds.file))
    if FileRow.objects.filter(owner=by.owner).count() >= bounds.count:
        raise Refusal("evidence.too-many", name=name, most=bounds.count)
    waiting = FileRow.objects.filter(county=by.county, owner__startswith=PUBLIC, named=False, gone=False)
    if (waiting.aggregate(sum=Sum("size"))["sum"] or 0) + size > bounds.waiting:
        raise Refusal("evidence.public-full", name=name)


def spelled(size: int) -> str:
    """A number of bytes as people write it: 12 KB, 3.4 MB, 2.0 GB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1e6:.1f} MB" if size < 1_000_000_000 else f"{size / 1e9:.1f} GB"


def upload(by: Uploader, key: str) -> Upload:
    """How far a file has come. Refusal `evidence.unknown` where its owner has none under this key."""
    row = _row(by, key)
    return Upload(row.key, row.name, row.size, row.size if row.stored_at else store.length(key), bool(row.stored_at))


def _row(by: Uploader, key: str) -> FileRow:
    found = FileRow.objects.filter(key=key, owner=by.owner, county=by.county, unit=by.unit, gone=False).first()
    if found is None:
        raise Refusal("evidence.unknown")
    return found


def add(by: Uploader, key: str, offset: int, body: Iterable[bytes], now: datetime) -> int:
    """Add a piece that begins at `offset`; how many bytes are on the disk now.

    Whatever of the piece came before a break is kept. Refusal `evidence.elsewhere` (its `offset` says where to go on),
    `evidence.too-long`, `evidence.busy`, `evidence.no-room`, `evidence.type-unknown`, `evidence.unknown`.
    """
    row = _row(by, key)
    if row.stored_at:
        raise Refusal("evidence.elsewhere", offset=row.size, found=offset)
    with store.growing(key, row.name) as file:
        there = file.seek(0, 2)
        if there != offset:
            raise Refusal("evidence.elsewhere", offset=there, found=offset)
        hashing = _hashes.at(key, there)
        for some in body:
            if there + len(some) > row.size:
                raise Refusal("evidence.too-long", name=row.name, size=spelled(row.size))
            file.write(some)
            there += len(some)
            if hashing is not None:
                hashing.update(some)
                _hashes.keep(key, there, hashing)
        file.flush()
        if offset < TELLS_ITS_KIND <= there:
            _kind(row, file, now, by.bounds)
    return there


def complete(by: Uploader, key: str, now: datetime, sha256: str = "") -> HeldFile:
    """Close a file that is all there: from now on acts may name it. Done twice, it gives the same.

    `sha256` is what the sender's own device reckoned, "" where it did not. Refusal `evidence.incomplete`,
    `evidence.type-unknown`, `evidence.infected`, `evidence.not-scanned`, `evidence.damaged`, `evidence.busy`,
    `evidence.unknown`.
    """
    row = _row(by, key)
    if row.stored_at:
        return held_from(row)
    if store.is_kept(key):  # a process died between the disk and this table
        with store.at_hand(key) as file:
            return _close(row, file, now, sha256, by.bounds)
    with store.growing(key, row.name) as file:
        there = file.seek(0, 2)
        if there != row.size:
            raise Refusal("evidence.incomplete", name=row.name, missing=row.size - there, offset=there)
        return _close(row, file, now, sha256, by.bounds)


def _close(row: FileRow, file: BinaryIO, now: datetime, said: str, bounds: Bounds | None) -> HeldFile:
    kind = _kind(row, file, now, bounds)
    try:
        scan(file, row.name)
    except Refusal as refusal:
        if refusal.code == "evidence.infected":
            _discard(row, now)
        raise
    digest = _hashes.of(row.key, row.size) or _digest(file)
    if said and said.lower() != digest:
        _discard(row, now)
        raise Refusal("evidence.damaged", name=row.name)
    file.seek(0)
    taken = captured(file.read(CAPTURED_HEAD)) if kind == "image/jpeg" else Captured()
    row.type, row.sha256, row.stored_at = kind, digest, moment(now)
    row.captured_at, row.captured_place, row.captured_device = taken.at, taken.place, taken.device
    keep_once(row)
    return held_from(row)


def _kind(row: FileRow, file: BinaryIO, now: datetime, bounds: Bounds | None) -> str:
    """What the file is; one that is nothing that is taken goes at once."""
    file.seek(0)
    found = kind_of(file.read(HEAD))
    file.seek(0, 2)
    if not found:
        _discard(row, now)
        raise Refusal("evidence.type-unknown", name=row.name)
    if bounds is not None and found not in bounds.kinds:
        _discard(row, now)
        raise Refusal("evidence.no-photo", name=row.name)
    return found


def _discard(row: FileRow, now: datetime) -> None:
    discard(row.key, now)


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    hashing = hashlib.sha256()
    for some in store.pieces(file, AT_ONCE):
        hashing.update(some)
    return hashing.hexdigest()


def take_whole(by: Uploader, name: str, size: int, file: BinaryIO, now: datetime) -> HeldFile:
    """A file in one stream, as a plain form sends it. The Refusals of `begin`, `add` and `complete`."""
    upload = begin(by, name, size, now)
    add(by, upload.key, 0, store.pieces(file, AT_ONCE), now)
    return complete(by, upload.key, now)


class _Hashes:
    """Hashes of files on their way, as far as this process has seen them from their beginning.

    A file of which some came to another process is hashed from the disk at its end.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[str, tuple[int, Any]] = OrderedDict()

    def at(self, key: str, offset: int) -> Any | None:
        """The hash over the first `offset` bytes, None where it is not known."""
        if offset == 0:
            return hashlib.sha256()
        with self._lock:
            known = self._known.get(key)
        return known[1] if known is not None and known[0] == offset else None

    def keep(self, key: str, offset: int, hashing: Any) -> None:
        """Remember it."""
        with self._lock:
            self._known[key] = (offset, hashing)
            self._known.move_to_end(key)
            while len(self._known) > _HASHES_KEPT:
                self._known.popitem(last=False)

    def of(self, key: str, size: int) -> str:
        """The digest of the whole, "" where it is not known; forgotten then."""
        with self._lock:
            known = self._known.pop(key, None)
        return str(known[1].hexdigest()) if known is not None and known[0] == size else ""


_hashes = _Hashes()
