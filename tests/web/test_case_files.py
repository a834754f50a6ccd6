"""The full-process record at its page, and a case file archived there."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from liandong.act.law import pinned_pack
from liandong.projections.models import CaseFileRow
from liandong.projections.rebuild import rebuild
from liandong.record import deeds, read
from liandong.record.deeds import DeedKind
from liandong.web.case_files.asked import Asked
from liandong.worker.deliver import deliver
from tests.web.county import CENTER, LEAD, PATH, TOWN, County

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


def follow(county: County) -> None:
    """The worker brings what runs up to date."""
    while deliver("test", county.now):
        continue


def listed(county: County, query: str, unit: str = CENTER, post: str = "operator", language: str = "zh-hans") -> str:
    follow(county)
    answer = county.desk(unit, post, language).get(f"/archive/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def archive(county: County, matter: str, number: str = "1") -> None:
    codes = {f"reason:{code}": "" for code in lacking(course(county, matter))} | {"reason-for-all": "以纸质办理"}
    sent = {"number": number, "key": f"key-{matter}", **codes}
    assert county.desk(CENTER, "archivist").post(f"/matter/{matter}/course/archive/", sent).status_code == 302


def numbers(page: str) -> list[str]:
    """The matters of a list, in its order."""
    return re.findall(r"泗阳联〔2026〕\d+号(?= )", page)


def test_what_has_ended_waits_to_be_archived_and_is_listed_as_archived_after(county: County, ended: str) -> None:
    page = listed(county, "")
    assert numbers(page) == ["泗阳联〔2026〕1号"] and "审核：缺" not in words(page)
    assert "审核：部分缺" in words(page)
    assert numbers(listed(county, "?show=archived")) == []
    archive(county, ended, "档-7")
    assert numbers(listed(county, "")) == []
    page = listed(county, "?show=archived")
    told = words(page)
    assert "档-7" in told and "30年 至2056-12-31" in told and "等待封存" in told and "项，有理由" in told


def test_the_lists_are_filtered_by_what_the_address_says(county: County, ended: str) -> None:
    running = county.brought_to("dispatch")
    every = "泗阳联〔2026〕1号", "泗阳联〔2026〕2号"
    assert running and sorted(numbers(listed(county, "?show=lacking"))) == sorted(every)
    assert numbers(listed(county, "?show=lacking&phase=running")) == [every[1]]
    assert numbers(listed(county, "?show=lacking&phase=ended")) == [every[0]]
    assert numbers(listed(county, "?show=lacking&part=execution")) == [every[0]]
    assert numbers(listed(county, "?complete=yes")) == []
    assert numbers(listed(county, "?procedure=joint-meeting")) == []
    assert numbers(listed(county, "?q=1号")) == [every[0]]
    archive(county, ended)
    assert numbers(listed(county, "?show=archived&year=2026&retention=years-30&kept=waiting")) == [every[0]]
    for none in ("year=2025", "retention=permanent", "kept=sealed", "kept=over", "kept=transferred"):
        assert numbers(listed(county, f"?show=archived&{none}")) == []
    assert numbers(listed(county, "?show=lacking")) == [every[1]], "what was archived with its reasons is settled"


def test_pages_one_after_the_other_are_the_list(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        county.complete(county.apply(), "preliminary-review", "accept", **dict(PATH[0][2]))
    whole = Asked.query
    monkeypatch.setattr(Asked, "query", lambda self, today: replace(whole(self, today), size=2))
    seen: list[str] = []
    query = "?show=lacking"
    for _ in range(4):
        page = listed(county, query)
        seen += numbers(page)
        following = re.search(r'href="/archive/(\?[^"]*after=[^"]*)"', page)
        if following is None:
            break
        query = unescape(following[1])
    assert seen == [f"泗阳联〔2026〕{n}号" for n in range(5, 0, -1)]


def test_a_list_leaves_as_a_file_and_is_logged(county: County, ended: str) -> None:
    archive(county, ended, "=档")
    desk = county.desk(CENTER, "operator")
    text = b"".join(desk.get("/archive.csv?show=archived")).decode("utf-8-sig")  # type: ignore[arg-type]
    assert "SHA-256" in text and "'=档" in text and text.count("\n") == 2
    assert desk.get("/archive.xlsx").status_code == 200
    assert {deed.kind for deed in deeds.deeds(county.pack.county)} == {DeedKind.EXPORTED}


def test_a_unit_sees_the_case_files_of_its_own_matters_alone(county: County, ended: str) -> None:
    assert ended and numbers(listed(county, "", TOWN, "officer"))
    stranger = next(unit for unit in county.pack.units if unit.endswith("-township") and unit != TOWN)
    assert numbers(listed(county, "", stranger, "officer")) == []
    assert county.desk("platform-administration", "audit-administrator").get("/archive/").status_code != 200


def test_an_overseer_has_the_numbers_on_his_first_page_and_each_leads_to_its_list(county: County, ended: str) -> None:
    county.brought_to("dispatch")
    follow(county)
    page = county.desk("supervision-office", "inspector").get("/oversight/").content.decode()
    for phase, title in (("ended", "已办结"), ("running", "办理中")):
        found = re.search(rf'href="(/archive/\?show=lacking&amp;phase={phase})">{title} <b>(\d+)</b>', page)
        assert ended and found is not None
        inside = county.desk("supervision-office", "inspector").get(unescape(found[1])).content.decode()
        assert len(numbers(inside)) == int(found[2]) == 1


def test_a_rebuild_gives_the_same_rows_before_and_after_archiving(county: County, ended: str) -> None:
    running = county.brought_to("dispatch")
    assert rebuild(pinned_pack, county.now, check=True).differences == [], "what the worker has yet to bring is none"
    follow(county)
    assert rebuild(pinned_pack, county.now, check=True).differences == []
    CaseFileRow.objects.unscoped("a test").filter(pk=running).update(lacks=99)
    assert [each.what for each in rebuild(pinned_pack, county.now, check=True).differences] == ["lacks"]
    assert rebuild(pinned_pack, county.now).differences and not rebuild(pinned_pack, county.now).differences
    archive(county, ended)
    assert rebuild(pinned_pack, county.now, check=True).differences == []
