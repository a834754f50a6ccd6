"""Ids of matters: UUID version 7, so that later ones sort later and indices grow at one end."""

from __future__ import annotations

import os
from datetime import datetime
from uuid import UUID


def new_id(now: datetime) -> str:
    """A new id that begins with the millisecond of `now`; the rest is random."""
    millis = int(now.timestamp() * 1000) & 0xFFFF_FFFF_FFFF
    random = int.from_bytes(os.urandom(10), "big")
    version = 0x7 << 76 | random >> 68 << 64  # 4 bits of version, 12 random ones
    variant = 0b10 << 62 | random & 0x3FFF_FFFF_FFFF_FFFF
    return str(UUID(int=millis << 80 | version | variant))
