"""Puts a SQLite that is safe with WAL in the place of the one linked into Python, before Django loads its driver.

SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode (a reset of the log that races a checkpoint). Debian 12's
Python carries 3.40. The package pysqlite3 carries a repaired one. Where it is missing, WAL is not used at all.
"""

from __future__ import annotations

import importlib
import importlib.util
import sqlite3
import sys

FIRST_WAL = (3, 7, 0)
FIRST_REPAIRED = (3, 51, 3)


def prefer_bundled_sqlite() -> tuple[int, ...]:
    """Make `import sqlite3` give pysqlite3's SQLite; returns the version in use.

    Must run before `django.db.backends.sqlite3` is imported: Django keeps the driver it found first.
    """
    if importlib.util.find_spec("pysqlite3") is not None:
        sys.modules["sqlite3"] = importlib.import_module("pysqlite3")
        sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")
    return version_in_use()


def version_in_use() -> tuple[int, ...]:
    """The version of the SQLite that `import sqlite3` gives now."""
    driver = sys.modules.get("sqlite3", sqlite3)
    return tuple(int(part) for part in str(driver.sqlite_version).split("."))


def is_safe_with_wal(version: tuple[int, ...]) -> bool:
    """Whether this version may write a log in WAL mode."""
    return version < FIRST_WAL or version >= FIRST_REPAIRED
