"""The key that signs sessions: made once for a demonstration, brought by the site for production."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from liandong.config.environment import Environment, Mode

MARK = "demo-only-"  # a production start knows a key made here, wherever it was copied to
SHORTEST = 50
FEWEST_CHARACTERS = 12  # different ones


def signing_key(environment: Environment) -> str:
    """The key of the environment; in demo mode else the one kept in the var folder, made at the first start.

    In production without a key the answer is empty, and the start is refused by `checks`.
    """
    if environment.secret_key or environment.mode is Mode.PRODUCTION:
        return environment.secret_key
    return _kept_key(environment.var / "demo-secret-key")


def _kept_key(file: Path) -> str:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        made = file.with_name(f"{file.name}.{os.getpid()}")
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as new:
            new.write(MARK + secrets.token_urlsafe(SHORTEST))
        # A link is taken by one of two starts at the same moment, and nobody ever reads half a key.
        with contextlib.suppress(FileExistsError):
            file.hardlink_to(made)
        made.unlink()
    return file.read_text(encoding="ascii")


def faults_of_key(key: str) -> list[str]:
    """Why this key may not sign sessions in production; empty if it may."""
    if not key:
        return ["it is not set"]
    faults = []
    if key.startswith((MARK, "django-insecure-")):
        faults.append("it was made for a demonstration")
    if len(key) < SHORTEST:
        faults.append(f"it has {len(key)} characters; {SHORTEST} are the least")
    if len(set(key)) < FEWEST_CHARACTERS:
        faults.append("it repeats a few characters")
    return faults
