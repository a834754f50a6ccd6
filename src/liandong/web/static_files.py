"""The addresses of the pages' files: each carries a digest of its content, so that a browser keeps it for a year."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static as address_of

DIGITS = 10


@cache
def static(name: str) -> str:
    """`/static/NAME?v=DIGEST`; read once a process, which is started anew when its files change (decision 0052).

    FileNotFoundError where set-up has not installed the file: a page without its styles would be worse.
    """
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"{name} is not installed; make setup")
    return f"{address_of(name)}?v={sha256(Path(found).read_bytes()).hexdigest()[:DIGITS]}"
