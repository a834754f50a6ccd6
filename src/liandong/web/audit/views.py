"""Pages of the audit administrator: the record verified, who saw personal data, what was exported and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from liandong.act.law import pinned_pack
from liandong.core.matter.events import moment
from liandong.core.rules import Pack
from liandong.core.texts import Text
from liandong.effects import verification
from liandong.effects.models import Verification
from liandong.projections.keyset import Place, numbered, page_at
from liandong.record import deeds as log
from liandong.record.deeds import Deed, DeedKind
from liandong.record.unmaskings import Unmasking, every_unmasking, place_of
from liandong.record.unmaskings import unmaskings as some_unmaskings
from liandong.web import dates
from liandong.web.asked import AskedList, among, plain
from liandong.web.fields.shown import seat_words
from liandong.web.kept_views.chips import begun, chips
from liandong.web.language import lang, say, t
from liandong.web.places import sent_place, spelled
from liandong.web.request import Seated, permitted
from liandong.web.spreadsheet import csv_response

LINES = 100
UNMASKED = (datetime, str, int)  # what the place of an unmasking consists of
DEED_WORDS: dict[DeedKind, Text] = {
    DeedKind.EXPORTED: Text("导出", "exported"),
    DeedKind.ACCOUNT_OPENED: Text("开立账号", "account opened"),
    DeedKind.PASSWORD_RENEWED: Text("生成新的首次登录密码", "new first password"),
    DeedKind.ACCOUNT_UNLOCKED: Text("解锁账号", "account unlocked"),
    DeedKind.ACCOUNT_CLOSED: Text("关闭账号", "account closed"),
    DeedKind.ROSTER_IMPORTED: Text("批量导入账号", "accounts imported"),
    DeedKind.RECORD_VERIFIED: Text("核验记录", "record verified"),
    DeedKind.FILE_READ: Text("下载原件", "original of a file read"),
    DeedKind.FILE_SEEN: Text("查看证据", "file of evidence looked at"),
    DeedKind.MARK_ENTERED: Text("登记机关代字", "mark of a unit entered"),
    DeedKind.SEAL_ENTERED: Text("登记印章图片", "picture of a seal entered"),
}


@dataclass(frozen=True, slots=True)
class AskedDeeds(AskedList):
    """The part of the log of deeds that an address asks for."""

    kind: str = ""
    account: str = ""


@require_GET
@permitted("record.verify")
def show(request: Seated) -> HttpResponse:
    """What the last verification found, the one that runs now, and those before."""
    earlier = Verification.objects.filter(ended_at__isnull=False).order_by("-ended_at", "-pk")[1:11]
    context = {**_run(request), **_last(request), "earlier": list(earlier)}
    return render(request, "audit/audit.html", context)


@never_cache
@require_GET
@permitted("record.verify")
def progress(request: Seated) -> HttpResponse:
    """The part of the page that says how far a verification is; fetched again until it has ended."""
    context = _run(request)
    response = render(request, "audit/progress.html", context)
    if context["run"] is None:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@permitted("record.verify")
def verify(request: Seated) -> HttpResponseBase:
    """Let the record be verified now; while one runs no second is begun."""
    with transaction.atomic():
        _, is_new = verification.ask(request.actor.county, request.actor.account, request.now)
        if is_new:
            log.note(request.actor, request.now, DeedKind.RECORD_VERIFIED, "")
    if not is_new:
        messages.warning(request, t("已有一次核验在进行，结果见下。", "A verification runs already; see below."))
    return redirect("audit")


def _run(request: Seated) -> dict[str, Any]:
    run = verification.running(request.now)
    share = min(100, run.matters * 100 // run.matters_in_all) if run and run.matters_in_all else 0
    return {"run": run, "share": share}


def _last(request: Seated) -> dict[str, Any]:
    """The last run: the findings of this county and those that name no county; of others only how many."""
    last = verification.last_ended()
    found = last.findings if last else []
    mine = [each for each in found if each["county"] in ("", request.actor.county)]
    return {
        "last": last,
        "findings": [{**each, "words": each[lang()]} for each in mine],
        "elsewhere": len(found) - len(mine),
        "more": (last.faults - len(found)) if last else 0,
    }


@require_GET
@permitted("unmaskings.view")
def unmaskings(request: Seated) -> HttpResponse:
    """Who was shown a citizen's data in clear, and why; the last first."""
    sent = request.GET.dict()
    after, before = spelled(sent, UNMASKED)
    place = sent_place(sent, UNMASKED)
    some = some_unmaskings(request.actor.county, **_read_at(place), limit=LINES + 1)
    page = page_at(some, place, LINES, place_of)
    context = {
        "lines": [_unmasked(each, request.pack) for each in page.lines],
        "beside": AskedList(after=after, before=before).beside(page),
    }
    return render(request, "audit/unmaskings.html", context)


def _read_at(place: Place | None) -> dict[str, Any]:
    if place is None or not isinstance(place.marks[0], datetime):
        return {}
    return {"after" if place.back else "before": (moment(place.marks[0]), *place.marks[1:])}


@require_GET
@permitted("unmaskings.view")
def unmaskings_csv(request: Seated) -> HttpResponseBase:
    """All of them, as a file."""
    return csv_response(request, _unmasking_rows(request), f"liandong-unmaskings-{_stamp(request)}")


def _unmasking_rows(request: Seated) -> Iterator[list[Any]]:
    heads = (("时间", "When"), ("账号", "Account"), ("单位和岗位", "Seat"), ("事项编号", "Matter"))
    yield [*(t(*head) for head in heads), t("信息", "What was seen"), t("理由", "Reason")]
    for each in every_unmasking(request.actor.county):
        line = _unmasked(each, request.pack)
        at = f"{dates.local(line['at']):%Y-%m-%d %H:%M:%S}"
        yield [at, line["account"], line["who"], line["number"], line["what"], line["reason"]]


def _unmasked(one: Unmasking, pack: Pack) -> dict[str, Any]:
    return {
        "at": one.at,
        "account": one.account,
        "who": seat_words(one.unit, one.post, pack),
        "number": one.number,
        "what": _field_words(one.pack_hash, one.field or "", lang()) if one.field else t("（已清除）", "(erased)"),
        "reason": one.reason if one.reason is not None else t("（已清除）", "(erased)"),
    }


@cache
def _field_words(pack_hash: str, field: str, language: str) -> str:
    """What a field is called in the pack of the matter; its name where no procedure of it has such a field."""
    procedures = pinned_pack(pack_hash).procedures.values()
    titles = (each.fields[field].title for each in procedures if field in each.fields)
    found = next(titles, None)
    return found.say(language) if found else field


@require_GET
@permitted("deeds.view")
def deeds(request: Seated) -> HttpResponseBase:
    """Exports, and work on accounts; the last first."""
    if (begins := begun(request, "audit.deeds")) is not None:
        return begins
    asked = _asked(request)
    place = sent_place(request.GET.dict(), (int,))
    before, after = numbered(place)
    wanted = {"kind": asked.kind, "account": asked.account}
    some = log.deeds(request.actor.county, **wanted, before=before, after=after, limit=LINES + 1)
    page = page_at(some, place, LINES, lambda deed: (deed.id,))
    context = {
        "asked": asked,
        "lines": [_done(each, request.pack) for each in page.lines],
        "beside": asked.beside(page),
        "kinds": DEED_WORDS,
        "kept": chips(request, "audit.deeds", asked.address()),
    }
    return render(request, "audit/deeds.html", context)


@require_GET
@permitted("deeds.view")
def deeds_csv(request: Seated) -> HttpResponseBase:
    """All that the address asks for, as a file."""
    asked = _asked(request)
    found = log.every_deed(request.actor.county, kind=asked.kind, account=asked.account)
    return csv_response(request, _deed_rows(found, request.pack), f"liandong-deeds-{_stamp(request)}")


def _asked(request: Seated) -> AskedDeeds:
    sent = request.GET.dict()
    after, before = spelled(sent, (int,))
    kind = among(sent, "kind", [each.value for each in DeedKind])
    return AskedDeeds(kind=kind, account=plain(sent, "account", 64), after=after, before=before)


def _deed_rows(found: Iterable[Deed], pack: Pack) -> Iterator[list[Any]]:
    heads = (("时间", "When"), ("账号", "Account"), ("单位和岗位", "Seat"), ("做了什么", "What"))
    yield [*(t(*head) for head in heads), t("对象", "Of what"), t("行数", "Rows")]
    for each in found:
        line = _done(each, pack)
        at = f"{dates.local(each.at):%Y-%m-%d %H:%M:%S}"
        yield [at, each.account, line["who"], line["what"], each.about, each.rows or ""]


def _done(deed: Deed, pack: Pack) -> dict[str, Any]:
    return {"deed": deed, "who": seat_words(deed.unit, deed.post, pack), "what": say(DEED_WORDS[deed.kind])}


def _stamp(request: Seated) -> str:
    return f"{dates.local(request.now):%Y%m%d-%H%M}"
