"""PURE. Texts with signatures below them, and checkpoints of a log as such texts (C2SP signed-note, tlog-checkpoint).

    liandong.example.gov.cn/record          the log
    4711                                    how many leaves its tree has
    qINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs=     the head of the tree
    time 2026-11-20T01:00:00.000000+00:00   when it was signed

    — liandong.example.gov.cn/record dGhp…  who signed: four bytes that name the key, then the signature

A key is written as `name+four bytes+bytes` (the public one) or as `PRIVATE+KEY+…`. Two kinds of signatures are known:
that of a log itself, and that of a witness, which says when it saw the checkpoint (tlog-cosignature).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

SIGNS = "— "
LOG_KEY, WITNESS_KEY = 1, 4
KEY_BYTES, SIGNATURE_BYTES, STAMP_BYTES = 32, 64, 8
TIME = "time "
NAME = re.compile(r"[^\s+]+")


class Malformed(ValueError):
    """A text that is no signed note, no checkpoint or no key."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key to verify with: the name that signs, the kind of its signatures, 32 bytes of Ed25519."""

    name: str
    kind: int
    raw: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names it."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.raw).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_base64(bytes([self.kind]) + self.raw)}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One line below a note: the name, the four bytes of the key, and what the key wrote."""

    name: str
    key: bytes
    raw: bytes

    def __str__(self) -> str:
        return f"{SIGNS}{self.name} {_base64(self.key + self.raw)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text, ending with a new line, and the signatures below it."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(map(str, self.signatures))}"

    def by(self, key: PublicKey) -> list[Signature]:
        """The signatures that name this key; whether they are good is not asked."""
        return [each for each in self.signatures if (each.name, each.key) == (key.name, key.id)]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself: its name, how many leaves it has, the head of its tree, and when."""

    origin: str
    size: int
    root: bytes
    at: str

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n{TIME}{self.at}\n"


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _raw(spelled: str) -> bytes:
    try:
        return base64.b64decode(spelled.encode(), validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise Malformed(f"{spelled[:80]!r} is no base64") from wrong


def key_from(spelled: str) -> PublicKey:
    """The public key that `str` wrote; Malformed for anything else, and where its four bytes do not fit it."""
    parts = spelled.strip().split("+", 2)
    if len(parts) != 3 or not NAME.fullmatch(parts[0]):
        raise Malformed("a key is written as name+four bytes in hexadecimal+base64")
    raw = _raw(parts[2])
    if len(raw) != 1 + KEY_BYTES or raw[0] not in (LOG_KEY, WITNESS_KEY):
        raise Malformed("the key is of no kind that is known here")
    key = PublicKey(parts[0], raw[0], raw[1:])
    if key.id.hex() != parts[1]:
        raise Malformed("the four bytes of the key do not fit it")
    return key


def private_text(key: PublicKey, seed: bytes) -> str:
    """A private key as one line of text, beside its public one."""
    return f"PRIVATE+KEY+{key.name}+{key.id.hex()}+{_base64(bytes([key.kind]) + seed)}"


def private_parts(spelled: str) -> tuple[str, int, bytes]:
    """Name, kind and 32 bytes of a private key; Malformed."""
    parts = spelled.strip().split("+", 4)
    if len(parts) != 5 or parts[:2] != ["PRIVATE", "KEY"] or not NAME.fullmatch(parts[2]):
        raise Malformed("a private key is written as PRIVATE+KEY+name+four bytes in hexadecimal+base64")
    raw = _raw(parts[4])
    if len(raw) != 1 + KEY_BYTES or raw[0] not in (LOG_KEY, WITNESS_KEY):
        raise Malformed("the private key is of no kind that is known here")
    return parts[2], raw[0], raw[1:]


def signature_from(line: str) -> Signature:
    """One line of a signature; Malformed."""
    found = re.fullmatch(f"{SIGNS}([^\\s+]+) (\\S+)\n?", line)
    if found is None:
        raise Malformed(f"{line[:80]!r} is no signature")
    raw = _raw(found[2])
    if len(raw) <= 4:
        raise Malformed("a signature is longer than the name of its key")
    return Signature(found[1], raw[:4], raw[4:])


def note_from(spelled: str) -> Note:
    """The note that `str` wrote; Malformed for a text without a signature."""
    text, between, below = spelled.rpartition("\n\n")
    lines = below.splitlines()
    if not between or not lines or not below.endswith("\n"):
        raise Malformed("a signed note has a blank line, and signatures below it")
    return Note(text + "\n", tuple(map(signature_from, lines)))


def checkpoint_from(text: str) -> Checkpoint:
    """The checkpoint that a text says; Malformed unless it is spelled as `Checkpoint.text` spells it."""
    lines = text.split("\n")
    if len(lines) != 5 or not lines[3].startswith(TIME) or not re.fullmatch(r"0|[1-9][0-9]{0,17}", lines[1]):
        raise Malformed("a checkpoint is a name, a size, a head and a time, each on its line")
    found = Checkpoint(lines[0], int(lines[1]), _raw(lines[2]), lines[3].removeprefix(TIME))
    if len(found.root) != KEY_BYTES or not NAME.fullmatch(found.origin) or found.text != text:
        raise Malformed("the checkpoint is not spelled as checkpoints are")
    return found


def cosigned(text: str, seconds: int) -> bytes:
    """What a witness signs that saw the note `text` at so many seconds since 1970."""
    return f"cosignature/v1\n{TIME}{seconds}\n{text}".encode()


def stamped(seconds: int, signature: bytes) -> bytes:
    """A witness's signature with its time before it."""
    return seconds.to_bytes(STAMP_BYTES, "big") + signature


def unstamped(raw: bytes) -> tuple[int, bytes]:
    """The seconds and the signature that `stamped` put together; Malformed."""
    if len(raw) != STAMP_BYTES + SIGNATURE_BYTES:
        raise Malformed("a cosignature is a time and a signature")
    return int.from_bytes(raw[:STAMP_BYTES], "big"), raw[STAMP_BYTES:]
