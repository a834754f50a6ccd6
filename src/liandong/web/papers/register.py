"""The register of papers (发文登记): every number that was given, void ones included, as far as the reader may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from liandong.core.matter.papers import ISSUED, REPLACED, VOIDED
from liandong.projections.keyset import beyond, page_at, turned
from liandong.projections.models import PaperRow
from liandong.web import dates
from liandong.web.asked import AskedList, among, plain
from liandong.web.fields.shown import unit_name
from liandong.web.language import say, t
from liandong.web.papers.words import LAMPS, STATES
from liandong.web.places import sent_place
from liandong.web.request import Seated, only_where, seated, sees_matters
from liandong.web.spreadsheet import csv_response

PAGE = 50
ORDER = ("-issued_at", "number")
KNOWN = (ISSUED, VOIDED, REPLACED)


@dataclass(frozen=True, slots=True)
class Asked(AskedList):
    """What the address asks for."""

    q: str = ""
    unit: str = ""
    state: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether it asks for less than all."""
        return bool(self.q or self.unit or self.state)


def _asked(sent: Mapping[str, str], request: Seated) -> Asked:
    unit, state = among(sent, "unit", request.pack.units), among(sent, "state", KNOWN)
    return Asked(q=plain(sent, "q", 80), unit=unit, state=state)


def _rows(request: Seated, asked: Asked) -> QuerySet[PaperRow]:
    rows = PaperRow.objects.visible_to(request.actor, "matter.view").order_by(*ORDER)
    if asked.unit:
        rows = rows.filter(unit=asked.unit)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.q:
        rows = rows.filter(number__contains=asked.q) | rows.filter(title__contains=asked.q)
    return rows


@require_GET
@seated
@only_where(sees_matters)
def show(request: Seated) -> HttpResponse:
    """A page of the register."""
    sent = request.GET.dict()
    asked, place = _asked(sent, request), sent_place(sent, (datetime, str))
    rows = _rows(request, asked).filter(beyond(ORDER, place)).order_by(*turned(ORDER, place))
    page = page_at(list(rows[: PAGE + 1]), place, PAGE, lambda row: (row.issued_at, row.number))
    context = {
        "asked": asked,
        "lines": [_line(request, row) for row in page.lines],
        "beside": asked.beside(page),
        "units": sorted(request.pack.units.values(), key=lambda unit: unit.code),
        "states": {state: say(STATES[state]) for state in KNOWN},
    }
    return render(request, "papers/register.html", context)


@require_GET
@seated
@only_where(sees_matters)
def export(request: Seated) -> StreamingHttpResponse:
    """Every line that the address asks for, as a file."""
    table: list[list[Any]] = [
        [t("文号", "Number"), t("题名", "Title"), t("单位", "Unit"), t("签发", "Issued"), t("状态", "State")]
    ]
    for row in _rows(request, _asked(request.GET.dict(), request)).iterator():
        line = _line(request, row)
        table.append(
            [line["number"], line["title"], line["unit"], f"{dates.local(row.issued_at):%Y-%m-%d}", line["words"]]
        )
    return csv_response(request, table, f"liandong-papers-{dates.local(request.now):%Y%m%d-%H%M}")


def _line(request: Seated, row: PaperRow) -> dict[str, Any]:
    return {
        "matter": row.matter_id,
        "paper": row.paper,
        "number": row.number,
        "title": row.title,
        "unit": unit_name(row.unit, request.pack),
        "on": row.issued_at,
        "words": say(STATES[row.state]),
        "lamp": LAMPS[row.state],
    }
