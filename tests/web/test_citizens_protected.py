"""What keeps robots and floods off the way of citizens; whatever stops somebody keeps what he wrote."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import RequestFactory

from liandong.citizens import tallies
from liandong.citizens.models import Tally
from liandong.web.citizen import tickets, work
from liandong.web.citizen.address import address_of
from tests.web.citizens import WAY, WRITTEN, Citizen, citizen, filed_matters, jinhu, limits, slip
from tests.web.county import County, form_value, words

__all__ = ["citizen", "jinhu", "limits"]
FACTS = WRITTEN["facts"]


# --- protected --------------------------------------------------------------------------------------------------------


def test_a_form_without_its_ticket_comes_back_with_what_was_written(citizen: Citizen) -> None:
    page = citizen.send(citizen.form(), ticket="")
    assert page.status_code == 422 and form_value(page, "facts") == FACTS and not filed_matters()
    citizen.later(60)
    slip(citizen.send(page))


def test_a_ticket_that_was_changed_or_is_for_another_way_is_none(citizen: Citizen) -> None:
    page = citizen.form()
    signed = form_value(page, "ticket")
    for other in (signed[:-2] + "xx", tickets.drawn("wuyi", "complaint/online", citizen.county.now).signed()):
        assert citizen.send(page, ticket=other).status_code == 422
    assert not filed_matters()


def test_a_form_that_was_open_for_too_long_comes_back_filled_in_and_is_then_sent(citizen: Citizen) -> None:
    page = citizen.form()
    citizen.later(int(settings.CITIZEN_FORM_AGE.total_seconds()) + 1)
    old = citizen.send(page, **{"complainant.name": "投诉人甲"})
    assert old.status_code == 422 and "时间太长" in words(old)
    assert form_value(old, "facts") == FACTS and form_value(old, "complainant.name") == "投诉人甲"
    assert f'value="{citizen.town}" selected' in old.content.decode()
    citizen.later(60)
    slip(citizen.send(old))


def test_a_form_from_the_future_is_not_believed(citizen: Citizen) -> None:
    page = citizen.form()
    citizen.later(-3600)
    assert citizen.send(page).status_code == 422 and not filed_matters()


def test_nobody_fills_a_form_in_at_once(citizen: Citizen) -> None:
    page = citizen.client.get(f"{WAY}file/")
    quick = citizen.send(page)
    assert quick.status_code == 422 and form_value(quick, "facts") == FACTS and not filed_matters()
    citizen.later(5)
    slip(citizen.send(quick))


def test_the_field_that_nobody_sees_catches_who_fills_it_in(citizen: Citizen) -> None:
    page = citizen.form()
    caught = citizen.send(page, website="http://spam.example")
    assert caught.status_code == 422 and form_value(caught, "facts") == FACTS and not filed_matters()
    assert form_value(caught, "website") == ""
    slip(citizen.send(caught))


def test_one_address_files_so_often_and_others_go_on(citizen: Citizen, limits: dict[str, int]) -> None:
    limits["file"] = 2
    for _ in range(2):
        slip(citizen.file())
    page = citizen.file()
    assert page.status_code == 429 and form_value(page, "facts") == FACTS
    assert 0 < int(page["Retry-After"]) <= 3601 and "11:00" in words(page)
    slip(Citizen(citizen.county, "203.0.113.8").file())
    citizen.later(3600)
    slip(citizen.send(page))


def test_what_is_refused_for_its_words_is_not_counted(citizen: Citizen, limits: dict[str, int]) -> None:
    limits["file"] = 1
    for _ in range(3):
        assert citizen.file(facts="").status_code == 422
    slip(citizen.file())


def test_a_form_sent_again_is_not_counted(citizen: Citizen, limits: dict[str, int]) -> None:
    limits["file"] = 1
    page = citizen.form()
    assert slip(citizen.send(page)) == slip(citizen.send(page))


def test_a_county_takes_so_many_an_hour_from_wherever(citizen: Citizen, limits: dict[str, int]) -> None:
    limits["file-in-all"] = 1
    slip(citizen.file())
    page = Citizen(citizen.county, "203.0.113.8").file()
    assert page.status_code == 429 and form_value(page, "facts") == FACTS
    assert tallies.so_far("file", tallies.hidden("203.0.113.8"), citizen.county.now) == 0


def test_a_busy_county_asks_a_sum_first_and_keeps_what_was_written(citizen: Citizen, limits: dict[str, int]) -> None:
    page = citizen.form()
    limits["busy"] = 0
    asked = citizen.send(page)
    assert asked.status_code == 422 and form_value(asked, "facts") == FACTS and not filed_matters()
    citizen.later(60)
    wrong = citizen.send(asked, sum="1")
    assert wrong.status_code == 422 and "答案不对" in words(wrong)
    citizen.later(60)
    ticket = tickets.read(form_value(wrong, "ticket"), "jinhu", "complaint/online")
    assert ticket and ticket.asks_sum
    slip(citizen.send(wrong, sum=str(ticket.left + ticket.right)))


def test_the_work_of_a_browser_stands_for_the_sum(citizen: Citizen, limits: dict[str, int]) -> None:
    limits["busy"] = 0
    page = citizen.form()
    ticket = tickets.read(form_value(page, "ticket"), "jinhu", "complaint/online")
    assert ticket and ticket.asks_sum
    done = next(str(n) for n in range(2_000_000) if work.is_done(ticket.form, str(n)))
    for none in ("", "0x1", "9" * 40, f" {done}"):
        assert not work.is_done(ticket.form, none)
    assert citizen.send(page, work="1" if done != "1" else "2").status_code == 422
    slip(citizen.send(page, work=done))


def test_addresses_are_kept_as_digests_and_only_for_their_window(citizen: Citizen) -> None:
    citizen.file()
    kept = set(Tally.objects.values_list("who", flat=True))
    assert tallies.hidden(citizen.address) in kept and not any(citizen.address in who for who in kept)
    citizen.later(2 * 3600)
    Citizen(citizen.county, "203.0.113.9").file()
    assert tallies.hidden(citizen.address) not in set(Tally.objects.values_list("who", flat=True))


def test_counting_never_goes_beyond_its_most(jinhu: County) -> None:
    taken = [tallies.take("file", "somebody", jinhu.now, 3) for _ in range(5)]
    assert taken == [True, True, True, False, False]
    tallies.give_back("file", "somebody", jinhu.now)
    assert tallies.take("file", "somebody", jinhu.now, 3) and not tallies.take("file", "somebody", jinhu.now, 3)


PROXIES = ["10.0.0.0/8", "fd00::/8"]


@pytest.mark.parametrize(
    ("remote", "forwarded", "found"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "", "203.0.113.7"),
        ("", "198.51.100.1", ""),
    ],
)
def test_what_is_forwarded_is_believed_from_configured_proxies_alone(
    monkeypatch: pytest.MonkeyPatch, remote: str, forwarded: str, found: str
) -> None:
    monkeypatch.setattr(settings, "TRUSTED_PROXIES", PROXIES)
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers={"x-forwarded-for": forwarded})
    assert address_of(request) == found


def test_whoever_writes_a_new_address_in_each_request_is_counted_as_one(
    citizen: Citizen, limits: dict[str, int]
) -> None:
    limits["file"] = 1
    slip(citizen.file())
    page = citizen.form()
    post = {"ticket": form_value(page, "ticket"), "owner": citizen.town, "facts": FACTS}
    assert citizen.client.post(f"{WAY}filed/", post, headers={"x-forwarded-for": "192.0.2.1"}).status_code == 429
