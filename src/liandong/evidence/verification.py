"""Whether every file that stands on record is what it was: the hash in the event against the bytes on the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from liandong.core.evidence import items_of
from liandong.core.matter.events import FileErased
from liandong.core.texts import Text
from liandong.evidence import store
from liandong.evidence.held import content_of
from liandong.record import read
from liandong.record.read import Head

AT_ONCE = 1024 * 1024  # bytes


class Fault(StrEnum):
    """What can be wrong with a file."""

    MISSING = "missing"
    CHANGED = "changed"


WORDS: dict[Fault, Text] = {
    Fault.MISSING: Text(
        "{number} 第{seq}条：文件“{name}”（{key}）不在存放处，应为 {sha256}",
        "{number}, entry {seq}: the file “{name}” ({key}) is not there; it should be {sha256}",
    ),
    Fault.CHANGED: Text(
        "{number} 第{seq}条：文件“{name}”（{key}）已被改动，应为 {sha256}，现为 {found}",
        "{number}, entry {seq}: the file “{name}” ({key}) was changed; it should be {sha256} and is {found}",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A file that is not what the record says. `found` is its hash now, "" where it is missing."""

    fault: Fault
    matter: str
    number: str
    seq: int
    key: str
    name: str
    sha256: str
    found: str

    def say(self, lang: str) -> str:
        """The finding in one line."""
        return WORDS[self.fault].say(lang).format(**self.to_json())

    def to_json(self) -> dict[str, Any]:
        """The finding as plain values."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class Report:
    """What a verification came to; `size` in bytes."""

    files: int = 0
    size: int = 0
    findings: list[Finding] = field(default_factory=list)


def verify(told: Callable[[Report], None] = lambda report: None) -> Report:
    """Read every file that an event names, and compare its hash. `told` is called after each file."""
    report, known = Report(), set()
    for head in read.matters():
        for seq, item in _items(head):
            if (item["key"], item["sha256"]) not in known:
                known.add((item["key"], item["sha256"]))
                _compare(report, head, seq, item)
                told(report)
    return report


def _items(head: Head) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every file that the events of a matter name and none erased by law, with the number of the event."""
    entries = read.timeline(head.id)
    erased = {entry.event.file for entry in entries if isinstance(entry.event, FileErased)}
    for entry in entries:
        for item in items_of(entry.told):
            if item["key"] not in erased:
                yield entry.header.seq, item


def _compare(report: Report, head: Head, seq: int, item: dict[str, Any]) -> None:
    found, size = _digest(content_of(item["key"]))
    report.files += 1
    report.size += size
    if found != item["sha256"]:
        fault = Fault.CHANGED if found else Fault.MISSING
        said = (item["key"], item["name"], item["sha256"], found)
        report.findings.append(Finding(fault, head.id, head.number, seq, *said))


def _digest(key: str) -> tuple[str, int]:
    hashing, size = hashlib.sha256(), 0
    try:
        with store.opened(key) as file:
            for some in store.pieces(file, AT_ONCE):
                hashing.update(some)
                size += len(some)
    except (FileNotFoundError, ValueError):  # gone, or a key that this store never gave
        return "", 0
    return hashing.hexdigest(), size
