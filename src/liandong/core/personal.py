"""PURE. Personal data of citizens: what of it is shown to whom, and what an identity number must fulfil."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

PARTS = ("name", "phone", "id_number", "address")
HIDDEN = "*"
UNNAMED = "匿名"  # how a citizen who stays unnamed is entered
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def is_id_number(number: str) -> bool:
    """Whether an identity number of 18 characters has a real birthday and the right check character (GB 11643)."""
    body, check = number[:-1], number[-1:]
    if len(number) != 18 or not (body.isascii() and body.isdigit()):
        return False
    try:
        date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
    except ValueError:
        return False
    return check == _CHECKS[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True)) % 11]


def masked(person: Mapping[str, object]) -> dict[str, str]:
    """What everybody who sees the matter sees of a citizen: who it is must not be found out from it."""
    out = {}
    for part, value in person.items():
        text = str(value)
        if part == "name":
            out[part] = text[:1] + HIDDEN * 2
        elif part == "phone":
            out[part] = _middle_hidden(text, 3, 4)
        elif part == "id_number":
            out[part] = _middle_hidden(text, 6, 4)
        else:
            out[part] = HIDDEN * 4
    return out


def _middle_hidden(text: str, first: int, last: int) -> str:
    if len(text) <= first + last:
        return HIDDEN * len(text)
    return text[:first] + HIDDEN * (len(text) - first - last) + text[-last:]
