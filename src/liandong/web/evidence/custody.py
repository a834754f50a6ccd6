"""The chain of custody of one file: what acts on record did to it, and who looked at it, took it along, exported it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from liandong.core.evidence import items_of
from liandong.core.matter import events as e
from liandong.core.texts import Text
from liandong.record import deeds
from liandong.record.deeds import DeedKind
from liandong.record.read import Entry
from liandong.web import dates
from liandong.web.evidence.of_matter import Named, who
from liandong.web.fields.shown import seat_words
from liandong.web.language import say, t
from liandong.web.matter.seen import Seen

DEEDS: Mapping[DeedKind, Text] = {
    DeedKind.FILE_SEEN: Text("查看", "looked at it"),
    DeedKind.FILE_READ: Text("下载原件", "took the original along"),
    DeedKind.EXPORTED: Text("导出保管记录", "exported its chain of custody"),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """One line: when, who, by which account, what. `seq` is the event on record, 0 where the log of deeds says it."""

    at: datetime
    who: str
    account: str
    what: str
    seq: int = 0


def custody(seen: Seen, entries: Sequence[Entry], this: Named, most: int | None = None) -> list[Kept]:
    """What happened to the file, the last first; at most so many lines."""
    key = str(this.item["key"])
    acts = [*_acts(seen, entries, key)]
    logged = (_deed(deed, seen) for deed in deeds.every_deed(seen.state.county, subject=key))
    found = sorted([*acts, *islice(logged, most)], key=lambda line: line.at, reverse=True)
    return found[:most]


def _acts(seen: Seen, entries: Sequence[Entry], key: str) -> Iterator[Kept]:
    for entry in entries:
        what = _done(entry.told, key)
        if what:
            header = entry.header
            at = datetime.fromisoformat(header.at)
            yield Kept(at, who(header, seen.pack), header.account, what, header.seq)


def _done(event: e.Event | None, key: str) -> str:
    """What an event did to the file, "" for nothing."""
    match event:
        case e.EvidenceSealed() if any(isinstance(file, dict) and file["key"] == key for file in event.files):
            return t(f"封存，依据{event.basis}：{event.reason}", f"sealed it under {event.basis}: {event.reason}")
        case e.EvidenceUnsealed():
            return t(f"启封：{event.reason}", f"unsealed the evidence: {event.reason}")
        case e.ErasureAsked() if event.file == key:
            return t(
                f"提出删除，依据{event.basis}：{event.reason}",
                f"asked for its erasure under {event.basis}: {event.reason}",
            )
        case e.ErasureRefused() if event.file == key:
            return t(f"不同意删除：{event.words}", f"turned the erasure down: {event.words}")
        case e.FileErased() if event.file == key:
            return t(
                f"同意删除，内容销毁，依据{event.basis}",
                f"agreed to its erasure under {event.basis}; the content is destroyed",
            )
        case e.FactCorrected() if any(item["key"] == key for item in items_of(event)):
            return t("更正后保留或者换入", "kept or put in by a correction")
        case e.FactCorrected() if _replaced(event, key):
            return t("由更正取代，仍在记录中", "taken out by a correction; it stays on record")
    return t("添加", "added it") if any(item["key"] == key for item in items_of(event)) else ""


def _replaced(event: e.FactCorrected, key: str) -> bool:
    was = event.was if isinstance(event.was, list) else []
    return any(isinstance(item, dict) and item.get("key") == key for item in was)


def _deed(deed: deeds.Deed, seen: Seen) -> Kept:
    by = seat_words(deed.unit, deed.post, seen.pack)
    return Kept(deed.at, by, deed.account, say(DEEDS.get(deed.kind, Text(deed.kind, deed.kind))))


def custody_rows(lines: list[Kept]) -> Iterator[list[Any]]:
    """The lines of a file, the heads first."""
    heads = (("时间", "When"), ("单位和岗位", "Seat"), ("账号", "Account"), ("做了什么", "What"), ("记录条号", "Entry"))
    yield [t(*head) for head in heads]
    for line in lines:
        at = f"{dates.local(line.at):%Y-%m-%d %H:%M:%S}"
        yield [at, line.who, line.account, line.what, line.seq or ""]
