"""The security administrator at his pages: accounts opened, posts granted and ended, deputies, locks, passwords."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.conf import settings as house
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liandong.core.actors import Seat
from liandong.packs import library
from liandong.people.grants import INSTALLATION, grant_post
from liandong.people.models import Deputy, PostHolding, User
from liandong.record.deeds import DeedKind, deeds
from tests.web.county import LEAD, NOW, POLICE, TOWN, County, words

ADMINISTRATION = "platform-administration"
NEW = "a-password-of-its-own"


def guard(county: County, language: str = "zh-hans") -> Client:
    """The security administrator."""
    return county.desk(ADMINISTRATION, "security-administrator", language)


def opened(county: County, name: str = "market-03", seat: str = "") -> str:
    """An account that was opened at the page. Its first password."""
    page = guard(county).post("/people/open/", {"username": name, "seat": seat})
    assert page.status_code == 200, words(page)
    found = re.search(r'id="first-password">([^<]+)<', page.content.decode())
    assert found
    return found[1]


def sign_in(client: Client, name: str, password: str) -> Any:
    return client.post("/sign-in/", {"username": name, "password": password}, follow=True)


def send(county: County, act: str, name: str = "market-03", **given: str) -> Any:
    """One of the forms of an account's page."""
    return guard(county).post(f"/people/account/{name}/{act}/", given, follow=True)


def test_an_account_is_opened_with_a_post_and_a_password_that_is_told_once(county: County) -> None:
    password = opened(county, seat=f"{LEAD}/officer")
    user = User.objects.get(username="market-03")
    assert user.check_password(password) and user.must_change_password
    assert (user.county, user.opened_by) == ("siyang", county.user(ADMINISTRATION, "security-administrator").username)
    assert user.holdings.get().seat == Seat(LEAD, "officer")
    assert password not in words(guard(county).get("/people/account/market-03/"))
    (deed,) = deeds("siyang")
    assert (deed.kind, deed.about) == (DeedKind.ACCOUNT_OPENED, "market-03")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"username": "张三"}, "“张三”不能作账号名"),
        ({"username": "siyang.command-center.operator"}, "已被使用"),
        ({"username": "new-one", "seat": f"{ADMINISTRATION}/audit-administrator"}, "只能在服务器上授予"),
        ({"username": "new-one", "seat": "nothing/nobody"}, "本县机制中没有岗位"),
    ],
    ids=["name", "taken", "administrator", "no-such-post"],
)
def test_what_stands_against_an_account_is_said_at_its_field_and_nothing_is_opened(
    county: County, given: dict[str, str], said: str
) -> None:
    before = User.objects.count()
    page = guard(county).post("/people/open/", given)
    assert page.status_code == 422
    error = re.search(r'<p class="ld-error"[^>]*>(.*?)</p>', page.content.decode())
    assert error and said in error[1]
    assert f'value="{given["username"]}"' in page.content.decode()
    assert User.objects.count() == before and not deeds("siyang")


def test_the_first_password_is_changed_before_anything_else_is_seen(county: County, client: Client) -> None:
    password = opened(county, seat=f"{LEAD}/officer")
    page = sign_in(client, "market-03", password)
    assert page.request["PATH_INFO"] == "/password/"
    for path in ("/", "/open/", "/notices/", "/mechanism/siyang/", "/worklist.csv", "/people/"):
        answer = client.get(path)
        assert answer.status_code == 302 and answer["Location"].startswith("/password/"), path
    fetched = client.get("/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/"})
    assert fetched["HX-Redirect"].startswith("/password/")
    done = client.post("/password/", {"password": NEW, "again": NEW, "next": "/"}, follow=True)
    assert done.request["PATH_INFO"] == "/" and "农业农村局 · 执法人员" in words(done)
    user = User.objects.get(username="market-03")
    assert user.check_password(NEW) and not user.must_change_password
    assert not user.check_password(password)


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        (NEW, f"{NEW}-", "两次输入的新密码不一致"),
        ("short", "short", "密码不合要求"),
        ("FIRST", "FIRST", "新密码与现在的密码相同"),
    ],
    ids=["differ", "weak", "same"],
)
def test_a_password_that_will_not_do_is_refused_in_words_and_the_duty_stays(
    county: County, client: Client, password: str, again: str, said: str
) -> None:
    first = opened(county, seat=f"{LEAD}/officer")
    sign_in(client, "market-03", first)
    given = {"password": password.replace("FIRST", first), "again": again.replace("FIRST", first)}
    page = client.post("/password/", given)
    assert page.status_code == 422 and said in words(page)
    assert User.objects.get(username="market-03").must_change_password
    assert client.get("/")["Location"].startswith("/password/")


def test_whoever_changes_a_password_of_his_own_names_the_present_one(county: County, client: Client) -> None:
    first = opened(county, seat=f"{LEAD}/officer")
    sign_in(client, "market-03", first)
    client.post("/password/", {"password": NEW, "again": NEW})
    other = Client()
    sign_in(other, "market-03", NEW)
    refused = client.post("/password/", {"present": "guessed", "password": f"{NEW}-2", "again": f"{NEW}-2"})
    assert refused.status_code == 422 and "现在的密码不对" in words(refused)
    client.post("/password/", {"present": NEW, "password": f"{NEW}-2", "again": f"{NEW}-2"})
    assert client.get("/").status_code == 200, "this session goes on"
    assert other.get("/").status_code == 302, "every other one ends"


def test_after_the_change_nobody_is_sent_to_another_site(county: County, client: Client) -> None:
    sign_in(client, "market-03", opened(county, seat=f"{LEAD}/officer"))
    done = client.post("/password/", {"password": NEW, "again": NEW, "next": "https://elsewhere.example/"})
    assert done["Location"] == "/"


def test_a_post_is_granted_for_some_days_and_the_page_says_by_whom(county: County) -> None:
    opened(county)
    page = send(county, "grant", seat=f"{POLICE}/officer", first="2026-11-23", last="2026-12-31")
    said = words(page)
    assert "岗位已授予" in said and "未开始" in said
    assert "siyang.platform-administration.security-administrator" in said
    holding = PostHolding.objects.get(user__username="market-03")
    assert (holding.seat, holding.from_day, holding.to_day) == (
        Seat(POLICE, "officer"),
        date(2026, 11, 23),
        date(2026, 12, 31),
    )


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"seat": ""}, "seat", "没有选择岗位"),
        ({"seat": f"{ADMINISTRATION}/system-administrator"}, "seat", "只能在服务器上授予"),
        ({"seat": f"{LEAD}/officer", "first": "someday"}, "first", "“someday”不是日期"),
        ({"seat": f"{LEAD}/officer", "last": "2026-11-19"}, "last", "日期不对"),
    ],
    ids=["none", "administrator", "no-day", "past"],
)
def test_a_grant_that_is_refused_says_so_at_its_field_and_keeps_what_was_typed(
    county: County, given: dict[str, str], field: str, said: str
) -> None:
    opened(county)
    page = send(county, "grant", **given)
    assert page.status_code == 422
    error = re.search(rf'id="{field}-error">(.*?)</p>', page.content.decode())
    assert error and said in error[1]
    if given["seat"].startswith(LEAD):
        assert re.search(rf'value="{given["seat"]}" selected', page.content.decode())
    assert not PostHolding.objects.filter(user__username="market-03").exists()


def test_a_holding_is_ended_with_a_day_and_its_line_stays(county: County) -> None:
    opened(county, seat=f"{LEAD}/officer")
    term = PostHolding.objects.get(user__username="market-03").pk
    refused = send(county, f"end/post/{term}", last="2026-11-01")
    assert refused.status_code == 422 and "日期不对" in words(refused)
    assert "任职已结束" in words(send(county, f"end/post/{term}", last="2026-11-20"))
    county.at("11-21 10:00")
    page = words(guard(county).get("/people/account/market-03/"))
    assert re.search("2026年11月20日（周五） 已结束", page)
    assert PostHolding.objects.get(pk=term).ended_by.endswith("security-administrator")


def test_a_deputy_is_appointed_within_his_unit_and_ended(county: County) -> None:
    opened(county, seat=f"{LEAD}/officer")
    days = {"first": "2026-11-20", "last": "2026-11-27", "reason": "负责人培训"}
    far = send(county, "deputise", seat=f"{POLICE}/head", **days)
    assert far.status_code == 422 and "并非该单位人员" in words(far)
    page = words(send(county, "deputise", seat=f"{LEAD}/head", **days))
    assert "代理已指定" in page and "负责人培训" in page
    holder = words(guard(county).get(f"/people/account/{county.user(LEAD, 'head').username}/"))
    assert "代理其岗位的人" in holder and "market-03" in holder
    term = Deputy.objects.get().pk
    assert "任职已结束" in words(send(county, f"end/deputy/{term}", last="2026-11-20"))


def test_a_deputyship_without_days_or_reason_says_what_is_missing(county: County) -> None:
    opened(county, seat=f"{LEAD}/officer")
    page = send(county, "deputise", seat=f"{LEAD}/head", first="2026-11-20", reason="x")
    assert page.status_code == 422 and re.search('id="last-error">没有填写', page.content.decode())
    page = send(county, "deputise", seat=f"{LEAD}/head", first="2026-11-20", last="2026-11-21", reason=" ")
    assert page.status_code == 422 and 'id="reason-error"' in page.content.decode()


def test_a_locked_account_is_found_unlocked_and_can_be_signed_in_to(county: County, client: Client) -> None:
    password = opened(county, seat=f"{LEAD}/officer")
    for _ in range(house.AXES_FAILURE_LIMIT):
        sign_in(client, "market-03", "wrong")
    assert sign_in(client, "market-03", password).status_code == 429
    assert "market-03" in words(guard(county).get("/people/?state=locked"))
    assert "已解锁" in words(send(county, "unlock"))
    assert "没有符合条件的账号" in words(guard(county).get("/people/?state=locked"))
    assert sign_in(client, "market-03", password).request["PATH_INFO"] == "/password/"
    assert [deed.kind for deed in deeds("siyang", kind="account-unlocked")] == [DeedKind.ACCOUNT_UNLOCKED]


def test_a_forgotten_password_is_replaced_by_a_first_one_and_sessions_end(county: County, client: Client) -> None:
    sign_in(client, "market-03", opened(county, seat=f"{LEAD}/officer"))
    client.post("/password/", {"password": NEW, "again": NEW})
    page = send(county, "first-password")
    found = re.search(r'id="first-password">([^<]+)<', page.content.decode())
    assert found and User.objects.get(username="market-03").check_password(found[1])
    assert client.get("/")["Location"].startswith("/sign-in/")
    assert "no-store" in page["Cache-Control"]


def test_the_password_of_an_administrator_is_out_of_reach(county: County) -> None:
    for post in ("audit-administrator", "system-administrator", "security-administrator"):
        user = county.user(ADMINISTRATION, post)
        for act in ("first-password", "close"):
            page = send(county, act, user.username)
            assert page.status_code == 422 and "只在服务器上" in words(page).replace("只能", "只"), (post, act)
        assert User.objects.get(pk=user.pk).password == user.password
        page = guard(county).get(f"/people/account/{user.username}/").content.decode()
        assert "/first-password/" not in page and "/close/" not in page and "/grant/" not in page


def test_a_closed_account_is_granted_nothing_and_not_signed_in_to(county: County, client: Client) -> None:
    password = opened(county, seat=f"{LEAD}/officer")
    assert "账号已关闭" in words(send(county, "close"))
    assert "账号或密码不对" in words(sign_in(client, "market-03", password))
    refused = send(county, "grant", seat=f"{POLICE}/officer")
    assert refused.status_code == 422
    assert User.objects.get(username="market-03").holdings.count() == 1
    assert "market-03" in words(guard(county).get("/people/?state=closed"))


def test_accounts_of_another_county_are_not_there(county: County) -> None:
    User.objects.open("far-away", "a-password-of-tests", NOW)
    User.objects.filter(username="far-away").update(county="jinhu")
    assert "far-away" not in words(guard(county).get("/people/?q=far-away"))
    for act in ("", "grant/", "unlock/", "first-password/", "close/"):
        method = guard(county).post if act else guard(county).get
        assert method(f"/people/account/far-away/{act}").status_code == 404, act
    taken = guard(county).post("/people/open/", {"username": "far-away"})
    assert taken.status_code == 422


def test_a_term_of_another_account_is_not_ended_through_this_one(county: County) -> None:
    opened(county)
    other = county.user(LEAD).holdings.get()
    assert send(county, f"end/post/{other.pk}", last="2026-11-20").status_code == 404
    assert send(county, f"end/nothing/{other.pk}", last="2026-11-20").status_code == 404
    assert county.user(LEAD).holdings.get().to_day is None


def test_the_list_is_narrowed_by_name_unit_and_state(county: County) -> None:
    opened(county)
    opened(county, "market-04", f"{LEAD}/officer")
    page = guard(county)
    assert "market-03" in words(page.get("/people/?state=none")) and "market-04" not in words(
        page.get("/people/?state=none")
    )
    assert "market-04" in words(page.get("/people/?q=农业农村局")) and "market-03" not in words(
        page.get("/people/?q=农业农村局")
    )
    first = words(page.get("/people/?state=first"))
    assert "market-03" in first and "siyang." not in first.split("最近登录")[1]
    assert "market-03" not in words(page.get("/people/?state=demo"))
    assert "没有符合条件的账号" in words(page.get("/people/?q=nobody-at-all"))
    assert "Nothing matches" in words(guard(county, "en").get("/people/?q=nobody-at-all"))


def test_a_page_of_the_list_costs_the_same_however_many_accounts_there_are(county: County) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    client, user = guard(county), county.user(LEAD)
    queries("/people/")
    one, many = queries(f"/people/?q={user.username}"), queries("/people/")
    assert one <= many <= 12, (one, many)
    assert queries(f"/people/account/{user.username}/") <= 16


def test_the_rights_are_shown_as_they_are_declared(county: County) -> None:
    page = words(guard(county).get("/people/rights/?role=audit-admin"))
    assert "核验记录 审计管理员（须属于其所在的县）" in page
    assert "管理账号和岗位" in page.split("这个角色不能做的")[1]
    assert "管理账号和岗位" not in page.split("这个角色不能做的")[0]
    everything = words(guard(county, "en").get("/people/rights/"))
    assert "the security administrator (if it belongs to their county)" in everything


def test_nobody_grants_himself_anything_at_the_page(county: County) -> None:
    own = county.user(ADMINISTRATION, "security-administrator")
    page = send(county, "grant", own.username, seat=f"{LEAD}/officer")
    assert page.status_code == 422 and own.holdings.count() == 1


def test_an_account_opened_at_the_server_without_a_post_belongs_to_no_county_until_it_holds_one(county: County) -> None:
    user = User.objects.open("from-the-server", "a-password-of-tests", NOW)
    assert guard(county).get("/people/account/from-the-server/").status_code == 404
    grant_post(INSTALLATION, user, "siyang", Seat(TOWN, "officer"), NOW, library().packs)
    assert guard(county).get("/people/account/from-the-server/").status_code == 200


def test_the_pages_of_accounts_one_after_the_other_are_the_list(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liandong.web.people.views.PAGE", 7)
    desk, address = guard(county), "/people/"
    pages: list[list[str]] = []
    while address:
        names, ways = _names(desk, address)
        if pages:
            assert _names(desk, ways["prev"])[0] == pages[-1]
        pages.append(names)
        address = ways.get("next", "")
    seen = [name for names in pages for name in names]
    every = User.objects.filter(username__startswith="siyang.").values_list("username", flat=True)
    assert set(seen) == set(every) and len(seen) == len(every) > 14


def _names(desk: Client, address: str) -> tuple[list[str], dict[str, str]]:
    """The accounts of a page, and the ways to the pages beside it."""
    body = desk.get(address).content.decode()
    ways = re.findall(r'href="(/people/[^"]*)" rel="(prev|next)"', body)
    return re.findall(r'ld-admin__name"><a href="/people/account/([^/]+)/"', body), {
        rel: unescape(way) for way, rel in ways
    }
