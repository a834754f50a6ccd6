"""PURE. Personal data of citizens: what of it is shown to whom, and what an identity number must fulfil."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

PARTS = ("name", "phone", "id_number", "address")
HIDDEN = "*"
UNNAMED = "匿名"  # how a citizen who stays unnamed is entered
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_ID = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")
_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")


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


def numbers_hidden(text: str) -> str:
    """A text that somebody wrote beside the fields for personal data (a file's name), with its identity numbers and
    mobile telephones masked. A number of 18 whose check character is wrong is none, and stays."""
    return _MOBILE.sub(lambda found: _middle_hidden(found[0], 3, 4), _ID.sub(_id_hidden, text))


def _id_hidden(found: re.Match[str]) -> str:
    return _middle_hidden(found[0], 6, 4) if is_id_number(found[0].upper()) else found[0]


def _middle_hidden(text: str, first: int, last: int) -> str:
    if len(text) <= first + last:
        return HIDDEN * len(text)
    return text[:first] + HIDDEN * (len(text) - first - last) + text[-last:]
