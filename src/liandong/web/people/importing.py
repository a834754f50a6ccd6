"""A roster is imported in two steps: what each row would come to is shown first, then all of them or none.

Between the two the rows travel in the form, signed: nothing is kept for a preview that nobody confirms, and what is
carried out is what was shown.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from liandong.core.errors import Refusal
from liandong.core.rules import Pack
from liandong.core.words import say as refused_words
from liandong.packs import library
from liandong.people.roster import MOST_ROWS, Comes, Outcome, RosterRow, put_in_force, rehearse
from liandong.record import deeds
from liandong.record.deeds import DeedKind
from liandong.web.language import lang
from liandong.web.people.workbook import COLUMNS, MOST_BYTES, read_roster, template_of
from liandong.web.request import Seated, permitted, title_of

SALT = "liandong.people.roster"
KEPT = timedelta(hours=1)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_http_methods(["GET", "POST"])
@permitted("people.manage")
def show(request: Seated) -> HttpResponse:
    """The form; and for an uploaded file the preview of every row, with nothing written."""
    if request.method != "POST":
        return _form(request)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise Refusal("roster.none", field="file")
        if (file.size or 0) > MOST_BYTES:
            raise Refusal("roster.too-large", field="file", most=MOST_BYTES // 1000)
        rows = read_roster(file.read())
    except Refusal as refusal:
        return _form(request, refusal)
    return _preview(request, rows)


@sensitive_variables("outcomes")
@never_cache
@require_http_methods(["GET", "POST"])
@permitted("people.manage")
def confirm(request: Seated) -> HttpResponseBase:
    """Carry out what the preview showed: all rows or none."""
    if request.method != "POST":  # the language was switched: what was shown once is not shown again
        return redirect("people.import")
    try:
        rows = _unsigned(request.POST.get("roster", ""), request.actor.account)
    except Refusal as refusal:
        return _form(request, refusal)
    with transaction.atomic():
        outcomes = put_in_force(request.actor, rows, request.now, library().packs)
        if any(each.refused for each in outcomes):  # somebody changed something since the preview
            return _shown(request, rows, outcomes)
        opened = [each for each in outcomes if each.comes is Comes.OPENED]
        deeds.note(request.actor, request.now, DeedKind.ROSTER_IMPORTED, _told(outcomes), len(rows))
    context = {
        "opened": [(each.row.account.strip().lower(), _title(each, request.pack), each.password) for each in opened],
        "counts": _counts(outcomes),
    }
    return render(request, "people/imported.html", context)


@require_GET
@permitted("people.manage")
def template(request: Seated) -> HttpResponse:
    """The workbook to fill in."""
    response = HttpResponse(template_of(request.pack), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="liandong-roster-{request.pack.county}.xlsx"'
    return response


def _form(request: Seated, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "refused": refused_words(refusal, lang()) if refusal else None,
        "columns": COLUMNS,
        "most_rows": MOST_ROWS,
        "most_kilobytes": MOST_BYTES // 1000,
    }
    return render(request, "people/import.html", context, status=422 if refusal else 200)


def _preview(request: Seated, rows: list[RosterRow]) -> HttpResponse:
    return _shown(request, rows, rehearse(request.actor, rows, request.now, library().packs))


def _shown(request: Seated, rows: list[RosterRow], outcomes: list[Outcome]) -> HttpResponse:
    wrong = [each for each in outcomes if each.refused]
    body = {"by": request.actor.account, "rows": [asdict(row) for row in rows]}
    context = {
        "lines": [_line(each, request.pack) for each in outcomes],
        "wrong": len(wrong),
        "counts": _counts(outcomes),
        "roster": "" if wrong else signing.dumps(body, salt=SALT, compress=True),
    }
    return render(request, "people/preview.html", context, status=422 if wrong else 200)


def _unsigned(sent: str, account: str) -> list[RosterRow]:
    try:
        body = signing.loads(sent, salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        raise Refusal("roster.stale", field="file") from None
    if body["by"] != account:
        raise Refusal("roster.stale", field="file")
    return [RosterRow(**row) for row in body["rows"]]


def _line(outcome: Outcome, pack: Pack) -> dict[str, Any]:
    refused = refused_words(outcome.refused, lang()) if outcome.refused else None
    column = COLUMNS.get({"username": "account", "seat": "post"}.get(refused.field, refused.field)) if refused else None
    return {
        "row": outcome.row,
        "comes": outcome.comes.value,
        "title": _title(outcome, pack),
        "refused": refused,
        "column": column or COLUMNS["account"],
    }


def _title(outcome: Outcome, pack: Pack) -> Any:
    return title_of(outcome.seat, pack) if outcome.seat else None


def _counts(outcomes: list[Outcome]) -> dict[str, int]:
    return {comes.value: sum(each.comes is comes for each in outcomes) for comes in Comes}


def _told(outcomes: list[Outcome]) -> str:
    counts = _counts(outcomes)
    return f"accounts={counts['opened']} posts={counts['opened'] + counts['granted']}"
