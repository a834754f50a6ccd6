"""Pictures of every page, in both languages, on a phone and on a wide screen, and one sheet on which to look at them.

The test that holds each page to what is true of all makes the pictures; a page that it refuses is a failure here too.
"""

from __future__ import annotations

import subprocess
import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHOTS = ROOT / "artefacts" / "browser"
EVERY_PAGE = "tests/browser/test_every_page.py::test_every_page_can_be_used_at_each_width_in_each_language"
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


def main() -> int:
    """Shoot, then write the sheet; the exit code is the test's."""
    code = subprocess.run([sys.executable, "-m", "pytest", "-q", EVERY_PAGE], cwd=ROOT, check=False).returncode
    shot = names()
    if not shot:
        return code or 1
    (SHOTS / "index.html").write_text(sheet(shot), encoding="utf-8")
    print(f"{len(shot)} pages, {len(SIZES)} pictures each: {(SHOTS / 'index.html').relative_to(ROOT)}")
    return code


if __name__ == "__main__":
    sys.exit(main())
