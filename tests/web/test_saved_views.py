"""Lists that somebody keeps: his own, few, of known lists and keys; one may be what the list begins with."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.people.models import SavedView
from liandong.web.kept_views.lists import LISTS, narrowed
from tests.web.county import CENTER, LEAD, POLICE, County, words

OPERATOR = (CENTER, "operator")
QUERY = "scope=county&lamp=overdue"


def keep(county: County, seat: tuple[str, str] = OPERATOR, **sent: str) -> Any:
    return county.desk(*seat).post("/views/keep/", {"list": "worklist", "query": QUERY, "name": "全县逾期", **sent})


def change(county: County, view: str, do: str, seat: tuple[str, str] = OPERATOR, **sent: str) -> Any:
    found = SavedView.objects.get(name=view)
    return county.desk(*seat).post(f"/views/{found.pk}/", {"do": do, **sent})


def names() -> list[str]:
    return list(SavedView.objects.order_by("of_list", "place").values_list("name", flat=True))


def test_a_list_is_kept_under_a_name_and_stands_above_it_as_a_chip(county: County) -> None:
    desk = county.desk(*OPERATOR)
    body = desk.get(f"/?{QUERY}").content.decode()
    assert 'name="query" value="scope=county&amp;lamp=overdue"' in body
    assert keep(county).headers["Location"] == f"/?{QUERY}"
    kept = desk.get(f"/?{QUERY}").content.decode()
    assert re.search(r'ld-kinds__one" href="/\?scope=county&amp;lamp=overdue" aria-current="true">全县逾期<', kept)
    assert 'name="query"' not in kept, "what is kept already is not offered again"
    assert "全县逾期" in words(desk.get("/?scope=unit"))


def test_a_double_tap_keeps_it_once_and_the_same_name_keeps_it_anew(county: County) -> None:
    keep(county)
    keep(county)
    keep(county, query="scope=unit&lamp=near")
    (view,) = SavedView.objects.all()
    assert view.query == "scope=unit&lamp=near"


def test_what_is_kept_is_nobody_elses(county: County) -> None:
    keep(county)
    other = (LEAD, "officer")
    assert "全县逾期" not in words(county.desk(*other).get("/?scope=unit"))
    assert "还没有保存的视图" in words(county.desk(*other).get("/views/"))
    assert change(county, "全县逾期", "delete", other).status_code == 404
    assert names() == ["全县逾期"]


def test_only_known_lists_and_known_keys_are_kept(county: County) -> None:
    for unknown in ("", "sign-out", "ledger/none", "figure/none", "worklist/x", "https://elsewhere"):
        assert keep(county, list=unknown).status_code == 404
    keep(county, query="scope=county&next=//elsewhere&after=W10&page=7&lamp=near&csrfmiddlewaretoken=x")
    (view,) = SavedView.objects.all()
    assert view.query == "scope=county&lamp=near"


def test_what_cannot_be_kept_is_refused_with_the_reason(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    for sent, why in (
        ({"name": "  "}, "没有写视图的名称"),
        ({"name": "长" * 41}, "没有写视图的名称"),
        ({"query": "page=1"}, "没有什么可以保存"),
    ):
        response = keep(county, **sent)
        assert response.status_code == 422
        assert why in words(response)
    monkeypatch.setattr("liandong.people.saved_views.MOST", 2)
    keep(county, name="一")
    keep(county, name="二")
    assert "最多保存 2 个视图" in words(keep(county, name="三"))
    assert keep(county, name="二", query="scope=unit").status_code == 302
    assert names() == ["一", "二"]


def test_names_are_text_wherever_they_stand(county: County) -> None:
    keep(county, name="<b>逾期</b>")
    for path in ("/?scope=unit", "/views/"):
        body = county.desk(*OPERATOR).get(path).content.decode()
        assert "<b>逾期" not in body
        assert "&lt;b&gt;逾期" in body


def test_views_are_renamed_ordered_and_deleted(county: County) -> None:
    for name in ("一", "二", "三"):
        keep(county, name=name)
    change(county, "三", "up")
    change(county, "一", "up")
    assert names() == ["一", "三", "二"]
    change(county, "一", "down")
    assert names() == ["三", "一", "二"]
    change(county, "二", "rename", name="二号")
    assert names() == ["三", "一", "二号"]
    taken = change(county, "一", "rename", name="三")
    assert taken.status_code == 422
    assert "已经有名为“三”的视图" in words(taken)
    change(county, "三", "delete")
    assert names() == ["一", "二号"]
    assert change(county, "一", "nothing").status_code == 404


def test_a_list_asked_for_without_a_query_begins_with_the_default_view(county: County) -> None:
    keep(county)
    keep(county, name="本单位", query="scope=unit&lamp=near")
    desk = county.desk(*OPERATOR)
    assert desk.get("/").status_code == 200
    change(county, "全县逾期", "default")
    assert desk.get("/").headers["Location"] == f"/?{QUERY}"
    change(county, "本单位", "default")
    assert desk.get("/").headers["Location"] == "/?scope=unit&lamp=near"
    assert desk.get("/?scope=mine").status_code == 200
    assert desk.get("/?page=1").status_code == 200, "the list itself stays within reach"
    assert desk.get("/", headers={"HX-Request": "true", "HX-Target": "list"}).status_code == 200
    change(county, "本单位", "no-default")
    assert desk.get("/").status_code == 200


def test_figures_ledgers_the_search_and_the_logs_keep_views_too(county: County) -> None:
    keep(county, list="figure/ageing", query="since=step", name="按环节")
    assert "按环节" in words(county.desk(*OPERATOR).get("/figures/ageing/?since=step"))
    keep(county, list="search", query="q=渔", name="渔业")
    assert "渔业" in words(county.desk(*OPERATOR).get("/search/?q=渔"))
    ledger = next(each.name for each in county.pack.procedures.values() if each.columns)
    keep(county, list=f"ledger/{ledger}", query="phase=ended", name="已结")
    assert "已结" in words(county.desk(*OPERATOR).get(f"/ledger/{ledger}/?phase=ended"))
    audit = ("platform-administration", "audit-administrator")
    keep(county, audit, list="audit.deeds", query="kind=exported", name="导出")
    assert "导出" in words(county.desk(*audit).get("/audit/deeds/?kind=exported"))
    page = words(county.desk(*OPERATOR).get("/views/"))
    assert "在办事项办理时长" in page
    assert "查找" in page


def test_a_list_that_the_pack_has_no_more_is_not_shown(county: County) -> None:
    keep(county)
    SavedView.objects.update(of_list="ledger/gone")
    assert "还没有保存的视图" in words(county.desk(*OPERATOR).get("/views/"))
    assert county.desk(POLICE).get("/views/").status_code == 200


@given(st.sampled_from([*LISTS, "none"]), st.text(max_size=400))
def test_anything_may_be_sent_and_only_known_keys_are_left(name: str, query: str) -> None:
    known = LISTS[name].keys if name in LISTS else ()
    kept = narrowed(name, query)
    assert {part.partition("=")[0] for part in kept.split("&") if part} <= set(known)
    assert narrowed(name, kept) == kept
