"""Codes: what a citizen proves with that a matter is the one he filed.

A code is drawn from the form that it was filed with (`code_of`), so that a form that is sent twice tells the same
code, and kept as a slow salted digest alone, so that neither the table nor the key of the site gives it back.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import unicodedata
from datetime import datetime

from django.utils.crypto import salted_hmac

from liandong.citizens.models import Filed

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # what nobody takes for another: no 0 and O, no 1, I and L
LENGTH = 10  # about 49 bits: with a slow digest and counted look-ups nobody comes to it by trying
HALF = LENGTH // 2
COST = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}
SALT_LENGTH = 16
NOBODY = (b"\0" * SALT_LENGTH, b"\0" * 32)
_PARTED = re.compile(r"[^\w]+|_")


def form_digest(form: str) -> str:
    """What is kept of a form that was sent: enough to know it again, too little to draw its code from."""
    return salted_hmac("liandong.citizens.form", form, algorithm="sha256").hexdigest()


def code_of(form: str) -> str:
    """The code of what is filed with this form: the same however often it is sent, and drawn with the site's key."""
    left = int.from_bytes(salted_hmac("liandong.citizens.code", form, algorithm="sha256").digest(), "big")
    drawn = []
    for _ in range(LENGTH):
        left, place = divmod(left, len(ALPHABET))
        drawn.append(ALPHABET[place])
    return "".join(drawn)


def spelled(code: str) -> str:
    """A code as it is shown and written down: in two halves."""
    return f"{code[:HALF]}-{code[HALF:]}"


def plain_code(typed: str) -> str:
    """A code as it was typed, however wide, small or parted."""
    return _PARTED.sub("", unicodedata.normalize("NFKC", typed)).upper()


def plain_number(typed: str) -> str:
    """A matter's number as it is looked up: its letters and digits alone, for its brackets are hard to type."""
    return _PARTED.sub("", unicodedata.normalize("NFKC", typed)).upper().removesuffix("号")


def keep(matter: str, county: str, number: str, form: str, now: datetime) -> str:
    """Keep what the look-up of a matter needs; the code. Of two requests with one form, either may be first."""
    code, salt = code_of(form), os.urandom(SALT_LENGTH)
    Filed.objects.get_or_create(
        matter=matter,
        defaults={
            "county": county,
            "number": plain_number(number),
            "form": form_digest(form),
            "salt": salt,
            "digest": _digest(code, salt),
            "filed_at": now,
        },
    )
    return code


def filed_with(form: str) -> str:
    """The matter that was filed with this form, "" if none was yet."""
    return Filed.objects.filter(form=form_digest(form)).values_list("matter", flat=True).first() or ""


def matter_of(number: str, code: str) -> str:
    """The matter of this number, if the code is its own, else "": a wrong number takes as long as a wrong code."""
    row = Filed.objects.filter(number=plain_number(number)[:80]).values_list("matter", "salt", "digest").first()
    salt, kept = (bytes(row[1]), bytes(row[2])) if row else NOBODY
    same = hmac.compare_digest(_digest(plain_code(code)[:64], salt), kept)
    return row[0] if row and same else ""


def _digest(code: str, salt: bytes) -> bytes:
    return hashlib.scrypt(code.encode(), salt=salt, **COST)
