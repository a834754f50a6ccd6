"""A command on a database without its tables says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("command", [["matter", "list"], ["record", "verify"], ["rebuild", "--check"]])
def test_a_database_without_tables_is_said_in_a_sentence(tmp_path: Path, command: list[str]) -> None:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3", "LIANDONG_MODE": "demo"}
    done = subprocess.run(
        [sys.executable, "-m", "liandong", *command], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "liandong migrate" in done.stderr
    assert "Traceback" not in done.stderr
