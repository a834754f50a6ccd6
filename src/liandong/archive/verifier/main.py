"""Checks an archive package of Liandong, on any machine with Python 3.8 or later. Needs nothing else, asks no network.

    python3 verify.py [FOLDER] [--key KEY] [--witness KEY]

FOLDER is the one this file lies in, by default. KEY is the public key that the county has published, WITNESS that of a
witness; without them the package is checked against the keys that it names itself, which proves less, and says so.
Exit code 0: all holds. 1: something does not. 2: this is no package that can be read.

核验联动档案包：只需 Python 3.8 以上，不联网。退出码 0 全部成立，1 有不成立之处，2 不是可读的档案包。
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Callable, List

from liandong.archive.verifier.log import Log
from liandong.archive.verifier.notes import Unreadable, key_from
from liandong.archive.verifier.package import Line, Package, Text
from liandong.archive.verifier.papers import Papers

FAULTS = (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError)
MARKS = {True: Text("成立", "holds"), False: Text("不成立", "DOES NOT HOLD"), None: Text("不能证明", "not proved")}
UNPROVED = (
    Text("所记之事是真的，或者没有漏记。", "That what was recorded is true, or that nothing was left unrecorded."),
    Text("账号前坐的是谁。", "Who sat at the account."),
    Text("在所列记录之后，该事项还有没有别的记录。", "Whether the matter went on after the events that are listed."),
    Text(
        "文书的版面印的就是记录里的话；核验码由记录算出，可与纸上的对照。",
        "That the page of a paper shows the words of its event; its code is made from them: compare it with the print.",
    ),
    Text("index.html 的措辞；以 events.jsonl 为准。", "The words of index.html; what counts is events.jsonl."),
    Text("持有密钥的人和所有见证者没有串通。", "That whoever holds the key and all witnesses did not act together."),
)


def checked(folder: Path, key: str, witness: str) -> List[Line]:
    """Everything that is found; Unreadable for a folder that is no package, and for what is no key."""
    try:
        for each in (key, witness):
            if each:
                key_from(each)
        package = Package(folder)
        package.check_list()
    except FAULTS as fault:
        raise Unreadable(f"{type(fault).__name__}: {fault}") from fault
    _looked(package, "events.jsonl", package.check)
    _looked(package, "papers", lambda: Papers(package).check())
    _looked(package, "log.json", lambda: Log(package).check(key, witness))
    return package.lines


def _looked(package: Package, name: str, look: Callable[[], None]) -> None:
    """Look, and say so where a file cannot be read as what it should be; the rest is looked at all the same."""
    try:
        look()
    except (*FAULTS, Unreadable) as fault:
        kind = type(fault).__name__
        package.say(False, "unreadable", f"{name} 不可读（{kind}）。", f"{name} cannot be read ({kind}).")


def told(lines: List[Line]) -> List[str]:
    """The report in both languages."""
    out = []
    for line in lines:
        mark = MARKS[line.holds]
        out += [f"[{mark.zh} {mark.en}] {line.text.zh}", f"    {line.text.en}"]
    bad = sum(line.holds is False for line in lines)
    sum_zh = f"结论：{bad} 处不成立。" if bad else "结论：包内各项成立。"
    sum_en = f"Result: {bad} things do not hold." if bad else "Result: all that the package shows holds."
    out += ["", sum_zh, sum_en, "", "本包不能证明 · What this package cannot prove:"]
    return out + [f"  - {each.zh} {each.en}" for each in UNPROVED]


def main(words: List[str]) -> int:
    """Read the words of the command line, look, say what was found; the exit code."""
    parser = argparse.ArgumentParser(description="核验档案包 · Checks an archive package.")
    parser.add_argument("folder", nargs="?", default=str(Path(__file__).resolve().parent), help="文件夹 · the package")
    parser.add_argument("--key", default="", help="县里公布的公钥 · the public key that the county has published")
    parser.add_argument("--witness", default="", help="见证者公钥 · the public key of a witness")
    asked = parser.parse_args(words)
    try:
        lines = checked(Path(asked.folder), asked.key, asked.witness)
    except Unreadable as fault:
        sys.stdout.write(f"不是可读的档案包 · This is no package that can be read: {fault}\n")
        return 2
    sys.stdout.write("\n".join(told(lines)) + "\n")
    return 1 if any(line.holds is False for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
