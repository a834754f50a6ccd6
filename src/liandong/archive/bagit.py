"""Bags (RFC 8493): a folder with its files under `data/`, the SHA-256 of each, and the check of all of it.

bagit.txt              the version, and how the other files are written
bag-info.txt           what the bag is: one `Label: value` a line
manifest-sha256.txt    the SHA-256 and the path of each file under data/
tagmanifest-sha256.txt the same of the three files above
data/                  what is handed over
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from liandong.archive.sealed import digest_of
from liandong.core.texts import Text

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PAYLOAD, MANIFEST, TAGS = "data", "manifest-sha256.txt", "tagmanifest-sha256.txt"
NEEDED = ("bagit.txt", MANIFEST)
LINE = re.compile(r"([0-9a-fA-F]{64})\s+\*?(\S.*)")


class Wrong(StrEnum):
    """What is wrong with a bag."""

    NO_BAG = "no-bag"
    UNREADABLE = "unreadable"
    MISSING = "missing"
    CHANGED = "changed"
    NOT_LISTED = "not-listed"


WORDS: Mapping[Wrong, Text] = {
    Wrong.NO_BAG: Text("不是移交包：缺{what}", "no bag: {what} is missing"),
    Wrong.UNREADABLE: Text("{what}写得不对", "{what} is not written as it should be"),
    Wrong.MISSING: Text("缺文件{what}", "the file {what} is missing"),
    Wrong.CHANGED: Text("文件{what}与校验值不符", "the file {what} is not the one that was listed"),
    Wrong.NOT_LISTED: Text("清单外的文件{what}", "the file {what} stands on no list"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    wrong: Wrong
    what: str

    def say(self, lang: str) -> str:
        """The finding in `lang`."""
        return WORDS[self.wrong].say(lang).format(what=self.what)


def finish(folder: Path, about: Mapping[str, str]) -> str:
    """Make a bag of a folder whose files lie under data/ already; the SHA-256 of its manifest. OSError."""
    files = sorted(path for path in (folder / PAYLOAD).rglob("*") if path.is_file())
    octets = sum(path.stat().st_size for path in files)
    said = {**about, "Payload-Oxum": f"{octets}.{len(files)}"}
    _write(folder / "bagit.txt", DECLARATION)
    _write(folder / "bag-info.txt", "".join(f"{label}: {_one_line(value)}\n" for label, value in said.items()))
    _write(folder / MANIFEST, "".join(_line(folder, path) for path in files))
    tags = [folder / name for name in ("bag-info.txt", "bagit.txt", MANIFEST)]
    _write(folder / TAGS, "".join(_line(folder, path) for path in tags))
    return digest_of(folder / MANIFEST)


def check(folder: Path) -> Iterator[Finding]:
    """Everything that is wrong with a bag, each file of it read; nothing where it is whole."""
    lacking = [name for name in NEEDED if not (folder / name).is_file()]
    if lacking:
        yield from (Finding(Wrong.NO_BAG, name) for name in lacking)
        return
    if (folder / "bagit.txt").read_bytes() != DECLARATION.encode():
        yield Finding(Wrong.UNREADABLE, "bagit.txt")
    listed: set[str] = set()
    for manifest in (MANIFEST, TAGS):
        if not (folder / manifest).is_file():
            continue
        for number, line in enumerate((folder / manifest).read_text(encoding="utf-8").splitlines(), start=1):
            found = LINE.fullmatch(line)
            if found is None or not _is_inside(_plain(found[2]), within_data=manifest == MANIFEST):
                yield Finding(Wrong.UNREADABLE, f"{manifest}:{number}")
                continue
            name = _plain(found[2])
            listed.add(name)
            yield from _compared(folder, name, found[1].lower())
    for path in sorted((folder / PAYLOAD).rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in listed:
            yield Finding(Wrong.NOT_LISTED, name)


def _compared(folder: Path, name: str, sha256: str) -> Iterator[Finding]:
    path = folder / name
    if not path.is_file():
        yield Finding(Wrong.MISSING, name)
    elif digest_of(path) != sha256:
        yield Finding(Wrong.CHANGED, name)


def _is_inside(name: str, *, within_data: bool) -> bool:
    """Whether a listed path stays within the bag: what a bag lists is written by others."""
    path = PurePosixPath(name)
    inside = not path.is_absolute() and ".." not in path.parts
    return inside and (path.parts[:1] == (PAYLOAD,)) == within_data


def _line(folder: Path, path: Path) -> str:
    name = path.relative_to(folder).as_posix()
    spelled = name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
    return f"{digest_of(path)}  {spelled}\n"


def _plain(spelled: str) -> str:
    return spelled.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
