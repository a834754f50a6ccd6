"""Hashes: of what an event says, of an event, of a tree of them (RFC 9162)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, List, Optional

AT_ONCE = 1 << 20  # bytes


def sm3(message: bytes) -> bytes:
    """The hash of GB/T 32905, by hand: not every Python knows it."""

    def roll(word: int, by: int) -> int:
        return ((word << by % 32) | (word >> (32 - by % 32))) & 0xFFFFFFFF

    v = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    whole = message + b"\x80" + bytes((55 - len(message)) % 64) + (8 * len(message)).to_bytes(8, "big")
    for start in range(0, len(whole), 64):
        w = [int.from_bytes(whole[n : n + 4], "big") for n in range(start, start + 64, 4)]
        for n in range(16, 68):
            x = w[n - 16] ^ w[n - 9] ^ roll(w[n - 3], 15)
            w.append(x ^ roll(x, 15) ^ roll(x, 23) ^ roll(w[n - 13], 7) ^ w[n - 6])
        a, b, c, d, e, f, g, h = v
        for n in range(64):
            first = roll(roll(a, 12) + e + roll(0x79CC4519 if n < 16 else 0x7A879D8A, n) & 0xFFFFFFFF, 7)
            one = a ^ b ^ c if n < 16 else (a & b) | (a & c) | (b & c)
            two = e ^ f ^ g if n < 16 else (e & f) | (~e & g)
            t1 = (one + d + (first ^ roll(a, 12)) + (w[n] ^ w[n + 4])) & 0xFFFFFFFF
            t2 = (two + h + first + w[n]) & 0xFFFFFFFF
            a, b, c, d, e, f, g, h = t1, a, roll(b, 9), c, t2 ^ roll(t2, 9) ^ roll(t2, 17), e, roll(f, 19), g
        v = [x ^ y for x, y in zip(v, (a, b, c, d, e, f, g, h))]
    return b"".join(word.to_bytes(4, "big") for word in v)


def sha256(message: bytes) -> bytes:
    """The hash of FIPS 180-4."""
    return hashlib.sha256(message).digest()


DIGESTS = {"sha256": sha256, "sm3": sm3}


def payload_hash(alg: str, salt: bytes, payload: bytes) -> bytes:
    """The salted hash of what an event says."""
    return DIGESTS[alg](b"liandong/payload/1" + len(salt).to_bytes(4, "big") + salt + payload)


def event_hash(header: List[Any], prev: bytes, hashed: bytes) -> bytes:
    """The hash of an event, which covers its header, the event before, and what it says."""
    spelled = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return DIGESTS[header[0]](b"liandong/event/1" + len(spelled).to_bytes(4, "big") + spelled + prev + hashed)


def root_of(leaf: bytes, place: int, size: int, path: List[bytes]) -> Optional[bytes]:
    """The head of the tree that a proof leads to (RFC 9162, 2.1.3.2), None for one that fits no such tree."""
    if not 0 <= place < size:
        return None
    last, found = size - 1, leaf
    for each in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            found = sha256(b"\x01" + each + found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = sha256(b"\x01" + found + each)
        place, last = place >> 1, last >> 1
    return found if last == 0 else None


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    hashing = hashlib.sha256()
    with path.open("rb") as file:
        while some := file.read(AT_ONCE):
            hashing.update(some)
    return hashing.hexdigest()
