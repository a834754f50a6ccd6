"""Small copies of photos, drawn when they are first asked for and kept beside the files."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

from liandong.evidence import drawing, store
from liandong.evidence.kinds import PICTURES

log = logging.getLogger(__name__)

SIZES = {"thumbnail": 320, "preview": 1600}
"""Pixels of the longer side, by the name of the copy."""
PATIENCE = 40  # seconds: more than the bound on the drawing's own time, for a machine that is busy
_AT_ONCE = threading.Semaphore(2)  # of one process: a page with many photos must not take the whole machine


def picture(key: str, kind: str, size: str) -> Path | None:
    """The small copy of a photo; None where it is none, cannot be drawn, or has more pixels than are drawn."""
    if kind not in PICTURES:
        return None
    path = store.picture(key, size)
    if not path.exists():
        with _AT_ONCE:
            if not path.exists():
                _draw(key, size, path)
    return path if path.stat().st_size else None  # an empty one says that there is nothing to draw


def _draw(key: str, size: str, path: Path) -> None:
    made = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    program = [sys.executable, "-I", drawing.__file__, str(SIZES[size])]
    with store.at_hand(key) as original, made.open("wb") as copy:
        try:
            drawn = subprocess.run(  # noqa: S603 - our own program; nothing of its words comes from outside
                program, stdin=original, stdout=copy, stderr=subprocess.PIPE, timeout=PATIENCE, env={}, check=False
            )
            code = drawn.returncode
        except subprocess.TimeoutExpired:
            code = -1
        if code:
            log.warning("no %s could be drawn of the file %s: the drawing ended with %d", size, key, code)
            copy.truncate(0)
    made.replace(path)
