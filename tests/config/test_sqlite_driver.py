"""The SQLite in use writes WAL safely, or does not write WAL."""

from __future__ import annotations

import pytest
from django.db import connection

from liandong.config import databases, sqlite_driver
from liandong.config.environment import ROOT

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("version", "safe"),
    [((3, 6, 23), True), ((3, 7, 0), False), ((3, 40, 1), False), ((3, 51, 2), False), ((3, 51, 3), True)],
)
def test_the_versions_that_can_corrupt_a_wal_are_known(version: tuple[int, ...], safe: bool) -> None:
    assert sqlite_driver.is_safe_with_wal(version) is safe


def test_an_unsafe_sqlite_gets_no_wal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "version_in_use", lambda: (3, 40, 1))
    found = databases.database_at("sqlite:///x.sqlite3", ROOT)
    assert "journal_mode=DELETE" in found["OPTIONS"]["init_command"]


def test_the_driver_of_django_is_the_repaired_one() -> None:
    if connection.vendor != "sqlite":
        assert connection.vendor == "postgresql"  # on PostgreSQL there is no driver to look at
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        version = tuple(int(part) for part in cursor.fetchone()[0].split("."))
        cursor.execute("PRAGMA synchronous")
        synchronous = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        journal = cursor.fetchone()[0]
    assert sqlite_driver.is_safe_with_wal(version)
    assert (synchronous, journal) == (2, "wal")
