"""Who is in charge of an executive field (领域), as the county has entered it: these lines count before the pack's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol

from django.db import connection

from liandong.core import access
from liandong.core.actors import Seat
from liandong.core.errors import Refusal
from liandong.core.rules import Pack
from liandong.people.directory import Packs, find_post
from liandong.people.grants import By, Installation
from liandong.people.models import FieldLeader


class Cursor(Protocol):
    """What is used of a cursor."""

    def execute(self, sql: str, params: Any) -> Any:
        """Run one statement."""

    def fetchall(self) -> list[Any]:
        """All rows left."""


_LED = """SELECT field, unit, post FROM people_fieldleader
WHERE county = %s AND from_day <= %s AND (to_day IS NULL OR to_day >= %s) ORDER BY from_day, id"""


def led_by(county: str, today: date, cursor: Cursor | None = None) -> dict[str, Seat | None]:
    """The leaders entered for `today`, by executive field; None where it was entered that nobody is in charge.

    The line that began last counts. Fields that are missing here are as the pack's own map says.
    """
    found = cursor if cursor is not None else connection.cursor()
    found.execute(_LED, (county, today.isoformat(), today.isoformat()))
    return {field: Seat(unit, post) if unit else None for field, unit, post in found.fetchall()}


def enter_leader(
    by: By,
    county: str,
    field: str,
    seat: Seat | None,
    now: datetime,
    packs: Packs,
    *,
    first: date,
    last: date | None = None,
) -> FieldLeader:
    """Enter who is in charge of a field from `first` to `last`; `seat` None: nobody, so that its approvals stop.

    Refusal: `people.no-such-field`, `people.no-such-post`, `people.dates`, or the right is missing.
    """
    if not isinstance(by, Installation):
        access.require("people.manage", by, access.of_county(county))
    if county not in packs or field not in packs[county].executive_fields:
        raise Refusal("people.no-such-field", field="field", found=field)
    if seat is not None and find_post(packs, county, seat) is None:
        raise Refusal("people.no-such-post", field="seat", seat=f"{seat.unit}/{seat.post}")
    if last is not None and last < first:
        today = now.date().isoformat()
        raise Refusal("people.dates", field="last", first=first.isoformat(), last=last.isoformat(), today=today)
    unit, post = (seat.unit, seat.post) if seat else ("", "")
    return FieldLeader.objects.create(
        county=county,
        field=field,
        unit=unit,
        post=post,
        from_day=first,
        to_day=last,
        entered_by=by.account,
        entered_at=now,
    )


def leaders_today(pack: Pack, today: date) -> Mapping[str, Seat | None]:
    """Who is in charge of each field of the pack today, entered or by its own map; None: nobody."""
    entered = led_by(pack.county, today)
    return {name: entered.get(name, field.leader(today)) for name, field in pack.executive_fields.items()}
