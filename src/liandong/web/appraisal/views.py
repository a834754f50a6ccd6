"""The appraisal of the county: points per unit, the list behind each number, the formula with its worked examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from liandong.core.appraisal import Period, appraised_units, period_before, period_named, period_of
from liandong.core.matter.offers import entries
from liandong.core.rules import Appraisal, FactKind, Pack
from liandong.core.strikes import Strike, strike_of
from liandong.projections.appraised import Behind, behind, points
from liandong.projections.struck import strikes
from liandong.web import dates
from liandong.web.appraisal.words import formula_words, place_words
from liandong.web.language import say, t
from liandong.web.mechanism_links import procedure_url
from liandong.web.request import Seated, seated, sees_board
from liandong.web.spreadsheet import csv_response

MOST_PERIODS = 12


@require_GET
@seated
def show(request: Seated) -> HttpResponse:
    """The points of all units in a period; in a county whose text has no appraisal, that it has none."""
    _allowed(request)
    appraisal = request.pack.appraisal
    if appraisal is None:
        return render(request, "appraisal/none.html", {})
    period = _period(request, appraisal)
    context = {
        **_frame(request, appraisal, period),
        "found": points(request.pack, period),
        "periods": _periods(request, appraisal),
        "objects": _objects(request, appraisal),
    }
    return render(request, "appraisal/appraisal.html", context)


@require_GET
@seated
def listed(request: Seated, unit: str, line: str) -> HttpResponse:
    """The tasks or matters behind one number of one unit."""
    _allowed(request)
    appraisal = request.pack.appraisal
    if appraisal is None or line not in appraisal.lines or unit not in appraised_units(appraisal, request.pack.units):
        raise Http404
    period, formula = _period(request, appraisal), appraisal.lines[line]
    scored = next(
        scored
        for each in points(request.pack, period)
        if each.unit == unit
        for scored in each.lines
        if scored.line.name == line
    )
    struck = tuple(each for each in strikes(request.pack) if (each.unit, each.line) == (unit, line))
    found = behind(request.actor, formula, unit, period, struck)
    context = {
        **_frame(request, appraisal, period),
        "unit": request.pack.units[unit],
        "line": formula,
        "scored": scored,
        "facts": [(each, _where(each, formula.counts, request.pack)) for each in found],
        "idle": [each for each in struck if not any(_strikes(each, fact) for fact in found)],
        "by_task": formula.counts is not FactKind.OPENED,
    }
    return render(request, "appraisal/listed.html", context)


@require_GET
@seated
def export(request: Seated) -> StreamingHttpResponse:
    """The points of a period as a CSV file."""
    _allowed(request)
    appraisal = request.pack.appraisal
    if appraisal is None:
        raise Http404
    period = _period(request, appraisal)
    heads: list[object] = [t("单位", "Unit"), t("起始分", "Start")]
    for line in appraisal.lines.values():
        heads += [f"{say(line.words)}{t('（件）', ' (facts)')}", f"{say(line.words)}{t('（分）', ' (points)')}"]
    heads += [t("异议更正前合计", "Total before objections"), t("合计", "Total")]
    rows = _rows(request.pack, period, heads)
    return csv_response(request, rows, f"liandong-appraisal-{request.pack.county}-{period.name}")


def _rows(pack: Pack, period: Period, heads: list[object]) -> Iterator[list[object]]:
    yield heads
    for each in points(pack, period):
        row: list[object] = [say(pack.units[each.unit].name), each.start]
        for scored in each.lines:
            row += [scored.times, scored.points]
        yield [*row, each.points_before, each.points]


def _allowed(request: Seated) -> None:
    """The board is for those who oversee the county; for others the page is not there."""
    if not sees_board(request):
        raise Http404


def _frame(request: Seated, appraisal: Appraisal, period: Period) -> dict[str, Any]:
    return {**formula_words(request.pack, appraisal), "period": period}


def _period(request: Seated, appraisal: Appraisal) -> Period:
    """The period that the address names; the current one where it names none, not found where it is no period."""
    name = request.GET.get("period", "")
    try:
        return period_named(appraisal.period, name) if name else _current(request, appraisal)
    except ValueError:
        raise Http404 from None


def _current(request: Seated, appraisal: Appraisal) -> Period:
    return period_of(appraisal.period, dates.local(request.now).date())


def _periods(request: Seated, appraisal: Appraisal) -> list[Period]:
    """The periods to choose from, the latest first, back to when the text came into force."""
    found = [_current(request, appraisal)]
    while len(found) < MOST_PERIODS and found[-1].first > request.pack.in_force_from:
        found.append(period_before(found[-1]))
    return found


def _objects(request: Seated, appraisal: Appraisal) -> str:
    """Where this seat objects; where it may not, how a unit does."""
    for procedure, entry in entries(request.pack, request.actor):
        if procedure.name == appraisal.objection and not entry.needs_origin:
            return reverse("opening.entry", args=[procedure.name, entry.name])
    return procedure_url(request.pack.county, appraisal.objection)


def _strikes(strike: Strike, fact: Behind) -> bool:
    return strike_of([strike], strike.unit, strike.line, fact.number, fact.at) is not None


def _where(fact: Behind, kind: FactKind, pack: Pack) -> str:
    ending = f".{fact.outcome}" if kind.by_outcome and fact.outcome else ""
    return place_words(f"{fact.procedure}#{fact.step}{ending}", pack)
