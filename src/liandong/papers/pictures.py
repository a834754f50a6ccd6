"""Pages of a paper as pictures for the screen, drawn from the same sheet as the print; the last ones stay in memory."""

from __future__ import annotations

import json
from functools import lru_cache

from liandong.papers.pdf import pictures_of
from liandong.papers.sheets import Sheet

KEPT = 24  # papers, of some 50 kB a page


def pages(sheet: Sheet) -> tuple[bytes, ...]:
    """Its pages as PNG, in order."""
    return _drawn(json.dumps(sheet, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=KEPT)
def _drawn(spelled: str) -> tuple[bytes, ...]:
    return pictures_of(json.loads(spelled))
