"""Bytes are kept once in a county, and as long as any row of a file needs them: reference counting by rows.

Whoever links a file to bytes, and whoever takes a file away, locks the row of the bytes (`Content`) first. A row that
is taken away is marked in that transaction; only after it, and only if no other row needs them, do the bytes go.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from liandong.core.matter.events import moment
from liandong.evidence import store
from liandong.evidence.models import Content, FileRow

AT_ONCE = 1024 * 1024  # bytes
KEPT = ("type", "sha256", "captured_at", "captured_place", "captured_device", "stored_at", "content")


def keep_once(row: FileRow) -> None:
    """Keep the bytes of a file that is all there, or those that the county has already; and save the row.

    What the county has is read again first: a copy that went bad must not take the place of one that is good.
    """
    if _linked(row):
        store.drop_incoming(row.key)
        return
    store.settle(row.key)
    row.content = row.key
    try:
        with transaction.atomic():
            Content.objects.get_or_create(
                key=row.key, defaults={"county": row.county, "sha256": row.sha256, "size": row.size}
            )
            row.save(update_fields=KEPT)
    except IntegrityError:  # somebody beside us kept the same, or what is kept went bad: both stand then
        row.save(update_fields=KEPT)


def _linked(row: FileRow) -> bool:
    there = Content.objects.filter(county=row.county, sha256=row.sha256).exclude(key=row.key).first()
    if there is None or not is_whole(there.key, row.sha256):
        return False
    with transaction.atomic():
        locked = Content.objects.select_for_update().filter(key=there.key).first()
        if locked is None:  # taken away meanwhile
            return False
        row.content = locked.key
        row.save(update_fields=KEPT)
    return True


def is_whole(key: str, sha256: str) -> bool:
    """Whether the bytes under a key are these."""
    hashing = hashlib.sha256()
    try:
        with store.opened(key) as file:
            for some in store.pieces(file, AT_ONCE):
                hashing.update(some)
    except FileNotFoundError:
        return False
    return hashing.hexdigest() == sha256


def discard(key: str, now: datetime) -> bool:
    """Take a file away that no matter names, with its bytes if nothing else needs them; whether it was there to take.

    Done again after a fall in the middle, it ends what was begun.
    """
    with transaction.atomic():
        row = FileRow.objects.filter(key=key, named=False, gone=False).first()
        if row is None:
            return False
        locked = _lock(row)
        mine = FileRow.objects.filter(key=key, named=False, gone=False)
        if not mine.update(swept_at=row.swept_at or moment(now)):
            return False  # an act has named it since
        last = release(row, locked)
    if last:
        store.remove(last)
    store.drop_incoming(key)
    mine.update(gone=True)
    return True


def destroy(key: str) -> bool:
    """Take the bytes of a file away that was erased by law, unless another file has them; whether they went now.

    The act has marked the row; done again after a fall in the middle, this ends what was begun.
    """
    with transaction.atomic():
        row = FileRow.objects.filter(key=key, named=True, gone=False).exclude(swept_at="").first()
        if row is None:
            return False
        last = release(row, _lock(row))
    if last:
        store.remove(last)
    FileRow.objects.filter(key=key).update(gone=True)
    return True


def _lock(row: FileRow) -> Content | None:
    return Content.objects.select_for_update().filter(key=row.content or row.key).first()


def release(row: FileRow, locked: Content | None) -> str:
    """Within a transaction that holds `locked`, after the row was marked: the key of the bytes that nothing needs any
    more, "" while another file does."""
    content = row.content or row.key
    others = FileRow.objects.filter(content=content, gone=False, swept_at="").exclude(key=row.key)
    if others.exists():
        return ""
    if locked is not None:
        locked.delete()
    return content
