"""Pictures of seals: checked and drawn anew in a process of its own, as photos are.

What comes out is PNG without metadata, at most 800 pixels wide, its white made transparent, so that the words under a
seal can be read.
"""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256

from liandong.core.errors import Refusal
from liandong.papers import seal_drawing

MOST_BYTES = 2_000_000
PATIENCE = 40  # seconds: more than the bound on the drawing's own time, for a machine that is busy


def drawn(picture: bytes) -> tuple[bytes, str]:
    """The picture as it is kept, and its SHA-256; Refusal where it is no PNG that may be drawn."""
    if len(picture) > MOST_BYTES:
        raise Refusal("seal.no-picture", field="file")
    program = [sys.executable, "-I", seal_drawing.__file__]
    try:
        made = subprocess.run(  # noqa: S603 - our own program; nothing of its words comes from outside
            program, input=picture, capture_output=True, timeout=PATIENCE, env={}, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Refusal("seal.no-picture", field="file") from error
    if made.returncode:
        raise Refusal("seal.no-picture", field="file")
    return made.stdout, sha256(made.stdout).hexdigest()
