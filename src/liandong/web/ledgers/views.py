"""The county's ledgers, and one of them as a table, in pages or as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from liandong.core import access
from liandong.core.access.conditions import Always
from liandong.core.actors import Actor
from liandong.core.matter.offers import entries
from liandong.core.rules import Entry, Pack, Procedure
from liandong.projections.keyset import KeyPage, page_at
from liandong.projections.listing import PAGE
from liandong.projections.matters import matter_counts, matter_lines, matters
from liandong.web import dates
from liandong.web.kept_views.chips import begun, chips
from liandong.web.kept_views.lists import LEDGER
from liandong.web.language import say, t
from liandong.web.ledgers import asked as asking
from liandong.web.ledgers.asked import PHASES, Asked
from liandong.web.ledgers.lines import LedgerLine, chosen, ledger_lines
from liandong.web.request import Seated, seated
from liandong.web.spreadsheet import csv_response
from liandong.web.worklist.lines import MatterSeen, matter_seen


@dataclass(frozen=True, slots=True)
class LineSeen:
    """A line as the page shows it: the matter, and the words of each column."""

    matter: MatterSeen
    words: tuple[str, ...]


@require_GET
@seated
def index(request: Seated) -> HttpResponse:
    """The ledgers of the county, with how many lines of each this seat may see."""
    ledgers = [each for each in request.pack.procedures.values() if each.columns] if _reads(request.actor) else []
    counts = matter_counts(request.actor, [each.name for each in ledgers])
    adds = {each.name: _adds(each.name, request.pack, request.actor) for each in ledgers}
    return render(request, "ledgers/index.html", {"ledgers": ledgers, "counts": counts, "adds": adds})


@require_GET
@seated
def show(request: Seated, procedure: str) -> HttpResponseBase:
    """A page of one ledger; htmx fetches the table alone."""
    ledger, name = _ledger(request, procedure), f"{LEDGER.url}/{procedure}"
    if (begins := begun(request, name)) is not None:
        return begins
    asked = asking.read(request.GET.dict(), ledger)
    page = _page(request.actor, ledger, asked)
    context = {
        "ledger": ledger,
        "asked": asked,
        "kept": chips(request, name, asked.address()),
        "lines": [LineSeen(matter_seen(line.row, request.pack), _words(line)) for line in page.lines],
        "beside": asked.beside(page),
        "adds": _adds(procedure, request.pack, request.actor),
        "phases": PHASES,
    }
    partial = request.headers.get("HX-Target") == "ledger"
    response = render(request, "ledgers/table.html" if partial else "ledgers/ledger.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@require_GET
@seated
def export(request: Seated, procedure: str) -> StreamingHttpResponse:
    """Every line that the address asks for, as a file."""
    ledger = _ledger(request, procedure)
    asked = asking.read(request.GET.dict(), ledger)
    rows = matter_lines(request.actor, asked.query(procedure))
    lines = chosen(ledger_lines(rows, ledger.columns, request.actor.seat), asked, ledger)
    titles = [say(ledger.fields[name].title) for name in ledger.columns]
    table: list[list[Any]] = [[t("编号", "Number"), *titles, t("状态", "State"), t("登记时间", "Entered")]]
    for line in lines:
        seen = matter_seen(line.row, request.pack)
        entered = f"{dates.local(seen.opened_at):%Y-%m-%d %H:%M}"
        table.append([seen.number, *_words(line), seen.end or seen.stage or t("现行", "current"), entered])
    return csv_response(request, table, f"liandong-{procedure}-{dates.local(request.now):%Y%m%d-%H%M}")


def _reads(actor: Actor) -> bool:
    """Whether this seat may see matters at all: the administrators may not."""
    return access.remaining("matter.view", actor) != ~Always()


def _ledger(request: Seated, name: str) -> Procedure:
    found = request.pack.procedures.get(name)
    if found is None or not found.columns or not _reads(request.actor):
        raise Http404
    return found


def _page(actor: Actor, ledger: Procedure, asked: Asked) -> KeyPage[LedgerLine]:
    """The lines of one page. In the order of a column the whole ledger is read, and the page begins beside a line of
    it; where that line is no more among them, at the first one."""
    if asked.is_as_listed:
        page = matters(actor, asked.query(ledger.name))
        lines = tuple(ledger_lines(page.lines, ledger.columns, actor.seat))
        return KeyPage(lines, page.before, page.after)
    rows = matter_lines(actor, asked.query(ledger.name))
    found = chosen(ledger_lines(rows, ledger.columns, actor.seat), asked, ledger)
    place = asked.place
    at = next((at for at, line in enumerate(found) if place and place.marks == (line.row.id,)), None)
    if at is None or place is None:
        place, rest = None, found
    else:
        rest = found[:at][::-1] if place.back else found[at + 1 :]
    return page_at(rest[: PAGE + 1], place, PAGE, lambda line: (line.row.id,))


def _words(line: LedgerLine) -> tuple[str, ...]:
    return tuple(cell.words for cell in line.cells)


def _adds(procedure: str, pack: Pack, actor: Actor) -> list[Entry]:
    """The entries by which this seat adds a line; those that need another matter first are found there."""
    return [entry for of, entry in entries(pack, actor) if of.name == procedure and not entry.needs_origin]
