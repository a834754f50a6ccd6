"""Who signed in and who was refused, for the audit and the security administrator.

An account belongs to the county as `people.administration` says. A refused name that is no account belongs to nobody
and is not shown: people type their password into the field of the name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from axes.models import AccessFailureLog, AccessLog
from django.db.models import BooleanField, F, Q, QuerySet, Value
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from liandong.core.texts import Text
from liandong.people.administration import accounts_of
from liandong.people.models import User
from liandong.projections.keyset import Place, page_at, turned
from liandong.web import dates
from liandong.web.asked import AskedList, among, plain
from liandong.web.kept_views.chips import begun, chips
from liandong.web.language import t
from liandong.web.places import sent_place, spelled
from liandong.web.request import Seated, permitted
from liandong.web.spreadsheet import csv_response

PAGE = 50
PLACE = (datetime, str, int)  # what the place of a line consists of
AT_ONCE = 1000
RESULTS: Mapping[str, Text] = {
    "in": Text("登录成功", "Signed in"),
    "refused": Text("登录失败", "Refused"),
    "unknown": Text("账号不存在", "No such account"),
}


@dataclass(frozen=True, slots=True)
class Asked(AskedList):
    """The list of sign-ins that an address asks for."""

    account: str = ""
    result: str = ""
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One sign-in. `account` is "" where the name was no account's; `result` is a key of RESULTS."""

    at: datetime
    account: str
    address: str
    result: str
    is_locked: bool
    number: int

    @property
    def marks(self) -> tuple[datetime, str, int]:
        """Where it stands in the list: numbers are those of its own kind."""
        return self.at, self.result, self.number


@require_GET
@permitted("sign-ins.view")
def show(request: Seated) -> HttpResponseBase:
    """A page of them, the last first; htmx fetches the table alone."""
    if (begins := begun(request, "audit.sign-ins")) is not None:
        return begins
    asked = _asked(request)
    place = sent_place(request.GET.dict(), PLACE)
    page = page_at(_lines(_rows(request, asked, place)[: PAGE + 1]), place, PAGE, lambda line: line.marks)
    context = {"asked": asked, "results": RESULTS, "lines": page.lines, "beside": asked.beside(page)}
    context["kept"] = chips(request, "audit.sign-ins", asked.address())
    partial = request.headers.get("HX-Target") == "sign-ins"
    response = render(request, "audit/sign_ins_table.html" if partial else "audit/sign_ins.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@require_GET
@permitted("sign-ins.view")
def export(request: Seated) -> HttpResponseBase:
    """All that the address asks for, as a file."""
    rows = _table(request, _asked(request))
    return csv_response(request, rows, f"liandong-sign-ins-{dates.local(request.now):%Y%m%d-%H%M}")


def _table(request: Seated, asked: Asked) -> Iterator[list[Any]]:
    yield [t("时间", "When"), t("账号", "Account"), t("结果", "Result"), t("地址", "Address")]
    place = None
    while some := _lines(_rows(request, asked, place)[:AT_ONCE]):
        for line in some:
            result = RESULTS[line.result]
            yield [f"{dates.local(line.at):%Y-%m-%d %H:%M:%S}", line.account, t(result.zh, result.en), line.address]
        place = Place(some[-1].marks)


def _asked(request: Seated) -> Asked:
    sent = request.GET.dict()
    after, before = spelled(sent, PLACE)
    return Asked(
        after=after,
        before=before,
        account=plain(sent, "account", 64).lower(),
        result=among(sent, "result", RESULTS),
        first=_day(sent, "first"),
        last=_day(sent, "last"),
    )


def _day(sent: Mapping[str, str], name: str) -> str:
    try:
        return date.fromisoformat(sent.get(name, "")).isoformat()
    except ValueError:
        return ""


def _rows(request: Seated, asked: Asked, place: Place | None = None) -> QuerySet[Any, Any]:
    """Successes and failures together, the last first; from a place on."""
    mine = accounts_of(request.actor.county).values("username")
    came = AccessLog.objects.filter(_days(asked), username__in=mine).order_by()
    failed = AccessFailureLog.objects.filter(_days(asked)).order_by()
    known = failed.filter(username__in=mine)
    unknown = failed.exclude(username__in=User.objects.values("username"))
    if asked.account:
        came, known = came.filter(username=asked.account), known.filter(username=asked.account)
        unknown = unknown.none()
    parts = [
        part.filter(_beyond(name, place))
        for name, part in (
            ("in", _told(came.annotate(is_locked=_no()), "in")),
            ("refused", _told(known.annotate(is_locked=_locked()), "refused")),
            ("unknown", _told(unknown.annotate(is_locked=_locked()), "unknown")),
        )
        if asked.result in ("", name)
    ]
    both = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    ordered: QuerySet[Any, Any] = both.order_by(*turned(("-attempt_time", "-result", "-pk"), place))
    return ordered


def _beyond(result: str, place: Place | None) -> Q:
    """Of the rows of one result, those that stand after a place, or before it."""
    if place is None:
        return Q()
    at, other, number = place.marks
    side = "gt" if place.back else "lt"
    later = result > str(other) if place.back else result < str(other)
    same = Q(attempt_time=at, **{f"pk__{side}": number}) if result == other else Q(attempt_time=at) if later else None
    further = Q(**{f"attempt_time__{side}": at})
    return further | same if same else further


def _told(rows: QuerySet[Any], result: str) -> QuerySet[Any, Any]:
    columns = ("attempt_time", "username", "ip_address", "result", "is_locked", "pk")
    told: QuerySet[Any, Any] = rows.annotate(result=Value(result)).values_list(*columns)
    return told


def _no() -> Value:
    return Value(False, BooleanField())


def _locked() -> F:
    return F("locked_out")


def _days(asked: Asked) -> Q:
    """The days asked for, both included, as days in China."""
    wanted = Q()
    if asked.first:
        wanted &= Q(attempt_time__gte=_begin(asked.first))
    if asked.last:
        wanted &= Q(attempt_time__lt=_begin(asked.last) + timedelta(days=1))
    return wanted


def _begin(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), dates.SHANGHAI)


def _lines(rows: QuerySet[Any, Any]) -> list[Line]:
    return [
        Line(at, "" if result == "unknown" else name or "", address or "", result, bool(locked), number)
        for at, name, address, result, locked, number in rows
    ]
