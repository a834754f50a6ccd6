"""The reader's language: Chinese first, English complete beside it.

Django's LocaleMiddleware finds it: the cookie that the header's switch sets, then Accept-Language, then Chinese. It is
kept here: a page asks for it hundreds of times, and Django's own answer takes a hundred times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from liandong.core.texts import Text

_lang: ContextVar[str] = ContextVar("lang", default="zh")


def lang() -> str:
    """ "zh" or "en", for the request at hand."""
    return _lang.get()


def t(zh: str, en: str) -> str:
    """The phrase in the reader's language, written in both at the place of use."""
    return en if _lang.get() == "en" else zh


def say(text: Text) -> str:
    """A text of the pack in the reader's language."""
    return text.say(_lang.get())


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak "zh" or "en" inside the `with` block, for words that no request asks for."""
    before = _lang.set(language)
    try:
        with translation.override("en" if language == "en" else "zh-hans"):
            yield
    finally:
        _lang.reset(before)


class LanguageMiddleware:
    """Keeps what LocaleMiddleware found. It is not taken back: an answer may be told while it is sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer one request."""
        _lang.set("en" if request.LANGUAGE_CODE.startswith("en") else "zh")
        return self.get_response(request)
