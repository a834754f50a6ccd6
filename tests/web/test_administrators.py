"""Three administrators, each with pages of his own: for every other role these pages are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, reverse

from liandong.core.actors import Role
from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.people.demonstration import open_accounts
from liandong.people.models import User
from liandong.record.deeds import DeedKind, deeds
from liandong.record.unmaskings import unmaskings
from liandong.web.system.standing import pack_seen
from liandong.web.urls import urlpatterns
from liandong.worker.models import Heartbeat
from tests.web.county import NOW, TOWN, County, words

SECURITY, SYSTEM, AUDIT = Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN
WHOSE: dict[str, tuple[Role, ...]] = {
    "people": (SECURITY,),
    "people.open": (SECURITY,),
    "people.rights": (SECURITY,),
    "people.import": (SECURITY,),
    "people.import.confirm": (SECURITY,),
    "people.import.template": (SECURITY,),
    "people.account": (SECURITY,),
    "people.grant": (SECURITY,),
    "people.deputise": (SECURITY,),
    "people.end": (SECURITY,),
    "people.unlock": (SECURITY,),
    "people.renew": (SECURITY,),
    "people.close": (SECURITY,),
    "system": (SYSTEM,),
    "system.units": (SYSTEM,),
    "audit": (AUDIT,),
    "audit.progress": (AUDIT,),
    "audit.verify": (AUDIT,),
    "audit.sign-ins": (AUDIT, SECURITY),
    "audit.sign-ins.csv": (AUDIT, SECURITY),
    "audit.unmaskings": (AUDIT,),
    "audit.unmaskings.csv": (AUDIT,),
    "audit.deeds": (AUDIT,),
    "audit.deeds.csv": (AUDIT,),
}
OF_AN_ACCOUNT = ("account", "grant", "deputise", "end", "unlock", "renew", "close")
COMPLAINT = {
    "facts": "油烟扰民",
    "received_how": "visit",
    "complainant": {"name": "王小明", "phone": "13900001234"},
}
PERSONS = [role for role in Role if role not in (Role.CLOCK, Role.CITIZEN)]


def names() -> Iterator[str]:
    """The names of all addresses that are no inclusion of others."""
    for pattern in urlpatterns:
        if isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def address(name: str, county: County) -> str:
    """The address of an administrator's page, about an officer's account where it is about one."""
    part = name.rpartition(".")[2]
    user = county.user(TOWN)
    args: list[Any] = [user.username] if name.startswith("people.") and part in OF_AN_ACCOUNT else []
    if part == "end":
        args += ["post", user.holdings.get().pk]
    return reverse(name, args=args)


def desk_of(role: Role, county: County, language: str = "zh-hans") -> Client:
    """Somebody whose post has this role."""
    for unit in county.pack.units.values():
        for post in unit.posts:
            if post.roles and post.roles[0] == role:
                return county.desk(unit.code, post.code, language)
    raise AssertionError(f"no post of the county is for {role}")


def test_every_page_of_the_administrators_is_asked_about_here() -> None:
    theirs = {name for name in names() if name.split(".")[0] in ("people", "system", "audit")}
    assert theirs == set(WHOSE)


@pytest.mark.parametrize("role", PERSONS, ids=str)
def test_a_page_is_there_for_its_administrator_and_for_nobody_else(county: County, role: Role) -> None:
    client = desk_of(role, county)
    for name, whose in WHOSE.items():
        answers = [client.get(address(name, county)).status_code, client.post(address(name, county), {}).status_code]
        taken = [status for status in answers if status != 405]
        assert taken and all((status == 404) == (role not in whose) and status < 500 for status in taken), name


def test_nobody_sees_any_of_it_without_signing_in(county: County, client: Client) -> None:
    for name in WHOSE:
        for answer in (client.get(address(name, county)), client.post(address(name, county), {})):
            assert answer.status_code in (302, 405), name
            assert answer.status_code == 405 or answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize(
    ("role", "begins"),
    [(SECURITY, "people"), (SYSTEM, "system"), (AUDIT, "audit"), (Role.OFFICER, "worklist")],
    ids=str,
)
def test_each_begins_on_the_page_of_his_work(county: County, role: Role, begins: str) -> None:
    page = desk_of(role, county).get("/", follow=True)
    assert page.request["PATH_INFO"] == reverse(begins)


@pytest.mark.parametrize("role", PERSONS, ids=str)
def test_nobody_is_shown_the_way_to_a_page_that_is_not_there_for_him(county: County, role: Role) -> None:
    client = desk_of(role, county)
    body = client.get("/", follow=True).content.decode()
    nav = body[body.index('class="ld-nav"') : body.index("</nav>")]
    for name, whose in WHOSE.items():
        if name.rpartition(".")[2] not in OF_AN_ACCOUNT:
            assert f'href="{reverse(name)}"' not in nav or role in whose, name
    if role in (SECURITY, SYSTEM, AUDIT):
        for name in ("worklist", "opening", "operations", "ledgers"):
            assert f'href="{reverse(name)}"' not in nav


def test_what_leaves_as_a_file_is_logged_before_it_leaves(county: County) -> None:
    county.apply()
    ledger = next(each.name for each in county.pack.procedures.values() if each.columns)
    named = {"ledger.csv": [ledger], "figure.csv": ["on-time"]}
    named |= {"oversight.csv": ["report"], "supervision.csv": ["legal-review"]}
    files = {
        "worklist.csv": (Role.CENTER, "?scope=county&q=禁用"),
        "ledger.csv": (Role.CENTER, ""),
        "sharing.csv": (AUDIT, ""),
        "audit.sign-ins.csv": (AUDIT, "?result=refused"),
        "audit.unmaskings.csv": (AUDIT, ""),
        "audit.deeds.csv": (AUDIT, ""),
        "figure.csv": (Role.CENTER, ""),
        "calendar.csv": (Role.CENTER, ""),
        "register.csv": (Role.CENTER, ""),
        "archive.csv": (Role.CENTER, "?show=lacking"),
        "operations.gantt.csv": (Role.CENTER, ""),
        "oversight.csv": (Role.INSPECTOR, "?order=unit"),
        "supervision.csv": (Role.SUPERVISOR, ""),
        "appraisal.csv": (None, ""),  # this county's text has no appraisal; test_appraisal_page asks of one that has
    }
    assert set(files) == {name for name in names() if name.endswith(".csv")}
    for name, (role, asked) in files.items():
        if role is not None:
            path = reverse(name, args=named.get(name, []))
            response = desk_of(role, county).get(path + asked)
            (line,) = deeds("siyang", limit=1)
            assert line.kind is DeedKind.EXPORTED and f"{path}{asked}" in line.about, name
            sent = b"".join(response.streaming_content).decode()
            assert line.rows == sent.strip().count("\n"), name


def test_a_log_of_one_county_says_nothing_to_another(county: County) -> None:
    desk_of(Role.CENTER, county).get("/worklist.csv")
    assert [line.kind for line in deeds("siyang")] == [DeedKind.EXPORTED]
    assert deeds("jinhu") == []


def test_the_system_administrator_is_told_how_everything_stands(county: County) -> None:
    page = words(desk_of(SYSTEM, county).get("/system/"))
    assert "后台程序 从未启动" in page
    assert "2027 年的放假安排还没有导入" in page
    assert "2026 已公布" in page and "2027 推定" in page
    assert "有效期 有效" in page
    assert "空缺岗位 没有" in page


def test_matters_that_run_are_counted_and_not_shown(county: County) -> None:
    county.apply()
    number = county.state(county.opened[0]).number
    page = words(desk_of(SYSTEM, county).get("/system/"))
    assert "在办事项 1 件按现行版本" in page
    assert number not in page


def test_a_text_that_lapses_soon_is_told_in_time_and_the_site_says_what_soon_is(county: County, settings: Any) -> None:
    ref, today = library().ref("siyang"), county.now.date()
    ends = today + settings.LAPSE_WARNING
    assert pack_seen(replace(county.pack, in_force_to=ends), ref, today).standing == "lapsing"
    assert pack_seen(replace(county.pack, in_force_to=ends + timedelta(days=1)), ref, today).standing == "in-force"
    assert pack_seen(replace(county.pack, in_force_to=today - timedelta(days=1)), ref, today).standing == "lapsed"
    settings.LAPSE_WARNING = settings.LAPSE_WARNING * 2
    assert pack_seen(replace(county.pack, in_force_to=ends + timedelta(days=1)), ref, today).standing == "lapsing"


def test_a_worker_that_was_not_heard_of_is_down_and_one_whose_clock_jumped_says_so(county: County) -> None:
    Heartbeat.objects.create(host="one", at=county.now, boot="b", uptime=1, alarm="")
    assert "one 正常" in words(desk_of(SYSTEM, county).get("/system/"))
    Heartbeat.objects.update(at=county.now - timedelta(minutes=5))
    assert "one 没有动静" in words(desk_of(SYSTEM, county).get("/system/"))
    Heartbeat.objects.update(alarm="the clock jumped ahead")
    assert "one 已停住 the clock jumped ahead" in words(desk_of(SYSTEM, county).get("/system/"))


def test_notices_that_wait_for_long_are_told(county: County) -> None:
    county.apply()
    assert "待送达通知 正常" in words(desk_of(SYSTEM, county).get("/system/"))
    county.at("11-20 10:30")
    page = words(desk_of(SYSTEM, county).get("/system/"))
    assert "待送达通知 积压" in page and "10:00" in page


def test_a_vacant_post_is_marked_and_found(county: County) -> None:
    county.user(TOWN).holdings.update(to_day="2026-11-19")
    page = words(desk_of(SYSTEM, county).get("/system/units/?vacant=yes"))
    assert "1 个空缺" in page
    assert page.count("空缺") - page.count("只看有空缺的") - page.count("个空缺") == 1


def test_who_saw_personal_data_stands_there_with_the_reason_and_without_the_data(db: None) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        jinhu = County(library().pack("jinhu"), clock)
        open_accounts([jinhu.pack], NOW, date(2026, 1, 1))
        opened = c.OpenMatter("complaint", "at-township", COMPLAINT)
        matter = jinhu.act("licheng-subdistrict", "officer", opened).matter
        jinhu.act("licheng-subdistrict", "officer", c.Unmask("complainant", "回访"), matter)
        desk = desk_of(AUDIT, jinhu)
        page = words(desk.get("/audit/unmaskings/"))
        title = jinhu.pack.procedures["complaint"].fields["complainant"].title.zh
        assert f"{jinhu.state(matter).number} {title} 回访" in page
        assert "王小明" not in page and "13900001234" not in page and "油烟" not in page
        assert "回访" in b"".join(desk.get("/audit/unmaskings.csv").streaming_content).decode()
        assert unmaskings("siyang") == []


def test_the_list_of_unmaskings_is_turned_page_by_page_without_losing_one(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liandong.web.audit.views.LINES", 2)
    with time_machine.travel(NOW, tick=False) as clock:
        jinhu = County(library().pack("jinhu"), clock)
        open_accounts([jinhu.pack], NOW, date(2026, 1, 1))
        for reason in ("甲缘由", "乙缘由", "丙缘由"):
            opened = c.OpenMatter("complaint", "at-township", COMPLAINT)
            matter = jinhu.act("licheng-subdistrict", "officer", opened).matter
            jinhu.act("licheng-subdistrict", "officer", c.Unmask("complainant", reason), matter)
        desk = desk_of(AUDIT, jinhu)
        first = desk.get("/audit/unmaskings/").content.decode()
        assert "丙缘由" in first and "乙缘由" in first and "甲缘由" not in first
        after = re.search(r'href="(/audit/unmaskings/\?[^"]+)"', first)
        assert after
        second = desk.get(unescape(after[1])).content.decode()
        assert "甲缘由" in second and "乙缘由" not in second


def test_a_sign_in_and_a_refusal_are_listed_and_a_name_that_is_no_account_is_withheld(
    county: County, client: Client
) -> None:
    User.objects.open("somebody", "a-password-of-tests", county.now)
    user = User.objects.get(username="somebody")
    user.county = "siyang"
    user.save()
    for name, password in (("somebody", "wrong"), ("my-secret-password", "x"), ("somebody", "a-password-of-tests")):
        client.post("/sign-in/", {"username": name, "password": password})
    desk = desk_of(AUDIT, county)
    page = words(desk.get("/audit/sign-ins/"))
    assert "somebody 登录成功" in page and "somebody 登录失败" in page
    assert "my-secret-password" not in page and "— 账号不存在" in page
    narrowed = words(desk.get("/audit/sign-ins/?account=somebody&result=refused&first=2026-11-20&last=2026-11-20"))
    assert "somebody 登录失败" in narrowed and "somebody 登录成功" not in narrowed
    assert "没有登录记录" in words(desk.get("/audit/sign-ins/?last=2026-11-19"))
    file = b"".join(desk.get("/audit/sign-ins.csv").streaming_content).decode()
    assert "my-secret-password" not in file and "somebody" in file


def test_sign_ins_of_another_countys_accounts_are_not_listed(county: County, client: Client) -> None:
    User.objects.open("far-away", "a-password-of-tests", county.now)
    User.objects.update(county="jinhu")
    client.post("/sign-in/", {"username": "far-away", "password": "wrong"})
    assert "far-away" not in words(desk_of(AUDIT, county).get("/audit/sign-ins/"))
