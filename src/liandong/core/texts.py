"""PURE. A phrase in both languages, and the words of a refusal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A name or phrase in Chinese and English."""

    zh: str
    en: str

    def say(self, lang: str) -> str:
        """The phrase in `lang` ("zh" or "en")."""
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Says:
    """The words of one refusal: what stands against the act, and the next step."""

    why: Text
    then: Text


def says(why_zh: str, why_en: str, then_zh: str, then_en: str) -> Says:
    """One line of a table of refusal words; `{name}` stands for a parameter."""
    return Says(Text(why_zh, why_en), Text(then_zh, then_en))
