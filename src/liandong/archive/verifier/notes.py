"""Texts with signatures below them (C2SP signed-note), and statements about keys."""

from __future__ import annotations

import base64
from typing import List, NamedTuple, Optional, Tuple

from liandong.archive.verifier.digests import sha256
from liandong.archive.verifier.signatures import is_signed


class Unreadable(Exception):
    """The package is not written as packages are."""


RESTORED = "liandong/log-restored/1"


class Key(NamedTuple):
    """A public key: name, kind (1 a log, 4 a witness), 32 bytes."""

    name: str
    kind: int
    raw: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which signatures name it."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.raw)[:4]


def key_from(spelled: str) -> Key:
    """The key that a line names; Unreadable."""
    parts = spelled.strip().split("+", 2)
    raw = base64.b64decode(parts[2], validate=True) if len(parts) == 3 else b""
    key = Key(parts[0], raw[0] if raw else 0, raw[1:])
    if len(raw) != 33 or key.kind not in (1, 4) or key.id.hex() != parts[1]:
        raise Unreadable(f"no key: {spelled[:80]}")
    return key


def signers(note: str, keys: List[Key]) -> List[Key]:
    """Those of the keys that signed below a note."""
    text, _, below = note.rpartition("\n\n")
    found = []
    for line in below.splitlines():
        mark, name, spelled = [*line.split(" "), "", ""][:3]
        raw = base64.b64decode(spelled, validate=True)
        for key in keys:
            message, signature = (text + "\n").encode(), raw[4:]
            if key.kind == 4:
                message = b"cosignature/v1\ntime %d\n" % int.from_bytes(signature[:8], "big") + message
                signature = signature[8:]
            if (mark, name, raw[:4]) == ("—", key.name, key.id) and is_signed(key.raw, message, signature):
                found.append(key)
    return found


def statement_of(note: str) -> Optional[Tuple[Key, Key]]:
    """The old and the new key of a statement that the old one signed; None for anything else."""
    lines = note.split("\n")
    if lines[0] not in ("liandong/log-key/1", RESTORED) or lines[1][:4] != "old " or lines[2][:4] != "new ":
        return None
    old, new = key_from(lines[1][4:]), key_from(lines[2][4:])
    return (old, new) if signers(note, [old]) else None
