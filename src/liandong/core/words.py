"""PURE. The words of the core in both languages: what each refusal says and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from liandong.core.errors import Refusal

LANGUAGES = ("zh", "en")


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


@dataclass(frozen=True, slots=True)
class Said:
    """A refusal as one reader sees it."""

    code: str
    why: str
    then: str
    cites: tuple[str, ...]
    rule: str
    field: str

    def full(self) -> str:
        """Everything in one line, for a terminal or a log."""
        cited = f" ({'、'.join(self.cites)})" if self.cites else ""
        return f"{self.why}{cited} {self.then} [{self.code}]"


def say(refusal: Refusal, lang: str) -> Said:
    """Words of a refusal in `lang`; KeyError if the code has none (a house test prevents that)."""
    says = SAYS[refusal.code]
    params = {k: v.say(lang) if isinstance(v, Text) else v for k, v in refusal.params.items()}
    return Said(
        code=refusal.code,
        why=says.why.say(lang).format(**params),
        then=says.then.say(lang).format(**params),
        cites=refusal.cites,
        rule=refusal.rule,
        field=refusal.field,
    )


def _s(why_zh: str, why_en: str, then_zh: str, then_en: str) -> Says:
    return Says(Text(why_zh, why_en), Text(then_zh, then_en))


SAYS: dict[str, Says] = {}
