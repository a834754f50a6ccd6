"""The key that signs checkpoints: one line in a file outside the database, which only the program reads."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from liandong.core import signed_notes as notes
from liandong.core.signed_notes import LOG_KEY, WITNESS_KEY, Malformed, Note, PublicKey, Signature

PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with its public one."""

    public: PublicKey
    seed: bytes

    def sign(self, text: str) -> Signature:
        """The signature of a log below its text."""
        return Signature(self.public.name, self.public.id, self._key.sign(text.encode()))

    def cosign(self, text: str, seconds: int) -> Signature:
        """The signature of a witness below the text of another, at so many seconds since 1970."""
        signed = self._key.sign(notes.cosigned(text, seconds))
        return Signature(self.public.name, self.public.id, notes.stamped(seconds, signed))

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def __repr__(self) -> str:
        return f"SigningKey({self.public})"


def drawn(name: str, kind: int = LOG_KEY) -> SigningKey:
    """A new key by chance. Malformed for a name with a blank or a plus."""
    if not notes.NAME.fullmatch(name):
        raise Malformed(f"{name!r} is no name of a key: it has no blank and no plus")
    return _with_seed(name, kind, os.urandom(notes.KEY_BYTES))


def _with_seed(name: str, kind: int, seed: bytes) -> SigningKey:
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    return SigningKey(PublicKey(name, kind, public.public_bytes(Encoding.Raw, PublicFormat.Raw)), seed)


def key_in(file: Path) -> SigningKey:
    """The key that a file holds. OSError where it cannot be read; Malformed."""
    name, kind, seed = notes.private_parts(file.read_text(encoding="utf-8"))
    return _with_seed(name, kind, seed)


def keep(key: SigningKey, file: Path) -> SigningKey:
    """Write a key into a file that is not there yet, whole or not at all; the one that stands there then."""
    file.parent.mkdir(parents=True, exist_ok=True)
    made = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as new:
        new.write(notes.private_text(key.public, key.seed) + "\n")
        new.flush()
        os.fsync(new.fileno())
    with contextlib.suppress(FileExistsError):  # two starts at once: one of them makes the key of both
        file.hardlink_to(made)
    made.unlink()
    return key_in(file)


def is_signed_by(note: Note, key: PublicKey) -> bool:
    """Whether a signature below the note names this key and is good. Only kinds that are known are good."""
    return any(_holds(note.text, each, key) for each in note.by(key))


def _holds(text: str, signature: Signature, key: PublicKey) -> bool:
    signed, raw = text.encode(), signature.raw
    if key.kind == WITNESS_KEY:
        try:
            seconds, raw = notes.unstamped(signature.raw)
        except Malformed:
            return False
        signed = notes.cosigned(text, seconds)
    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(raw, signed)
    except (InvalidSignature, ValueError):
        return False
    return True
