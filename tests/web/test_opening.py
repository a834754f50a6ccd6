"""Opening a matter: only through the ways of one's seat, with nothing lost of what was typed, and once."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from liandong.core.matter import commands as c
from liandong.projections.models import MatterRow
from tests.web.county import (
    CENTER,
    FACTS,
    LEAD,
    MARKET,
    POLICE,
    REVIEW,
    TOWN,
    County,
    checked,
    field_of,
    form_value,
    words,
)

APPLY = "/open/joint-enforcement/apply/"
TYPED: dict[str, Any] = {
    "key": "a-key",
    "ground_powers": "yes",
    "facts": FACTS,
    "lead_unit": "农业农村局",
    "cooperating_units": [POLICE, MARKET],
}


def send(desk: Client, path: str = APPLY, **typed: Any) -> Any:
    """Send the form, nothing followed."""
    return desk.post(path, {**TYPED, **typed})


def matters() -> int:
    """How many matters there are."""
    return MatterRow.objects.unscoped("a test counts them").count()


def opened(response: HttpResponse) -> str:
    """The id of the matter that was opened."""
    assert response.status_code == 302, words(response)
    return response["Location"].strip("/").split("/")[-1]


def test_a_seat_is_offered_the_ways_that_the_mechanism_gives_it(county: County) -> None:
    town, center = words(county.desk(TOWN).get("/open/")), words(county.desk(CENTER, "operator").get("/open/"))
    assert "申请联动执法" in town
    assert "领导交办直接指派" not in town
    assert "领导交办直接指派" in center
    assert "申请联动执法" not in center
    leader = words(county.desk("county-government", "leader-in-charge").get("/open/"))
    assert "您的岗位不能提出事项" in leader


def test_a_way_that_is_not_ones_own_says_whose_it_is(county: County) -> None:
    page = county.desk(TOWN).get("/open/joint-enforcement/instructed/")
    assert page.status_code == 422
    assert "县综合指挥调度中心" in words(page)
    assert "<textarea" not in page.content.decode()
    sent = send(county.desk(TOWN), "/open/joint-enforcement/instructed/")
    assert sent.status_code == 422
    assert matters() == 0


@pytest.mark.parametrize("path", ["/open/no-such/apply/", "/open/joint-enforcement/no-such/"])
def test_a_way_that_does_not_exist_is_not_found(county: County, path: str) -> None:
    assert county.desk(TOWN).get(path).status_code == 404


def test_a_complete_application_opens_the_matter_and_gives_the_receipt(county: County) -> None:
    desk = county.desk(TOWN)
    matter = opened(send(desk))
    page = desk.get(f"/matter/{matter}/")
    assert "回执" in words(page)
    state = county.state(matter)
    assert state.fields["lead_unit"] == LEAD
    assert state.fields["cooperating_units"] == [POLICE, MARKET]
    assert state.opened_by == TOWN


def test_a_form_sent_twice_opens_one_matter(county: County) -> None:
    desk = county.desk(TOWN)
    assert opened(send(desk)) == opened(send(desk))
    assert matters() == 1


def test_each_filling_in_of_a_form_has_a_key_of_its_own_and_keeps_it(county: County) -> None:
    desk = county.desk(TOWN)
    first, second = form_value(desk.get(APPLY), "key"), form_value(desk.get(APPLY), "key")
    assert first != second
    assert form_value(send(desk, facts="", key=first), "key") == first


def test_a_form_whose_key_is_spent_gets_a_new_one_and_can_be_sent_again(county: County) -> None:
    desk = county.desk(TOWN)
    opened(send(desk))
    again = send(desk, facts="另一件事")
    assert again.status_code == 422
    assert form_value(again, "facts") == "另一件事"
    fresh = form_value(again, "key")
    assert fresh != TYPED["key"]
    assert opened(send(desk, facts="另一件事", key=fresh))
    assert matters() == 2


def test_an_incomplete_form_comes_back_whole_with_each_fault_at_its_field_and_its_article(county: County) -> None:
    page = send(county.desk(TOWN), lead_unit="", cooperating_units=[], facts=FACTS)
    assert page.status_code == 422
    assert "有2处需要补正" in words(page)
    assert "“牵头单位”没有填写" in field_of(page, "lead_unit")
    assert "第九条" in field_of(page, "lead_unit")
    assert "“配合单位”没有填写" in field_of(page, "cooperating_units")
    assert form_value(page, "facts") == FACTS
    assert checked(page, "ground_powers") == ["yes"]
    assert matters() == 0


def test_what_is_typed_wrongly_comes_back_as_it_was_typed(county: County) -> None:
    page = send(county.desk(TOWN), lead_unit="没有这个局", cooperating_units=["no-such-unit"])
    assert form_value(page, "lead_unit") == "没有这个局"
    assert "没有这个局" in field_of(page, "lead_unit")
    assert matters() == 0


def test_an_application_without_a_ground_names_the_article_that_wants_one(county: County) -> None:
    page = send(county.desk(TOWN), ground_powers="")
    assert page.status_code == 422
    assert "第六条" in words(page)
    assert form_value(page, "facts") == FACTS


def test_choosing_an_item_fills_in_who_leads_and_who_cooperates(county: County) -> None:
    page = county.desk(TOWN).post(
        APPLY + "form/", {"facts": FACTS, "item": "7", "changed": "item"}, headers={"HX-Request": "true"}
    )
    assert "<html" not in page.content.decode()
    assert form_value(page, "lead_unit") == "农业农村局"
    assert set(checked(page, "cooperating_units")) == {POLICE, MARKET}
    assert form_value(page, "facts") == FACTS


def test_choosing_another_item_fills_in_its_units_instead(county: County) -> None:
    typed = {"item": "2", "changed": "item", "lead_unit": "农业农村局", "cooperating_units": [POLICE, MARKET]}
    page = county.desk(TOWN).post(APPLY + "form/", typed)
    assert form_value(page, "lead_unit") == "市场监管局"
    assert checked(page, "cooperating_units") == ["education-bureau"]


def test_an_item_with_a_member_of_the_place_asks_for_it_and_refuses_without_it(county: County) -> None:
    desk = county.desk(TOWN)
    assert 'name="place_unit"' not in desk.get(APPLY).content.decode()
    page = desk.post(APPLY + "form/", {"item": "16", "changed": "item"})
    assert "清单要求属地单位参加" in words(page)
    assert 'name="place_unit"' in page.content.decode()
    filled = {
        "item": "16",
        "lead_unit": form_value(page, "lead_unit"),
        "cooperating_units": checked(page, "cooperating_units"),
    }
    refused = send(desk, **filled)
    assert refused.status_code == 422
    assert "附件3" in words(refused)
    filled |= {"place_unit": "临河镇", "changed": "place_unit"}
    joined = desk.post(APPLY + "form/", {**TYPED, **filled})
    assert TOWN in checked(joined, "cooperating_units")
    filled |= {"cooperating_units": checked(joined, "cooperating_units"), "changed": ""}
    assert TOWN in county.state(opened(send(desk, **filled))).fields["cooperating_units"]


def test_an_open_ended_item_says_that_members_may_be_added(county: County) -> None:
    page = county.desk(TOWN).post(APPLY + "form/", {"item": "17", "changed": "item"})
    assert "可以增加配合单位" in words(page)


def test_without_scripts_a_button_fills_in_the_units(county: County) -> None:
    page = county.desk(TOWN).post(APPLY, {"facts": FACTS, "item": "7", "more": "item"})
    assert page.status_code == 200
    assert form_value(page, "lead_unit") == "农业农村局"
    assert matters() == 0


def test_another_ground_asks_for_its_words_as_soon_as_it_is_chosen(county: County) -> None:
    desk = county.desk(TOWN)
    assert 'name="other_ground"' not in desk.get(APPLY).content.decode()
    page = desk.post(APPLY + "form/", {"ground_other": "yes", "changed": "ground_other"})
    assert 'name="other_ground"' in page.content.decode()
    assert "“其他情形说明”没有填写" in field_of(send(desk, ground_other="yes"), "other_ground")


def test_a_choice_that_was_not_made_asks_for_no_explanation(county: County) -> None:
    desk = county.desk(MARKET)
    typed = {
        "key": "a",
        "occasion": "petition",
        "other_occasion": "留下的字",
        "action": "检查",
        "operation.starts_at": "2026-12-01T09:00",
        "operation.place": "镇区",
        "bureaus": ["linhe-enforcement-bureau"],
    }
    matter = opened(desk.post("/open/advance-notice/tell/", typed))
    assert "other_occasion" not in county.state(matter).fields


def test_a_late_notice_says_so_before_it_is_sent_and_asks_for_the_reason(county: County) -> None:
    desk = county.desk(MARKET)
    typed = {
        "key": "a",
        "occasion": "petition",
        "action": "检查",
        "operation.starts_at": "2026-11-23T09:00",
        "operation.place": "镇区",
        "bureaus": ["linhe-enforcement-bureau"],
    }
    page = desk.post("/open/advance-notice/tell/form/", typed)
    assert "现在提出已逾期" in words(page)
    assert 'name="late_reason"' in page.content.decode()
    refused = desk.post("/open/advance-notice/tell/", typed)
    assert "第八条" in field_of(refused, "late_reason")
    matter = opened(desk.post("/open/advance-notice/tell/", {**typed, "late_reason": "突发情况"}))
    assert "逾期" in words(desk.get(f"/matter/{matter}/"))


def test_a_rejected_application_is_made_again_with_its_content_and_what_changed(county: County) -> None:
    old = county.apply()
    county.complete(old, "preliminary-review", "reject", rejection_reason="事实不清")
    desk = county.desk(TOWN)
    assert "重新申请" in words(desk.get(f"/matter/{old}/"))
    address = f"{APPLY}?from={old}&kind=reapplication"
    page = desk.get(address)
    assert form_value(page, "facts") == FACTS
    assert form_value(page, "lead_unit") == "农业农村局"
    origin = {"from": old, "kind": "reapplication"}
    drawn = desk.post(APPLY + "form/", {**TYPED, **origin, "facts": "补充后的事实"})
    assert "原申请为" in words(drawn)
    assert FACTS in words(drawn)
    fresh = opened(send(desk, **origin, facts="补充后的事实"))
    shown = words(desk.get(f"/matter/{fresh}/"))
    assert county.state(old).number in shown
    assert "与原申请不同" in shown
    assert "补充后的事实" in shown
    assert "已重新申请为" in words(desk.get(f"/matter/{old}/"))


def test_a_matter_that_one_may_not_see_cannot_be_an_origin(county: County) -> None:
    hidden = county.apply()
    stranger = county.desk("water-bureau")
    assert stranger.get(f"{APPLY}?from={hidden}&kind=related").status_code == 404
    assert stranger.get(f"{APPLY}?from=no-such&kind=related").status_code == 404


def test_a_supplement_is_offered_only_from_a_matter_that_it_may_supplement(county: County) -> None:
    matter = county.brought_to("nothing")
    desk = county.desk(LEAD)
    assert county.state(matter).end == "archived"
    assert "补充归档材料" in words(desk.get(f"/open/?from={matter}"))
    typed = {"key": "a", "from": matter, "kind": "related", "subject": "处罚决定", "instruments.0.title": "决定书"}
    fresh = opened(desk.post("/open/archive-supplement/add/", typed))
    assert county.state(fresh).links[0]["matter"] == matter


@pytest.mark.parametrize(
    "typed",
    [
        {"facts": "字" * 20_001},
        {"facts": "有\x00字节"},
        {"item": "999"},
        {"lead_unit": "../../etc"},
        {"cooperating_units": [POLICE] * 50},
        {"key": "x" * 300},
    ],
)
def test_nonsense_is_refused_in_words_and_opens_nothing(county: County, typed: dict[str, Any]) -> None:
    page = send(county.desk(TOWN), **typed)
    assert page.status_code == 422
    assert 'class="ld-refused"' in page.content.decode()
    assert matters() == 0


def test_a_form_with_very_many_rows_is_answered(county: County) -> None:
    rows = {f"topics.{n}.topic": "议题" for n in range(600)}
    page = county.desk(LEAD).post("/open/joint-meeting/convene/", {"key": "a", **rows})
    assert page.status_code == 422
    assert matters() == 0


def test_who_only_reads_cannot_open_anything(county: County) -> None:
    for unit, post in ((REVIEW, "legal-reviewer"), ("supervision-office", "inspector")):
        desk = county.desk(unit, post)
        sent = send(desk, "/open/joint-enforcement/instructed/")
        assert sent.status_code == 422
    assert matters() == 0


def test_the_county_s_reading_stands_beside_the_form_it_bears_on(county: County) -> None:
    body = county.desk(TOWN).get(APPLY).content.decode()
    for code in ("two-organs", "who-takes-part", "items-prefill"):
        assert f'data-reading="{code}"' in body


def test_the_form_is_complete_in_english(county: County) -> None:
    page = words(county.desk(TOWN, language="en").get(APPLY))
    assert "Basic facts of the violation" in page
    assert "Apply for joint enforcement" in page


def test_a_draft_that_is_withdrawn_may_be_made_again(county: County) -> None:
    old = county.apply()
    county.act(TOWN, "officer", c.Withdraw("情况有变"), old)
    assert opened(send(county.desk(TOWN), **{"from": old, "kind": "reapplication"}))
