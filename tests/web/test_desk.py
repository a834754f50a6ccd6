"""The desk: the queue, the task beside it, its answer in place, and on to the next without losing the place."""

from __future__ import annotations

import gzip
import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liandong.core.matter import commands as c
from tests.web.county import CENTER, FACTS, LEADERS, PATH, REVIEW, TOWN, County, form_value, words

OPERATOR, REVIEWER = (CENTER, "operator"), (REVIEW, "legal-reviewer")
ACCEPTED = dict(PATH[0][2])
PASSED = dict(PATH[1][2])


def queue(page: Any) -> list[str]:
    """The addresses of the queue, in its order."""
    return [unescape(each) for each in re.findall(r'class="ld-queue__one" href="([^"]+)"', page.content.decode())]


def chosen(page: Any) -> str:
    """The address of the task that the queue marks as chosen."""
    found = re.search(r'class="ld-queue__one" href="([^"]+)" aria-current', page.content.decode())
    return unescape(found[1]) if found else ""


def answered(desk: Client, address: str, outcome: str, place: int = 1, **fields: str) -> Any:
    """An outcome of the task of this address, sent from the desk."""
    return desk.post(f"{address}{outcome}/", {"key": uuid4().hex, "place": str(place), **fields})


def test_who_reviews_begins_at_the_desk_and_who_does_not_does_not(county: County) -> None:
    for seat in (OPERATOR, REVIEWER):
        assert county.desk(*seat).get("/seat/").headers["Location"] == "/desk/"
        assert 'href="/desk/"' in county.desk(*seat).get("/").content.decode()
    assert county.desk(TOWN).get("/seat/").headers["Location"] == "/"
    assert county.desk(LEADERS, "leader-in-charge").get("/seat/").headers["Location"] == "/approvals/"
    assert 'href="/desk/"' not in county.desk(TOWN).get("/").content.decode()
    assert county.desk("platform-administration", "audit-administrator").get("/desk/").headers["Location"] == "/audit/"


def test_the_most_urgent_stands_first_and_open_with_what_was_applied_for_and_by_whom(county: County) -> None:
    county.at("11-18 09:00")
    first = county.brought_to("legal-review")
    county.at("11-20 09:00")
    second = county.brought_to("legal-review")
    desk = county.desk(*REVIEWER)
    page = desk.get("/desk/")
    assert [address.split("/")[2] for address in queue(page)] == [first, second]
    assert chosen(page) == queue(page)[0]
    said = words(page)
    assert FACTS in said
    assert "申请联动执法 临河镇 · 执法人员" in said
    assert "初审：初审同意，移交法制审核 县综合指挥调度中心 · 调度员" in said


def test_the_checklist_says_its_articles_and_what_the_matter_holds_and_sends_nothing(county: County) -> None:
    county.brought_to("legal-review")
    page = county.desk(*REVIEWER).get("/desk/")
    said = words(page)
    assert "是否有两个以上执法主体，各在自己的职权内 第三条 牵头单位 农业农村局 配合单位 公安局、市场监管局" in said
    assert "选用高频事项的，与清单所列单位有无增减 附件3 高频事项 7" in said
    body = page.content.decode()
    assert 'name="point-powers"' in body
    assert all("point-" not in form for form in re.findall(r"<form.*?</form>", body, flags=re.DOTALL))


def test_the_first_outcome_and_the_last_have_their_keys_in_the_order_of_the_pack(county: County) -> None:
    county.brought_to("preliminary-review")
    county.brought_to("legal-review")
    for seat, first, last in ((OPERATOR, "accept", "reject"), (REVIEWER, "pass", "return")):
        body = county.desk(*seat).get("/desk/").content.decode()
        keyed = re.findall(r'data-key="(\w)" href="[^"]*/(\w+)/#', body)
        assert keyed == [("a", first), ("r", last)]


def test_a_rejection_is_written_in_place_and_asks_for_its_reason(county: County) -> None:
    matter = county.brought_to("preliminary-review")
    desk = county.desk(*OPERATOR)
    address = queue(desk.get("/desk/"))[0]
    opened = desk.get(f"{address}reject/")
    assert FACTS in words(opened)
    assert 'name="rejection_reason"' in opened.content.decode()
    refused = answered(desk, address, "reject")
    assert refused.status_code == 422
    assert FACTS in words(refused)
    assert "ld-error" in refused.content.decode()
    done = answered(desk, address, "reject", rejection_reason="未写明牵头理由")
    assert done.status_code == 302
    assert county.state(matter).end == "rejected"


def test_after_an_act_the_next_of_the_same_part_of_the_queue_stands_in_its_place(county: County) -> None:
    matters = [county.brought_to("preliminary-review") for _ in range(3)]
    desk = county.desk(*OPERATOR)
    part = "?procedure=joint-enforcement&step=preliminary-review"
    lines = queue(desk.get(f"/desk/{part}"))
    assert [address.split("/")[2] for address in lines] == matters
    second = lines[1].split("?")[0]
    sent = desk.post(f"{second}accept/{part}", {"key": uuid4().hex, "place": "2", **ACCEPTED})
    assert sent.headers["Location"] == lines[2]
    last = desk.post(f"{lines[2].split('?')[0]}accept/{part}", {"key": uuid4().hex, "place": "2", **ACCEPTED})
    assert last.headers["Location"] == lines[0]
    only = desk.post(f"{lines[0].split('?')[0]}accept/{part}", {"key": uuid4().hex, "place": "1", **ACCEPTED})
    assert only.headers["Location"] == f"/desk/{part}"
    assert "队列里没有符合条件的任务" in words(desk.get(only.headers["Location"]))


def test_a_form_that_is_sent_twice_acts_once_and_leads_on_both_times(county: County) -> None:
    matter = county.brought_to("preliminary-review")
    other = county.brought_to("preliminary-review")
    desk = county.desk(*OPERATOR)
    address = queue(desk.get("/desk/"))[0]
    sent = {"key": uuid4().hex, "place": "1", **ACCEPTED}
    places = [desk.post(f"{address}accept/", sent).headers["Location"] for _ in range(2)]
    assert places == [f"/desk/{other}/1/"] * 2
    assert [task.step for task in county.state(matter).tasks if task.state == "done"] == ["preliminary-review"]


def test_a_task_that_somebody_did_meanwhile_says_so_and_moves_on(county: County) -> None:
    county.brought_to("preliminary-review")
    other = county.brought_to("preliminary-review")
    desk = county.desk(*OPERATOR)
    address = queue(desk.get("/desk/"))[0]
    answered(county.desk(CENTER, "head"), address, "accept", **ACCEPTED)
    for path in (address, f"{address}reject/"):
        page = desk.get(path, follow=True)
        assert page.redirect_chain[-1][0] == f"/desk/{other}/1/"
        assert "初审已由县综合指挥调度中心 · 中心主任于2026年11月20日" in words(page)
        assert "办结：初审同意，移交法制审核" in words(page)


def test_what_was_typed_for_a_task_that_is_gone_is_not_lost(county: County) -> None:
    county.brought_to("preliminary-review")
    other = county.brought_to("preliminary-review")
    desk = county.desk(*OPERATOR)
    address = queue(desk.get("/desk/"))[0]
    answered(county.desk(CENTER, "head"), address, "accept", **ACCEPTED)
    page = answered(desk, address, "reject", rejection_reason="写了很久的理由")
    assert page.status_code == 409
    assert "写了很久的理由" in words(page)
    assert f'href="/desk/{other}/1/"' in page.content.decode()


def test_the_reader_chooses_what_stands_at_the_left_and_at_the_right(county: County) -> None:
    matter = county.brought_to("approval")
    task = county.task(matter, "approval").id
    desk = county.desk(*OPERATOR)
    sides = [re.sub(r"<[^>]+>", " ", part) for part in _sides(desk, f"/desk/{matter}/{task}/")]
    assert FACTS in sides[0]
    assert "合法" in sides[1]
    chosen_sides = _sides(desk, f"/desk/{matter}/{task}/?left=legal-review&right=opening")
    assert "合法" in chosen_sides[0]
    assert FACTS in chosen_sides[1]
    unknown = _sides(desk, f"/desk/{matter}/{task}/?left=nothing")
    assert FACTS in unknown[0]


def _sides(desk: Client, address: str) -> list[str]:
    body = desk.get(address).content.decode()
    return re.findall(r'<div class="ld-card ld-material">(.*?)</dl>', body, flags=re.DOTALL)


def test_a_material_stands_as_it_was_corrected_and_says_so(county: County) -> None:
    matter = county.brought_to("preliminary-review")
    county.act(TOWN, "officer", c.CorrectFact(1, "facts", "更正后的情况", "写错了地点"), matter)
    said = words(county.desk(*OPERATOR).get("/desk/"))
    assert "此后已更正：违法行为基本情况" in said
    assert "更正后的情况" in said


def test_earlier_answers_on_the_same_item_come_with_their_reason_for_those_who_may_see_them(county: County) -> None:
    before = county.brought_to("legal-review")
    county.complete(before, "legal-review", "return", return_reason="牵头依据不足")
    other = county.apply(item=None)
    county.complete(other, "preliminary-review", "accept", **ACCEPTED)
    county.complete(other, "legal-review", "pass", **{**PASSED, "legal_opinion": "与该事项无关"})
    matter = county.brought_to("legal-review")
    task = county.task(matter, "legal-review").id
    page = county.desk(*REVIEWER).get(f"/desk/{matter}/{task}/")
    said = words(page)[words(page).index("同类事项此前的意见") :]
    assert said.startswith("同类事项此前的意见 高频事项：7 ")
    assert f"退回中心 2026年11月20日（周五） {county.state(before).number} 司法局 · 法制审核员" in said
    assert "牵头依据不足" in said
    assert "与该事项无关" not in said
    assert f'href="/matter/{before}/"' in page.content.decode()
    assert "还没有。" in words(county.desk(*OPERATOR).get(f"/desk/{county.apply(item='9')}/1/"))


def test_an_outcome_that_asks_nothing_waits_for_a_second_tap(county: County) -> None:
    matter = county.brought_to("approval")
    task = county.task(matter, "approval")
    body = county.desk(LEADERS, "leader-in-charge").get(f"/desk/{matter}/{task.id}/").content.decode()
    sure = body[body.index('<details class="ld-sure">') :]
    assert sure.index("</summary>") < sure.index("<form method=")
    assert "确认" in sure[: sure.index("</details>")]


def test_whoever_may_not_answer_sees_whose_it_is_and_whoever_may_not_see_finds_nothing(county: County) -> None:
    matter = county.brought_to("legal-review")
    task = county.task(matter, "legal-review").id
    page = county.desk(*OPERATOR).get(f"/desk/{matter}/{task}/?scope=county")
    assert "由司法局 · 法制审核员办理。" in words(page)
    assert 'data-key="a"' not in page.content.decode()
    stranger = county.desk("meteorological-bureau")
    assert stranger.get(f"/desk/{matter}/{task}/").status_code == 404
    assert stranger.post(f"/desk/{matter}/{task}/pass/", PASSED).status_code == 404
    assert county.desk(*OPERATOR).get(f"/desk/{matter}/99/").status_code == 404


def test_words_and_steps_narrow_the_queue_and_the_address_says_so(county: County) -> None:
    matter = county.brought_to("preliminary-review")
    county.apply(facts="占道经营")
    desk = county.desk(*OPERATOR)
    found = desk.get("/desk/?q=占道")
    assert len(queue(found)) == 1
    assert queue(found)[0].endswith("?q=%E5%8D%A0%E9%81%93")
    assert form_value(found, "q") == "占道"
    assert "队列里没有符合条件的任务" in words(desk.get("/desk/?q=没有这样的事"))
    assert len(queue(desk.get("/desk/?scope=county&step=legal-review"))) == 0
    assert matter in "".join(queue(desk.get("/desk/?scope=unit")))


def test_a_form_that_is_fetched_alone_keeps_its_place_in_the_queue(county: County) -> None:
    county.brought_to("preliminary-review")
    desk = county.desk(*OPERATOR)
    address = queue(desk.get("/desk/"))[0]
    task = address.split("/")[3]
    part = desk.get(f"{address}accept/?step=preliminary-review&place=4", headers={"HX-Target": f"task-{task}-form"})
    body = part.content.decode()
    assert "<html" not in body
    assert 'name="place" value="4"' in body
    assert f'action="{address}accept/?step=preliminary-review"' in body
    drawn = desk.post(f"{address}accept/form/", {"key": "k", "place": "4", "preliminary_opinion": "可以"})
    assert form_value(drawn, "preliminary_opinion") == "可以"
    assert 'name="place" value="4"' in drawn.content.decode()


def test_the_keys_are_off_where_the_device_says_so(county: County) -> None:
    county.brought_to("preliminary-review")
    desk = county.desk(*OPERATOR)
    assert "desk.js" in desk.get("/desk/").content.decode()
    desk.post("/display/", {"theme": "auto", "type": "normal", "keys": "off", "next": "/desk/"})
    page = desk.get("/desk/")
    assert "desk.js" not in page.content.decode()
    assert "本机已关闭快捷键" in words(page)


@pytest.mark.parametrize("step", ["preliminary-review", "legal-review", "dispatch"])
def test_a_page_costs_as_many_queries_and_few_bytes_however_many_wait(county: County, step: str) -> None:
    seat = REVIEWER if step == "legal-review" else OPERATOR
    counts = []
    for many in (1, 6):
        for _ in range(many):
            county.brought_to(step)
        earlier = county.brought_to("approval")
        assert county.state(earlier).fields["item"] == "7"
        desk = county.desk(*seat)
        desk.get("/desk/")
        with CaptureQueriesContext(connection) as found:
            page = desk.get("/desk/")
        counts.append(len(found))
        assert len(gzip.compress(page.content)) < 20_000
    assert counts[0] == counts[1] <= 12, [query["sql"][:120] for query in found.captured_queries]


def test_a_material_holds_what_its_own_act_stated_and_nothing_else(county: County) -> None:
    matter = county.brought_to("dispatch")
    task = county.task(matter, "dispatch").id
    left, right = _sides(county.desk(*OPERATOR), f"/desk/{matter}/{task}/?left=preliminary-review&right=legal-review")
    assert ("清楚" in left, "合法" in left) == (True, False)
    assert ("清楚" in right, "合法" in right) == (False, True)
    assert "农业农村局" not in left + right
