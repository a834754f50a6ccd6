"""How a change of a package is kept beside the codes of what must not hold then, and parts that changes share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.archive import made as m

Change = Callable[[Path], None]
CHANGES: dict[str, tuple[Change, set[str]]] = {}


def finds(*codes: str) -> Callable[[Change], Change]:
    """The change is found under these codes."""

    def kept(change: Change) -> Change:
        CHANGES[change.__name__] = (change, set(codes))
        return change

    return kept


def event(folder: Path, number: int, **parts: Any) -> None:
    """Change parts of an event."""
    said = m.read_events(folder)
    said[number - 1].update(parts)
    m.write_events(folder, said)
    m.relisted(folder)


def header(folder: Path, number: int, place: int, value: Any) -> None:
    """Change a field of an event's header."""
    said = m.read_events(folder)
    said[number - 1]["header"][place] = value
    m.write_events(folder, said)
    m.relisted(folder)


def log(folder: Path, **parts: Any) -> None:
    """Change parts of the log's file."""
    m.write_log(folder, {**m.read_log(folder), **parts})
    m.relisted(folder)


def flipped(spelled: str, place: int = 0) -> str:
    """A hexadecimal text with one digit changed."""
    return spelled[:place] + ("1" if spelled[place] == "0" else "0") + spelled[place + 1 :]
