"""Set-up: what is installed is left alone, and what a machine lacks is named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INSTALL = ROOT / "setup" / "install.py"


def test_a_second_set_up_does_nothing() -> None:
    again = subprocess.run([sys.executable, INSTALL, "all"], capture_output=True, text=True, check=False)
    assert (again.returncode, again.stdout) == (0, ""), again.stdout + again.stderr


def test_set_up_says_what_it_can_be_asked_for() -> None:
    asked = subprocess.run([sys.executable, INSTALL, "everything"], capture_output=True, text=True, check=False)
    assert asked.returncode != 0 and "setup/install.py run" in asked.stderr


def test_a_python_without_its_venv_module_is_told_which_package_it_lacks(tmp_path: Path) -> None:
    code = (
        "import runpy, sys; from pathlib import Path; sys.modules['ensurepip'] = None; "
        f"make_venv = runpy.run_path({str(INSTALL)!r})['make_venv']; "
        f"make_venv.__globals__['PYTHON'] = Path({str(tmp_path)!r}, 'no'); make_venv()"
    )
    refused = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert refused.returncode == 1 and "apt-get install python3-venv" in refused.stderr
