"""The Jinja2 environment of the pages: templates stand beside their views, words in both languages in place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from liandong.web import dates
from liandong.web.display.views import display_of
from liandong.web.lamps import lamp_named
from liandong.web.language import lang, say, t
from liandong.web.mechanism_links import rule_url
from liandong.web.notices.views import bell
from liandong.web.request import PAGES_ASK
from liandong.web.static_files import static

HERE = Path(__file__).parent


def environment(**options: Any) -> Environment:
    """Called by Django's backend with its options; a name that no view gives is an error, never an empty string."""
    options["loader"] = FileSystemLoader(HERE)
    options["undefined"] = StrictUndefined
    options.update(trim_blocks=True, lstrip_blocks=True)
    options["autoescape"] = True
    found = Environment(**options)  # noqa: S701 - set in the line above
    found.globals.update(lang=lang, t=t, say=say, static=static, url=url, bell=bell, rule_url=rule_url)
    found.globals.update(lamp_named=lamp_named, display_of=display_of)
    found.globals.update({asked.__name__: asked for asked in PAGES_ASK})
    found.filters.update(
        day=dates.day,
        short_day=dates.short_day,
        weekday=dates.weekday,
        moment=dates.moment,
        clock=dates.clock,
        last_moment=dates.last_moment,
        iso=dates.iso,
    )
    return found


def url(name: str, *args: object, **query: object) -> str:
    """The address of a page by its name; `query` gives the part after the question mark, empty values left out."""
    address = _address(get_script_prefix(), name, args)
    return f"{address}?{asked}" if query and (asked := urlencode(_given(query))) else address


def _given(query: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in query.items() if value not in (None, "")}


@lru_cache(maxsize=4096)
def _address(prefix: str, name: str, args: tuple[object, ...]) -> str:
    """Kept: a page names a hundred addresses, and half of what Django tries for one is in vain."""
    return reverse(name, args=args)
