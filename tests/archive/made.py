"""A package as the program writes it, made without a database, and ways to change it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from liandong.archive.joined import verify_py
from liandong.core import merkle
from liandong.core import signed_notes as notes
from liandong.core.papers import code_of
from liandong.core.signed_notes import Checkpoint, Note
from liandong.record.canonical import canonical
from liandong.record.chain import FIRST, event_hash, payload_hash
from liandong.record.log.entries import Lost, key_text, leaf_of_event, leaf_of_key, restored_text
from liandong.record.log.keys import SigningKey, _with_seed

MATTER, NAME, AT = "01a1f677-aa80-71ad-9039-0da8b145b6bf", "county.example/record", "2026-11-20T01:00:00.000000+00:00"
PHOTO = b"\xff\xd8\xff a photo"
PHOTO_KEY, HIDDEN_KEY = "ab" * 16, "cd" * 16
PACK = canonical({"county": "sample", "version": "1"})
EVENTS, LEAVES = 7, 23


def key(number: int, name: str = NAME, kind: int = notes.LOG_KEY) -> SigningKey:
    """A key that is the same each time."""
    return _with_seed(name, kind, sha256(str(number).encode()).digest())


OLD, MINE, WITNESS, STRANGER = key(1), key(2), key(3, "witness.example", notes.WITNESS_KEY), key(4)


def item(name: str, key_of_file: str, content: bytes) -> dict[str, Any]:
    """A file as an event names it."""
    hashed = sha256(content).hexdigest()
    sort = {"size": len(content), "type": "image/jpeg", "captured_at": None, "stored_at": AT}
    return {"key": key_of_file, "sha256": hashed, "name": name, **sort}


CONTENT = {"title": "移送函 & 附件", "organ": "某局", "parts": [{"lines": [{"words": "一\u0001"}]}]}
NUMBER = "某函〔2026〕1号"
CODE = code_of(MATTER, 1, NUMBER, CONTENT)
PDF = (
    "%PDF <dc:title><rdf:Alt><rdf:li>移送函 &amp; 附件</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>某局"
    "</rdf:li></rdf:Seq></dc:creator><xmp:CreateDate>2026-11-20T01:00:00+00:00</xmp:CreateDate>"
).encode() + b"\xff"
ISSUED = {"paper": 1, "number": NUMBER, "code": CODE, "content": CONTENT}
KINDS = {0: "PaperIssued", 3: "PaperVoided", 5: "PaperIssued", 6: "WordsErased"}
WORDLESS = (4, 5)  # withheld, and erased by the last
SAID: dict[int, dict[str, Any]] = {
    0: ISSUED,
    3: {"paper": 1, "replaced_by": 0, "reason": "误"},
    6: {"place": "6:x", "events": [{"seq": 6, "kind": "PaperIssued", "left": {}}]},
}
PAPERS: list[dict[str, Any]] = [
    {
        "paper": 1,
        "event": 1,
        "state": "voided",
        "file": "papers/1.pdf",
        "number": NUMBER,
        "code": CODE,
        "sha256": sha256(PDF).hexdigest(),
    },
    {"paper": 2, "event": 6, "state": "issued", "file": None},
]


def payloads() -> list[dict[str, Any]]:
    """What the events say; the first issues a paper, the third names two files, one of them twice."""
    photos = [item("现场.jpg", PHOTO_KEY, PHOTO), item("身份证.jpg", HIDDEN_KEY, b"hidden")]
    third = {"fields": {"photos": photos, "again": {"deep": [photos[0]]}}}
    return [SAID.get(n, third if n == 2 else {"text": f"第{n}条\n\x01", "n": n}) for n in range(EVENTS)]


def events() -> list[dict[str, Any]]:
    """The chain: the fourth event has SM3, the fifth is withheld, the sixth erased, the last one not logged yet."""
    out, prev = [], FIRST
    for n, said in enumerate(payloads()):
        alg, salt, spelled = ("sm3" if n == 3 else "sha256"), bytes([n] * 16), canonical(said)
        who, pack = ("a", "unit", "post"), ("sample", "1", sha256(PACK).hexdigest())
        header = (alg, MATTER, n + 1, KINDS.get(n, "NoteAdded"), AT, *who, *pack, "x", "")
        hashed = payload_hash(alg, salt, spelled)
        found = event_hash(header, prev, hashed)
        shown = n not in WORDLESS
        out.append(
            {
                "header": list(header),
                "salt": salt.hex() if shown else None,
                "payload": spelled.decode() if shown else None,
                "payload_hash": hashed.hex(),
                "prev": prev.hex(),
                "hash": found.hex(),
            }
        )
        prev = found
    return out


def make(folder: Path, *, signed: bool = True, first_key: SigningKey = OLD, lost: Lost | None = None) -> None:
    """Write the package; with `lost`, of a log that goes on after a restore."""
    said, leaves = events(), [merkle.leaf_hash(bytes([n])) for n in range(LEAVES)]
    statements = {0: (first_key, first_key), 5: (first_key, MINE)}
    spelled = {}
    for place, (old, new) in statements.items():
        is_told = lost is not None and place
        text = restored_text(old.public, new.public, lost) if is_told else key_text(old.public, new.public, AT)  # type: ignore[arg-type]
        spelled[place] = str(Note(text, (old.sign(text),)))
        leaves[place] = leaf_of_key(spelled[place])
    for n, event in enumerate(said):
        event["place"] = 2 * n + 8 if n < EVENTS - 1 else None
        if event["place"] is not None:
            leaves[event["place"]] = leaf_of_event(bytes.fromhex(event["hash"]))
    tree = merkle.within(leaves)

    def proof(place: int | None) -> list[str]:
        return [] if place is None else [each.hex() for each in merkle.inclusion_proof(place, LEAVES, tree)]

    for event in said:
        event["proof"] = proof(event["place"])
    point = Checkpoint(NAME, LEAVES, merkle.over(leaves), AT).text
    note = Note(point, (MINE.sign(point), WITNESS.cosign(point, 1_700_000_000)))
    keys = [{"place": place, "statement": each, "proof": proof(place)} for place, each in spelled.items()]
    log = {"checkpoint": str(note), "keys": keys, "witnesses": [str(WITNESS.public)]}
    for name in ("packs", "files", "papers"):
        (folder / name).mkdir(parents=True)
    (folder / "packs" / f"{sha256(PACK).hexdigest()}.json").write_bytes(PACK)
    (folder / "files" / f"{PHOTO_KEY}.jpg").write_bytes(PHOTO)
    (folder / "papers" / "1.pdf").write_bytes(PDF)
    (folder / "index.html").write_text("<!doctype html>", encoding="utf-8")
    (folder / "verify.py").write_text(verify_py(), encoding="utf-8")
    write_events(folder, said)
    write_log(folder, log)
    last = {"count": EVENTS, "last": said[-1]["hash"]}
    write_list(folder, {"matter": MATTER, "events": last, "withheld": [HIDDEN_KEY], "papers": PAPERS}, signed=signed)


def write_events(folder: Path, said: list[dict[str, Any]]) -> None:
    """The events, one a line."""
    lines = [json.dumps(event, ensure_ascii=False) + "\n" for event in said]
    (folder / "events.jsonl").write_text("".join(lines), encoding="utf-8")


def read_events(folder: Path) -> list[dict[str, Any]]:
    """The events as they stand there."""
    return [json.loads(line) for line in (folder / "events.jsonl").read_bytes().splitlines()]


def write_log(folder: Path, log: dict[str, Any]) -> None:
    """The keys and the checkpoint."""
    (folder / "log.json").write_text(json.dumps(log, ensure_ascii=False), encoding="utf-8")


def read_log(folder: Path) -> dict[str, Any]:
    """The keys and the checkpoint as they stand there."""
    found: dict[str, Any] = json.loads((folder / "log.json").read_text(encoding="utf-8"))
    return found


def read_list(folder: Path) -> dict[str, Any]:
    """The list of files as it stands there."""
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def write_list(folder: Path, said: dict[str, Any], *, signed: bool = True, by: SigningKey | None = None) -> None:
    """The list of files, made anew and signed."""
    for name in ("manifest.json", "manifest.note"):
        (folder / name).unlink(missing_ok=True)
    files = {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    whole = {"format": "liandong/package/1", **said, "files": files}
    (folder / "manifest.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    if signed:
        text = f"liandong/package/1\n{sha256((folder / 'manifest.json').read_bytes()).hexdigest()}\n"
        (folder / "manifest.note").write_text(str(Note(text, ((by or MINE).sign(text),))), encoding="utf-8")


PARTS = ("matter", "events", "withheld", "papers")


def relisted(folder: Path, **parts: Any) -> None:
    """The list is mended, with other `parts`, as somebody would who has no key: without a signature."""
    said = read_list(folder)
    write_list(folder, {**{name: said[name] for name in PARTS if name in said}, **parts}, signed=False)


def chance(seed: int) -> random.Random:
    """Chance that comes the same each time."""
    return random.Random(seed)


Change = Callable[[Path], None]
