"""PURE. Numbers of papers (发文字号): mark of the unit, series, year in hexagonal brackets, running number."""

from __future__ import annotations

from liandong.core.rules import Pack, PaperForm


def mark_of(pack: Pack, unit: str) -> str:
    """The word by which a unit numbers its papers (机关代字).

    Where the county has not entered one, it is the unit's name behind the county's short name: nobody's real mark is
    guessed, and no two units share one.
    """
    own = pack.papers.marks.get(unit)
    if own:
        return own
    found = pack.units.get(unit)
    name = found.name.zh if found else unit
    return name if name.startswith(pack.number_prefix) else f"{pack.number_prefix}{name}"


def spelled(mark: str, series: str, year: int, n: int) -> str:
    """The number as the paper writes it: 某司函〔2026〕3号. Full year, no leading zero (GB/T 9704-2012, 7.2.5)."""
    return f"{mark}{series}〔{year}〕{n}号"


def counted_under(unit: str, form: PaperForm) -> str:
    """The series in which a paper of this unit takes its place."""
    return f"{unit}/{form.numbered_in}"
