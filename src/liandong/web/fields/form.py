"""A form as the templates need it: where it goes, which names it offers, what was refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from django.http import QueryDict

from liandong.core.errors import Refusal
from liandong.core.rules import Field, FieldType, Item, Pack, Unit
from liandong.core.words import Said
from liandong.core.words import say as in_words
from liandong.web import dates
from liandong.web.evidence.seen import FileSeen, in_form
from liandong.web.fields.controls import Control
from liandong.web.fields.shown import unit_name
from liandong.web.fields.warned import Beside
from liandong.web.foreseen.seen import Follows
from liandong.web.language import lang, say

CHOSEN = frozenset(
    (
        *(FieldType.CHOICE, FieldType.CHOICES, FieldType.BOOL, FieldType.DATE, FieldType.INSTANT, FieldType.ITEM),
        *(FieldType.UNIT, FieldType.UNITS, FieldType.EXECUTIVE_FIELDS, FieldType.INFORMATION),
        *(FieldType.AMOUNT, FieldType.NUMBER, FieldType.FILES),
    )
)
"""What is chosen or counted, and holds no words of its own."""


@dataclass(frozen=True)
class Form:
    """`id` is its element, `action` where it is sent, `refresh_url` where it is drawn anew as it is filled in."""

    id: str
    action: str
    refresh_url: str
    rule_url: str
    pack: Pack
    controls: tuple[Control, ...]
    submit: str
    key: str
    refused: Said | None = None
    unit: str = ""  # whose uploads it may name
    known_files: tuple[Mapping[str, Any], ...] = ()  # items that the matter names already
    upload_url: str = ""  # where its files are announced; "" = where those who are signed in do
    photos_only: bool = False
    thumbnail: Callable[[str], str] = lambda key: ""  # where a small copy is, by its key; "" as `FileSeen` says it
    beside: Beside | None = None  # the live region, where the form may bring an operation beside others
    suggested: str = ""  # the fields that were filled in to be looked at
    follows: Follows | None = None  # the live region that says what follows from the act

    def units(self, field: Field) -> list[Unit]:
        """The units that a field may name."""
        acting = [unit for unit in self.pack.units.values() if unit.can_act]
        fits = [unit for unit in acting if not field.kinds or unit.kind in field.kinds]
        return [unit for unit in fits if unit.enforces or not field.enforces]

    def units_by_kind(self, field: Field, chosen: Any) -> list[tuple[str, list[Unit]]]:
        """The same by their kinds; what was chosen although it does not fit is shown as well, never dropped."""
        fits = self.units(field)
        named = [self.pack.units[code] for code in chosen or () if code in self.pack.units]
        kinds: dict[str, list[Unit]] = {}
        for unit in [*fits, *(unit for unit in named if unit not in fits)]:
            kinds.setdefault(unit.kind, []).append(unit)
        return [(say(self.pack.kinds[kind]), units) for kind, units in kinds.items()]

    def items(self) -> Iterable[Item]:
        """The catalogue of items."""
        return self.pack.items.values()

    def members(self, control: Control) -> list[tuple[str, str]]:
        """What several may be chosen of: members of a choice, or executive fields; name and title."""
        if control.field.type is FieldType.EXECUTIVE_FIELDS:
            return [(field.name, say(field.title)) for field in self.pack.executive_fields.values()]
        return [(choice.name, say(choice.title)) for choice in control.field.of]

    def needed(self, control: Control) -> set[str]:
        """The members that must be among those chosen."""
        return {choice.name for choice in control.field.of if choice.required}

    def kinds_of_information(self) -> list[tuple[str, str]]:
        """The sharing catalogue: name and title."""
        return [(kind.name, say(kind.title)) for kind in self.pack.sharing.values()]

    def unit_name(self, value: Any) -> str:
        """A unit's name, or what was typed in its place."""
        return unit_name(str(value), self.pack) if value else ""

    def local_value(self, value: Any) -> str:
        """A moment as a `datetime-local` field takes it, or what was typed in its place."""
        if not value:
            return ""
        try:
            return f"{dates.local(str(value)):%Y-%m-%dT%H:%M}"
        except ValueError:
            return str(value)

    def files(self, control: Control) -> list[FileSeen]:
        """The files that a field holds now."""
        found = in_form(control.value, self.pack.county, self.unit, self.known_files)
        return [replace(file, thumbnail=self.thumbnail(file.key)) for file in found]

    @property
    def takes_files(self) -> bool:
        """Whether files may come with it."""
        return any(control.field.type is FieldType.FILES for control in self.controls)

    @property
    def takes_text(self) -> bool:
        """Whether anything may be typed freely, in a field or in a part or column of one."""
        return any(control.type not in CHOSEN for control in self.controls)

    @property
    def is_wrong(self) -> bool:
        """Whether any field was refused."""
        return any(control.errors for control in self.controls)


def above(refusal: Refusal | None) -> Said | None:
    """What is said above the form: how many fields need attention, or the one sentence of a refusal."""
    return in_words(refusal, lang()) if refusal else None


def new_key() -> str:
    """A key for one filling-in of a form: sent twice, it makes one act."""
    return uuid4().hex


def key_of(post: QueryDict | None, refusal: Refusal | None = None) -> str:
    """The key of a form that is drawn again: its own, unless that was used for something else already."""
    own = post.get("key", "").strip() if post else ""
    return new_key() if not own or (refusal and refusal.code in SPENT) else own


SPENT = frozenset({"act.key-reused", "act.key-malformed"})
