"""Ways in which the papers of a package are changed."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.archive import made as m
from tests.archive.changing import event, finds


def listed(folder: Path, **parts: Any) -> None:
    """The first paper of the list says something else."""
    m.relisted(folder, papers=[{**m.PAPERS[0], **parts}, m.PAPERS[1]])


def drawn(folder: Path, made: bytes) -> None:
    """Another PDF, and the list mended to it."""
    (folder / "papers" / "1.pdf").write_bytes(made)
    listed(folder, sha256=sha256(made).hexdigest())


@finds("paper", "file-changed")
def a_paper_is_changed(folder: Path) -> None:
    (folder / "papers" / "1.pdf").write_bytes(m.PDF + b" ")


@finds("paper")
def a_paper_is_taken_away(folder: Path) -> None:
    (folder / "papers" / "1.pdf").unlink()
    m.relisted(folder)


@finds("paper")
def a_paper_is_changed_and_the_list_of_files_mended(folder: Path) -> None:
    (folder / "papers" / "1.pdf").write_bytes(m.PDF + b" ")
    m.relisted(folder)


@finds("paper")
def a_paper_has_another_title(folder: Path) -> None:
    drawn(folder, m.PDF.replace("移送函".encode(), "移交函".encode()))


@finds("paper")
def a_paper_is_of_another_organ(folder: Path) -> None:
    drawn(folder, m.PDF.replace("某局".encode(), "他局".encode()))


@finds("paper")
def a_paper_is_of_another_moment(folder: Path) -> None:
    drawn(folder, m.PDF.replace(b"01:00:00", b"02:00:00"))


@finds("paper")
def the_list_gives_a_paper_another_number(folder: Path) -> None:
    listed(folder, number="某函〔2026〕2号")


@finds("paper")
def the_list_gives_a_paper_another_code(folder: Path) -> None:
    listed(folder, code="0000-0000-0000")


@finds("paper")
def the_list_gives_a_paper_another_place(folder: Path) -> None:
    listed(folder, paper=3)


@finds("paper")
def a_void_paper_is_called_issued(folder: Path) -> None:
    listed(folder, state="issued")


@finds("paper")
def a_void_paper_is_called_replaced(folder: Path) -> None:
    listed(folder, state="replaced")


@finds("paper")
def a_paper_is_not_listed(folder: Path) -> None:
    m.relisted(folder, papers=[m.PAPERS[1]])


@finds("paper")
def a_paper_is_listed_that_no_event_issued(folder: Path) -> None:
    m.relisted(folder, papers=[*m.PAPERS, {**m.PAPERS[0], "event": 2}])


@finds("paper")
def a_paper_is_brought_whose_words_are_withheld(folder: Path) -> None:
    (folder / "papers" / "6.pdf").write_bytes(m.PDF)
    m.relisted(folder, papers=[m.PAPERS[0], {**m.PAPERS[0], "event": 6, "file": "papers/6.pdf"}])


@finds()
def a_paper_is_withheld_with_its_words(folder: Path) -> None:
    m.relisted(folder, papers=[m.PAPERS[0]])


@finds()
def a_paper_is_withheld_though_its_words_are_here(folder: Path) -> None:
    (folder / "papers" / "1.pdf").unlink()
    listed(folder, file=None)


@finds()
def no_paper_is_spoken_of(folder: Path) -> None:
    m.relisted(folder, papers=None)


@finds()
def what_became_of_a_paper_is_withheld(folder: Path) -> None:
    event(folder, 4, payload=None, salt=None)


@finds("event", "paper")
def the_words_of_a_paper_are_changed(folder: Path) -> None:
    said = {**m.ISSUED, "content": {**m.CONTENT, "title": "移交函"}}
    event(folder, 1, payload=json.dumps(said, ensure_ascii=False))
