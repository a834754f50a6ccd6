"""One database from one address: SQLite for a start, PostgreSQL for a county in service."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from liandong.config.sqlite_driver import is_safe_with_wal, version_in_use

SQLITE_WAIT_SECONDS = 20  # a writer waits for the one before it: SQLite has one at a time
# pysqlite3 keeps 100 by itself and never lets an old one go for a new one: whatever comes later, what an act runs too,
# is compiled anew each time (docs/decisions/0020).
SQLITE_PAGE_BYTES = 2048  # of a new file: a commit writes each page it touched, and an act touches a dozen
SQLITE_KEPT_SECONDS = 60
SQLITE_STATEMENTS_KEPT = 1000
SQLITE_CACHE_KIB = 32 * 1024  # room for pages, a connection; SQLite's own 2 MiB are less than a county's open tasks
POOL = {"min_size": 1, "max_size": 16, "timeout": 10}


class AddressError(ValueError):
    """A DATABASE_URL that names no database this program can use; says what would be right."""


def database_at(address: str, root: Path) -> dict[str, Any]:
    """Django's settings for the database at `address`.

    `sqlite:///FILE` (relative files stand under `root`, absolute ones take a fourth slash) or
    `postgresql://USER:PASSWORD@HOST:PORT/NAME?sslmode=…`; a socket folder goes in `?host=`.
    Raises AddressError.
    """
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - urlsplit reads the port only when asked, and only then finds that it is none
    except ValueError as wrong:
        raise AddressError(f"DATABASE_URL cannot be read as an address: {wrong}") from wrong
    if parts.scheme == "sqlite":
        return _sqlite(_sqlite_file(address, root))
    if parts.scheme in ("postgres", "postgresql"):
        return _postgresql(address)
    raise AddressError(
        f"DATABASE_URL begins with {parts.scheme or 'no scheme'!r}; "
        "write sqlite:///var/liandong.sqlite3 or postgresql://USER:PASSWORD@HOST/NAME"
    )


def _sqlite_file(address: str, root: Path) -> Path:
    path = unquote(urlsplit(address).path)
    if not path.startswith("/") or len(path) == 1:
        raise AddressError(f"DATABASE_URL {address!r} names no file; write sqlite:///var/liandong.sqlite3")
    return root / path[1:]


def _sqlite(file: Path) -> dict[str, Any]:
    journal = "WAL" if is_safe_with_wal(version_in_use()) else "DELETE"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "ATOMIC_REQUESTS": False,
        # A new connection for each request would compile each statement anew. Kept for a minute, not for ever: a file
        # that a restore has put in the place of this one is seen then.
        "CONN_MAX_AGE": SQLITE_KEPT_SECONDS,
        "OPTIONS": {
            # Every transaction takes the write lock at its start: SQLite has no row locks, and a
            # transaction that reads first and writes later would fail instead of waiting.
            "transaction_mode": "IMMEDIATE",
            "timeout": SQLITE_WAIT_SECONDS,
            "cached_statements": SQLITE_STATEMENTS_KEPT,
            # FULL: what was acknowledged is on the disk.
            "init_command": (
                f"PRAGMA page_size={SQLITE_PAGE_BYTES}; PRAGMA journal_mode={journal}; "
                f"PRAGMA synchronous=FULL; PRAGMA cache_size=-{SQLITE_CACHE_KIB};"
            ),
        },
        # A file, not memory: tests of two officers at once need two real connections. The process id keeps
        # test runs that go on side by side apart.
        "TEST": {"NAME": str(Path(tempfile.gettempdir()) / f"liandong-test-{os.getpid()}.sqlite3")},
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise AddressError(f"DATABASE_URL {parts.scheme}://… names no database; write it after the last slash")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or options.pop("port", "")),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 0,  # the pool keeps connections; Django forbids both at once
        "OPTIONS": {**options, "pool": POOL},
    }
