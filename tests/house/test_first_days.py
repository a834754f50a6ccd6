"""The first days: a page for each kind of user, with a picture of his first screen that the browser tests make."""

from __future__ import annotations

import re

from tests.house.tree import listed
from tests.pages import PAGES
from tests.screenshots import PICTURE, SIZES, TOURS

FOLDER = TOURS.parent
KINDS = 12  # of users (the issue of the face; townships and departments share a page)
LARGEST = 200_000  # bytes of a picture


def test_each_kind_of_user_has_a_page_in_both_languages_with_a_picture_of_a_page_that_is_tested() -> None:
    pages = [path for path in sorted(FOLDER.glob("*.md")) if path.name != "README.md"]
    shot = {f"{page.name}-{size}" for page in PAGES for size in SIZES}
    faults = []
    for path in pages:
        text = path.read_text(encoding="utf-8")
        chinese, _, english = text.partition("## The first day")
        steps = [len(re.findall(r"^[0-9]+\. ", part, re.MULTILINE)) for part in (chinese, english)]
        if steps[0] != steps[1] or steps[0] < 3:
            faults.append(f"{path.name}: {steps[0]} steps in Chinese, {steps[1]} in English")
        pictures = PICTURE.findall(text)
        faults += [f"{path.name}: no test makes {name}" for name in pictures if name not in shot]
        faults += [f"{path.name}: {name} is not kept" for name in pictures if not (TOURS / f"{name}.png").exists()]
        if not pictures:
            faults.append(f"{path.name}: no picture")
    assert not faults, f"A first day that shows another page than the one there is misleads.{listed(faults)}"
    assert len(pages) == KINDS, "Each kind of user has a first day."


def test_the_table_of_first_days_names_each_and_no_picture_is_left_over_or_large() -> None:
    table = (FOLDER / "README.md").read_text(encoding="utf-8")
    pages = [path for path in FOLDER.glob("*.md") if path.name != "README.md"]
    assert [path.name for path in pages if f"({path.name})" not in table] == []
    named = {name for path in pages for name in PICTURE.findall(path.read_text(encoding="utf-8"))}
    kept = {path.stem: path.stat().st_size for path in TOURS.glob("*.png")}
    assert set(kept) == named
    faults = [f"{name}: {size:,} bytes" for name, size in kept.items() if size > LARGEST]
    assert not faults, f"Pictures are cloned by everybody; `make screenshots` keeps them small.{listed(faults)}"
