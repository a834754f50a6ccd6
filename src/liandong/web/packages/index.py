"""The page that people read first in a package: the matter told in both languages, and what the package proves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from django.template.loader import get_template

from liandong.act.law import pinned_pack
from liandong.archive.papers import path_of
from liandong.core.evidence import items_of
from liandong.core.matter.state import Matter
from liandong.core.texts import Text
from liandong.evidence.kinds import ENDINGS, PICTURES
from liandong.papers.said import issued_content
from liandong.record import read
from liandong.record.read import Entry
from liandong.web.language import speaking
from liandong.web.matter.story import Act, Teller
from liandong.web.papers.words import STATES

LANGUAGES = ("zh", "en")
POLICY = "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'"
LINKS = '<a href="#zh">中文</a> <a href="#en">English</a>'
FRAME = """<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<nav>{links}</nav>
{parts}
</body>
</html>
"""
# A page outside the house: it carries its style in itself, and no script.


@dataclass(frozen=True, slots=True)
class FileInside:
    """A file of evidence as it lies in the package."""

    seq: int
    name: str
    path: str
    sha256: str
    is_picture: bool


@dataclass(frozen=True, slots=True)
class PaperInside:
    """A paper that was issued; `path` is where it lies in the package, "" where it does not."""

    seq: int
    number: str
    title: str
    code: str
    words: Text
    reason: str
    path: str


@dataclass(frozen=True, slots=True)
class Half:
    """The page in one language."""

    code: str
    acts: list[Act]


def index_of(state: Matter, now: datetime, withheld: frozenset[int] = frozenset()) -> str:
    """The page, as one file of HTML without a script. `withheld` are the events whose words do not go along.

    Citizens are masked in it, whoever takes the package.
    """
    pack = pinned_pack(state.pack_hash)
    procedure = pack.procedures[state.procedure]
    entries = read.timeline(state.id)
    halves = []
    for code in LANGUAGES:
        with speaking(code):
            halves.append(Half(code, Teller(state, procedure, pack).acts(entries)[::-1]))
    context = {
        "state": state,
        "pack": pack,
        "procedure": procedure,
        "halves": halves,
        "files": list(_files(entries, withheld)),
        "papers": list(_papers(state, withheld)),
        "withheld": withheld,
        "now": now,
    }
    parts = []
    for half in halves:
        with speaking(half.code):
            parts.append(get_template("packages/telling.html").render({**context, "half": half}))
    style = Path(__file__).with_name("package.css").read_text(encoding="utf-8")
    return FRAME.format(policy=POLICY, title=escape(state.number), style=style, parts="".join(parts), links=LINKS)


def _papers(state: Matter, withheld: frozenset[int]) -> Iterator[PaperInside]:
    for paper in state.papers:
        if paper.is_issued:
            seq = paper.issued_seq
            path = "" if seq in withheld or issued_content(state.id, seq) is None else path_of(seq)
            said = (paper.number, paper.title, paper.code, STATES[paper.state], paper.reason)
            yield PaperInside(seq, *said, path)


def _files(entries: list[Entry], withheld: frozenset[int]) -> Iterator[FileInside]:
    seen: set[str] = set()
    for entry in entries:
        for item in items_of(entry.told):
            key, kind = str(item["key"]), str(item["type"])
            if key in seen or entry.header.seq in withheld:
                continue
            seen.add(key)
            path = f"files/{key}.{ENDINGS.get(kind, 'bin')}"
            yield FileInside(entry.header.seq, str(item["name"]), path, str(item["sha256"]), kind in PICTURES)
