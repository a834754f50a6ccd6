"""One's own days as an iCalendar file: what the seat must answer, and the operations and meetings of its unit."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from liandong.core.icalendar import Dated, calendar
from liandong.packs import library
from liandong.projections.figures.asked import first_of_month
from liandong.projections.meeting_days import meetings_between
from liandong.projections.operations import operations_between
from liandong.projections.worklist import WorklistQuery, worklist_lines
from liandong.web import dates
from liandong.web.calendar.views import allow
from liandong.web.files import attached, file_name
from liandong.web.language import say, t
from liandong.web.request import Seated, seated
from liandong.web.spreadsheet import log_export
from liandong.web.worklist.lines import procedure_title, step_title

KIND = "text/calendar; charset=utf-8"


@require_GET
@seated
def as_icalendar(request: Seated) -> HttpResponse:
    """The tasks of this seat with a last day, and from this month on what its unit takes part in.

    The subject of a matter stays here: a calendar goes to telephones and to servers of others.
    """
    allow(request)
    found = [*_tasks(request), *_operations(request), *_meetings(request)]
    name = file_name(request, "calendar")
    log_export(request, f"{name}.ics", len(found))
    words = f"{t('联动', 'Liandong')} · {say(request.seat_title)}"
    return attached(calendar(words, found, request.now), KIND, f"{name}.ics")


def _tasks(request: Seated) -> Iterator[Dated]:
    for line in worklist_lines(request.actor, WorklistQuery(), request.now):
        if line.due_at is None or line.due_day is None:
            continue
        yield Dated(
            uid=_uid(request, f"{line.matter_id}-{line.task}"),
            starts=dates.local(line.due_at) if dates.last_moment(line.due_at) else line.due_day,
            summary=f"{t('到期：', 'Due: ')}{step_title(line.step, line.procedure, request.pack)} {line.number}",
            url=_url(request, line.matter_id),
            tentative=line.provisional,
        )


def _operations(request: Seated) -> Iterator[Dated]:
    first = first_of_month(dates.local(request.now).date())
    for each in operations_between(request.actor, request.pack, first, library().calendar().last):
        if request.actor.seat.unit in each.units:
            yield Dated(
                uid=_uid(request, f"{each.matter}-operation"),
                starts=each.starts_at,
                ends=each.ended_at if each.ended_at and each.ended_at > each.starts_at else None,
                summary=f"{t('行动：', 'Operation: ')}{procedure_title(each.procedure, request.pack)} {each.number}",
                place=each.place,
                url=_url(request, each.matter),
            )


def _meetings(request: Seated) -> Iterator[Dated]:
    first = first_of_month(dates.local(request.now).date())
    for each in meetings_between(request.actor, request.pack, first, library().calendar().last):
        if request.actor.seat.unit in each.units:
            yield Dated(
                uid=_uid(request, f"{each.matter}-meeting"),
                starts=each.starts_at or each.day,
                summary=f"{t('会议：', 'Meeting: ')}{procedure_title(each.procedure, request.pack)} {each.number}",
                place=each.place,
                url=_url(request, each.matter),
            )


def _uid(request: HttpRequest, name: str) -> str:
    return f"{name}@{request.get_host().partition(':')[0]}"


def _url(request: HttpRequest, matter: str) -> str:
    return request.build_absolute_uri(reverse("matter", args=[matter]))
