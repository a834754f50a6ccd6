"""What is installed is what was tested: each file by its hash, from whatever registry a site uses."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from tests.house.tree import ROOT, listed

PYTHON_LOCKS = (
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-bench.lock",
    "requirements-s3.lock",
    "requirements-timestamps.lock",
    "requirements-npm.lock",
)
HOST = re.compile(r"://|\bindex-url\b|\bfind-links\b")
HOW = "Make the locks with `python3 setup/lock.py`."


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_each_python_package_is_pinned_with_its_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip()]
    faults = [line[:60] for line in lines if "==" not in line or "--hash=sha256:" not in line]
    assert lines and not faults, f"{lock} lets through what nobody checked. {HOW}{listed(faults)}"


def test_each_front_end_package_is_pinned_with_its_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    faults = [name for name, package in packages.items() if name and not package.get("integrity")]
    assert len(packages) > 1 and not faults, (
        f"package-lock.json lets through what nobody checked. {HOW}{listed(faults)}"
    )


@pytest.mark.parametrize("lock", [*PYTHON_LOCKS, "package-lock.json", ".npmrc"])
def test_no_lock_names_a_host(lock: str) -> None:
    found = HOST.search((ROOT / lock).read_text(encoding="utf-8"))
    assert not found, f"{lock} names a host ({found}); a county installs from the mirror it is given. {HOW}"


def test_the_locks_agree_with_each_other_and_hold_every_dependency() -> None:
    pins = {lock: dict(re.findall(r"^([a-z0-9._-]+)==([^ \\;]+)", _text(lock), re.MULTILINE)) for lock in PYTHON_LOCKS}
    run, dev, bench = (pins[f"requirements{of}.lock"] for of in ("", "-dev", "-bench"))
    faults = [f"{name} {version}" for name, version in run.items() if not version == dev.get(name) == bench.get(name)]
    assert not faults, f"A test must run what a run runs. {HOW}{listed(faults)}"
    project = tomllib.loads(_text("pyproject.toml"))["project"]
    asked = [*((run, word) for word in project["dependencies"])]
    asked += [
        (pins[f"requirements-{of}.lock"], word)
        for of, more in project["optional-dependencies"].items()
        for word in more
    ]
    missing = [word for lock, word in asked if re.split(r"[\[<>=]", word)[0].lower().replace("_", "-") not in lock]
    assert not missing, f"Asked for in pyproject.toml, but not locked. {HOW}{listed(missing)}"


def test_htmx_stays_on_its_second_version() -> None:
    wanted = json.loads(_text("package.json"))["dependencies"]
    loose = [f"{name} {version}" for name, version in wanted.items() if not re.fullmatch(r"[\d.]+", version)]
    assert not loose, f"A front-end package is named with one exact version.{listed(loose)}"
    assert wanted["htmx.org"].startswith("2."), "The pages are written for htmx 2; version 4 changes swaps and events."


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
