"""Groups of units.yaml, and executive-fields.yaml: seats that stand together, and seats in charge of something."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from liandong.core.actors import Seat
from liandong.core.rules import ExecutiveField, Group, Leads, Unit
from liandong.packs.cursor import KEBAB, KEBAB_FORM, Cursor, named, strings_at, text_at, yes_at

GROUP_KEYS = ("title", "head", "deputies", "office", "members", "invited", "open_ended", "cites", "rules")
EXECUTIVE_FIELD_KEYS = ("title", "led_by", "cites", "rules")
NO_SEAT = Seat("", "")  # stands in after a fault; a pack with a fault is never used


def read_groups(file: Cursor, county: str, units: Mapping[str, Unit]) -> dict[str, Group]:
    """The bodies made of units or posts."""
    at = file.get("groups")
    if at is None:
        return {}
    pairs = named(at.pairs(f"{county}/groups#"), KEBAB, KEBAB_FORM)
    return {name: _group(name, cursor, units) for name, cursor in pairs.items()}


def _group(name: str, cursor: Cursor, units: Mapping[str, Unit]) -> Group:
    cursor.shape(GROUP_KEYS)
    head, office = cursor.get("head"), cursor.get("office")
    members = cursor.need("members")
    return Group(
        name=name,
        title=text_at(cursor, "title"),
        members=_seats(members, units),
        head=_seat(head, units) if head else None,
        deputies=_seats(cursor.get("deputies"), units),
        office=_seat(office, units) if office else None,
        invited=_seats(cursor.get("invited"), units),
        open_ended=yes_at(cursor, "open_ended"),
        cites=strings_at(cursor, "cites"),
        rules=strings_at(cursor, "rules"),
    )


def _seats(cursor: Cursor | None, units: Mapping[str, Unit]) -> tuple[Seat, ...]:
    if cursor is None:
        return ()
    cursor.strings()
    if not cursor.members():
        cursor.fault("nobody", "at least one unit, or UNIT/POST")
    return tuple(_seat(member, units) for member in cursor.members())


def _seat(cursor: Cursor, units: Mapping[str, Unit]) -> Seat:
    """A unit, or a post of it as UNIT/POST."""
    code, slash, post = cursor.string().partition("/")
    if code not in units:
        known = ", ".join(f"`{unit}`" for unit in units)
        cursor.fault(f"the unit `{code}`", f"one of {known}")
        return NO_SEAT
    posts = [each.code for each in units[code].posts]
    if slash and post not in posts:
        cursor.fault(f"the post of {code} `{post}`", f"one of {', '.join(f'`{each}`' for each in posts)}")
    return Seat(code, post)


def read_executive_fields(file: Cursor, county: str, units: Mapping[str, Unit]) -> dict[str, ExecutiveField]:
    """The fields that leaders are in charge of, with the map that a county starts with."""
    pairs = named(file.pairs(f"{county}/executive-fields#"), KEBAB, KEBAB_FORM)
    return {name: _executive_field(name, cursor, units) for name, cursor in pairs.items()}


def _executive_field(name: str, cursor: Cursor, units: Mapping[str, Unit]) -> ExecutiveField:
    cursor.shape(EXECUTIVE_FIELD_KEYS)
    led_at = cursor.need("led_by")
    leads = tuple(_leads(member, units) for member in led_at.members()) if led_at else ()
    for former, later in pairwise(sorted(leads, key=lambda each: each.start)):
        if led_at and (former.end is None or former.end >= later.start):
            right = "one leader a day: `to` on the last day of the former"
            led_at.fault(f"two leaders from {later.start}: {_shown(former.seat)} and {_shown(later.seat)}", right)
    return ExecutiveField(
        name, text_at(cursor, "title"), leads, strings_at(cursor, "cites"), strings_at(cursor, "rules")
    )


def _leads(cursor: Cursor, units: Mapping[str, Unit]) -> Leads:
    cursor.shape(("post", "from", "to"))
    post, first, last = cursor.need("post"), cursor.need("from"), cursor.get("to")
    seat = _seat(post, units) if post else NO_SEAT
    if post and seat.unit and not seat.post:
        post.fault(f"the unit `{seat.unit}` without a post", "who leads, as UNIT/POST")
    leads = Leads(seat, first.day() if first else date.min, last.day() if last else None)
    if last and leads.end and leads.end < leads.start:
        last.fault(f"the last day {leads.end} before the first {leads.start}", "a day on or after the first")
    return leads


def _shown(seat: Seat) -> str:
    return f"{seat.unit}/{seat.post}"
