"""PDF of papers: PDF/A-2b, fonts embedded, byte for byte the same for the same paper. One compiler, used again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from liandong.papers.fonts import faces, installed
from liandong.papers.sheets import Sheet

SHEETS = Path(__file__).parent / "typst"
STANDARD: typst.PDFStandard = "a-2b"
PIXELS = 96.0  # in an inch: what a screen shows without a magnifying glass
_one_at_a_time = Lock()


@lru_cache(maxsize=1)
def compiler() -> typst.Compiler:
    """The one compiler. It keeps every font, and what it made of `sheets.typ`: for that its inputs never change, and
    what differs from paper to paper comes as the main document (`_spelled`)."""
    return typst.Compiler(root=SHEETS, font_paths=installed(), ignore_system_fonts=True, sys_inputs={"fonts": faces()})


def pdf_of(sheet: Sheet, at: datetime) -> bytes:
    """One paper. `at` is the moment that the file says it was made: that of the issue, so that it never varies."""
    return _compiled(_spelled("paper", sheet=sheet), at)


def pdf_of_file(cover: Mapping[str, Any], sheets: Sequence[Sheet], at: datetime) -> bytes:
    """A whole matter: cover, index with page numbers, its papers."""
    return _compiled(_spelled("file", cover=cover, sheets=sheets), at)


def pictures_of(sheet: Sheet) -> tuple[bytes, ...]:
    """The pages of a paper as PNG."""
    with _one_at_a_time:
        made = compiler().compile(input=_spelled("paper", sheet=sheet), format="png", ppi=PIXELS)
    return tuple(made) if isinstance(made, list) else (made,) if made is not None else ()


def _spelled(document: str, **values: Any) -> bytes:
    """The main document: what is to be set, as strings of JSON, and the function that sets it.

    A string of typst ends at a quotation mark and knows the backslash; JSON leaves no other character in need of care.
    """
    words = {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}
    quoted = {name: word.replace("\\", "\\\\").replace('"', '\\"') for name, word in words.items()}
    given = ", ".join(f'{name}: json(bytes("{word}"))' for name, word in quoted.items())
    return f'#import "/{document}.typ": laid\n#show: laid.with({given})\n'.encode()


def _compiled(main: bytes, at: datetime) -> bytes:
    with _one_at_a_time:
        made = compiler().compile(input=main, format="pdf", pdf_standards=[STANDARD], timestamp=int(at.timestamp()))
    if not isinstance(made, bytes):
        raise TypeError("typst gave no PDF")
    return made
