"""The list as a CSV file that a spreadsheet opens: the same rows, the same rights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.views.decorators.http import require_GET

from liandong.packs import library
from liandong.projections.matters import matter_lines
from liandong.projections.worklist import worklist_lines
from liandong.web import dates
from liandong.web.language import say, t
from liandong.web.request import Seated, seated
from liandong.web.spreadsheet import csv_response
from liandong.web.worklist import asked as asking
from liandong.web.worklist.asked import MATTERS, Asked
from liandong.web.worklist.lines import matter_seen, task_seen


@require_GET
@seated
def export(request: Seated) -> StreamingHttpResponse:
    """Every row of the list that the address asks for."""
    asked = asking.read(request.GET.dict(), request.actor)
    rows = _matter_rows(asked, request) if asked.scope == MATTERS else _task_rows(asked, request)
    return csv_response(request, rows, f"liandong-{asked.scope}-{dates.local(request.now):%Y%m%d-%H%M}")


def _task_rows(asked: Asked, request: Seated) -> Iterator[list[Any]]:
    calendar = library().calendar()
    yield [
        t("编号", "Number"),
        t("主题", "Subject"),
        t("程序", "Procedure"),
        t("环节", "Step"),
        t("承办单位", "Unit"),
        t("岗位", "Post"),
        t("状态", "Lamp"),
        t("剩余", "Remaining"),
        t("截止日", "Last day"),
        t("截止时刻", "Last moment"),
        t("收到时间", "Received"),
    ]
    for row in worklist_lines(request.actor, asked.tasks(request.pack), request.now):
        line = task_seen(row, request.pack, calendar, request.now)
        yield [
            line.number,
            line.subject,
            line.procedure,
            line.step,
            line.unit,
            line.post,
            say(line.lamp.words),
            line.remaining,
            line.due_day.isoformat() if line.due_day else "",
            _moment(line.due_at),
            _moment(line.opened_at),
        ]


def _matter_rows(asked: Asked, request: Seated) -> Iterator[list[Any]]:
    yield [
        t("编号", "Number"),
        t("主题", "Subject"),
        t("程序", "Procedure"),
        t("提出单位", "Opened by"),
        t("提出时间", "Opened"),
        t("当前环节", "Now"),
        t("结果", "End"),
        t("办结时间", "Ended"),
    ]
    for row in matter_lines(request.actor, asked.matters()):
        line = matter_seen(row, request.pack)
        opened, ended = _moment(line.opened_at), _moment(line.ended_at)
        yield [line.number, line.subject, line.procedure, line.opened_by, opened, line.stage, line.end, ended]


def _moment(at: Any) -> str:
    return f"{dates.local(at):%Y-%m-%d %H:%M}" if at else ""
