"""What every test gets. Its database is the one of DATABASE_URL: `tests/everything.py` runs them on both."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

import pytest
from hypothesis import HealthCheck, settings

# Tests never touch the data of `make run`: without an address they use a SQLite file of their own (config.databases).
os.environ.setdefault("LIANDONG_MODE", "demo")

# Nor its files of evidence: each run has a folder of its own.
if "LIANDONG_EVIDENCE" not in os.environ:
    os.environ["LIANDONG_EVIDENCE"] = tempfile.mkdtemp(prefix="liandong-test-evidence-")
    atexit.register(shutil.rmtree, os.environ["LIANDONG_EVIDENCE"], ignore_errors=True)

# Nor its key of the record's log.
if "LIANDONG_LOG_KEY" not in os.environ:
    os.environ["LIANDONG_LOG_KEY"] = f"{os.environ['LIANDONG_EVIDENCE']}/log-key"

# No test measures time: on a busy machine an example, or the making of it, may take as long as it takes.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On SQLite, tests of what exists on PostgreSQL alone are left out, and counted as left out."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return
    left_out = [item for item in items if item.get_closest_marker("postgresql")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
