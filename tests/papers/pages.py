"""Pages of a PDF, measured in millimetres from their upper left corner: characters, lines, ink."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pdfplumber
from pdfplumber.page import Page

MM = 25.4 / 72
DPI = 300
INK = DPI / 25.4  # pixels in a millimetre


@dataclass(frozen=True)
class Char:
    """One character: its place, its size in points, its face."""

    text: str
    left: float
    right: float
    base: float
    size: float
    font: str


@dataclass
class Sheet:
    """One page."""

    page: Page

    @property
    def width(self) -> float:
        """Of the sheet."""
        return float(self.page.width) * MM

    @property
    def height(self) -> float:
        """Of the sheet."""
        return float(self.page.height) * MM

    @cached_property
    def chars(self) -> list[Char]:
        """Every character, blanks left out."""
        return [self._char(each) for each in self.page.chars if each["text"].strip()]

    def _char(self, each: dict[str, Any]) -> Char:
        base = (float(self.page.height) - each["matrix"][5]) * MM
        font = each["fontname"].partition("+")[2]
        return Char(each["text"], each["x0"] * MM, each["x1"] * MM, base, each["size"], font)

    def lines(self) -> list[list[Char]]:
        """The characters by the line they stand on, from the top."""
        found: dict[int, list[Char]] = {}
        for char in self.chars:
            found.setdefault(round(char.base * 10), []).append(char)
        return [sorted(found[key], key=lambda char: char.left) for key in sorted(found)]

    def line(self, words: str) -> list[Char]:
        """The line on which these words stand."""
        return next(line for line in self.lines() if words in "".join(char.text for char in line))

    @cached_property
    def ink(self) -> Any:
        """What is printed, in color."""
        return self.page.to_image(resolution=DPI).original.convert("RGB")

    def rows(self, color: str, left: float = 0, right: float = 210, top: float = 0, foot: float = 297) -> list[float]:
        """The heights at which there is ink of a color, within a window."""
        return sorted({y for _, y in self._points(color, left, right, top, foot)})

    def columns(self, color: str, top: float, foot: float) -> list[float]:
        """The places from the left at which there is ink of a color, within a band."""
        return sorted({x for x, _ in self._points(color, 0, 210, top, foot)})

    def _points(self, color: str, left: float, right: float, top: float, foot: float) -> Iterator[tuple[float, float]]:
        pixels, (width, height) = self.ink.load(), self.ink.size
        for y in range(int(top * INK), min(int(foot * INK), height)):
            for x in range(int(left * INK), min(int(right * INK), width)):
                red, green, blue = pixels[x, y]
                is_red = red > 150 and green < 110 and blue < 110
                if is_red if color == "red" else red + green + blue < 300:
                    yield x / INK, y / INK


def bands(heights: list[float], gap: float = 0.3) -> list[tuple[float, float]]:
    """Heights that follow each other closely, as bands from their top to their foot."""
    found: list[tuple[float, float]] = []
    for height in heights:
        if found and height - found[-1][1] <= gap:
            found[-1] = (found[-1][0], height + 1 / INK)
        else:
            found.append((height, height + 1 / INK))
    return found


def sheets(pdf: bytes) -> list[Sheet]:
    """The pages of a PDF."""
    return [Sheet(page) for page in pdfplumber.open(io.BytesIO(pdf)).pages]
