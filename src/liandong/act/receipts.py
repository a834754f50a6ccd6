"""Receipts, and the keys under which they are given once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from liandong.core.errors import Refusal
from liandong.core.matter.commands import Command, Origin
from liandong.core.matter.events import moment
from liandong.record.canonical import NotCanonical, canonical, parsed
from liandong.record.pen import Pen
from liandong.record.write import sent

KEY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an act left on record: the matter, where its chain ends now with which hash (hexadecimal), and the kinds of
    its events."""

    matter: str
    number: str
    seq: int
    hash: str
    events: tuple[str, ...]

    def to_bytes(self) -> bytes:
        """The canonical bytes; a repeated act gives the same ones."""
        return canonical({field.name: getattr(self, field.name) for field in fields(self)})

    @staticmethod
    def from_bytes(spelled: bytes) -> Receipt:
        """The receipt that `to_bytes` spelled."""
        kept = parsed(spelled)
        return Receipt(kept["matter"], kept["number"], kept["seq"], kept["hash"], tuple(kept["events"]))


def body_of(command: Command, matter: str) -> bytes:
    """The digest of what is asked: the command with all that it says, and the matter it is for."""
    try:
        asked = {"command": type(command).__name__, "matter": matter, **_plain(command)}
        return hashlib.sha256(canonical(asked)).digest()
    except NotCanonical as error:
        raise Refusal("act.not-plain", says=str(error)) from None


def _plain(command: Command | Origin) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for field in fields(command):
        value = getattr(command, field.name)
        if isinstance(value, datetime):
            value = moment(value)
        elif isinstance(value, Origin):
            value = _plain(value)
        out[f".{field.name}"] = dict(value) if field.name == "fields" else value
    return out


def check_key(key: str) -> None:
    """Refuse a key that no database could keep."""
    if len(key) > KEY_LENGTH or "\0" in key:
        raise Refusal("act.key-malformed", most=KEY_LENGTH)


def receipt_of(pen: Pen, account: str, key: str, body: bytes) -> Receipt | None:
    """The receipt given for this key of this account; None if none was; Refusal if it was for something else."""
    found = sent(pen, account, key)
    if found is None:
        return None
    if found[0] != body:
        raise Refusal("act.key-reused")
    return Receipt.from_bytes(found[1])
