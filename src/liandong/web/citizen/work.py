"""A little work that a browser does by itself while a county is busy: nothing for one form, much for ten thousand."""

from __future__ import annotations

import hashlib

ZEROS = 4  # hexadecimal digits: some 65,000 tries, a second or two of a phone
LONGEST = 12


def is_done(form: str, work: str) -> bool:
    """Whether `work` is a number that was looked for with this form: the digest of both begins with zeros."""
    if not (work.isascii() and work.isdecimal() and len(work) <= LONGEST):
        return False
    return hashlib.sha256(f"{form}:{work}".encode()).hexdigest().startswith("0" * ZEROS)
