"""From what a paper says to what is laid on its sheets: number, day, stamp across the page, the mark to check it by."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import segno
from django.conf import settings

from liandong.core.matter.papers import DROPPED, REPLACED, VOIDED
from liandong.core.rules import PaperKind

DRAFT = "草稿"
STAMPS = {VOIDED: "作废", REPLACED: "已替换", DROPPED: "已撤销"}
MASK = 3  # a reader takes any of the eight; trying all of them took longer than half of the typesetting
Sheet = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Placed:
    """A seal on a paper: its picture as PNG, its width in millimetres."""

    picture: bytes
    width: int


def sheet_of(
    content: dict[str, Any], state: str, *, code: str = "", key: str = "1", seal: Placed | None = None
) -> Sheet:
    """The sheet of a paper in this state; without a code it is a draft, and says so across every page."""
    kind = PaperKind(content["kind"])
    sheet = {"number": "", "date": "", "signer": "", **content}
    stamp = STAMPS.get(state, "") if code else DRAFT
    return {
        **sheet,
        "key": key,
        "upward": kind.of.upward,
        "stamp": stamp,
        "code": code,
        "check": check_words() if code else "",
        "qr": qr_of(code) if code else "",
        "seal": _as_svg(seal.picture) if seal else "",
        "seal_width": seal.width if seal else 0,
        "seal_height": round(seal.width * _size(seal.picture)[1] / _size(seal.picture)[0], 3) if seal else 0,
    }


def _as_svg(png: bytes) -> str:
    """A picture in a picture: text, as everything that a sheet is given."""
    width, height = _size(png)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><image width="{width}" '
        f'height="{height}" href="data:image/png;base64,{b64encode(png).decode()}"/></svg>'
    )


def _size(png: bytes) -> tuple[int, int]:
    """Pixels of a PNG, which its first chunk says."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def check_address(code: str) -> str:
    """Where a holder of the paper asks; the code alone where the site has not said its address."""
    return f"{settings.SITE_ADDRESS}/check/?code={code}" if settings.SITE_ADDRESS else code


def check_words() -> str:
    """What stands beside the picture."""
    host = settings.SITE_ADDRESS.partition("://")[2]
    return f"扫码或访问 {host}/check/ 核验" if host else "在本县平台核验页输入此码核验"


def qr_of(code: str) -> str:
    """The picture of the address, as SVG; equal for equal codes."""
    modules = segno.make(check_address(code), error="m", micro=False, mask=MASK).matrix
    dark = "".join(_runs(row, y) for y, row in enumerate(modules))
    size = len(modules)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{dark}"/></svg>'


def _runs(row: Sequence[int], y: int) -> str:
    """The dark runs of a row of modules, as steps of a path."""
    ends = iter(place for place, (now, then) in enumerate(pairwise((0, *row, 0))) if now != then)
    return "".join(f"M{start} {y}H{end}v1H{start}z" for start, end in zip(ends, ends, strict=True))
