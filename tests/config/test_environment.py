"""What a site sets: read once, every fault reported at once, and no secret repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from liandong.config.databases import AddressError, database_at
from liandong.config.environment import ROOT, ConfigurationError, Mode, read_environment


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of whoever runs the tests."""
    for name in ("DATABASE_URL", "PORT", "LIANDONG_MODE", "LIANDONG_VAR"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_variable_it_is_a_demonstration_on_a_sqlite_file_in_var() -> None:
    found = read_environment()
    assert (found.mode, found.port, found.bind) == (Mode.DEMO, 8000, "127.0.0.1")
    assert database_at(found.database_address, ROOT)["NAME"] == str(ROOT / "var" / "liandong.sqlite3")


def test_all_faults_are_reported_at_once_each_with_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "PORT": "70000",
        "DATABASE_URL": "mysql://secret:word@host/name",
        "LIANDONG_MODE": "test",
        "LIANDONG_ORIGINS": "county.example",
        "LIANDONG_LOG_LEVEL": "loud",
        "LIANDONG_MECHANISMS": "no/such/folder",
        "LIANDONG_IDLE_MINUTES": "0",
        "LIANDONG_TRUSTED_PROXIES": "10.0.0.0/8, proxy.example",
        "LIANDONG_CITIZEN_FILES": "0",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as refused:
        read_environment()
    said = str(refused.value)
    assert all(f"  {name}: " in said for name in wrong), said
    assert "secret:word" not in said


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANDONG_HOSTS", "a.example, b.example")
    monkeypatch.setenv("LIANDONG_ORIGINS", "https://a.example")
    found = read_environment()
    assert (found.hosts, found.origins) == (["a.example", "b.example"], ["https://a.example"])


def test_a_relative_var_folder_stands_in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANDONG_VAR", "elsewhere")
    assert read_environment().var == ROOT / "elsewhere"


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("sqlite:///var/one.sqlite3", "/project/var/one.sqlite3"),
        ("sqlite:////data/two.sqlite3", "/data/two.sqlite3"),
        ("sqlite:///with%20blank.sqlite3", "/project/with blank.sqlite3"),
    ],
)
def test_a_sqlite_address_names_a_file_of_the_project_or_an_absolute_one(address: str, file: str) -> None:
    found = database_at(address, Path("/project"))
    assert found["NAME"] == file
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_postgresql_address_gives_every_part_and_a_pool() -> None:
    found = database_at("postgresql://a%40b:p%2Fw@host:5433/county?sslmode=require", ROOT)
    assert [found[part] for part in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        *("a@b", "p/w", "host", "5433", "county"),
    ]
    assert found["OPTIONS"]["sslmode"] == "require" and found["OPTIONS"]["pool"]["max_size"] > 1


def test_a_postgresql_socket_folder_is_its_host() -> None:
    assert database_at("postgresql://me@/county?host=/run/pg", ROOT)["HOST"] == "/run/pg"


@pytest.mark.parametrize(
    "address", ["", "county", "mysql://h/n", "sqlite:///", "sqlite://file", "postgresql://host/", "postgresql://h:x/n"]
)
def test_an_address_that_names_no_database_is_refused_with_the_form_of_one(address: str) -> None:
    with pytest.raises(AddressError, match="DATABASE_URL"):
        database_at(address, ROOT)
