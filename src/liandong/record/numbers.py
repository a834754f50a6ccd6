"""Numbers of matters: given without gaps, so that a missing one is noticed."""

from __future__ import annotations


def spelled(prefix: str, short: str, year: int, n: int) -> str:
    """A matter's number as papers write it: 样演〔2026〕37号."""
    return f"{prefix}{_part(short, year)}{n}号"


def place(number: str, short: str, year: int) -> int | None:
    """The running number in a matter's number, if it is one of this kind of procedure and this year."""
    _, found, rest = number.partition(_part(short, year))
    digits = rest.removesuffix("号")
    return int(digits) if found and digits.isdecimal() else None


def _part(short: str, year: int) -> str:
    return f"{short}〔{year}〕"
