"""The fonts of papers. None is kept in this tree: set-up brings open ones, a site adds those that it is licensed for.

Looked for in this order: the site's folder (LIANDONG_FONTS), Fandol as set-up unpacked it, Noto as pip installed it.
"""

from __future__ import annotations

import json
import sys
from functools import lru_cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst
from django.conf import settings

UNPACKED = "share/liandong-fonts"  # below the environment that runs us; setup/fonts.py puts them there
NOTO_SERIF, NOTO_SANS = "Noto Serif SC", "Noto Sans SC"

FACES: dict[str, tuple[str, ...]] = {
    "head": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FandolSong", NOTO_SERIF),
    "fang": ("FangSong_GB2312", "仿宋_GB2312", "FandolFang R", NOTO_SERIF),
    "hei": ("SimHei", "FandolHei", NOTO_SANS),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "FandolKai", NOTO_SERIF),
    "song": ("SimSun", "FandolSong", NOTO_SERIF),
}
"""What the standard calls for, and who may stand for it: the first that is installed sets the words, the next ones only
the characters that it lacks."""


def folders() -> list[Path]:
    """Where fonts are looked for, the site's own folder first."""
    site = settings.PAPER_FONTS
    found = [site] if site else []
    packaged = Path(pylopdf_fonts_zh_cn.__file__).parent
    return [*found, *(each for each in (Path(sys.prefix) / UNPACKED, packaged) if each.is_dir())]


@lru_cache(maxsize=1)
def installed() -> typst.Fonts:
    """All of them, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders())


@lru_cache(maxsize=1)
def faces() -> str:
    """For each face its families that are installed, as the sheets read them."""
    families = set(installed().families())
    return json.dumps({face: [name for name in names if name in families] for face, names in FACES.items()})


def stand_ins() -> list[str]:
    """The faces that only Noto could set: papers are legible then, and not as the standard wants them."""
    chosen = json.loads(faces())
    return [face for face, names in chosen.items() if names[0] in (NOTO_SERIF, NOTO_SANS)]
