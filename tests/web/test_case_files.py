"""The full-process record at its page, and a case file archived there."""

from __future__ import annotations

import re
from html import unescape

import pytest

from liandong.record import read
from tests.web.county import CENTER, LEAD, TOWN, County

REASONS = {
    "paper/application": "申请以纸质提交，已扫描",
    "paper/legal-opinion": "以纸质出具",
}


def words(page: str) -> str:
    """What a reader reads."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def course(county: County, matter: str, unit: str = CENTER, post: str = "archivist", language: str = "zh-hans") -> str:
    return county.desk(unit, post, language).get(f"/matter/{matter}/course/").content.decode()


def lacking(page: str) -> list[str]:
    """The codes of what the form asks reasons for."""
    return re.findall(r'name="reason:([^"]+)"', page)


@pytest.fixture
def ended(county: County) -> str:
    """An operation that was archived by the step of the text; none of its papers was issued."""
    return county.brought_to("done")


def test_each_part_of_the_course_is_told_with_who_did_what(county: County) -> None:
    matter = county.brought_to("dispatch")
    told = words(course(county, matter))
    assert "启动 部分缺" in told and "决定 部分缺" in told and "送达 办理中" in told and "执行 未到" in told
    assert "初审 环节" in told and "移交法制审核 县综合指挥调度中心" in told
    assert "事项办结后归档" in told
    english = words(course(county, matter, language="en"))
    assert "Full-process record" in english and "Service In progress" in english


def test_the_matters_own_page_shows_the_parts_and_leads_to_the_record(county: County) -> None:
    matter = county.brought_to("dispatch")
    page = county.desk(TOWN).get(f"/matter/{matter}/").content.decode()
    assert f"/matter/{matter}/course/#part-review" in page and "执法全过程记录" in page


def test_nobody_sees_the_record_of_a_matter_that_he_may_not_see(county: County, ended: str) -> None:
    stranger = next(unit for unit in county.pack.units if unit.endswith("-township") and unit != TOWN)
    desk = county.desk(stranger)
    assert desk.get(f"/matter/{ended}/course/").status_code == 404
    assert desk.post(f"/matter/{ended}/course/archive/", {"number": "1"}).status_code == 404


def test_archiving_names_what_lacks_until_each_has_its_reason(county: County, ended: str) -> None:
    desk = county.desk(CENTER, "archivist")
    page = course(county, ended)
    codes = lacking(page)
    assert set(REASONS) < set(codes) and "field/photos" in codes
    assert 'value="2026-1"' in page, "the number that the step of the text gave"
    answer = desk.post(f"/matter/{ended}/course/archive/", {"number": "2026-1", "key": "k1"})
    assert answer.status_code == 422 and "的案卷还缺：" in answer.content.decode()
    some = {f"reason:{code}": f"理由{code}" for code in codes[1:]}
    answer = desk.post(f"/matter/{ended}/course/archive/", {"number": "2026-1", "key": "k2", **some})
    assert answer.status_code == 422 and f"理由{codes[1]}" in answer.content.decode(), "what was typed stays"
    every = {f"reason:{code}": f"理由{code}" for code in codes}
    answer = desk.post(f"/matter/{ended}/course/archive/", {"number": "2026-1", "key": "k3", **every})
    assert answer.status_code == 302
    state = read.state(ended)
    assert state is not None
    assert state.archived["number"] == "2026-1" and state.archived["keep_until"] == "2056-12-31"
    assert [each["code"] for each in state.archived["lacking"]] == codes
    told = words(course(county, ended))
    assert "保管期限 30年 · 至2056-12-31" in told and f"理由{codes[0]}" in told and "等待后台封存" in told
    timeline = words(desk.get(f"/matter/{ended}/").content.decode())
    assert "归档，档号2026-1，保管期限30年" in timeline


def test_only_the_unit_that_archives_is_offered_it(county: County, ended: str) -> None:
    page = course(county, ended, LEAD, "officer")
    assert not lacking(page) and "由上述单位或者指挥中心归档" in page
    answer = county.desk(LEAD).post(f"/matter/{ended}/course/archive/", {"number": "1", "key": "k"})
    assert answer.status_code == 422 and "这个案卷由县综合指挥调度中心" in answer.content.decode()


def test_an_archived_matter_offers_no_act_that_would_change_it(county: County, ended: str) -> None:
    codes = {f"reason:{code}": "" for code in lacking(course(county, ended))} | {"reason-for-all": "以纸质办理"}
    county.desk(CENTER, "archivist").post(f"/matter/{ended}/course/archive/", {"number": "1", "key": "k", **codes})
    state = read.state(ended)
    assert state is not None and {each["reason"] for each in state.archived["lacking"]} == {"以纸质办理"}
    desk = county.desk(CENTER, "operator")
    assert "/act/note/" not in desk.get(f"/matter/{ended}/").content.decode().split("不能办的")[0]
    answer = desk.post(f"/matter/{ended}/act/note/", {"words": "补记", "key": "k9"})
    assert answer.status_code == 422 and "已经归档" in answer.content.decode()
