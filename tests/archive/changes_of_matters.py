"""Packages of other matters than the one that `made` writes: whole ones, of which nothing must be said to be wrong; and
some of them changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.archive import made as m
from tests.archive.changing import finds

DEVICE = {"captured_place": "33.1,118.2", "captured_device": "X1"}


@contextmanager
def other(**parts: Any) -> Iterator[None]:
    """What `made` writes, with other parts."""
    kept = {name: getattr(m, name) for name in parts}
    for name, value in parts.items():
        setattr(m, name, value)
    try:
        yield
    finally:
        for name, value in kept.items():
            setattr(m, name, value)


def anew(folder: Path, **more: Any) -> None:
    """Write it once more in the place of what is there."""
    shutil.rmtree(folder)
    folder.mkdir()
    m.make(folder, **more)


@finds()
def a_paper_was_replaced(folder: Path) -> None:
    said = {**m.SAID, 3: {"paper": 1, "replaced_by": 2, "reason": ""}}
    with other(SAID=said, PAPERS=[{**m.PAPERS[0], "state": "replaced"}, m.PAPERS[1]]):
        anew(folder)


@finds()
def another_paper_was_voided(folder: Path) -> None:
    said = {**m.SAID, 3: {"paper": 2, "replaced_by": 0, "reason": ""}}
    with other(SAID=said, PAPERS=[{**m.PAPERS[0], "state": "issued"}, m.PAPERS[1]]):
        anew(folder)


def erased(folder: Path) -> None:
    """The photo was erased by law."""
    with other(SAID={**m.SAID, 1: {"file": m.PHOTO_KEY}}, KINDS={**m.KINDS, 1: "FileErased"}):
        anew(folder)


@finds()
def a_photo_was_erased(folder: Path) -> None:
    erased(folder)
    (folder / "files" / f"{m.PHOTO_KEY}.jpg").unlink()
    m.relisted(folder)


@finds("evidence")
def another_photo_stands_where_one_was_erased(folder: Path) -> None:
    erased(folder)
    (folder / "files" / f"{m.PHOTO_KEY}.jpg").write_bytes(b"another")
    m.relisted(folder)


@finds("evidence")
def a_photo_that_names_its_device_is_changed(folder: Path) -> None:
    item = {**m.item("现场.jpg", m.PHOTO_KEY, m.PHOTO), **DEVICE}
    with other(SAID={**m.SAID, 1: {"files": [item]}, 2: {"text": "x"}}):
        anew(folder)
    (folder / "files" / f"{m.PHOTO_KEY}.jpg").write_bytes(m.PHOTO + b"x")
    m.relisted(folder)


@finds()
def the_log_goes_on_after_a_restore(folder: Path) -> None:
    anew(folder, lost=m.Lost(5, 12, bytes(32), "主机损坏", m.AT))
