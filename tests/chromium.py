"""The Chromium that the browser tests drive: Debian's, headless, making no connection of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys

PACKAGES = "apt-get install chromium fonts-noto-cjk libatomic1"
MISSING = f"No Chromium is on this machine; the browser tests need one: {PACKAGES}"
# Chromium asks hosts of its maker at every start; on a closed network each of these requests fails, slowly.
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def executable() -> str:
    """The path of Chromium. SystemExit says what to install."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    raise SystemExit(MISSING)


def version() -> str:
    """What Chromium says of itself, which also shows that it and its driver start. SystemExit says why one does not."""
    found = _says("Chromium", executable(), "--version", "--no-sandbox")
    _says("The driver of Chromium (playwright)", sys.executable, "-m", "playwright", "--version")
    return " ".join(found.split()[:2])


def _says(what: str, *command: str) -> str:
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    if asked.returncode:
        raise SystemExit(f"{what} does not start; perhaps a package is missing: {PACKAGES}\n{asked.stderr}")
    return asked.stdout
