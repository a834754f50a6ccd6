"""One file names the colors: a color elsewhere would stay as it is when the theme changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[2] / "src/liandong/web/static/liandong"
COLOR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|color)a?\(|:\s*(?:white|black|red|gr[ae]y)\b")
NAMED = re.compile(r"(--ld-[a-z-]+):")
USED = re.compile(r"var\((--ld-[a-z-]+)")


def sheets() -> list[Path]:
    return sorted(path for path in STYLES.glob("*.css") if path.name != "themes.css")


@pytest.mark.parametrize("sheet", sheets(), ids=lambda path: path.name)
def test_no_sheet_but_the_themes_names_a_color(sheet: Path) -> None:
    lines = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL).splitlines()
    found = [line for line in lines if COLOR.search(line)]
    assert not found, f"{sheet.name}: give these colors a name in themes.css, for each theme: {found}"


def test_every_color_that_is_used_is_named_and_every_one_that_is_named_is_used() -> None:
    named = set(NAMED.findall((STYLES / "themes.css").read_text(encoding="utf-8")))
    used = {name for sheet in STYLES.glob("*.css") for name in USED.findall(sheet.read_text(encoding="utf-8"))}
    assert used - named == set(), "these would have no color at all"
    assert named - used == set(), "these are nobody's"


def test_the_dark_theme_names_every_color_of_the_light_one() -> None:
    whole = (STYLES / "themes.css").read_text(encoding="utf-8")
    light, dark = (
        set(NAMED.findall(whole.split(f'[data-bs-theme="{name}"] {{')[1].split("}")[0])) for name in ("light", "dark")
    )
    assert light == dark
