"""The reader's language: Chinese first, English complete beside it.

Django's LocaleMiddleware finds it: the cookie that the header's switch sets, then Accept-Language, then Chinese.
"""

from __future__ import annotations

from django.utils.translation import get_language

from liandong.core.texts import Text


def lang() -> str:
    """ "zh" or "en", for the request at hand."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def t(zh: str, en: str) -> str:
    """The phrase in the reader's language, written in both at the place of use."""
    return en if lang() == "en" else zh


def say(text: Text) -> str:
    """A text of the pack in the reader's language."""
    return text.say(lang())
