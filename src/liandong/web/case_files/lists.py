"""The lists of case files: what lacks, what is to be archived, what is archived; as pages and as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from liandong.core.rules import CoursePart, Pack
from liandong.core.texts import Text
from liandong.effects.package_checks import WORDS, Found, checks_of
from liandong.projections.case_file_lists import (
    CaseFileLine,
    Show,
    case_file_counts,
    case_file_lines,
    case_files,
    years,
)
from liandong.web import dates
from liandong.web.case_files import asked as asking
from liandong.web.case_files.asked import COMPLETE, KEPT, PHASES, SHOWN, Asked
from liandong.web.case_files.seen import lamps_of
from liandong.web.case_files.words import PART_STATES
from liandong.web.fields.shown import unit_name
from liandong.web.files import file_name, workbook_response
from liandong.web.language import lang, say, t
from liandong.web.request import Seated, only_where, seated, sees_matters
from liandong.web.spreadsheet import csv_response
from liandong.web.worklist.lines import end_title

WANTING = ("partly", "missing")


@require_GET
@seated
@only_where(sees_matters)
def show(request: Seated) -> HttpResponse:
    """A page of one of the lists."""
    asked = asking.read(request.GET.dict(), request.pack)
    today = dates.local(request.now).date()
    page = case_files(request.actor, asked.query(today))
    described = request.pack.archive.case_files
    context = {
        "asked": asked,
        "lines": [_line(line, request.pack) for line in page.lines],
        "checks": _checks(asked, page.lines),
        "beside": asked.beside(page),
        "today": today,
        "shown": [(each, SHOWN[each], count) for each, count in case_file_counts(request.actor, today).items()],
        "procedures": [each for each in request.pack.procedures.values() if each.name in described],
        "retentions": request.pack.archive.retentions.values(),
        "years": years(request.actor) if asked.show == Show.ARCHIVED else [],
        "parts": [part for part in CoursePart if part is not CoursePart.ARCHIVE],
        "kept": KEPT,
        "phases": PHASES,
        "complete": COMPLETE,
    }
    return render(request, "case_files/list.html", context)


@require_GET
@seated
@only_where(sees_matters)
def as_csv(request: Seated) -> StreamingHttpResponse:
    """Every line that the address asks for."""
    return csv_response(request, _table(request), file_name(request, "archive"))


@require_GET
@seated
@only_where(sees_matters)
def as_workbook(request: Seated) -> HttpResponse:
    """The same as a workbook."""
    return workbook_response(request, {t("案卷", "Case files"): list(_table(request))}, file_name(request, "archive"))


def _line(line: CaseFileLine, pack: Pack) -> dict[str, Any]:
    kept = pack.archive.retentions.get(line.retention)
    return {
        "line": line,
        "title": line.title(lang()),
        "procedure": _procedure(line, pack),
        "end": end_title(line.end, line.procedure, pack) if line.end else "",
        "wanting": [each for each in lamps_of(line.states) if line.states[each[0]] in WANTING],
        "retention": kept.title if kept else Text(line.retention, line.retention),
        "by": unit_name(line.archived_by, pack),
    }


def _checks(asked: Asked, lines: Iterable[CaseFileLine]) -> dict[str, tuple[datetime, Text, bool]]:
    """When each sealed package was last read, in which words, and whether it was whole."""
    if asked.show != Show.ARCHIVED:
        return {}
    found = checks_of([line.matter for line in lines if line.sha256])
    return {matter: (at, WORDS[what], what is Found.WHOLE) for matter, (at, what) in found.items()}


def _procedure(line: CaseFileLine, pack: Pack) -> str:
    found = pack.procedures.get(line.procedure)
    return say(found.title) if found else line.procedure


def _table(request: Seated) -> Iterator[list[Any]]:
    asked, pack = asking.read(request.GET.dict(), request.pack), request.pack
    yield _heads(asked)
    for line in case_file_lines(request.actor, asked.query(dates.local(request.now).date())):
        seen = _line(line, pack)
        names = [line.number, seen["title"], seen["procedure"], seen["end"], _at(line.ended_at)]
        if asked.show == Show.ARCHIVED:
            yield [
                *(line.archive_number, *names, seen["by"], _at(line.archived_at), line.year, say(seen["retention"])),
                *(str(line.keep_until or ""), line.allowed, line.sha256, line.size or "", _at(line.packaged_at)),
                *(line.transferred_to, _at(line.transferred_at)),
            ]
        else:
            states = line.states
            yield [*names, line.lacks, *(say(PART_STATES[states[part]]) for part in CoursePart if part in states)]


def _heads(asked: Asked) -> list[Any]:
    names = [t("编号", "Number"), t("题名", "Title"), t("程序", "Procedure"), t("结果", "End"), t("办结", "Ended")]
    if asked.show == Show.ARCHIVED:
        return [
            *(t("档号", "Archive number"), *names, t("归档单位", "Archived by"), t("归档", "Archived")),
            *(t("归档年度", "Year"), t("保管期限", "Kept for"), t("保管至", "Until"), t("缺项", "Lacking")),
            *("SHA-256", t("字节", "Bytes"), t("封存", "Sealed"), t("移交", "Handed over to"), t("移交时间", "On")),
        ]
    return [*names, t("缺项", "Lacking"), *(say(part.words) for part in CoursePart)]


def _at(moment: Any) -> str:
    return f"{dates.local(moment):%Y-%m-%d %H:%M}" if moment else ""
