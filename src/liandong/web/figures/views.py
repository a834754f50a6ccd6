"""The figures of the county: all of them small, one with its table, the list behind a number, the board by step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from liandong.core.figures import ROWS, Counts, Drawing, Figure, Table, ordered
from liandong.core.pictures.maps import Layout
from liandong.projections.figures import asked as asking
from liandong.projections.figures.cards import cards
from liandong.projections.figures.catalogue import FIGURES, Counter, tables
from liandong.projections.figures.definitions import BY_STEP
from liandong.projections.figures.lists import Behind, behind, procedure_counts
from liandong.projections.figures.placed import map_columns
from liandong.projections.figures.scope import Reader
from liandong.projections.figures.steps import OVERDUE
from liandong.web.calendar.glances import glance
from liandong.web.figures import asked as reading
from liandong.web.figures.asked import BY, SINCE, Asked, order_of, turned, with_procedure
from liandong.web.figures.drawn import Picture, percent_words, pictures, small
from liandong.web.figures.inks import Inks
from liandong.web.figures.map_layout import caption, layout_of
from liandong.web.figures.points import with_points
from liandong.web.figures.seen import LineSeen, card_seen, line_seen
from liandong.web.kept_views.chips import begun, chips
from liandong.web.kept_views.lists import FIGURE
from liandong.web.language import say, t
from liandong.web.request import Seated, seated, sees_matters

MOST_CARDS = 8  # of one step


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it was asked, with its table in the order asked for."""

    figure: Figure
    counter: Counter
    asked: Asked
    question: asking.Asked
    table: Table
    layout: Layout | None = None  # of a map


@require_GET
@seated
def index(request: Seated) -> HttpResponse:
    """Every figure as a small picture."""
    _allowed(request)
    counts = procedure_counts(Reader(request.actor.county, request.actor))
    known = request.pack.procedures
    asked = {name: with_procedure(Asked(), counter.figure, counts, known) for name, counter in FIGURES.items()}
    found = tables({name: each.question(request) for name, each in asked.items()})
    glances = [_glance(_shown(request, counter, asked[name], found[name])) for name, counter in FIGURES.items()]
    return render(
        request,
        "figures/index.html",
        {**frame(request), "glances": glances, "inks": Inks, "calendar": glance(request.now)},
    )


@require_GET
@seated
def show(request: Seated, name: str) -> HttpResponseBase:
    """One figure: picture, table, definition; the address says period, procedure and order."""
    if (begins := begun(request, f"{FIGURE.url}/{name}")) is not None:
        return begins
    shown = shown_at(request, name)
    figure, table, asked = shown.figure, shown.table, shown.asked
    order, backwards = order_of(asked, figure, table)
    layout, points = with_points(shown.layout, table, shown.question) if shown.layout else (None, None)
    context = {
        **frame(request),
        "shown": shown,
        "figure": figure,
        "points": points,
        "kept": chips(request, f"{FIGURE.url}/{name}", asked.figure()),
        "asked": asked,
        "question": shown.question,
        "table": table,
        "pictures": pictures(figure, table, layout) if not table.is_empty else (),
        "caption": say(caption(shown.layout)) if shown.layout else "",
        "layers": map_columns(request.pack) if shown.layout else (),
        "inks": Inks,
        "order": order,
        "backwards": backwards,
        "turned": lambda by: turned(asked, figure, table, by),
        "percent": lambda row: percent_words(table.percent(row, figure.share.of)) if figure.share else "",
        "procedures": list(request.pack.procedures.values()),
        "procedure": request.pack.procedures.get(asked.procedure),
        "since": SINCE,
        "groups": BY,
        "rows_key": ROWS,
    }
    return render(request, "figures/figure.html", context)


@require_GET
@seated
def listed(request: Seated, name: str) -> HttpResponse:
    """The matters or tasks behind one number."""
    shown = shown_at(request, name)
    asked, table = shown.asked, shown.table
    row = next((head for head in table.rows if head.key == asked.row), None)
    column = next((head for head in table.columns if head.key == asked.column), None)
    if row is None or (column is None and (asked.column or not shown.figure.adds_up)):
        raise Http404
    found = behind(shown.counter, shown.question, asked.row, asked.column, asked.place)
    context = {
        **frame(request),
        "shown": shown,
        "figure": shown.figure,
        "asked": asked,
        "question": shown.question,
        "procedure": request.pack.procedures.get(asked.procedure),
        "row": row,
        "column": column,
        "column_named": column is not None and len(table.columns) > 1,
        "count": table.count(row.key, column.key) if column else table.whole(row.key),
        "lines": _lines(found.lines, request),
        "by_task": any(line.task for line in found.lines),
        "beside": asked.beside(found),
    }
    return render(request, "figures/listed.html", context)


@require_GET
@seated
def board(request: Seated) -> HttpResponse:
    """The matters of one procedure as cards, a column for each step that waits."""
    shown = shown_at(request, BY_STEP.name)
    found = cards(shown.question, MOST_CARDS)
    columns = [
        {
            "head": head,
            "count": shown.table.whole(head.key),
            "late": shown.table.count(head.key, OVERDUE),
            "cards": [card_seen(card, request.pack, request.now, shown.question.calendar) for card in found[head.key]],
        }
        for head in shown.table.rows
        if head.key in found
    ]
    context = {
        **frame(request),
        "shown": shown,
        "asked": shown.asked,
        "procedures": list(request.pack.procedures.values()),
        "procedure": request.pack.procedures.get(shown.asked.procedure),
        "columns": columns,
        "empty_steps": [head for head in shown.table.rows if head.key not in found],
        "overdue": OVERDUE,
    }
    return render(request, "figures/board.html", context)


def shown_at(request: Seated, name: str) -> Shown:
    """The figure of this name as the address asks for it; not found where there is none, or none for this seat."""
    _allowed(request)
    counter = FIGURES.get(name)
    if counter is None:
        raise Http404
    query = {**request.GET.dict(), "layer": ",".join(request.GET.getlist("layer"))}
    asked = reading.read(query, counter.figure, request)
    needs = with_procedure(asked, counter.figure, {}, request.pack.procedures) != asked
    counts = procedure_counts(Reader(request.actor.county, request.actor)) if needs else {}
    asked = with_procedure(asked, counter.figure, counts, request.pack.procedures)
    return _shown(request, counter, asked, counter.table(asked.question(request)))


def _shown(request: Seated, counter: Counter, asked: Asked, table: Table) -> Shown:
    order, backwards = order_of(asked, counter.figure, table)
    table = ordered(table, counter.figure.share, order, backwards=backwards)
    figure = replace(counter.figure, rows=BY[asked.by]) if asked.by else counter.figure
    if figure.drawing is not Drawing.MAP:
        return Shown(figure, counter, asked, asked.question(request), table)
    if asked.layer:
        shown = asked.layer.split(",")
        table = replace(table, columns=tuple(column for column in table.columns if column.key in shown))
    return Shown(figure, counter, asked, asked.question(request), table, layout_of(request.pack))


def frame(request: Seated) -> dict[str, Any]:
    """What every page of figures says: whose matters are counted."""
    reader = Reader(request.actor.county, request.actor)
    whose = (
        t("全县的事项", "All matters of the county")
        if reader.sees_county
        else t("只计本单位参与的事项", "Only matters in which your unit takes part")
    )
    return {"whose": whose, "opens_all": reader.opens_all, "Counts": Counts, "nowhere": lambda row, column: ""}


def _allowed(request: Seated) -> None:
    """Whoever sees no matters sees no figures of them: the administrators."""
    if not sees_matters(request):
        raise Http404


def _glance(shown: Shown) -> tuple[Shown, Picture | None]:
    return shown, None if shown.table.is_empty else small(shown.figure, shown.table, shown.layout)


def _lines(found: tuple[Behind, ...], request: Seated) -> list[LineSeen]:
    return [line_seen(line, request.pack) for line in found]
