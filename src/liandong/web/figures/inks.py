"""How the parts of a picture look: by classes on a page, where themes and print set colors, by attributes in a file.

What differs by meaning differs by its pattern too, never by its color alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

DARKEST = 3  # the darkest shade on which words and marks can still be read
PATTERNED = ("second", "alarm")
FILLS = {
    "first": "#0b3f7a",
    "second": "#5b8bc0",
    "alarm": "#b3180d",
    "ground": "#ffffff",
    "line": "#d5dce4",
    "level-1": "#e7ecf2",
    "level-2": "#c2cfde",
    "level-3": "#92a9c3",
    "level-4": "#23538a",
    "missing": "#fdf3df",
    "ended": "#c2cfde",
    "running": "#92b4dc",
    "open": "#ffffff",
    "clash": "#fdecea",
    "clash-open": "#ffffff",
    "now": "#b3180d",
    "box": "#ffffff",
    "vacant": "#fdecea",
    "deputised": "#fdf3df",
    "strong": "#8b96a3",
}
STROKES = {
    "missing": Markup(' stroke="#d98600" stroke-dasharray="3 2"'),
    "open": Markup(' stroke="#0b3f7a" stroke-dasharray="4 3"'),
    "clash": Markup(' stroke="#b3180d"'),
    "box": Markup(' stroke="#8b96a3"'),
    "vacant": Markup(' stroke="#b3180d" stroke-dasharray="4 3"'),
    "deputised": Markup(' stroke="#d98600"'),
    "clash-open": Markup(' stroke="#b3180d" stroke-dasharray="4 3"'),
}
WORDS = {"words": "#1c2733", "quiet": "#5d6875", "light": "#ffffff", "near": "#8a5300", "alarm": "#b3180d"}


@dataclass(frozen=True, slots=True)
class Inks:
    """The looks of one picture; `name` keeps its patterns apart from those of others on the same page."""

    name: str
    in_file: bool = False

    def shape(self, tone: str) -> Markup:
        """The attributes of a shape."""
        pattern = Markup(' fill="url(#{}-{})"').format(self.name, tone) if tone in PATTERNED else Markup("")
        if not self.in_file:
            return Markup('class="ld-ink ld-ink--{}"').format(tone) + pattern
        if pattern:
            return pattern + Markup(' stroke="{}"').format(FILLS[tone])
        return Markup('fill="{}"').format(FILLS[tone]) + STROKES.get(tone, Markup(""))

    def plain(self, tone: str) -> Markup:
        """The attributes of what a pattern is made of."""
        if self.in_file:
            return Markup('fill="{}"').format(FILLS[tone])
        return Markup('class="ld-ink ld-ink--{}-plain"').format(tone)

    def area(self, level: int, *, apart: bool = False) -> Markup:
        """The attributes of a township: its shade, its border; `apart` is what lies in no one township."""
        shade = f"level-{min(level, DARKEST)}" if level else "ground"
        if not self.in_file:
            return Markup('class="ld-ink ld-ink--{} ld-area{}"').format(shade, " ld-area--apart" if apart else "")
        dashed = Markup(' stroke-dasharray="4 3"') if apart else Markup("")
        border = Markup('fill="{}" stroke="{}" vector-effect="non-scaling-stroke"')
        return border.format(FILLS[shade], WORDS["quiet"]) + dashed

    def words(self, kind: str = "words", size: int = 13) -> Markup:
        """The attributes of words."""
        if not self.in_file:
            return Markup('class="ld-say ld-say--{} ld-say--{}"').format(kind, size)
        return Markup('fill="{}" font-size="{}"').format(WORDS[kind], size)

    def line(self, kind: str = "line") -> Markup:
        """The attributes of a thin line, or of one that is to be seen ("strong")."""
        if self.in_file:
            return Markup('stroke="{}"').format(FILLS[kind])
        return Markup('class="ld-rule ld-rule--{}"').format(kind) if kind != "line" else Markup('class="ld-rule"')
