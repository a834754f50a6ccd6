"""A package is written: a folder with the events of a matter, their proofs, its files, its mechanism, and `verify.py`.

What is not to leave (a citizen's data, say) is withheld: the words of the event stay here, its hash goes along, and
every link still holds. docs/record.md says what stands in which file.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from liandong.archive.joined import verify_py
from liandong.archive.papers import write_papers
from liandong.archive.verifier.package import FORMAT
from liandong.core import merkle
from liandong.core.evidence import items_of
from liandong.core.matter.events import Event, FileErased, moment
from liandong.core.signed_notes import Note
from liandong.evidence import store
from liandong.evidence.held import content_of
from liandong.evidence.kinds import ENDINGS
from liandong.record import read
from liandong.record.chain import HEADER
from liandong.record.log import checkpoints
from liandong.record.log.anchors import cosignatures
from liandong.record.log.checkpoints import Signed
from liandong.record.log.keys import SigningKey
from liandong.record.log.places import Row, places_of, rows_of
from liandong.record.log.timestamps import token_of
from liandong.record.log.tree import Tree
from liandong.record.one_moment import one_moment


class NoCheckpoint(Exception):
    """The log has not begun: nothing is signed yet that a package could be proved with."""


@dataclass
class Exported:
    """What was written. `later` events came after the checkpoint; `missing` files are not in the store any more."""

    folder: Path
    events: int = 0
    files: int = 0
    papers: int = 0
    later: int = 0
    withheld: int = 0
    missing: list[str] = field(default_factory=list)


def write(
    matter: str,
    folder: Path,
    *,
    index: str,
    now: datetime,
    key: SigningKey | None = None,
    may_leave: Callable[[Event], bool] = lambda event: True,
) -> Exported:
    """Write the package of a matter into a folder that is not there yet, whole or not at all.

    `index` is the page that people read; `key` signs the list of files; `may_leave` says of which events the words go
    along. LookupError for an unknown matter, FileExistsError, NoCheckpoint.
    """
    if folder.exists():
        raise FileExistsError(str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as place:
        made = Path(place) / "package"
        made.mkdir()
        exported = _Writer(matter, made, may_leave).write(index, now, key)
        made.rename(folder)
    exported.folder = folder
    return exported


class _Writer:
    """One package on its way."""

    def __init__(self, matter: str, folder: Path, may_leave: Callable[[Event], bool]) -> None:
        self.matter, self.folder, self.may_leave = matter, folder, may_leave
        self.exported = Exported(folder)
        self.withheld: set[str] = set()
        self.wordless: set[int] = set()  # events whose words do not go along
        self.papers: list[dict[str, Any]] = []

    def write(self, index: str, now: datetime, key: SigningKey | None) -> Exported:
        with one_moment():
            head, signed = read.head(self.matter), checkpoints.last()
            if head is None:
                raise LookupError(self.matter)
            if signed is None:
                raise NoCheckpoint
            self._log(signed)
            last = self._events(signed.said.size)
            self._packs()
            state = read.state(self.matter)
        self._files()
        if state is not None:
            self.papers = write_papers(state, self.folder, self.wordless, now)
            self.exported.papers = sum(1 for each in self.papers if each["file"])
        self._text("index.html", index)
        self._text("verify.py", verify_py())
        self._list(head, last, moment(now), key)
        return self.exported

    def _text(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8", newline="\n")

    def _log(self, signed: Signed) -> None:
        size = signed.said.size
        self.prove = _prover(size)
        keys = [
            {"place": place, "statement": str(statement), "proof": self.prove(place)}
            for place, statement in checkpoints.statements()
            if place < size
        ]
        note = Note(signed.note.text, (*signed.note.signatures, *cosignatures(size)))
        witnesses = [settings.WITNESS_KEY] if settings.WITNESS_KEY else []
        said = {"checkpoint": str(note), "keys": keys, "witnesses": witnesses}
        token = token_of(size)
        if token is not None:  # as `openssl ts -verify` asks for them
            self._text("checkpoint.txt", signed.note.text)
            (self.folder / "checkpoint.tsr").write_bytes(token)
        self._text("log.json", json.dumps(said, ensure_ascii=False, indent=1) + "\n")

    def _events(self, size: int) -> str:
        """Write the events; the hash of the last."""
        places = places_of(self.matter)
        entries = {entry.header.seq: entry for entry in read.timeline(self.matter)}
        last = ""
        with (self.folder / "events.jsonl").open("w", encoding="utf-8", newline="\n") as file:
            for row in rows_of(self.matter):
                place = places.get(row["seq"])
                place = place if place is not None and place < size else None
                entry = entries[row["seq"]]
                told = entry.told
                leaves = entry.event is not None and self.may_leave(entry.event)
                self._note_items(row["seq"], told, leaves=told is not None and self.may_leave(told))
                file.write(json.dumps(self._line(row, place, leaves=leaves), ensure_ascii=False) + "\n")
                self.exported.events += 1
                self.exported.later += place is None
                self.exported.withheld += not leaves
                last = bytes(row["hash"]).hex()
        return last

    def _line(self, row: Row, place: int | None, *, leaves: bool) -> Mapping[str, Any]:
        return {
            "header": [row[name] for name in HEADER],
            "salt": bytes(row["salt"]).hex() if leaves else None,
            "payload": bytes(row["payload"]).decode() if leaves else None,
            "payload_hash": bytes(row["payload_hash"]).hex(),
            "prev": bytes(row["prev"]).hex(),
            "hash": bytes(row["hash"]).hex(),
            "place": place,
            "proof": self.prove(place) if place is not None else [],
        }

    def _note_items(self, seq: int, event: Event | None, *, leaves: bool) -> None:
        if not leaves:
            self.wordless.add(seq)
            self.withheld |= {str(item["key"]) for item in items_of(event)}

    def _packs(self) -> None:
        (self.folder / "packs").mkdir()
        for name in sorted({entry.pack.hash for entry in read.timeline(self.matter)}):
            found = read.pack_bytes(name)
            if found is not None:
                (self.folder / "packs" / f"{name}.json").write_bytes(found)

    def _files(self) -> None:
        """Copy the files that the events name; one whose event is withheld, or that was erased by law, has no bytes
        here to take along."""
        (self.folder / "files").mkdir()
        entries = list(read.timeline(self.matter))
        left = {entry.event.file for entry in entries if isinstance(entry.event, FileErased)} | self.withheld
        for entry in entries:
            for item in items_of(entry.told):
                key = str(item["key"])
                target = self.folder / "files" / f"{key}.{ENDINGS.get(str(item['type']), 'bin')}"
                if key not in left and not target.exists():
                    self._copy(key, target, str(item["name"]))

    def _copy(self, key: str, target: Path, name: str) -> None:
        try:
            with store.opened(content_of(key)) as kept, target.open("wb") as file:
                shutil.copyfileobj(kept, file)
            self.exported.files += 1
        except (FileNotFoundError, ValueError):
            self.exported.missing.append(name)

    def _list(self, head: read.Head, last: str, at: str, key: SigningKey | None) -> None:
        said = {
            "format": FORMAT,
            "matter": head.id,
            "number": head.number,
            "county": head.county,
            "made_at": at,
            "events": {"count": self.exported.events, "last": last},
            "withheld": sorted(self.withheld),
            "papers": self.papers,
            "files": dict(_digests(self.folder)),
        }
        self._text("manifest.json", json.dumps(said, ensure_ascii=False, indent=1) + "\n")
        if key is not None:
            text = f"{FORMAT}\n{_digest(self.folder / 'manifest.json')}\n"
            self._text("manifest.note", str(Note(text, (key.sign(text),))))


def _prover(size: int) -> Callable[[int], Sequence[str]]:
    tree = Tree()
    return lambda place: [each.hex() for each in merkle.inclusion_proof(place, size, tree)]


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), _digest(path)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
