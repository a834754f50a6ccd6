"""The county at its pages, its log with places outside, and a store of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.flows.county import relocked, sample, tables
from tests.record.conftest import log
from tests.web.citizens import jinhu
from tests.web.county import county

__all__ = ["county", "folder", "jinhu", "log", "relocked", "sample", "tables"]


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where the files of one test are kept."""
    settings.EVIDENCE = tmp_path / "evidence"
    return tmp_path / "evidence"
