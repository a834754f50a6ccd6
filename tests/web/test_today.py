"""What an officer's day begins with: what is due today, operations, entries most used, and answers on the line."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liandong.core.matter import commands as c
from liandong.core.rules import Kind
from liandong.effects.notices import unread
from liandong.packs import library
from liandong.people.demonstration import open_accounts
from liandong.record import memory, read
from liandong.worker.deliver import deliver
from tests.web.county import FACTS, LEAD, NOW, PLANS, POLICE, REPORT, TOWN, County, field_of, form_value, words

NOTICE: dict[str, Any] = {
    "finding": "violation",
    "facts": "沿街倾倒污水",
    "place": "集镇",
    "discovered_on": "2026-11-20",
    "urgent": False,
    "receivers": [POLICE],
}


@pytest.fixture
def yiyuan(db: None) -> Iterator[County]:
    """A county whose receivers acknowledge what is shared with one act that asks nothing."""
    with time_machine.travel(NOW, tick=False) as clock:
        pack = library().pack("yiyuan")
        open_accounts([pack], NOW, date(2026, 1, 1))
        found = County(pack, clock)
        found.at("11-19 10:00")  # the last day of its text
        yield found


def notified(county: County, **fields: Any) -> str:
    return county.act(TOWN, "officer", c.OpenMatter("violation-notice", "notify", {**NOTICE, **fields})).matter


def sections(body: str) -> dict[str, int]:
    """The heads of the list, each with the number of lines below it."""
    parts = re.split(r'<tr class="ld-table__section ld-table__section--(\w+)">', body)[1:]
    return {name: part.count('class="ld-table__number"') for name, part in zip(parts[::2], parts[1::2], strict=True)}


def tell(county: County) -> None:
    while deliver("test", county.now):
        pass


def test_what_is_late_or_due_today_stands_above_what_is_new_and_the_rest(county: County) -> None:
    notified(county)
    county.at("11-27 09:00")
    notified(county, urgent=True, discovered_on="2026-11-27")
    notified(county, discovered_on="2026-11-27")
    tell(county)
    body = county.desk(POLICE).get("/").content.decode()
    assert sections(body) == {"today": 2, "new": 1}
    assert "今天要办" in body
    (later,) = [line for line in body.split("<tr") if "12月4日" in line]
    assert "新" in later
    county.at("11-27 10:00")
    matter = re.search(r"/matter/([0-9a-f-]+)/#task", later)
    assert matter is not None
    county.desk(POLICE).post(f"/notices/looked/{matter[1]}/")
    assert sections(county.desk(POLICE).get("/").content.decode()) == {"today": 2, "later": 1}


def test_a_day_without_anything_due_says_so(county: County) -> None:
    notified(county)
    assert "今天没有到期的任务" in words(county.desk(POLICE).get("/"))
    assert "今天要办" not in words(county.desk(POLICE).get("/?order=step"))
    assert "今天要办" not in words(county.desk(POLICE).get("/?scope=unit"))


def test_opening_a_matter_marks_what_one_was_told_of_it_as_read(county: County) -> None:
    matter = notified(county)
    tell(county)
    desk = county.desk(POLICE)
    assert unread(county.actor(POLICE)) == 1
    assert f'hx-post="/notices/looked/{matter}/"' in desk.get(f"/matter/{matter}/").content.decode()
    assert unread(county.actor(POLICE)) == 1, "looking a page up changes nothing by itself"
    assert desk.post(f"/notices/looked/{matter}/").status_code == 204
    assert unread(county.actor(POLICE)) == 0
    assert "/notices/looked/" not in desk.get(f"/matter/{matter}/").content.decode()


def test_a_notice_leads_to_the_one_form_that_answers_it(county: County) -> None:
    matter = notified(county)
    tell(county)
    desk = county.desk(POLICE)
    page = desk.get("/notices/").content.decode()
    sent = {name: form_value(desk.get("/notices/"), name) for name in ("notice", "matter", "task")}
    assert sent["matter"] in page
    went = desk.post("/notices/mark/", sent)
    assert went.headers["Location"] == f"/matter/{matter}/task/1/respond/#task-1"
    assert "处理情形" in words(desk.get(went.headers["Location"].partition("#")[0]))
    elsewhere = county.desk(LEAD).post("/notices/mark/", sent)
    assert elsewhere.headers["Location"] == f"/matter/{matter}/", "who may not see it is not told what it asks"


def test_what_comes_in_is_sorted_by_what_it_is(county: County) -> None:
    notified(county)
    county.brought_to("carry-out")
    body = county.desk(POLICE).get("/").content.decode()
    assert "告知通报 <b>1</b>" in body
    assert "其他 <b>1</b>" in body
    narrowed = words(county.desk(POLICE).get("/?kind=notice"))
    assert NOTICE["facts"] in narrowed
    assert FACTS not in narrowed
    rest = words(county.desk(POLICE).get("/?kind=other"))
    assert FACTS in rest
    assert NOTICE["facts"] not in rest
    assert "没有符合条件的记录" in words(county.desk(POLICE).get("/?kind=transfer"))
    assert FACTS in words(county.desk(POLICE).get("/?kind=nonsense"))
    exported = b"".join(county.desk(POLICE).get("/worklist.csv?kind=notice")).decode("utf-8-sig")  # type: ignore[call-overload]
    assert exported.count("\r\n") == 2


def test_each_county_says_of_what_kind_its_exchanges_are() -> None:
    for county, pack in library().packs.items():
        kinds = {procedure.kind for procedure in pack.procedures.values()}
        assert {Kind.TRANSFER, Kind.ASSISTANCE, Kind.NOTICE} - kinds <= {Kind.NOTICE}, county


def test_an_operation_of_today_stands_above_with_what_may_be_done_there(county: County) -> None:
    matter = county.brought_to("carry-out")
    page = county.desk(LEAD).get("/")
    body = page.content.decode()
    assert "今天的行动" in body
    assert "08:00" in words(page)
    assert "河道" in words(page)
    report = county.task(matter, "carry-out", LEAD).id
    assert f"/matter/{matter}/task/{report}/report/?then=scene#task-{report}" in body
    assert f"/operations/{matter}/" in body
    assert "今天的行动" not in words(county.desk("water-bureau").get("/"))
    county.at("11-21 10:00")
    assert "今天的行动" not in words(county.desk(LEAD).get("/"))


def test_on_the_scene_the_next_step_is_offered_after_each_act(county: County) -> None:
    matter = county.brought_to("carry-out")
    desk, place = county.desk(LEAD), f"/operations/{matter}/"
    first = words(desk.get(place))
    assert "反馈执法结果" in first
    assert "执法结束" in first
    end = county.task(matter, "end-operation").id
    form = desk.get(f"/matter/{matter}/task/{end}/ended/?then=scene")
    assert form_value(form, "operation.ended_at") == "2026-11-20T10:00", "the moment is filled in"
    assert "已先填入：执法结束时间" in words(form)
    went = desk.post(
        f"/matter/{matter}/task/{end}/ended/",
        {"key": uuid4().hex, "then": "scene", "operation.ended_at": "2026-11-20T09:30"},
    )
    assert went.headers["Location"] == place
    again = words(desk.get(place))
    assert "宣布执法结束： 执法结束" in again or "宣布执法结束：执法结束" in again
    assert "汇总文书并上传结果" in again
    assert county.desk("health-bureau").get(place).status_code == 404
    county.complete(matter, "carry-out", "report", **REPORT)
    assert "这里现在没有轮到您的步骤" not in words(desk.get(place))


def test_officers_whom_the_plan_names_are_filled_in_for_the_report(county: County) -> None:
    matter = county.brought_to("plan")
    named = [{"unit": POLICE, "name_or_post": f"队员{n}", "certificate": f"证{n}"} for n in (1, 2)]
    other = {"unit": LEAD, "name_or_post": "他人", "certificate": "证9"}
    county.complete(matter, "plan", "issue", **PLANS, planned_officers=[*named, other])
    task = county.task(matter, "carry-out", POLICE).id
    form = county.desk(POLICE).get(f"/matter/{matter}/task/{task}/report/")
    assert "队员1" in form.content.decode()
    assert "他人" not in field_of(form, "officers")
    assert "已先填入：参加人员名册" in words(form)


def test_what_the_unit_began_most_stands_first_among_the_large_entries(county: County) -> None:
    desk = county.desk(TOWN)

    def starts() -> list[str]:
        body = desk.get("/").content.decode()
        return re.findall(r'class="ld-starts__one" href="/open/([^"]*)/"', body)

    kinds = [county.pack.procedures[each.partition("/")[0]].kind for each in starts()]
    assert None not in kinds[:2], "what has a kind, before anything was opened"
    county.apply()
    assert starts()[0] == "joint-enforcement/apply"
    for _ in range(2):
        notified(county)
    assert starts()[:2] == ["violation-notice/notify", "joint-enforcement/apply"]
    assert len(starts()) <= 4
    assert "ld-starts" not in desk.get("/?lamp=overdue").content.decode()
    assert "ld-starts__one" not in county.desk("county-government", "leader-in-charge").get("/").content.decode()


def acknowledged(county: County) -> tuple[str, int]:
    """A piece of information that waits to be acknowledged by a department."""
    fields = {
        "way": "platform",
        "information": "resource-catalogue",
        "subject": "有限空间作业风险",
        "content": "风险提示",
        "receivers": ["industry-bureau"],
    }
    command = c.OpenMatter("information-sharing", "share", fields)
    matter = county.act("water-bureau", "officer", command).matter
    return matter, county.task(matter, "acknowledge", "industry-bureau").id


def test_an_acknowledgement_is_one_tap_and_a_second_that_confirms_on_the_line(yiyuan: County) -> None:
    matter, task = acknowledged(yiyuan)
    desk, place = yiyuan.desk("industry-bureau"), f"/at-once/{matter}/{task}/acknowledge/"
    body = desk.get("/").content.decode()
    assert f'hx-get="{place}?back=' in body
    assert f'id="once-{matter}-{task}"' in body
    part = desk.get(place, headers={"hx-request": "true"})
    assert "<html" not in part.content.decode()
    assert "提交以后" in words(part)
    assert "确认签收" in words(part)
    key = form_value(part, "key")
    done = desk.post(place, {"key": key}, headers={"hx-request": "true"})
    assert "已办理： 签收" in words(done)
    seq = yiyuan.state(matter).seq
    again = desk.post(place, {"key": key}, headers={"hx-request": "true"})
    assert "已办理： 签收" in words(again), "a double tap gets the same receipt"
    assert yiyuan.state(matter).seq == seq


def test_without_scripts_the_same_tap_opens_a_page_and_leads_back_to_the_list_as_it_was(yiyuan: County) -> None:
    matter, task = acknowledged(yiyuan)
    desk, place = yiyuan.desk("industry-bureau"), f"/at-once/{matter}/{task}/acknowledge/"
    page = desk.get(f"{place}?back=%3Fkind%3Dsharing%26evil%3Dhttp%3A%2F%2Fx")
    assert "<html" in page.content.decode()
    assert form_value(page, "back") == "/?kind=sharing"
    sent = desk.post(place, {"key": uuid4().hex, "back": "?kind=sharing"})
    assert sent.headers["Location"] == "/?kind=sharing"
    assert "已办理：签收" in words(desk.get(sent.headers["Location"]))


def test_two_windows_or_the_back_button_do_not_act_twice_and_say_what_happened(yiyuan: County) -> None:
    matter, task = acknowledged(yiyuan)
    desk, place = yiyuan.desk("industry-bureau"), f"/at-once/{matter}/{task}/acknowledge/"
    first, second = (form_value(desk.get(place), "key") for _ in range(2))
    desk.post(place, {"key": first})
    late = desk.post(place, {"key": second}, headers={"hx-request": "true"})
    assert late.status_code == 409
    assert "打开事项" in words(late)
    back = desk.get(place)
    assert "ld-refused" in back.content.decode()
    assert "确认签收" not in words(back)


def test_only_what_asks_nothing_can_be_answered_on_the_line(county: County) -> None:
    matter = notified(county)
    desk = county.desk(POLICE)
    assert "/at-once/" not in desk.get("/").content.decode()
    assert desk.get(f"/at-once/{matter}/1/respond/").status_code == 404
    assert county.desk(LEAD).get(f"/at-once/{matter}/1/respond/").status_code == 404
    approval = county.brought_to("approval")
    task = county.task(approval, "approval").id
    assert county.desk(POLICE).post(f"/at-once/{approval}/{task}/approve/", {"key": "k"}).status_code in (404, 422)
    assert county.state(approval).task(task).is_open  # type: ignore[union-attr]


def test_the_first_page_costs_as_many_queries_however_much_waits_and_stays_small(county: County) -> None:
    def cost() -> tuple[int, int]:
        memory.forget()
        desk = county.desk(LEAD)
        desk.get("/")
        with CaptureQueriesContext(connection) as found:
            page = desk.get("/")
        return len(found), len(gzip.compress(page.content))

    county.brought_to("carry-out")
    cost()
    few, _ = cost()
    for _ in range(12):
        county.brought_to("carry-out")
    many, size = cost()
    assert many <= few
    assert many <= 12
    assert size < 20_000


def test_states_read_together_are_the_states_read_one_by_one(county: County) -> None:
    matters = [county.apply(), county.brought_to("plan"), county.brought_to("archive")]
    single = {matter: county.state(matter) for matter in matters}
    memory.forget()
    with CaptureQueriesContext(connection) as queries:
        assert read.states([*matters, "no-such"]) == single
    assert len(queries) == 3
    assert read.states([]) == {}
