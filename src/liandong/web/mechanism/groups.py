"""The leading groups and joint conferences of a county as charts of posts; for its own seats with who is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from liandong.core.actors import Seat
from liandong.core.figures import Drawing
from liandong.core.pictures.charts import BoxGiven, chart
from liandong.core.rules import Group, Pack
from liandong.core.texts import Text
from liandong.people.seats import SeatStanding, standings
from liandong.web import dates
from liandong.web.asked import among
from liandong.web.figures.drawn import NARROW, Picture
from liandong.web.figures.inks import Inks
from liandong.web.files import file_name, picture_response, workbook_response
from liandong.web.language import say, t
from liandong.web.mechanism.views import pack_of, show_page
from liandong.web.request import Seated, seated
from liandong.web.spreadsheet import csv_response

WIDE = 1280
HOW = (
    Text(
        "席位按县的文本：组长（召集人）、副职、办公室、成员，以及可以邀请的单位；只有岗位，没有人名。没有写明岗位的，是单位。",
        "Seats are those of the county's text: head (convener), deputies, office, members, and who may be invited; "
        "posts alone, never names. Where the text names no post, the seat is the unit's.",
    ),
    Text(
        "空缺：今天没有启用的账号担任，也没有人代理。代理：今天有账号代理这个岗位。只对本县的席位显示；单位的席位不标。",
        "Vacant: today no open account holds the post and none deputises it. Deputised: today an account deputises it. "
        "Shown to seats of the county itself; a seat that is a unit's is not marked.",
    ),
)
STANDINGS: Mapping[SeatStanding, Text] = {
    SeatStanding.HELD: Text("有人担任", "Held"),
    SeatStanding.DEPUTISED: Text("代理", "Deputised"),
    SeatStanding.VACANT: Text("空缺", "Vacant"),
}
MARKS = {SeatStanding.DEPUTISED: "◆", SeatStanding.VACANT: "▲"}
TONES = {SeatStanding.DEPUTISED: "deputised", SeatStanding.VACANT: "vacant"}


@dataclass(frozen=True, slots=True)
class SeatSeen:
    """One seat of a group. `standing` is None where it is not told, or the seat is a unit's."""

    role: Text
    unit: str
    name: Text
    post: Text | None
    standing: SeatStanding | None


@dataclass(frozen=True, slots=True)
class GroupSeen:
    """A group with its seats, the head first."""

    group: Group
    seats: tuple[SeatSeen, ...]

    def count(self, standing: SeatStanding) -> int:
        """How many of its seats stand so."""
        return sum(seat.standing is standing for seat in self.seats)


@never_cache
@require_GET
@seated
def show(request: Seated, county: str) -> HttpResponse:
    """Every group of the county as a chart and as a table; `?standing=vacant` narrows the tables."""
    pack = _with_groups(request, county)
    found = groups_seen(pack, request)
    wanted = among(request.GET.dict(), "standing", [standing.value for standing in SeatStanding])
    context = {
        "groups": found,
        "pictures": {each.group.name: (picture(each), picture(each, NARROW, "narrow")) for each in found},
        "inks": Inks,
        "link": lambda unit, _: f"{reverse('mechanism.units', args=[county])}#{unit}",
        "how": HOW,
        "wanted": SeatStanding(wanted) if wanted else None,
        "standings": STANDINGS,
        "marks": MARKS,
        "told": [standing for standing in MARKS if pack.county == request.actor.county],
    }
    return show_page(request, "mechanism/groups.html", pack, "groups", **context)


@require_GET
@seated
def as_csv(request: Seated, county: str) -> StreamingHttpResponse:
    """A row for each seat of each group."""
    pack = _with_groups(request, county)
    return csv_response(request, [heads(), *_rows(groups_seen(pack, request))], file_name(request, "groups", county))


@require_GET
@seated
def as_workbook(request: Seated, county: str) -> HttpResponse:
    """The same rows, and what they say."""
    pack = _with_groups(request, county)
    sheets: dict[str, list[list[Any]]] = {
        t("席位", "Seats"): [heads(), *_rows(groups_seen(pack, request))],
        t("统计口径", "How counted"): [[say(each)] for each in HOW],
    }
    return workbook_response(request, sheets, file_name(request, "groups", county))


@require_GET
@seated
def as_picture(request: Seated, county: str, group: str) -> HttpResponse:
    """The chart of one group."""
    pack = _with_groups(request, county)
    found = next((each for each in groups_seen(pack, request) if each.group.name == group), None)
    if found is None:
        raise Http404
    caption = [f"{say(pack.name)} · {dates.day(request.now)}"]
    name = file_name(request, "group", county, group)
    return picture_response(request, picture(found, WIDE, "file"), say(found.group.title), caption, name, 1)


def groups_seen(pack: Pack, request: Seated) -> list[GroupSeen]:
    """The groups of a county; who is missing is told to its own seats alone."""
    own = pack.county == request.actor.county
    filled = standings(pack.county, dates.local(request.now).date()) if own else None
    return [GroupSeen(group, tuple(_seats(group, pack, filled))) for group in pack.groups.values()]


def picture(seen: GroupSeen, width: int = WIDE, name: str = "wide") -> Picture:
    """The chart of a group."""
    bands: dict[str, list[BoxGiven]] = {}
    for seat in seen.seats:
        bands.setdefault(say(seat.role), []).append(_box(seat))
    return Picture(name, Drawing.TREE, chart(list(bands.items()), width), links=name != "file")


def heads() -> list[Any]:
    """The heads of the rows."""
    return [t("组", "Group"), t("职务", "Part"), t("单位", "Unit"), t("岗位", "Post"), t("状态", "Standing")]


def _rows(found: list[GroupSeen]) -> list[list[Any]]:
    return [
        [
            say(each.group.title),
            say(seat.role),
            say(seat.name),
            say(seat.post) if seat.post else "",
            say(STANDINGS[seat.standing]) if seat.standing else "",
        ]
        for each in found
        for seat in each.seats
    ]


def _seats(group: Group, pack: Pack, filled: Mapping[Seat, SeatStanding] | None) -> list[SeatSeen]:
    parts = (
        (Text("组长（召集人）", "Head (convener)"), (group.head,) if group.head else ()),
        (Text("副职", "Deputies"), group.deputies),
        (Text("办公室", "Office"), (group.office,) if group.office else ()),
        (Text("成员", "Members"), group.members),
        (Text("可以邀请", "May be invited"), group.invited),
    )
    return [_seat(role, seat, pack, filled) for role, seats in parts for seat in seats]


def _seat(role: Text, seat: Seat, pack: Pack, filled: Mapping[Seat, SeatStanding] | None) -> SeatSeen:
    unit = pack.units[seat.unit]
    post = next((each.title for each in unit.posts if each.code == seat.post), None)
    standing = filled.get(seat, SeatStanding.VACANT) if filled is not None and seat.post else None
    return SeatSeen(role, seat.unit, unit.name, post, standing)


def _box(seat: SeatSeen) -> BoxGiven:
    mark = f"{MARKS[seat.standing]} {say(STANDINGS[seat.standing])}" if seat.standing in MARKS else ""
    post = say(seat.post) if seat.post else t("单位", "the unit")
    return BoxGiven(seat.unit, say(seat.name), post, mark, TONES.get(seat.standing, "box") if seat.standing else "box")


def _with_groups(request: Seated, county: str) -> Pack:
    pack = pack_of(request, county)
    if not pack.groups:
        raise Http404
    return pack
