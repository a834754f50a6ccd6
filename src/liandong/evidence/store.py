"""Bytes on the disk: a folder `incoming` for what is on its way, and one place for each file that is complete.

A complete file is written once, under a random key: it is moved to its place, is read-only from then on, and stands on
the disk, with its name, before anybody hears of it. Two pieces of one file are never written at once. Where the site
has an S3 store, complete files stand there (`remote`).
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings

from liandong.core.errors import Refusal
from liandong.evidence import remote

KEY = re.compile(r"[0-9a-f]{32}")
READ_ONLY = 0o440
PRIVATE = 0o750
FULL = (errno.ENOSPC, errno.EDQUOT)


def place(key: str) -> Path:
    """Where a complete file stands. ValueError for what is no key: no path is ever made of what somebody typed."""
    return _folder("files", key[:2]) / _checked(key)


def incoming(key: str) -> Path:
    """Where a file grows that is on its way."""
    return _folder("incoming") / _checked(key)


def picture(key: str, name: str) -> Path:
    """Where a small copy of a photo is kept; it can be drawn again at any time."""
    return _folder("pictures", key[:2]) / f"{_checked(key)}.{name}.jpg"


def _checked(key: str) -> str:
    if not KEY.fullmatch(key):
        raise ValueError(f"{key!r} is no key of a file")
    return key


def _folder(*parts: str) -> Path:
    folder = Path(settings.EVIDENCE, *parts)
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    return folder


def start(key: str) -> None:
    """Make room for a file that comes; FileExistsError if the key is taken."""
    incoming(key).touch(mode=0o640, exist_ok=False)


def free() -> int:
    """Bytes free on the disk of the store."""
    return shutil.disk_usage(_folder()).free


def length(key: str) -> int:
    """How many bytes of a file are there: the disk itself says where to go on."""
    for path in (incoming(key), place(key)):
        if path.exists():
            return path.stat().st_size
    return (remote.length(key) or 0) if settings.EVIDENCE_S3 else 0


@contextmanager
def growing(key: str, name: str) -> Iterator[BinaryIO]:
    """The file on its way, at its end, for one writer at a time; what was written is on the disk afterwards.

    Refusal `evidence.unknown`, `evidence.busy`, `evidence.no-room`.
    """
    try:
        descriptor = os.open(incoming(key), os.O_RDWR | os.O_APPEND)
    except FileNotFoundError:  # settled or swept meanwhile: nothing grows under this key any more
        raise Refusal("evidence.unknown") from None
    with os.fdopen(descriptor, "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal("evidence.busy", name=name) from None
        try:
            try:
                yield file
            finally:
                file.flush()
                os.fsync(file.fileno())
        except OSError as fault:
            if fault.errno in FULL:
                raise Refusal("evidence.no-room", name=name) from fault
            raise


def settle(key: str) -> None:
    """Give a complete file its place for good: durable, read-only, never written again. Done twice, it is done once.

    The one who calls it holds `growing`, or knows that the file has its place already.
    """
    if not settings.EVIDENCE_S3:
        _settle_here(key)
    elif incoming(key).exists():
        remote.put(key, incoming(key))
        drop_incoming(key)


def _settle_here(key: str) -> None:
    source, target = incoming(key), place(key)
    if not target.exists():
        with source.open("rb") as file:
            os.fsync(file.fileno())
        source.chmod(READ_ONLY)
        source.rename(target)
    for folder in (target.parent, target.parent.parent, source.parent):
        _make_durable(folder)


def _make_durable(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(key: str) -> None:
    """Take a file that nobody names off the disk, with its small copies."""
    for path in (incoming(key), place(key), *_folder("pictures", key[:2]).glob(f"{_checked(key)}.*.jpg")):
        path.unlink(missing_ok=True)
    if settings.EVIDENCE_S3:
        remote.remove(key)


def is_kept(key: str) -> bool:
    """Whether a complete file stands under this key."""
    if settings.EVIDENCE_S3:
        return remote.length(_checked(key)) is not None
    return place(key).exists()


def opened(key: str) -> BinaryIO:
    """A complete file, to be read. FileNotFoundError where none stands under this key."""
    return remote.opened(_checked(key)) if settings.EVIDENCE_S3 else place(key).open("rb")


@contextmanager
def at_hand(key: str) -> Iterator[BinaryIO]:
    """A complete file on this machine's disk, for a program of its own to read; one from afar is fetched for it."""
    with opened(key) as kept:
        if not settings.EVIDENCE_S3:
            yield kept
            return
        with tempfile.TemporaryFile(dir=_folder("incoming")) as fetched:
            shutil.copyfileobj(kept, fetched)
            fetched.seek(0)
            yield cast(BinaryIO, fetched)


def drop_incoming(key: str) -> None:
    """Take away what came in of a file whose bytes stand elsewhere."""
    incoming(key).unlink(missing_ok=True)


def left_behind() -> list[str]:
    """The keys under which bytes stand that came in and were neither settled nor taken away."""
    return [path.name for path in _folder("incoming").iterdir() if KEY.fullmatch(path.name)]


def clear() -> None:
    """Take every file away, and all copies: for a demonstration that begins anew."""
    for part in ("incoming", "files", "pictures"):
        shutil.rmtree(Path(settings.EVIDENCE, part), ignore_errors=True)


def pieces(file: BinaryIO, at_once: int) -> Iterable[bytes]:
    """The bytes of an open file, so many at once."""
    while some := file.read(at_once):
        yield some
