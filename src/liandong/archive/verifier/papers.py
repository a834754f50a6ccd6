"""The papers of a package: each is the PDF that the list names, and belongs to the event that issued it."""

from __future__ import annotations

import hashlib
import html
import json
from typing import Any, Dict, List, Optional, Tuple

from liandong.archive.verifier.digests import digest_of
from liandong.archive.verifier.package import Package, Text

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def code_of(matter: str, paper: int, number: str, content: Dict[str, Any]) -> str:
    """The code that stands on a paper, made from all that it says."""
    words = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(words.encode()).hexdigest()
    stated = "\n".join(("liandong/paper/1", matter, str(paper), number, digest))
    value = int.from_bytes(hashlib.sha256(stated.encode()).digest()[:8], "big") >> 4
    letters = "".join(ALPHABET[(value >> (5 * place)) & 31] for place in range(11, -1, -1))
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))


def names_itself(made: bytes, content: Dict[str, Any], at: str) -> bool:
    """Whether a PDF says of itself that it has this title, is of this organ and was made at this moment."""
    text = made.decode("utf-8", "replace")
    title, organ = (html.escape(str(content[part]), quote=False) for part in ("title", "organ"))
    said = (f">{title}</rdf:li></rdf:Alt></dc:title>", f">{organ}</rdf:li></rdf:Seq></dc:creator>")
    return all(each in text for each in said) and f"<xmp:CreateDate>{at[:19]}+00:00</xmp:CreateDate>" in text


class Papers:
    """The papers that the list names, beside the events that issued them."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.listed: Optional[List[Dict[str, Any]]] = package.manifest.get("papers")

    def check(self) -> None:
        """Look at each paper that was issued."""
        named = {each["event"]: each for each in self.listed or []}
        good = 0
        for number, event in enumerate(self.package.events, 1):
            if event["header"][3] != "PaperIssued" or self.listed is None:
                continue
            listed = named.pop(number, {})
            if not listed.get("file") and (listed or event["payload"] is None):
                self._say_left_out(number)
                continue
            wrong = self._fault_of(number, event, listed)
            if wrong is None:
                good += 1
            else:
                self.package.say(
                    False, "paper", f"第 {number} 号记录的文书：{wrong.zh}", f"Paper of event {number}: {wrong.en}"
                )
        for number in sorted(named):
            self.package.say(
                False, "paper", f"清单所列第 {number} 号记录并未签发文书。", f"Event {number} issued no paper."
            )
        if good:
            self.package.say(
                True,
                "paper",
                f"{good} 份文书齐全，编号、核验码与签发记录一致。",
                f"{good} papers are there; number and code are those of the events that issued them.",
            )

    def _say_left_out(self, number: int) -> None:
        zh, en = f"第 {number} 号记录签发的文书未随包提供。", f"The paper that event {number} issued is withheld."
        self.package.say(None, "paper-withheld", zh, en)

    def _fault_of(self, number: int, event: Dict[str, Any], listed: Dict[str, Any]) -> Optional[Text]:
        path = self.package.folder / str(listed.get("file"))
        if not listed or not path.is_file():
            return Text("缺失。", "it is missing.")
        if digest_of(path) != listed["sha256"]:
            return Text("已被改动。", "it was changed.")
        if event["payload"] is None:
            return Text("签发记录的内容不在包内。", "the words of its event are not in the package.")
        said = json.loads(event["payload"])
        if code_of(event["header"][1], said["paper"], said["number"], said["content"]) != said["code"]:
            return Text("记录的内容与核验码不符。", "what the event says does not give the code that it names.")
        if [listed[part] for part in ("paper", "number", "code")] != [
            said[part] for part in ("paper", "number", "code")
        ]:
            return Text("清单与签发记录不符。", "the list says something else than the event.")
        if listed["state"] not in self._states(said["paper"]):
            return Text("清单所说的状态与记录不符。", "the list says that it is in another state than the events do.")
        if not names_itself(path.read_bytes(), said["content"], event["header"][4]):
            return Text("文件自述的标题、机关或时间不是签发记录的。", "the PDF names another title, organ or moment.")
        return None

    def _states(self, paper: int) -> Tuple[str, ...]:
        """What may have become of it: what the events say, or anything where their words are not here."""
        state = "issued"
        for event in self.package.events:
            if event["header"][3] != "PaperVoided":
                continue
            if event["payload"] is None:
                return ("issued", "voided", "replaced")
            said = json.loads(event["payload"])
            if said["paper"] == paper:
                state = "replaced" if said["replaced_by"] else "voided"
        return (state,)
