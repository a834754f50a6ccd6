"""PURE. A phrasebook: English sentences with places to fill in, and the Chinese that says the same.

What programs say of a pack is made up of many names (steps, fields, files). Each sentence stands once in a table of
Text, `{name}` for what is filled in; what was filled in is looked up as well, so that phrases may hold phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from liandong.core.texts import Text

PLACE = re.compile(r"\\\{(\w+)\\\}")


def _plain(phrase: str) -> str:
    return phrase.replace("{{", "{").replace("}}", "}")


class Phrasebook:
    """Sentences in both languages."""

    def __init__(self, phrases: Iterable[Text]) -> None:
        self.exact: dict[str, str] = {}
        patterns: list[tuple[int, re.Pattern[str], str]] = []
        for phrase in phrases:
            if "{" not in phrase.en.replace("{{", ""):
                self.exact[_plain(phrase.en)] = _plain(phrase.zh)
                continue
            literal = re.sub(r"\{\w+\}", "", phrase.en)
            pattern = PLACE.sub(r"(?P<\1>.+?)", re.escape(phrase.en))
            patterns.append((-len(literal), re.compile(pattern, re.DOTALL), phrase.zh))
        # The sentence with most words of its own is tried first: others with fewer might fit it too.
        self.patterns = [(pattern, zh) for _, pattern, zh in sorted(patterns, key=lambda each: each[0])]
        self.zh = lru_cache(maxsize=4096)(self._zh)

    def _zh(self, sentence: str) -> str | None:
        """The Chinese of an English sentence, None if the book does not hold it."""
        if sentence in self.exact:
            return self.exact[sentence]
        for pattern, zh in self.patterns:
            found = pattern.fullmatch(sentence)
            if found:
                return zh.format(**{name: self.zh(part) or part for name, part in found.groupdict().items()})
        return None

    def say(self, sentence: str, lang: str) -> str:
        """The sentence in `lang`; in English as it is, in Chinese if the book holds it."""
        return sentence if lang == "en" else self.zh(sentence) or sentence
