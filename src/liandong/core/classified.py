"""PURE. Marks of classification: a text that bears one is refused, wherever a person sends it.

A paper that holds a state secret says so by its level and a star, as in 机密★1年 or 秘密★. That mark is looked for, and
never the words alone: 商业秘密 is an everyday word of enforcement.
Source: 中华人民共和国保守国家秘密法 (revised in 2024).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from liandong.core.errors import Refusal
from liandong.core.texts import Text

LEVELS: Mapping[str, Text] = {
    "绝": Text("绝密", "top secret"),
    "机": Text("机密", "secret"),
    "秘": Text("秘密", "confidential"),
}
_OLDER = str.maketrans("絕機祕", "绝机秘")  # the traditional forms of the three levels
_STAR = "★⭐✭✮✯🌟"
_LIKE = "☆*∗✩✱✲⋆"
_BLANK = r"[^\S\r\n]*"  # a star on the next line begins a line of its own, as in a list
_MARK = re.compile(rf"([绝絕机機秘祕]){_BLANK}密(?:{_BLANK}[{_STAR}]|[{_LIKE}])")
_ANY = re.compile(rf"[{_STAR}{_LIKE}＊﹡]")


def mark_in(text: str) -> Text | None:
    """The level that a text is marked with, None where it bears no mark; wide forms and blanks make no difference."""
    if not _ANY.search(text):
        return None
    seen = "".join(each for each in unicodedata.normalize("NFKC", text) if unicodedata.category(each) != "Cf")
    found = _MARK.search(seen)
    return LEVELS[found[1].translate(_OLDER)] if found else None


def check_text(text: str, field: str) -> None:
    """Refusal `text.classified` at `field` if the text bears a mark."""
    if level := mark_in(text):
        raise Refusal("text.classified", field=field, level=level)


def check_command(command: object) -> None:
    """Refusal `text.classified` at the first field of a command that bears a mark, however deep in rows or parts."""
    if not is_dataclass(command) or isinstance(command, type):
        raise TypeError(f"{command!r} is no command")
    if any(_has_star(getattr(command, field)) for field in command.__dataclass_fields__):
        for field, text in _texts(command):  # no star anywhere, no mark: nearly every act never comes here
            check_text(text, field)


def _has_star(value: Any) -> bool:
    """Whether a star stands anywhere in a value, names of its parts included; by type, as every act asks it."""
    kind = type(value)
    if kind is str:
        return "*" in value if value.isascii() else _ANY.search(value) is not None
    if kind is dict:
        return any(map(_has_star, value)) or any(map(_has_star, value.values()))
    if kind is list:
        return any(map(_has_star, value))
    return value is not None and kind is not bool and kind is not int and _ANY.search(repr(value)) is not None


def _texts(command: Any) -> Iterator[tuple[str, str]]:
    """Every text of a command with the form field that it stands in; of facts, each names its own."""
    for field in fields(command):
        value = getattr(command, field.name)
        if isinstance(value, Mapping):
            for path, each in value.items():
                yield from ((str(path), text) for text in (str(path), *_within(each)))
        else:
            yield from ((field.name, text) for text in _within(value))


def _within(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield str(name)
            yield from _within(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _within(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from _within(getattr(value, part.name))
