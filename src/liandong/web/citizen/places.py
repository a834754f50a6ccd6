"""Which counties have a way for citizens, and which ways each has today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from liandong.core.rules import Ask, Entry, Field, FieldType, Pack, Procedure, Public
from liandong.packs import library
from liandong.web import dates


def _is_files(field: Field) -> bool:
    return field.type is FieldType.FILES


@dataclass(frozen=True, slots=True)
class Way:
    """One way in: an entry of citizens."""

    pack: Pack
    procedure: Procedure
    entry: Entry
    public: Public

    @property
    def name(self) -> str:
        """What tells it from the county's other ways."""
        return f"{self.procedure.name}/{self.entry.name}"

    def url(self, page: str) -> str:
        """The address of one of its pages."""
        return reverse(f"citizen.{page}", args=[self.pack.county, self.procedure.name, self.entry.name])

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What the entry asks; of photos nothing, where the site takes none."""
        fields = self.procedure.fields
        return tuple(ask for ask in self.entry.asks if settings.CITIZEN_PHOTOS or not _is_files(fields[ask.field]))

    @property
    def file_fields(self) -> list[tuple[str, Field]]:
        """The fields of photos that it asks; none where the site takes none."""
        return [(ask.field, field) for ask, field in self.asked() if _is_files(field)]

    def asked(self) -> list[tuple[Ask, Field]]:
        """What it asks, in the order of the pack."""
        return [(ask, self.procedure.fields[ask.field]) for ask in self.asks]


def ways(pack: Pack, now: datetime) -> list[Way]:
    """The ways of a county that take something today: a text that has lapsed takes nothing new."""
    in_force = pack.in_force(dates.local(now).date())
    return [
        Way(pack, procedure, entry, entry.public)
        for procedure in pack.procedures.values()
        if in_force or procedure.never_lapses
        for entry in procedure.entries.values()
        if entry.public is not None
    ]


def open_counties(now: datetime) -> list[Pack]:
    """The counties that have a way."""
    return [pack for pack in library().packs.values() if ways(pack, now)]


def county_named(county: str) -> Pack:
    """The pack of a county; 404 where there is none."""
    pack = library().packs.get(county)
    if pack is None:
        raise Http404
    return pack


def way_named(county: str, procedure: str, entry: str, now: datetime) -> Way:
    """One way; 404 for what is none, or takes nothing today."""
    for way in ways(county_named(county), now):
        if way.name == f"{procedure}/{entry}":
            return way
    raise Http404
