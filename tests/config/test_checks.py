"""A production start with an open door is refused, and says what to set."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.checks import Error
from pytest_django.fixtures import Settings

from liandong.config import checks, secrets
from liandong.config.environment import Environment, Mode
from liandong.config.sqlite_driver import version_in_use
from liandong.record.log.keys import drawn, keep

GOOD_KEY = "k9-Vq2xTzR7mWb4HsJd8LpYc3NfGa6UeQ1oXi5KtBnMvZrPwSy0E"


def production(**wanted: object) -> Environment:
    """A production environment that is closed but for what is wanted."""
    found = Environment.model_validate(
        {"mode": "production", "secret_key": GOOD_KEY, "hosts": ["county.example"], **wanted}
    )
    assert found.mode is Mode.PRODUCTION
    return found


@pytest.fixture(autouse=True)
def log_key(settings: Settings, tmp_path: Path) -> Path:
    """A key of the record's log that was drawn for this county."""
    folder = tmp_path.parent / f"{tmp_path.name}-keys"
    folder.mkdir()
    settings.LOG_KEY = folder / "log-key"
    keep(drawn("county.example/record"), settings.LOG_KEY)
    return folder / "log-key"


def refused(settings: Settings, environment: Environment) -> list[str | None]:
    """The ids of the errors under this environment."""
    settings.IS_PRODUCTION, settings.ENVIRONMENT = True, environment
    return [fault.id for fault in checks.production_is_closed(None) if isinstance(fault, Error)]


def test_a_closed_production_installation_starts(settings: Settings) -> None:
    settings.DEBUG = False
    assert refused(settings, production(origins=["https://county.example"])) == []


def test_debug_pages_are_refused(settings: Settings) -> None:
    settings.DEBUG = True
    assert refused(settings, production()) == ["house.E001"]


@pytest.mark.parametrize(
    "key", ["", "short", "x" * 80, secrets.MARK + GOOD_KEY, "django-insecure-" + GOOD_KEY], ids=lambda key: key[:12]
)
def test_a_missing_short_simple_or_demonstration_key_is_refused(settings: Settings, key: str) -> None:
    settings.DEBUG = False
    assert refused(settings, production(secret_key=key)) == ["house.E002"]


@pytest.mark.parametrize("hosts", [[], ["*"], ["county.example", "*"]])
def test_a_missing_or_open_list_of_hosts_is_refused(settings: Settings, hosts: list[str]) -> None:
    settings.DEBUG = False
    assert refused(settings, production(hosts=hosts)) == ["house.E003"]


def test_a_missing_broken_or_demonstration_key_of_the_log_is_refused(settings: Settings, log_key: Path) -> None:
    settings.DEBUG = False
    log_key.unlink()
    assert refused(settings, production()) == ["house.E006"]
    log_key.write_text("no key")
    assert refused(settings, production()) == ["house.E006"]
    log_key.unlink()
    keep(drawn("liandong.demo/record"), log_key)
    assert refused(settings, production()) == ["house.E006"]


def test_a_witness_needs_an_address_and_a_key(settings: Settings) -> None:
    settings.DEBUG, settings.WITNESS_URL = False, "https://witness.example"
    assert refused(settings, production()) == ["house.E007"]


def test_a_record_without_a_place_outside_is_warned_of(settings: Settings) -> None:
    settings.IS_PRODUCTION = True
    assert [fault.id for fault in checks.the_log_has_places_outside(None)] == ["house.W003"]
    settings.ANCHOR_FILE = Path("/mnt/other-host/anchor")
    assert checks.the_log_has_places_outside(None) == []


def test_an_origin_without_tls_is_refused(settings: Settings) -> None:
    settings.DEBUG = False
    assert refused(settings, production(origins=["http://county.example"])) == ["house.E004"]


def test_a_failpoint_is_refused(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEBUG = False
    monkeypatch.setenv("LIANDONG_FAILPOINT", "before-commit:3")
    assert refused(settings, production()) == ["house.E005"]


def test_each_fault_says_what_to_set(settings: Settings) -> None:
    settings.IS_PRODUCTION, settings.DEBUG = True, True
    settings.ENVIRONMENT = production(secret_key="", hosts=[], origins=["http://x"])
    hints = " ".join(fault.hint or "" for fault in checks.production_is_closed(None))
    names = ("LIANDONG_DEBUG", "LIANDONG_SECRET_KEY", "LIANDONG_HOSTS", "LIANDONG_ORIGINS")
    assert all(name in hints for name in names)


def test_a_demonstration_is_let_be(settings: Settings) -> None:
    settings.IS_PRODUCTION, settings.DEBUG = False, True
    assert checks.production_is_closed(None) == []


def test_a_sqlite_that_is_unsafe_with_wal_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    assert checks.sqlite_is_repaired(None) == [], f"the locked SQLite is unsafe: {version_in_use()}"
    monkeypatch.setattr(checks, "version_in_use", lambda: (3, 40, 1))
    assert [fault.id for fault in checks.sqlite_is_repaired(None)] == ["house.W001"]


def test_the_key_of_a_demonstration_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    demo = Environment.model_validate({"mode": "demo", "var": tmp_path})
    first, second = secrets.signing_key(demo), secrets.signing_key(demo)
    assert first == second and secrets.faults_of_key(first) == ["it was made for a demonstration"]
    assert [path.name for path in tmp_path.iterdir()] == ["demo-secret-key"]
    assert (tmp_path / "demo-secret-key").stat().st_mode & 0o777 == 0o600


def test_production_makes_no_key_of_its_own(tmp_path: Path) -> None:
    assert secrets.signing_key(production(secret_key="", var=tmp_path)) == ""
    assert not list(tmp_path.iterdir())


def test_a_proxy_in_front_that_is_not_named_is_warned_of(settings: Settings) -> None:
    settings.ENVIRONMENT = production(behind_tls_proxy=True)
    assert [fault.id for fault in checks.citizens_are_told_apart(None)] == ["house.W002"]
    settings.ENVIRONMENT = production(behind_tls_proxy=True, trusted_proxies=["127.0.0.1"])
    assert checks.citizens_are_told_apart(None) == []
