"""Pictures of every page, in both languages, on a phone and on a wide screen, and one sheet on which to look at them.

The test that holds each page to what is true of all makes the pictures; a page that it refuses is a failure here too.
"""

from __future__ import annotations

import re
import subprocess
import sys
from html import escape
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
SHOTS = ROOT / "artefacts" / "browser"
EVERY_PAGE = "tests/browser/test_every_page.py::test_every_page_can_be_used_at_each_width_in_each_language"
TOURS = ROOT / "docs" / "howto" / "first-day" / "pictures"
PICTURE = re.compile(r"\]\(pictures/([a-z0-9-]+)\.png\)")
FIRST_SCREEN = {"phone": (390, 844), "wide": (1920, 1080)}
WIDTH = {(390, 844): 390, (1920, 1080): 1280}
COLORS = 256  # a page has few; the file stays small
SIZES = ("wide-zh", "wide-en", "phone-zh", "phone-en")
SHEET = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>联动 Liandong</title>
<style>body{{font:14px/1.5 sans-serif;margin:24px;background:#f4f5f7}}h2{{margin:32px 0 8px}}
div{{display:flex;gap:16px;align-items:flex-start}}a{{background:#fff;border:1px solid #ccd}}
img{{display:block;width:100%}}
a:nth-child(-n+2){{flex:3}}a:nth-child(n+3){{flex:1}}</style><h1>{count} 页 pages</h1>{rows}</html>
"""


def names() -> list[str]:
    """The pages that were shot, by name."""
    return sorted({path.stem.removesuffix(f"-{SIZES[0]}") for path in SHOTS.glob(f"*-{SIZES[0]}.png")})


def sheet(shot: list[str]) -> str:
    """One page with all pictures; each opens in its full size."""
    rows = []
    for name in shot:
        found = [f"{name}-{size}.png" for size in SIZES if (SHOTS / f"{name}-{size}.png").exists()]
        pictures = "".join(
            f'<a href="{escape(file)}"><img src="{escape(file)}" alt="{escape(file)}"></a>' for file in found
        )
        rows.append(f"<h2>{escape(name)}</h2><div>{pictures}</div>")
    return SHEET.format(count=len(shot), rows="\n".join(rows))


def keep_tours() -> int:
    """The first screens that the first days show, as files beside them; how many."""
    TOURS.mkdir(exist_ok=True)
    named = {name for page in TOURS.parent.glob("*.md") for name in PICTURE.findall(page.read_text(encoding="utf-8"))}
    for path in TOURS.glob("*.png"):
        if path.stem not in named:
            path.unlink()
    for name in sorted(named):
        with Image.open(SHOTS / f"{name}.png") as shot:
            size = FIRST_SCREEN["phone" if "-phone-" in name else "wide"]
            seen = shot.convert("RGB").crop((0, 0, shot.width, min(shot.height, size[1] * shot.width // size[0])))
            seen.thumbnail((WIDTH[size], seen.height))
            seen.quantize(COLORS, Image.Quantize.MAXCOVERAGE).save(TOURS / f"{name}.png", optimize=True)
    return len(named)


def main() -> int:
    """Shoot, then write the sheet and the pictures of the first days; the exit code is the test's."""
    code = subprocess.run([sys.executable, "-m", "pytest", "-q", EVERY_PAGE], cwd=ROOT, check=False).returncode
    shot = names()
    if not shot:
        return code or 1
    (SHOTS / "index.html").write_text(sheet(shot), encoding="utf-8")
    print(f"{keep_tours()} pictures of first days: {TOURS.relative_to(ROOT)}")
    print(f"{len(shot)} pages, {len(SIZES)} pictures each: {(SHOTS / 'index.html').relative_to(ROOT)}")
    return code


if __name__ == "__main__":
    sys.exit(main())
