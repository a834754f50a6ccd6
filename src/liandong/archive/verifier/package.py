"""The package as it lies there, and what is found when it is looked at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Tuple

from liandong.archive.verifier.digests import DIGESTS, digest_of, event_hash, payload_hash
from liandong.archive.verifier.notes import Unreadable

FORMAT = "liandong/package/1"
FIELDS_OF_HEADER = 13
UNLISTED = {"manifest.json", "manifest.note"}
ITEM = {"key", "sha256", "size", "type", "name", "captured_at", "stored_at"}
ITEMS = (ITEM, ITEM | {"captured_place", "captured_device"})


class Text(NamedTuple):
    """A sentence in both languages."""

    zh: str
    en: str


class Line(NamedTuple):
    """One thing that was looked at: whether it holds (None: cannot be told), its code, the sentence."""

    holds: Optional[bool]
    code: str
    text: Text


class Package:
    """A folder, and what is found when it is looked at."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lines: List[Line] = []
        self.manifest: Dict[str, Any] = json.loads(self.read("manifest.json"))
        if self.manifest.get("format") != FORMAT:
            raise Unreadable("manifest.json names another format")
        self.events: List[Dict[str, Any]] = []
        self.emptied: Dict[int, int] = {}

    def read(self, name: str) -> bytes:
        """The bytes of a file of the package."""
        return (self.folder / name).read_bytes()

    def say(self, holds: Optional[bool], code: str, zh: str, en: str) -> None:
        """Note a line."""
        self.lines.append(Line(holds, code, Text(zh, en)))

    def check(self) -> None:
        """Look at the events, and at what they name."""
        self.events = [json.loads(line) for line in self.read("events.jsonl").splitlines()]
        self.check_chain()
        self.check_packs()
        self.check_files()

    def check_list(self) -> None:
        """Every file that the list names is there, and is what it was; no other is there."""
        listed = self.manifest["files"]
        there = {str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file()}
        there = {name.replace("\\", "/") for name in there if "__pycache__" not in name} - UNLISTED
        bad = sorted(name for name in set(listed) & there if digest_of(self.folder / name) != listed[name])
        for name in bad:
            self.say(False, "file-changed", f"文件 {name} 已被改动。", f"The file {name} was changed.")
        for name in sorted(set(listed) - there):
            self.say(False, "file-missing", f"文件 {name} 缺失。", f"The file {name} is missing.")
        for name in sorted(there - set(listed)):
            self.say(False, "file-added", f"文件 {name} 不在清单中。", f"The file {name} is not on the list.")
        if not bad and there == set(listed):
            self.say(
                True,
                "list",
                f"清单所列 {len(listed)} 个文件齐全、未变。",
                f"All {len(listed)} listed files are as they were.",
            )

    def check_chain(self) -> None:
        """Every event has the hash it should have, and follows the one before."""
        prev, bad = bytes(32), 0
        self.emptied = self._emptied()
        for number, event in enumerate(self.events, 1):
            wrong = self._fault_of(event, number, prev)
            if wrong:
                bad += 1
                self.say(False, "event", f"第 {number} 号记录：{wrong.zh}", f"Event {number}: {wrong.en}")
            prev = bytes.fromhex(event["hash"])
        count, ends = len(self.events), self.manifest["events"]
        if count != ends["count"] or prev.hex() != ends["last"]:
            self.say(False, "end", "记录的末尾不是清单所说的那一条。", "The chain does not end where the list says.")
        if not count:
            self.say(False, "empty", "包内没有任何记录。", "There is no event in the package.")
        elif not bad:
            self.say(
                True,
                "chain",
                f"{count} 条记录逐条相连，内容与散列一致。",
                f"{count} events: every hash and every link holds.",
            )

    def _fault_of(self, event: Dict[str, Any], number: int, prev: bytes) -> Optional[Text]:
        header = event["header"]
        if len(header) != FIELDS_OF_HEADER or header[0] not in DIGESTS:
            return Text("抬头不完整或算法未知。", "its header is not whole, or names an unknown algorithm.")
        if header[2] != number or header[1] != self.manifest["matter"]:
            return Text("序号或事项不对。", "it is of another matter or has another number.")
        if bytes.fromhex(event["prev"]) != prev:
            return Text("与前一条不相连。", "it does not follow the one before.")
        hashed = bytes.fromhex(event["payload_hash"])
        if event["payload"] is None and number in self.emptied:
            by = self.emptied[number]
            kind = Text(
                f"第 {number} 号记录的部分内容已由第 {by} 号记录依法删除，其余内容见第 {by} 号；原散列仍在。",
                f"Words of event {number} were erased by law (event {by}, which holds the rest); the hash is there.",
            )
            self.lines.append(Line(None, "erased", kind))
        elif event["payload"] is None:
            kind = Text(
                f"第 {number} 号记录的内容不在包内（依法删除或未随包提供），散列仍在。",
                f"The words of event {number} are not in the package (erased by law, or withheld); their hash is.",
            )
            self.lines.append(Line(None, "withheld", kind))
        elif payload_hash(header[0], bytes.fromhex(event["salt"]), event["payload"].encode()) != hashed:
            return Text("内容与散列不符。", "what it says does not fit its hash.")
        elif number in self.emptied:
            return Text("内容已依法删除，却在包内。", "its words were erased by law, and are here all the same.")
        if event_hash(header, prev, hashed).hex() != event["hash"]:
            return Text("抬头或散列被改动。", "its header or its hash was changed.")
        return None

    def _emptied(self) -> Dict[int, int]:
        """The events whose words another event erased, each with the number of the last that did."""
        found = {}
        for number, event in enumerate(self.events, 1):
            if event["header"][3] == "WordsErased" and event["payload"] is not None:
                found.update({each["seq"]: number for each in json.loads(event["payload"])["events"]})
        return found

    def check_packs(self) -> None:
        """The mechanism under which each event was decided is there, byte by byte."""
        named = sorted({event["header"][10] for event in self.events})
        for name in named:
            path = self.folder / "packs" / (name + ".json")
            good = path.is_file() and digest_of(path) == name
            short = name[:12]
            if good:
                self.say(
                    True, "pack", f"机制包 {short} 与记录所引一致。", f"Pack {short} is the one that the events name."
                )
            else:
                self.say(False, "pack", f"机制包 {short} 缺失或被改动。", f"Pack {short} is missing or was changed.")

    def check_files(self) -> None:
        """Every file of evidence is what its event says."""
        good, known, erased = 0, set(), self._erased()
        for number, item in self._items():
            place = (item["key"], item["sha256"])
            if place in known:
                continue
            known.add(place)
            path = self._file(item["key"])
            if item["key"] in self.manifest["withheld"] and not path.exists():
                self.say(
                    None,
                    "file-withheld",
                    f"第 {number} 号记录的一个文件未随包提供。",
                    f"A file of event {number} is withheld.",
                )
            elif item["key"] in erased and not path.exists():
                self.say(
                    None,
                    "file-erased",
                    f"第 {number} 号记录的文件已依法删除（第 {erased[item['key']]} 号记录），散列仍在。",
                    f"The file of event {number} was erased by law (event {erased[item['key']]}); its hash is there.",
                )
            elif not path.is_file() or path.stat().st_size != item["size"] or digest_of(path) != item["sha256"]:
                self.say(
                    False,
                    "evidence",
                    f"第 {number} 号记录的文件“{item['name']}”缺失或被改动。",
                    f"The file “{item['name']}” of event {number} is missing or was changed.",
                )
            else:
                good += 1
        if good:
            self.say(
                True, "evidence", f"{good} 个证据文件与记录一致。", f"{good} files of evidence are what the events say."
            )

    def _erased(self) -> Dict[str, int]:
        """The files that an event says were erased by law, each with the number of that event."""
        found = {}
        for number, event in enumerate(self.events, 1):
            if event["header"][3] == "FileErased" and event["payload"] is not None:
                found[json.loads(event["payload"])["file"]] = number
        return found

    def _file(self, key: str) -> Path:
        """Where a file of evidence lies; its ending says of what kind it is."""
        folder = self.folder / "files"
        there = [path for path in folder.iterdir() if path.name.split(".")[0] == key] if folder.is_dir() else []
        return there[0] if there else folder / "missing"

    def _items(self) -> Iterator[Tuple[int, Dict[str, Any]]]:
        for number, event in enumerate(self.events, 1):
            waiting = [json.loads(event["payload"])] if event["payload"] is not None else []
            while waiting:
                value = waiting.pop()
                if isinstance(value, dict) and set(value) in ITEMS:
                    yield number, value
                elif isinstance(value, (dict, list)):
                    waiting.extend(value.values() if isinstance(value, dict) else value)
