"""The Chromium that the browser tests drive: Debian's, headless, making no connection of its own."""

from __future__ import annotations

import shutil
import subprocess

MISSING = "No Chromium is on this machine; the browser tests need one: apt-get install chromium fonts-noto-cjk"
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
    """What Chromium says of itself, which also shows that it starts. SystemExit says why it does not."""
    asked = subprocess.run([executable(), "--version", "--no-sandbox"], capture_output=True, text=True, check=False)
    if asked.returncode:
        raise SystemExit(f"Chromium does not start:\n{asked.stderr}")
    return " ".join(asked.stdout.split()[:2])
