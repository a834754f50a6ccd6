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


@lru_cache(maxsize=4)
def compiler(main: str) -> typst.Compiler:
    """The compiler of one document; it keeps what it has parsed, and every font."""
    return typst.Compiler(input=SHEETS / main, root=SHEETS, font_paths=installed(), ignore_system_fonts=True)


def pdf_of(sheet: Sheet, at: datetime) -> bytes:
    """One paper. `at` is the moment that the file says it was made: that of the issue, so that it never varies."""
    return _compiled("paper.typ", {"sheet": json.dumps(sheet, ensure_ascii=False)}, at)


def pdf_of_file(cover: Mapping[str, Any], sheets: Sequence[Sheet], at: datetime) -> bytes:
    """A whole matter: cover, index with page numbers, its papers."""
    inputs = {"cover": cover, "sheets": list(sheets)}
    return _compiled("file.typ", {name: json.dumps(value, ensure_ascii=False) for name, value in inputs.items()}, at)


def pictures_of(sheet: Sheet) -> tuple[bytes, ...]:
    """The pages of a paper as PNG."""
    with _one_at_a_time:
        made = compiler("paper.typ").compile(
            format="png",
            ppi=PIXELS,
            sys_inputs={"sheet": json.dumps(sheet, ensure_ascii=False), "fonts": faces()},
        )
    return tuple(made) if isinstance(made, list) else (made,) if made is not None else ()


def _compiled(main: str, inputs: Mapping[str, str], at: datetime) -> bytes:
    with _one_at_a_time:  # a compiler holds the inputs of its last document
        made = compiler(main).compile(
            format="pdf",
            sys_inputs={**inputs, "fonts": faces()},
            pdf_standards=[STANDARD],
            timestamp=int(at.timestamp()),
        )
    if not isinstance(made, bytes):
        raise TypeError(f"{main} gave no PDF")
    return made
