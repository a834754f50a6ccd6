"""Small words of the mechanism pages: phrases in a row, titles in two lines, the titles of places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from liandong.core.rules import Pack
from liandong.core.texts import Text


def joined(parts: Iterable[Text], zh: str = "、", en: str = ", ") -> Text:
    """Phrases in a row."""
    found = list(parts)
    return Text(zh.join(part.zh for part in found), en.join(part.en for part in found))


def both(words: Callable[[str], str]) -> Text:
    """Words that are made for one language at a time, in both."""
    return Text(words("zh"), words("en"))


def wrapped(words: str, width: int = 20) -> list[str]:
    """A title in at most two lines of a node; a Chinese character is as wide as two Latin ones."""
    lines, line, used = [], "", 0
    for word in re.findall(r"[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*", words):
        wide = 2 if len(word) == 1 and word >= "\u3000" else len(word)
        if used + wide > width and line:
            lines.append(line.rstrip())
            line, used = "", 0
        line, used = line + word, used + wide
    lines.append(line.rstrip())
    return lines if len(lines) <= 2 else [lines[0], lines[1][:-1] + "…"]


def place_title(pack: Pack, place: str) -> Text:
    """The title of `procedure#step` or `procedure`, as readings and duties name where they bear."""
    name, _, element = place.partition("#")
    procedure = pack.procedures[name]
    step = element.partition(".")[0]
    part = procedure.steps.get(step) or procedure.entries.get(step)
    if part is None:
        return procedure.title
    return Text(f"{procedure.title.zh}：{part.title.zh}", f"{procedure.title.en}: {part.title.en}")
