"""Look up where a matter stands, by its number and code; and, for anybody, how such matters are dealt with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from liandong.act.law import pinned_pack
from liandong.citizens import codes, tallies
from liandong.core.matter.state import Matter
from liandong.core.rules import Pack, Procedure, Step
from liandong.core.standing import Phase, StageSeen, standing
from liandong.core.time_limits import Deadline
from liandong.core.time_words import limit_text
from liandong.record import read
from liandong.web import dates
from liandong.web.asked import plain
from liandong.web.citizen import words
from liandong.web.citizen.address import address_of
from liandong.web.citizen.places import way_named
from liandong.web.citizen.words import Told
from liandong.web.language import say, t
from liandong.web.mechanism.sayings import Words
from liandong.web.request import Asked

LONGEST = 80
ALL = "all"


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage in words. `limit` is what the text says of its time, `cites` where."""

    title: str
    phase: Phase
    unit: str = ""
    on: str = ""
    shown: str = ""
    step: str = ""
    limit: str = ""
    cites: tuple[str, ...] = ()


@never_cache
@csrf_exempt  # number and code are what it takes, and nothing is changed
@require_http_methods(["GET", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """The form of number and code; sent, the line of the matter."""
    number, code = plain(request.POST, "number", LONGEST), plain(request.POST, "code", LONGEST)
    if request.method == "GET" or not (number or code):
        return _asked(request, plain(request.GET, "number", LONGEST))
    now = cast(Asked, request).now
    if not _may_ask(request, now):
        return _asked(request, number, words.LOOKED_OFTEN)
    matter = codes.matter_of(number, code)
    state = read.state(matter) if matter else None
    if state is None:
        return _asked(request, number, words.WRONG)
    return render(request, "citizen/standing.html", _standing(state))


def _may_ask(request: HttpRequest, now: datetime) -> bool:
    limits, who = settings.CITIZEN_LIMITS, tallies.hidden(address_of(request))
    if not tallies.take("look-up", who, now, limits["look-up"]):
        return False
    return tallies.take("look-up-in-all", ALL, now, limits["look-up-in-all"])


def _asked(request: HttpRequest, number: str, told: Told | None = None) -> HttpResponse:
    until = dates.clock(tallies.next_window(cast(Asked, request).now))
    said = told.said(until=until) if told else None
    context = {"number": number, "said": said, "county": None}
    return render(request, "citizen/look_up.html", context, status=told.status if told else 200)


def _standing(state: Matter) -> dict[str, object]:
    pack = pinned_pack(state.pack_hash)
    procedure = pack.procedures[state.procedure]
    entry = procedure.entries.get(state.entry)
    public = entry.public if entry else None
    lines = [_line(seen, pack) for seen in standing(state, public)] if public else []
    return {
        "county": pack,
        "procedure": procedure,
        "entry": entry,
        "state": state,
        "receiver": say(pack.units[state.opened_by].name) if state.opened_by in pack.units else "",
        "lines": lines,
        "ended": bool(state.end),
        "paused": bool(state.suspended),
    }


def _line(seen: StageSeen, pack: Pack) -> StageLine:
    unit = pack.units.get(seen.unit)
    deadline = Deadline.from_json(seen.deadline) if seen.deadline else None
    return StageLine(
        title=say(seen.title),
        phase=seen.phase,
        unit=say(unit.name) if unit else "",
        on=dates.day(seen.on) if seen.on else "",
        shown=seen.shown,
        step=seen.step,
        limit=_limit(deadline) if deadline else "",
        cites=deadline.cites if deadline else (),
    )


def _limit(deadline: Deadline) -> str:
    """The last day that the text promises, or its words where it names no day."""
    if deadline.due_day is not None:
        day = dates.day(deadline.due_day)
        return t(f"最迟{day}", f"by {day} at the latest")
    words_ = say(limit_text(deadline.limit))
    return t(f"须{words_}办理", f"to be done: {words_.lower()}") if not deadline.is_paused else ""


@require_GET
def how(request: HttpRequest, county: str, procedure: str, entry: str) -> HttpResponse:
    """How what is filed this way is dealt with: each stage, who, within which time, by which article."""
    way = way_named(county, procedure, entry, cast(Asked, request).now)
    said = Words(way.pack, way.procedure)
    stages = [
        (stage, [_step_words(way.procedure, said, way.procedure.steps[each.step]) for each in stage.steps])
        for stage in way.public.stages
    ]
    at = f"{procedure}#{entry}"
    readings = [reading for reading in way.pack.readings.values() if at in reading.at]
    source = next(iter(way.pack.sources.values()))
    context = {"way": way, "county": way.pack, "stages": stages, "readings": readings, "source": source}
    return render(request, "citizen/how.html", context)


def _step_words(procedure: Procedure, said: Words, step: Step) -> tuple[Step, str, str]:
    """A step, who bears it, and the limits that the text names."""
    who = t("、", ", ").join(say(party) for party, _ in said.bearers(step))
    limits = t("；", "; ").join(say(said.limit(line, step)) for line in step.within)
    return step, who, limits
