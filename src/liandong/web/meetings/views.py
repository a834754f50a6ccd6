"""The meetings of a county as its secretary needs them, and one of them as a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from liandong.core.marked import steps_of
from liandong.core.matter.offers import entries
from liandong.core.matter.recurring import next_of
from liandong.core.meetings import gathering
from liandong.core.rules import Mark
from liandong.core.texts import Text
from liandong.packs import library
from liandong.projections.matters import MatterLine, matter_line
from liandong.projections.meetings import past_meetings, running_meetings, secretary_work
from liandong.projections.worklist import WorklistLine
from liandong.record import read
from liandong.web import dates
from liandong.web.asked import page as page_asked
from liandong.web.meetings.seen import AgreedSeen, MeetingSeen, meeting_seen
from liandong.web.request import Seated, seated, sees_meetings
from liandong.web.worklist.lines import TaskSeen, task_seen


@dataclass(frozen=True, slots=True)
class Way:
    """An entry by which this seat calls a meeting or proposes a topic."""

    title: Text
    address: str


@require_GET
@seated
def show(request: Seated) -> HttpResponse:
    """The meetings to come, topics that wait, agreed matters still open, and past meetings."""
    _allowed(request)
    work = secretary_work(request.actor, request.pack)
    number = page_asked(request.GET.dict())
    past = past_meetings(request.actor, request.pack, number)
    running = running_meetings(request.actor, request.pack)
    seen = _seen([*running, *past.lines], request)
    coming = sorted((m for m in _of(running, seen) if not m.is_over), key=lambda m: (m.day is None, m.day or date.max))
    context = {
        "coming": coming,
        "held": [m for m in _of(running, seen) if m.is_over],
        "topics": [_task(line, request) for line in work.get(Mark.TOPIC, [])],
        "agreed": [_agreed(line, seen, request) for line in work.get(Mark.AGREED, [])],
        "past": _of(past.lines, seen),
        "page": number,
        "more": past.more,
        "next_ones": _recurring(request),
        "ways": _ways(request),
    }
    return render(request, "meetings/meetings.html", context)


@require_GET
@seated
def one(request: Seated, matter: str) -> HttpResponse:
    """One meeting: a page, and printed a sheet for the table."""
    _allowed(request)
    line = matter_line(request.actor, matter)
    found = _seen([line], request).get(matter) if line and _is_meeting(line, request) else None
    if found is None:
        raise Http404
    return render(request, "meetings/meeting.html", {"meeting": found})


def _allowed(request: Seated) -> None:
    """In a county whose text has no meetings, and for seats that see no matters, the page is not there."""
    if not sees_meetings(request):
        raise Http404


def _is_meeting(line: MatterLine, request: Seated) -> bool:
    procedure = request.pack.procedures.get(line.procedure)
    return procedure is not None and procedure.meeting is not None


def _seen(lines: list[MatterLine], request: Seated) -> dict[str, MeetingSeen]:
    calendar, today = library().calendar(), dates.local(request.now).date()
    states = read.states([line.id for line in lines])
    return {
        line.id: meeting_seen(
            gathering(states[line.id], request.pack.procedures[line.procedure]),
            request.pack,
            calendar,
            request.now,
            today,
        )
        for line in lines
        if line.id in states
    }


def _of(lines: Any, seen: dict[str, MeetingSeen]) -> list[MeetingSeen]:
    return [seen[line.id] for line in lines if line.id in seen]


def _task(line: WorklistLine, request: Seated) -> TaskSeen:
    return task_seen(line, request.pack, library().calendar(), request.now)


def _agreed(line: WorklistLine, seen: dict[str, MeetingSeen], request: Seated) -> tuple[TaskSeen, AgreedSeen | None]:
    """The task of an agreed matter, with what was agreed where its meeting is at hand."""
    meeting = seen.get(line.matter_id)
    found = next((each for each in meeting.agreed if each.task == line.task), None) if meeting else None
    return _task(line, request), found


def _recurring(request: Seated) -> list[tuple[Text, datetime]]:
    """What the clock opens next, in a text that is in force then."""
    found = []
    for procedure in request.pack.procedures.values():
        occasion = next_of(request.pack, procedure, request.now) if procedure.meeting else None
        if occasion and request.pack.in_force(dates.local(occasion.opens_at).date()):
            found.append((procedure.entries[occasion.command.entry].title, occasion.opens_at))
    return found


def _ways(request: Seated) -> list[Way]:
    """How this seat calls a meeting, or proposes a topic."""
    return [
        Way(entry.title, reverse("opening.entry", args=[procedure.name, entry.name]))
        for procedure, entry in entries(request.pack, request.actor)
        if (procedure.meeting or steps_of(procedure, (Mark.TOPIC,))) and not entry.needs_origin
    ]
