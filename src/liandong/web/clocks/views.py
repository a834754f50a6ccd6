"""The wall and its fragment. A browser that has what stands there already is not sent it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_GET

from liandong.core.figures import Head
from liandong.core.time_limits import Lamp
from liandong.projections.figures.clocks import LAMPS, NO_END, Wall, band_heads, wall
from liandong.projections.figures.definitions import CLOCKS
from liandong.web.clocks import asked as reading
from liandong.web.clocks.asked import SIZES, Asked
from liandong.web.figures.asked import BY
from liandong.web.figures.seen import CardSeen, card_seen
from liandong.web.figures.views import frame
from liandong.web.lamps import lamp_seen
from liandong.web.language import say
from liandong.web.request import Seated, seated, sees_matters

ALWAYS = (Lamp.OVERDUE, Lamp.NEAR, Lamp.NORMAL)  # lamps that are counted even at 0


@dataclass(frozen=True, slots=True)
class Section:
    """Chips that stand together under one head, and how many there are of them on all pages."""

    key: str
    title: str
    count: int
    chips: tuple[CardSeen, ...]


@require_GET
@seated
def show(request: Seated) -> HttpResponse:
    """The wall as a page."""
    return render(request, "clocks/clocks.html", _context(request))


@require_GET
@cache_control(private=True, no_cache=True)
@conditional_page
@seated
def live(request: Seated) -> HttpResponse:
    """The chips alone; 304 where nothing has changed."""
    return render(request, "clocks/wall.html", _context(request))


def _context(request: Seated) -> dict[str, Any]:
    if not sees_matters(request):
        raise Http404
    asked = reading.read(request.GET.dict(), request)
    question = asked.question(request)
    found = wall(question, asked.query())
    chips = [card_seen(card, request.pack, request.now, question.calendar) for card in found.page.lines]
    lamps = [
        (lamp_seen(lamp, request.pack), found.lamps.get(lamp.value, 0))
        for lamp in LAMPS
        if lamp in ALWAYS or found.lamps.get(lamp.value)
    ]
    return {
        **frame(request),
        "figure": CLOCKS,
        "asked": asked,
        "minute": request.now.replace(second=0, microsecond=0),
        "bands": [(head, _of_band(found, head)) for head in band_heads()],
        "lamps": lamps,
        "sections": _sections(asked, found, chips),
        "units": sorted(request.pack.units.values(), key=lambda unit: (unit.kind, unit.code)),
        "procedures": list(request.pack.procedures.values()),
        "groups": BY,
        "sizes": SIZES,
        "no_end": NO_END,
        "next": asked.address(page=asked.page + 1) if found.page.more else "",
    }


def _of_band(found: Wall, head: Head) -> int:
    return sum(found.table.count(row.key, head.key) for row in found.table.rows)


def _sections(asked: Asked, found: Wall, chips: Sequence[CardSeen]) -> list[Section]:
    """The chips of a page, in the order in which they came, under the heads of their bands or groups."""
    heads = band_heads() if not asked.by else found.table.rows
    titles = {head.key: say(head.title) for head in heads}
    keys = [_key(asked, found, place) for place in range(len(chips))]
    sections = []
    for key, group in groupby(zip(keys, chips, strict=True), key=lambda pair: pair[0]):
        of_key = next((head for head in heads if head.key == key), Head(key, CLOCKS.rows))
        count = _of_group(asked, found, key) if asked.by else _of_band(found, of_key)
        sections.append(Section(key, titles.get(key, key), count, tuple(chip for _, chip in group)))
    return sections


def _of_group(asked: Asked, found: Wall, key: str) -> int:
    return found.table.count(key, asked.band) if asked.band else found.table.whole(key)


def _key(asked: Asked, found: Wall, place: int) -> str:
    """The group or the band of a chip."""
    line = found.page.lines[place].line
    if asked.by:
        return line.procedure if asked.by == "procedure" else line.unit
    return found.bands[place]
