"""What a citizen typed: read, bounded, and sent to the record as the way of his county asks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.http import QueryDict

from liandong.act import Receipt, execute
from liandong.citizens import codes
from liandong.core import personal
from liandong.core.actors import citizen_actor
from liandong.core.errors import Refusal
from liandong.core.evidence import HeldFile
from liandong.core.matter.commands import OpenMatter, Plain
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.fields import Incomplete
from liandong.core.matter.law import Law
from liandong.core.matter.state import Matter
from liandong.core.rules import FieldType
from liandong.core.words import Said
from liandong.packs import library
from liandong.web.citizen.places import Way
from liandong.web.citizen.tickets import Ticket
from liandong.web.fields.controls import Control, Sheet
from liandong.web.language import t

LONGEST = 2000  # characters of a text
LONGEST_PART = 60  # of a name, of a telephone number, of anything that is not a text
ASKED_OF_A_PERSON = ("name", "phone")  # what is needed to reach somebody; an identity number is not asked before it is
ACCOUNT_KEY = "citizen:"


@dataclass(frozen=True)
class Filing:
    """One form of a citizen in the making."""

    way: Way
    now: datetime
    values: Mapping[str, Plain] = field(default_factory=dict)
    photos: Mapping[str, HeldFile] = field(default_factory=dict)  # what this form has sent completely, by key

    def typed(self, post: QueryDict) -> Filing:
        """The same with what was typed; nothing is refused here and nothing is lost."""
        return replace(self, values=self.sheet.typed(post))

    def with_photos(self, photos: Mapping[str, HeldFile]) -> Filing:
        """The same with the photos of its album. Whatever else is named in their place is left out: a key that somebody
        found is no photo of his."""
        of_files = [name for name, _ in self.way.file_fields]
        own = {name: [key for key in _listed(self.values.get(name)) if key in photos] for name in of_files}
        kept: dict[str, Plain] = {name: [*keys] for name, keys in own.items() if keys}
        rest = {name: value for name, value in self.values.items() if name not in of_files}
        return replace(self, values={**rest, **kept}, photos=photos)

    @cached_property
    def sheet(self) -> Sheet:
        """What is asked, with what was typed."""
        return Sheet(self.way.procedure, self.way.pack, self.way.asks, self.values)

    @property
    def _draft(self) -> Draft:
        pack = self.way.pack
        law = Law(pack=pack, ref=library().ref(pack.county), calendar=library().calendar())
        fields = {name: value for name, value in self.values.items() if "." not in name}
        unopened = Matter(county=pack.county, procedure=self.way.procedure.name, fields=fields)
        return Draft(unopened, law, citizen_actor(pack.county), self.now)

    def controls(self, refusal: Refusal | None) -> tuple[Control, ...]:
        """The controls in a citizen's words; an empty field is asked for, not blamed."""
        return tuple(_plain(self.way, control) for control in self.sheet.controls(self._draft.lookup(), refusal))

    def fields(self) -> dict[str, Plain]:
        """What is filed; whoever says how he can be reached and not who he is stays unnamed."""
        found = self.sheet.answers(self.values, self._draft.lookup())
        for name, value in found.items():
            if isinstance(value, dict) and self.way.procedure.fields[name].type is FieldType.PERSON:
                found[name] = {"name": personal.UNNAMED, **value}
        return found

    def check_lengths(self) -> None:
        """Refuse what is longer than anybody reads; the text stays in the form."""
        parts = tuple(self._too_long())
        if parts:
            raise Incomplete(parts)

    def _too_long(self) -> Iterator[Refusal]:
        for name, value in self.values.items():
            declared = self.way.procedure.fields[name]
            if declared.type is FieldType.FILES:
                if (count := len(_listed(value))) > settings.CITIZEN_PHOTOS:
                    most, title = settings.CITIZEN_PHOTOS, declared.title
                    yield Refusal("files.too-many-photos", field=name, title=title, most=most, count=count)
                continue
            longest = LONGEST if declared.type is FieldType.TEXT else LONGEST_PART
            texts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
            length = max((len(str(text)) for text in texts), default=0)
            if length > longest:
                title = declared.title
                yield Refusal("field.too-long", field=name, title=title, longest=longest, length=length)

    def send(self, ticket: Ticket) -> Receipt:
        """Open the matter; with one ticket once, however often it is sent as it is. Raises Refusal; `act.key-reused`
        for other words with a ticket that has filed."""
        command = OpenMatter(self.way.procedure.name, self.way.entry.name, self.fields())
        key = ACCOUNT_KEY + codes.form_digest(ticket.form)
        return execute(command, citizen_actor(self.way.pack.county), self.now, key=key)


def _listed(value: Plain) -> list[str]:
    return [key for key in value if isinstance(key, str)] if isinstance(value, list) else []


def _plain(way: Way, control: Control) -> Control:
    question = way.public.questions.get(control.name)
    asked = replace(control.field, help=question.help) if question else control.field
    parts = tuple(part for part in control.parts if part.field.name in ASKED_OF_A_PERSON)
    return replace(
        control,
        field=asked,
        title=question.title if question else control.title,
        cites=(),
        errors=tuple(_said(error) for error in control.errors),
        parts=tuple(replace(part, required=False) for part in parts),
    )


def _said(error: Said) -> Said:
    if error.code != "field.missing":
        return replace(error, cites=(), rule="")
    return replace(error, why=t("这一项请填写。", "Please fill this in."), then="", cites=(), rule="")
