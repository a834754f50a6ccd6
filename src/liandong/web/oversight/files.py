"""A list of an overseer as a file: all its lines with all that was answered, as CSV or as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET

from liandong.projections.oversight.lists import WatchedLine, lines_of
from liandong.web import dates
from liandong.web.files import file_name, workbook_response
from liandong.web.language import t
from liandong.web.oversight import asked as reading
from liandong.web.oversight.seen import LineSeen, lines_seen
from liandong.web.oversight.views import desk_of, mark_of
from liandong.web.request import Seated, seated
from liandong.web.spreadsheet import csv_response

AT_ONCE = 200  # lines whose answers are read together


@require_GET
@seated
def as_csv(request: Seated, desk: str, mark: str) -> StreamingHttpResponse:
    """The list that the address asks for."""
    desk_of(request, desk)
    return csv_response(request, _rows(request, desk, mark), file_name(request, mark))


@require_GET
@seated
def as_workbook(request: Seated, desk: str, mark: str) -> HttpResponse:
    """The same as a workbook."""
    desk_of(request, desk)
    rows = list(_rows(request, desk, mark))
    return workbook_response(request, {t("清单", "List"): rows}, file_name(request, mark))


def _rows(request: Seated, desk: str, mark: str) -> Iterator[list[Any]]:
    asked = reading.read(request.GET.dict(), request)
    yield [
        *(t("编号", "Number"), t("主题", "Subject"), t("程序", "Procedure"), t("环节", "Step"), t("单位", "Unit")),
        *(t("状态", "State"), t("结果", "Outcome"), t("开启时间", "Opened"), t("截止时刻", "Last moment")),
        *(t("办理时间", "Answered"), t("答复", "What was said")),
    ]
    rest = lines_of(asked.watch(request), asked.chosen(mark_of(desk, mark)))
    while some := list(islice(rest, AT_ONCE)):
        for line in _seen(some, request):
            said = t("；", "; ").join(f"{title}{t('：', ': ')}{words}" for title, words in line.said)
            names = [line.number, line.subject, line.procedure, line.step, line.unit, line.state, line.outcome]
            yield [*names, _at(line.opened_at), _at(line.due_at), _at(line.done_at), said]


def _seen(lines: list[WatchedLine], request: Seated) -> list[LineSeen]:
    return lines_seen(lines, request.pack, most=0)


def _at(moment: Any) -> str:
    return f"{dates.local(moment):%Y-%m-%d %H:%M}" if moment else ""
