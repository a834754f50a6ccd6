"""The issued papers of a matter as PDF, each as it was given out, whatever became of it since."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from liandong.core.matter.papers import ISSUED
from liandong.core.matter.state import Matter
from liandong.papers.models import Print
from liandong.papers.said import Said, issued_content, keep_print

FOLDER = "papers"


def path_of(seq: int) -> str:
    """Where the paper lies that an event issued."""
    return f"{FOLDER}/{seq}.pdf"


def write_papers(state: Matter, folder: Path, left_out: Collection[int], now: datetime) -> list[dict[str, Any]]:
    """Draw every issued paper but those of the events `left_out`, and those whose words were erased; the list of all.

    What is drawn is remembered as given out, so that whoever holds it finds it on the page where papers are checked.
    """
    (folder / FOLDER).mkdir()
    return [_written(state, folder, said, now) for said in _issued(state, left_out)]


def _issued(state: Matter, left_out: Collection[int]) -> Iterator[Said]:
    for paper in state.papers:
        if paper.is_issued:
            seq = paper.issued_seq
            content = None if seq in left_out else issued_content(state.id, seq)
            yield Said(paper, content or {})


def _written(state: Matter, folder: Path, said: Said, now: datetime) -> dict[str, Any]:
    paper = said.paper
    listed = {"paper": paper.id, "event": paper.issued_seq, "state": paper.state, "file": None}
    if not said.content:
        return listed
    made = Said(paper._replace(state=ISSUED), said.content).pdf(now)
    (folder / path_of(paper.issued_seq)).write_bytes(made)
    keep_print(paper.code, made, now)
    given = sorted(Print.objects.filter(code=paper.code).values_list("sha256", flat=True))
    return {
        **listed,
        "file": path_of(paper.issued_seq),
        "number": paper.number,
        "code": paper.code,
        "sha256": hashlib.sha256(made).hexdigest(),
        "given_out": given,
    }
