"""PURE. The code that an issued paper carries: whoever holds the paper asks with it whether it is ours and unchanged.

The code is made from the content. Another content has another code, so that the record can be asked whether what it
holds is still what was issued; and nobody guesses the code of a paper whose content he does not have.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U, which are misread
LENGTH = 12  # five bits each: sixty, out of reach for guessing at a page that counts what it is asked
GROUP = 4
_MISREAD = str.maketrans("ILOU", "110V")


def digest_of(content: Mapping[str, object]) -> str:
    """SHA-256, hexadecimal, of a paper's content as canonical JSON."""
    spelled = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def code_of(matter: str, paper: int, number: str, content: Mapping[str, object]) -> str:
    """The code of an issued paper of a matter: twelve characters in groups of four."""
    stated = "\n".join(("liandong/paper/1", matter, str(paper), number, digest_of(content)))
    value = int.from_bytes(hashlib.sha256(stated.encode()).digest()[:8], "big") >> (64 - 5 * LENGTH)
    letters = "".join(ALPHABET[(value >> (5 * place)) & 31] for place in reversed(range(LENGTH)))
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def normal_code(typed: str) -> str:
    """What somebody typed, as `code_of` spells it; "" if it cannot be a code."""
    letters = "".join(each for each in typed.upper().translate(_MISREAD) if each.isalnum())
    if len(letters) != LENGTH or any(each not in ALPHABET for each in letters):
        return ""
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def is_code(text: str) -> bool:
    """Whether this is a code in its one spelling."""
    return bool(text) and normal_code(text) == text
