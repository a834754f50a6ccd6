"""The Jinja2 environment of the pages: templates stand beside their views, words in both languages in place."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from liandong.web import dates
from liandong.web.display.views import display_of
from liandong.web.lamps import lamp_named
from liandong.web.language import lang, say, t
from liandong.web.mechanism_links import rule_url
from liandong.web.notices.views import bell
from liandong.web.request import (
    decides,
    first_page,
    has_right,
    may_remind,
    sees_board,
    sees_duty,
    sees_matters,
    standing_words,
)

HERE = Path(__file__).parent


def environment(**options: Any) -> Environment:
    """Called by Django's backend with its options; a name that no view gives is an error, never an empty string."""
    options["loader"] = FileSystemLoader(HERE)
    options["undefined"] = StrictUndefined
    options.update(trim_blocks=True, lstrip_blocks=True)
    options["autoescape"] = True
    found = Environment(**options)  # noqa: S701 - set in the line above
    found.globals.update(lang=lang, t=t, say=say, static=static, url=url, bell=bell, rule_url=rule_url)
    found.globals.update(standing_words=standing_words, lamp_named=lamp_named, first_page=first_page)
    found.globals.update(display_of=display_of, has_right=has_right, may_remind=may_remind)
    found.globals.update(decides=decides, sees_board=sees_board, sees_duty=sees_duty, sees_matters=sees_matters)
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
    asked = urlencode({k: v for k, v in query.items() if v not in (None, "")})
    return reverse(name, args=args) + (f"?{asked}" if asked else "")
