"""A production start: refused while a door is open, and without anything of the demonstration when it is closed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.start.site import Site, Started

CLOSED = {
    "LIANDONG_MODE": "production",
    "LIANDONG_SECRET_KEY": "k9-Vq2xTzR7mWb4HsJd8LpYc3NfGa6UeQ1oXi5KtBnMvZrPwSy0E",
    "LIANDONG_HOSTS": "county.example",
}


@pytest.fixture(autouse=True)
def key_of_the_log(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A production site brings a key for its record's log."""
    file = str(site.place / "log-key")
    assert site.command("record", "new-key", "--to", file, "--name", "county.example/record").returncode == 0
    monkeypatch.setitem(CLOSED, "LIANDONG_LOG_KEY", file)


def test_without_its_settings_it_is_refused_with_every_fault_at_once(site: Site) -> None:
    refused = site.command("run", LIANDONG_MODE="production", LIANDONG_DEBUG="true", LIANDONG_ORIGINS="http://x")
    assert refused.returncode == 1
    for name in ("LIANDONG_SECRET_KEY", "LIANDONG_HOSTS", "LIANDONG_ORIGINS", "LIANDONG_DEBUG", "LIANDONG_LOG_KEY"):
        assert name in refused.stderr, refused.stderr
    assert "Traceback" not in refused.stderr


def test_its_settings_are_asked_for_before_its_database(site: Site) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:9/none?connect_timeout=2"
    refused = site.command("run", LIANDONG_MODE="production", DATABASE_URL=nowhere)
    assert refused.returncode == 1 and "LIANDONG_SECRET_KEY" in refused.stderr


def test_a_database_that_does_not_answer_is_told_without_a_traceback(site: Site) -> None:
    refused = site.command("run", **CLOSED, DATABASE_URL="postgresql://nobody@127.0.0.1:9/none?connect_timeout=2")
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr and refused.stderr.strip(), refused.stderr


def test_with_tables_older_than_the_program_it_is_refused(site: Site) -> None:
    refused = site.command("run", **CLOSED)
    assert refused.returncode == 1 and "liandong migrate" in refused.stderr


def test_with_demonstration_accounts_it_is_refused(site: Site) -> None:
    assert site.command("demo", "--matters", "0").returncode == 0
    refused = site.command("run", **CLOSED)
    assert refused.returncode == 1 and "demonstration accounts" in refused.stderr


def test_closed_it_starts_and_offers_no_known_password(site: Site, start: Callable[..., Started]) -> None:
    assert site.command("migrate", **CLOSED).returncode == 0
    started = start(**CLOSED)
    assert "liandong-demo" not in started.said
    assert started.stop() == 0


def test_the_demonstration_is_never_loaded_there(site: Site) -> None:
    assert site.command("migrate", **CLOSED).returncode == 0
    assert site.command("demo", **CLOSED).returncode != 0


def test_another_server_refuses_it_too(site: Site) -> None:
    found = site.python("import liandong.config.wsgi", LIANDONG_MODE="production")
    assert found.returncode != 0 and "LIANDONG_SECRET_KEY" in found.stderr
