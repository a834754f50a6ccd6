"""PURE. Seals on papers (用印): which papers bear one, and who places it."""

from __future__ import annotations

from liandong.core.rules import Pack, PaperLayout

SEALED = frozenset(PaperLayout) - {PaperLayout.MINUTES}  # GB/T 9704-2012, 10.3: minutes bear none
WIDTHS = range(20, 61)  # millimetres; a county's own are 42 to 45


def keeper_of_seal(pack: Pack, unit: str) -> str:
    """The post that keeps a unit's seal: the one that the pack names, else its head; "" for a unit without posts."""
    named = pack.papers.keepers.get(unit)
    if named:
        return named
    found = pack.units.get(unit)
    return found.head.code if found and found.posts else ""
