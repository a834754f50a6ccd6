"""Signing in: by name and password, locked after failures, from one seat at a time, in one's own language."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings as house
from django.test import Client

from liandong.core.actors import Seat
from liandong.packs import library
from liandong.people.grants import INSTALLATION, grant_post
from liandong.people.models import PostHolding, User
from tests.web.county import LEAD, NOW, POLICE, TOWN, County, words

PASSWORD = "a-password-of-tests"


def account(county: County, name: str = "somebody") -> User:
    """An account without a post."""
    return User.objects.open(name, PASSWORD, NOW)


def seat_in(user: User, unit: str, post: str = "officer") -> None:
    """One more seat for an account."""
    grant_post(INSTALLATION, user, "siyang", Seat(unit, post), NOW, library().packs, first=date(2026, 1, 1))


def sign_in(client: Client, name: str = "somebody", password: str = PASSWORD, target: str = "") -> object:
    """Send the form of the sign-in."""
    return client.post("/sign-in/", {"username": name, "password": password, "next": target}, follow=True)


def test_a_visitor_is_led_to_the_sign_in_and_then_to_the_page_he_asked_for(county: County, client: Client) -> None:
    seat_in(account(county), TOWN)
    first = client.get("/notices/", follow=True)
    assert first.redirect_chain == [("/sign-in/?next=%2Fnotices%2F", 302)]
    arrived = sign_in(client, target="/notices/")
    assert arrived.request["PATH_INFO"] == "/notices/"  # type: ignore[attr-defined]


def test_after_the_sign_in_nobody_is_sent_to_another_site(county: County, client: Client) -> None:
    seat_in(account(county), TOWN)
    arrived = sign_in(client, target="https://elsewhere.example/")
    assert arrived.request["PATH_INFO"] == "/"  # type: ignore[attr-defined]
    seat = client.get("/seat/?next=https://elsewhere.example/")
    assert seat["Location"] == "/"


def test_a_wrong_password_and_an_unknown_name_are_told_in_the_same_words(county: County, client: Client) -> None:
    account(county)
    wrong, unknown = sign_in(client, password="wrong"), sign_in(client, name="nobody")
    assert "账号或密码不对" in words(wrong)
    assert words(wrong).replace("somebody", "") == words(unknown).replace("nobody", "")


def test_after_five_failures_the_page_says_when_to_try_again(county: County, client: Client) -> None:
    account(county)
    answers = [sign_in(client, password="wrong") for _ in range(house.AXES_FAILURE_LIMIT)]
    locked = sign_in(client)
    assert answers[0].status_code == 200  # type: ignore[attr-defined]
    assert locked.status_code == 429  # type: ignore[attr-defined]
    assert "2026年11月20日（周五） 10:15" in words(locked)
    county.at("11-20 10:16")
    seat_in(User.objects.get(username="somebody"), TOWN)
    assert "我的待办" in words(sign_in(client))


def test_whoever_holds_several_posts_chooses_one_and_acts_from_it(county: County, client: Client) -> None:
    user = account(county)
    seat_in(user, LEAD)
    seat_in(user, POLICE)
    choice = sign_in(client)
    assert "农业农村局 · 执法人员" in words(choice) and "公安局 · 执法人员" in words(choice)
    page = client.post("/seat/", {"seat": f"{POLICE}/officer"}, follow=True)
    assert "公安局 · 执法人员" in words(page)
    assert "农业农村局 · 执法人员" not in words(page)


def test_a_forged_seat_is_not_taken(county: County, client: Client) -> None:
    user = account(county)
    seat_in(user, LEAD)
    seat_in(user, POLICE)
    sign_in(client)
    refused = client.post("/seat/", {"seat": "county-government/principal-leader"})
    assert refused.status_code == 400
    assert "农业农村局 · 执法人员" in words(client.get("/"))


def test_a_seat_that_has_run_out_is_left_for_one_that_is_still_held(county: County, client: Client) -> None:
    user = account(county)
    seat_in(user, LEAD)
    seat_in(user, POLICE)
    sign_in(client)
    client.post("/seat/", {"seat": f"{POLICE}/officer"})
    PostHolding.objects.filter(user=user, unit=POLICE).update(to_day=date(2026, 11, 19))
    assert "农业农村局 · 执法人员" in words(client.get("/"))


def test_an_account_without_a_post_is_told_whom_to_ask(county: County, client: Client) -> None:
    account(county)
    page = sign_in(client)
    assert page.status_code == 403  # type: ignore[attr-defined]
    assert "安全管理员" in words(page)


def test_only_a_demonstration_offers_its_accounts_at_the_door(county: County, client: Client, settings: Any) -> None:
    assert "siyang.judicial-bureau.legal-reviewer" in client.get("/sign-in/").content.decode()
    settings.IS_PRODUCTION = True
    page = client.get("/sign-in/").content.decode()
    assert "siyang." not in page
    assert "liandong-demo" not in page


def test_signing_out_ends_the_session(county: County) -> None:
    client = county.desk(TOWN)
    assert "我的待办" in words(client.get("/"))
    client.post("/sign-out/")
    assert client.get("/").status_code == 302


def test_a_page_that_only_asks_for_itself_does_not_keep_the_session_alive(county: County) -> None:
    client = county.desk(TOWN)
    client.get("/")
    for minutes in range(0, 24 * 60, 15):
        county.at(f"11-{20 + (10 * 60 + minutes) // 1440} {(10 + minutes // 60) % 24:02}:{minutes % 60:02}")
        answer = client.get("/notices/count/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith("/sign-in/")


def test_a_list_that_is_fetched_after_the_session_ended_leads_its_page_to_the_door(client: Client, db: None) -> None:
    current = {"HX-Request": "true", "HX-Target": "list", "HX-Current-URL": "http://testserver/?scope=unit"}
    answer = client.get("/?lamp=near", headers=current)
    assert answer["HX-Redirect"] == "/sign-in/?next=%2F"


def test_the_switch_changes_the_language_and_it_stays(county: County) -> None:
    client = county.desk(TOWN)
    assert '<html lang="zh-CN"' in client.get("/").content.decode()
    client.post("/language/", {"language": "en", "next": "/"})
    page = client.get("/")
    assert '<html lang="en"' in page.content.decode()
    assert "My tasks" in words(page)
    assert "Linhe" in words(page)


def test_a_browser_that_asks_for_english_gets_english(county: County) -> None:
    assert "Nothing waits for you" in words(county.desk(TOWN, language="en").get("/"))


def test_every_page_is_sent_with_the_strict_policy(county: County) -> None:
    policy = county.desk(TOWN).get("/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
