"""The way of citizens: filed once, received at once, looked up by number and code, and nothing written is lost."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liandong.citizens import codes
from liandong.citizens.models import Filed
from liandong.record import read
from tests.web.citizens import WAY, WRITTEN, Citizen, citizen, filed_matters, jinhu, limits, slip
from tests.web.county import County, field_of, form_value, words

__all__ = ["citizen", "jinhu", "limits"]
FACTS = WRITTEN["facts"]


# --- filing -----------------------------------------------------------------------------------------------------------


def test_a_citizen_files_without_an_account_and_is_given_a_number_and_a_code(citizen: Citizen) -> None:
    number, code = slip(citizen.file())
    assert number == "金湖诉〔2026〕1号"
    state = read.state(filed_matters()[0])
    assert state and state.entry == "online" and state.fields["facts"] == FACTS and "complainant" not in state.fields
    assert len(codes.plain_code(code)) == codes.LENGTH and set(codes.plain_code(code)) <= set(codes.ALPHABET)
    entry = read.entry(state.id, 1)
    assert entry and (entry.header.account, entry.header.unit) == ("citizen", "")


def test_no_cookie_and_no_session_is_left_by_filing(citizen: Citizen) -> None:
    citizen.file()
    assert set(citizen.client.cookies) <= {"csrftoken"}


def test_it_stands_in_the_worklist_of_the_unit_that_receives_it_at_once_and_says_where_it_came_from(
    citizen: Citizen,
) -> None:
    citizen.file()
    desk = citizen.county.desk(citizen.town, "officer")
    assert "市民网上" in words(desk.get("/")) and FACTS in words(desk.get("/"))
    page = words(desk.get(f"/matter/{filed_matters()[0]}/"))
    assert "市民网上提交" in page and "市民（网上）" in page and "受理" in page


def test_another_township_does_not_see_it(citizen: Citizen) -> None:
    citizen.file()
    other = [unit.code for unit in citizen.county.pack.units.values() if unit.kind == "township"][1]
    assert FACTS not in words(citizen.county.desk(other, "officer").get("/"))


def test_where_and_what_are_asked_for_and_what_was_written_stays(citizen: Citizen) -> None:
    page = citizen.file(owner="", **{"complainant.phone": "13800000000"})
    assert page.status_code == 422
    assert "这一项请填写。" in field_of(page, "owner")
    assert form_value(page, "facts") == FACTS
    assert form_value(page, "complainant.phone") == "13800000000"
    assert not filed_matters()


def test_whoever_says_how_he_can_be_reached_need_not_say_who_he_is(citizen: Citizen) -> None:
    citizen.file(**{"complainant.phone": "13800000000"})
    state = read.state(filed_matters()[0])
    assert state and state.fields["complainant"] == {"name": "匿名", "phone": "13800000000"}
    page = words(citizen.county.desk(citizen.town, "officer").get(f"/matter/{state.id}/"))
    assert "13800000000" not in page and "138****0000" in page


def test_no_identity_number_is_asked(citizen: Citizen) -> None:
    page = citizen.form().content.decode()
    assert "id_number" not in page and "address" not in page


def test_a_text_that_is_too_long_is_refused_and_kept(citizen: Citizen) -> None:
    long = "长" * 2001
    page = citizen.file(facts=long)
    assert page.status_code == 422 and form_value(page, "facts") == long
    assert "2001" in field_of(page, "facts")
    assert not filed_matters()


def test_a_mark_of_secrecy_is_refused_and_the_text_stays_in_the_form_alone(citizen: Citizen) -> None:
    page = citizen.file(facts="转发：机密★1年的文件")
    assert page.status_code == 422 and "机密★1年" in form_value(page, "facts")
    assert not filed_matters() and not Filed.objects.exists()


def test_a_unit_that_receives_no_complaints_cannot_be_chosen(citizen: Citizen) -> None:
    page = citizen.file(owner="court")
    assert page.status_code == 422 and not filed_matters()


# --- once -------------------------------------------------------------------------------------------------------------


def test_a_form_that_is_sent_twice_files_once_and_tells_the_same_number_and_code(citizen: Citizen) -> None:
    page = citizen.form()
    first = slip(citizen.send(page))
    citizen.later(600)
    assert slip(citizen.send(page)) == first
    assert len(filed_matters()) == 1 and Filed.objects.count() == 1


def test_a_form_that_was_filed_still_tells_its_number_when_it_has_grown_old(citizen: Citizen) -> None:
    page = citizen.form()
    first = slip(citizen.send(page))
    citizen.later(int(settings.CITIZEN_FORM_AGE.total_seconds()) + 60)
    assert slip(citizen.send(page)) == first


def test_other_words_in_a_form_that_was_filed_are_another_matter_if_one_wants(citizen: Citizen) -> None:
    page = citizen.form()
    number, _ = slip(citizen.send(page))
    again = citizen.send(page, facts="另一件事")
    assert again.status_code == 409 and number in words(again)
    assert form_value(again, "facts") == "另一件事"
    assert len(filed_matters()) == 1
    citizen.later(60)
    other, _ = slip(citizen.send(again, facts="另一件事"))
    assert other != number and len(filed_matters()) == 2


def test_a_filing_that_was_cut_off_before_its_code_was_kept_is_mended_by_sending_it_again(citizen: Citizen) -> None:
    page = citizen.form()
    first = slip(citizen.send(page))
    Filed.objects.all().delete()
    assert slip(citizen.send(page)) == first
    assert len(filed_matters()) == 1
    assert "已收到" in words(citizen.look_up(*first))


def test_two_forms_have_different_codes(citizen: Citizen) -> None:
    assert slip(citizen.file())[1] != slip(citizen.file())[1]


def test_the_page_of_number_and_code_says_when_it_is_opened_anew_that_they_are_shown_once(citizen: Citizen) -> None:
    page = citizen.client.get(f"{WAY}filed/")
    assert page.status_code == 200 and "只显示一次" in words(page)


# --- look-up ----------------------------------------------------------------------------------------------------------


def test_number_and_code_show_where_it_stands_and_the_answer_and_nothing_else(citizen: Citizen) -> None:
    number, code = slip(citizen.file())
    matter, town, county = filed_matters()[0], citizen.town, citizen.county
    page = words(citizen.look_up(number, code))
    assert "正在： 受理" in page and "还没有到" in page and "须及时办理" in page
    county.complete(matter, "take-up", "taken-up", register_number="诉1")
    county.complete(matter, "verify", "no-violation", verification="内部：核实意见不对外", ended_on="2026-11-20")
    county.complete(matter, "answer", "answered", reply="经检测，油烟达标")
    page = words(citizen.look_up(number, code))
    assert "经检测，油烟达标" in page and "内部" not in page and FACTS not in page and "诉1" not in page
    assert county.pack.units[town].name.zh in page


@pytest.mark.parametrize("form", ["{n}", "金湖诉2026-1", "金湖诉（2026）1 号", " 金湖诉[2026]1号 "])
def test_a_number_may_be_typed_with_any_brackets_and_a_code_in_small_letters(citizen: Citizen, form: str) -> None:
    number, code = slip(citizen.file())
    assert "已收到" in words(citizen.look_up(form.format(n=number), f" {code.lower().replace('-', ' ')} "))


def test_a_wrong_number_and_a_wrong_code_say_the_same(citizen: Citizen) -> None:
    number, code = slip(citizen.file())
    wrong_code = citizen.look_up(number, "AAAAA-AAAAA")
    wrong_number = citizen.look_up("金湖诉〔2026〕999号", code)
    assert wrong_code.status_code == wrong_number.status_code == 422
    assert words(wrong_code).replace(number, "") == words(wrong_number).replace("金湖诉〔2026〕999号", "")
    assert "已收到" not in words(wrong_code)


def test_both_wrong_ways_cost_one_slow_digest(citizen: Citizen, monkeypatch: pytest.MonkeyPatch) -> None:
    number, _ = slip(citizen.file())
    asked: list[str] = []
    slow = codes._digest
    monkeypatch.setattr(codes, "_digest", lambda code, salt: asked.append(code) or slow(code, salt))
    citizen.look_up(number, "AAAAA-AAAAA")
    citizen.look_up("金湖诉〔2026〕999号", "AAAAA-AAAAA")
    assert len(asked) == 2


def test_another_matters_code_opens_nothing(citizen: Citizen) -> None:
    one, other = slip(citizen.file()), slip(citizen.file())
    assert citizen.look_up(one[0], other[1]).status_code == 422


def test_a_code_is_kept_nowhere_in_clear_and_survives_another_key(citizen: Citizen, settings: Any) -> None:
    number, code = slip(citizen.file())
    row = Filed.objects.get()
    plain = codes.plain_code(code)
    assert plain not in str([getattr(row, each.name) for each in row._meta.fields])
    assert plain not in str([entry.event for entry in read.timeline(row.matter)])
    settings.SECRET_KEY = "another key of the site, drawn after the first was lost somewhere"
    assert codes.matter_of(number, code) == row.matter


def test_look_ups_are_counted_by_address(citizen: Citizen, limits: dict[str, int]) -> None:
    number, code = slip(citizen.file())
    limits["look-up"] = 2
    for _ in range(2):
        citizen.look_up(number, "AAAAA-AAAAA")
    assert citizen.look_up(number, code).status_code == 429
    assert "已收到" in words(Citizen(citizen.county, "203.0.113.8").look_up(number, code))
    citizen.later(3600)
    assert "已收到" in words(citizen.look_up(number, code))


def test_look_ups_are_counted_on_the_whole_site(citizen: Citizen, limits: dict[str, int]) -> None:
    number, code = slip(citizen.file())
    limits["look-up-in-all"] = 1
    citizen.look_up(number, code)
    assert Citizen(citizen.county, "203.0.113.8").look_up(number, code).status_code == 429


def test_a_handed_over_complaint_names_the_unit_that_deals_with_it(citizen: Citizen) -> None:
    number, code = slip(citizen.file())
    matter, county = filed_matters()[0], citizen.county
    county.complete(matter, "take-up", "taken-up", register_number="诉1")
    county.complete(
        matter,
        "verify",
        "theirs",
        verification="属实",
        other=next(unit.code for unit in county.pack.units.values() if unit.kind == "department"),
        written_record="核实记录",
        found_at="2026-11-20T09:00:00+08:00",
        urgent=False,
        ongoing=True,
    )
    page = words(citizen.look_up(number, code))
    assert "正在： 移交" in page and "核实记录" not in page


# --- pages ------------------------------------------------------------------------------------------------------------


PLACES = (
    "",
    "jinhu/",
    "siyang/",
    "look-up/",
    *(f"jinhu/complaint/online/{page}/" for page in ("file", "filed", "how")),
)


def test_the_sign_in_leads_citizens_to_their_own_pages(jinhu: County) -> None:
    page = Client().get("/sign-in/").content.decode()
    assert 'href="/citizen/"' in page and 'href="/citizen/look-up/"' in page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("place", PLACES)
def test_every_page_of_citizens_is_small_and_asks_little_of_the_database(
    jinhu: County, place: str, language: str
) -> None:
    client = Client(headers={"accept-language": language, "accept-encoding": "gzip"})
    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"/citizen/{place}")
    assert page.status_code == 200 and len(asked) <= 12 and len(gzip.compress(page.content)) < 20_000


def test_a_county_whose_text_has_no_way_for_citizens_says_so(jinhu: County) -> None:
    assert "这里不能提交" in words(Client().get("/citizen/siyang/"))
    assert Client().get("/citizen/siyang/complaint/online/file/").status_code == 404
    assert Client().get("/citizen/nowhere/").status_code == 404
    assert Client().get("/citizen/jinhu/complaint/at-township/file/").status_code == 404


def test_how_it_is_dealt_with_names_articles_and_says_what_is_our_proposal(jinhu: County) -> None:
    page = words(Client().get(f"{WAY}how/"))
    assert "三（二）1" in page and "本系统建议" in page and "及时" in page


def test_the_way_of_citizens_sends_no_command_but_the_opening(citizen: Citizen) -> None:
    slip(citizen.file())
    matter = filed_matters()[0]
    for place in (f"/matter/{matter}/", "/", f"/matter/{matter}/act/note/", "/open/", "/board/", "/figures/"):
        assert citizen.client.get(place).status_code in (302, 404, 405)
        assert citizen.client.post(place).status_code in (302, 403, 404, 405)
    assert read.state(matter).seq == citizen.county.state(matter).seq  # type: ignore[union-attr]
