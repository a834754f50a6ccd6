"""PURE. Companies and traders (经营主体): the unified social credit code, and when two entries mean the same one.

A code is not always there: a trader on the street may have no license, or one from before the codes. Such an entry is
known by its name alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
BASE = len(ALPHABET)
_FORM = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")


@dataclass(frozen=True, slots=True)
class Company:
    """A company by its name and its code; `credit_code` is "" where it has none or nobody knows it."""

    name: str
    credit_code: str = ""

    @staticmethod
    def of_row(row: Mapping[str, object]) -> Company:
        """The company of a row of a `companies` field, as typed or as kept."""
        return Company(str(row.get("name") or ""), plain_code(row.get("credit_code")))

    @property
    def plain_name(self) -> str:
        """The name without the differences that typing makes: width, case, blanks."""
        return "".join(unicodedata.normalize("NFKC", self.name).casefold().split())


def plain_code(typed: object) -> str:
    """A code as the standard writes it, however wide, small or spaced out it was typed; "" for nothing."""
    return "".join(unicodedata.normalize("NFKC", str(typed or "")).upper().split())


def is_credit_code(code: str) -> bool:
    """Whether a code of 18 characters has the right check character (GB 32100-2015, 4.2.5)."""
    return _FORM.fullmatch(code) is not None and code[-1] == check_character(code[:-1])


def check_character(body: str) -> str:
    """The check character of the first 17: weights 3^i, modulo 31, which is prime, so no single error goes unseen."""
    total = sum(pow(3, place, BASE) * ALPHABET.index(character) for place, character in enumerate(body))
    return ALPHABET[-total % BASE]


def is_same(one: Company, other: Company) -> bool:
    """Whether two entries mean the same company: by their codes, and by their names where either has no code."""
    if one.credit_code and other.credit_code:
        return one.credit_code == other.credit_code
    return bool(one.plain_name) and one.plain_name == other.plain_name
