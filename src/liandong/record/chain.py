"""The hash chain of a matter: what is hashed, in which order, with which algorithm.

    payload_hash = H("liandong/payload/1" ‖ len(salt) ‖ salt ‖ payload)
    hash         = H("liandong/event/1" ‖ len(header) ‖ header ‖ prev ‖ payload_hash)

`header` is the canonical JSON list of the fields of `HEADER`, in that order; lengths are four bytes, most significant
first; `prev` is the hash of the event before, 32 zero bytes at the first. The payload enters through its salted hash
alone: its bytes and salt can be erased by law, and every link still verifies, while nobody can guess the erased words
from the hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

import orjson
from cryptography.hazmat.primitives import hashes

HEADER = (
    "alg",
    "matter",
    "seq",
    "kind",
    "at",
    "account",
    "unit",
    "post",
    "county",
    "pack",
    "pack_hash",
    "access",
    "key",
)
HeaderFields = tuple[str, str, int, str, str, str, str, str, str, str, str, str, str]

FIRST = bytes(32)
SALT_BYTES = 16
_EVENT = b"liandong/event/1"
_PAYLOAD = b"liandong/payload/1"


def _sha256(message: bytes) -> bytes:
    return hashlib.sha256(message).digest()


def _sm3(message: bytes) -> bytes:
    hasher = hashes.Hash(hashes.SM3())
    hasher.update(message)
    return hasher.finalize()


DIGESTS: Mapping[str, Callable[[bytes], bytes]] = {"sha256": _sha256, "sm3": _sm3}


def payload_hash(alg: str, salt: bytes, payload: bytes) -> bytes:
    """The salted hash of a payload; KeyError for an algorithm that is not in DIGESTS."""
    return DIGESTS[alg](b"%s%s%s%s" % (_PAYLOAD, len(salt).to_bytes(4, "big"), salt, payload))


def event_hash(header: HeaderFields, prev: bytes, hashed_payload: bytes) -> bytes:
    """The hash of an event from its header (in the order of HEADER), the hash before it and its payload's hash."""
    spelled = orjson.dumps(header)
    length = len(spelled).to_bytes(4, "big")
    return DIGESTS[header[0]](b"%s%s%s%s%s" % (_EVENT, length, spelled, prev, hashed_payload))
