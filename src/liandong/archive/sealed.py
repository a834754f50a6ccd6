"""A package as one file: the same bytes for the same package, never written half, never to be written again."""

from __future__ import annotations

import hashlib
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path

READ_ONLY = 0o400
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can name: when a file was written is no part of it
COPIED_AT_ONCE = 1 << 20
KEPT_AS_THEY_ARE = "files"  # folder of a package whose files are compressed already


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed package: its bytes and their SHA-256."""

    sha256: str
    size: int


def seal(package: Path, target: Path) -> Sealed:
    """Write the folder `package` as the file `target`, durable before it has that name; OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.part")
    with zipfile.ZipFile(beside, "w") as whole:
        for path in sorted(package.rglob("*")):
            if path.is_file():
                _add(whole, path, path.relative_to(package).as_posix())
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    beside.chmod(READ_ONLY)
    sealed = Sealed(digest_of(beside), beside.stat().st_size)
    beside.replace(target)
    return sealed


def digest_of(path: Path) -> str:
    """The SHA-256 of a file; OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _add(whole: zipfile.ZipFile, path: Path, name: str) -> None:
    entry = zipfile.ZipInfo(name, FIRST_MOMENT)
    entry.compress_type = zipfile.ZIP_STORED if path.parent.name == KEPT_AS_THEY_ARE else zipfile.ZIP_DEFLATED
    entry.external_attr = READ_ONLY << 16
    entry.file_size = path.stat().st_size  # a long file needs the longer form of its head
    with path.open("rb") as file, whole.open(entry, "w") as into:
        while part := file.read(COPIED_AT_ONCE):
            into.write(part)
