"""What an act beside the tasks is to its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from liandong.core.matter import commands as c
from liandong.core.rules import Field, FieldType
from liandong.core.texts import Text
from liandong.web.matter.seen import Seen

Values = Mapping[str, c.Plain]


@dataclass(frozen=True, slots=True)
class QuietAct:
    """One such act. `of_task`: it is done to one task."""

    slug: str
    act: str
    title: Text
    words: Text
    of_task: bool
    fields: Callable[[Seen, int], tuple[Field, ...]]
    command: Callable[[Seen, int, Values], c.Command]


def text_field(name: str, zh: str, en: str) -> Field:
    """A field of text."""
    return Field(name, FieldType.TEXT, Text(zh, en))


def words_of(values: Values, name: str) -> str:
    """What was typed in a field, "" for nothing."""
    return str(values.get(name) or "")


REASON = text_field("reason", "理由", "Reason")
