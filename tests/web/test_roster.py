"""Accounts from a spreadsheet: every row is shown with what it would come to, and then all take effect, or none."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from liandong.core.actors import Seat
from liandong.people.accounts import QUICK
from liandong.people.models import PostHolding, User
from liandong.people.roster import MOST_ROWS
from liandong.record.deeds import DeedKind, deeds
from liandong.web.people.workbook import MOST_BYTES
from tests.web.county import LEAD, TOWN, County, words

ADMINISTRATION = "platform-administration"
HEADS = ("账号", "单位", "岗位", "起始日", "截止日")
GOOD = (
    ("nongye-01", "农业农村局", "执法人员", "2026-12-01", ""),
    ("nongye-01", "农业农村局", "联络员", "", "2027-06-30"),
    ("gongan-01", "public-security-bureau", "officer", "", ""),
)


def guard(county: County, language: str = "zh-hans") -> Client:
    """The security administrator."""
    return county.desk(ADMINISTRATION, "security-administrator", language)


def workbook(*rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS) -> bytes:
    """An Excel file with these rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (heads, *rows):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(county: County, body: bytes, name: str = "名单.xlsx", language: str = "zh-hans") -> Any:
    """Send a file to the preview."""
    return guard(county, language).post("/people/import/", {"file": SimpleUploadedFile(name, body)})


def signed(preview: Any) -> str:
    """What the form of the preview would send back."""
    found = re.search(r'name="roster" value="([^"]+)"', preview.content.decode())
    assert found
    return unescape(found[1])


def state() -> tuple[int, int, int]:
    """How many accounts, holdings and deeds there are."""
    return User.objects.count(), PostHolding.objects.count(), len(deeds("siyang"))


def test_a_preview_says_what_each_row_comes_to_and_writes_nothing(county: County) -> None:
    before = state()
    page = upload(county, workbook(*GOOD))
    assert page.status_code == 200
    said = words(page)
    assert "共 3 行，尚未写入任何内容" in said
    assert "将开立 2 个账号，授予 3 个岗位" in said
    assert "第 2 nongye-01 农业农村局 · 执法人员 2026-12-01 至 长期 开立账号并授予" in said
    assert "第 3 nongye-01 农业农村局 · 联络员 导入当天 至 2027-06-30 授予已有账号" in said
    assert state() == before


def test_what_was_shown_takes_effect_when_it_is_confirmed(county: County) -> None:
    preview = upload(county, workbook(*GOOD))
    page = guard(county).post("/people/import/confirm/", {"roster": signed(preview)})
    assert "开立了 2 个账号，授予了 3 个岗位" in words(page)
    passwords = re.findall(r"<td><code>([a-z0-9-]{19})</code></td>", page.content.decode())
    users = [User.objects.get(username=name) for name in ("nongye-01", "gongan-01")]
    assert [user.check_password(given) for user, given in zip(users, passwords, strict=True)] == [True, True]
    assert all(user.must_change_password and user.county == "siyang" for user in users)
    first, second = users[0].holdings.order_by("id")
    assert (first.seat, f"{first.from_day}", first.to_day) == (Seat(LEAD, "officer"), "2026-12-01", None)
    assert (second.seat, f"{second.from_day}", f"{second.to_day}") == (
        Seat(LEAD, "contact"),
        "2026-11-20",
        "2027-06-30",
    )
    (deed,) = deeds("siyang")
    assert (deed.kind, deed.about, deed.rows) == (DeedKind.ROSTER_IMPORTED, "accounts=2 posts=3", 3)


def test_the_same_roster_again_changes_nothing(county: County) -> None:
    for _ in range(2):
        guard(county).post("/people/import/confirm/", {"roster": signed(upload(county, workbook(*GOOD)))})
    assert "将开立 0 个账号，授予 0 个岗位；3 行已经在任" in words(upload(county, workbook(*GOOD)))
    assert User.objects.filter(county="siyang").count() == 2
    assert PostHolding.objects.filter(user__county="siyang").count() == 3


WRONG: dict[str, tuple[tuple[str, ...], str]] = {
    "account": (("张三", "农业农村局", "执法人员"), "账号：“张三”不能作账号名"),
    "no account": (("", "农业农村局", "执法人员"), "账号：没有填写"),
    "unit": (("x-01", "农业局二队", "执法人员"), "单位：本县机制中没有单位“农业局二队”"),
    "post": (("x-01", "农业农村局", "厨师"), "岗位：“农业农村局”没有岗位“厨师”"),
    "no post": (("x-01", "农业农村局", ""), "岗位：没有填写"),
    "day": (("x-01", "农业农村局", "执法人员", "下周一"), "起始日：“下周一”不是日期"),
    "days": (("x-01", "农业农村局", "执法人员", "2026-12-01", "2026-11-30"), "截止日：日期不对"),
    "administrator": (
        ("x-01", "平台管理组", "审计管理员"),
        "岗位：“platform-administration/audit-administrator”是管理员岗位",
    ),
    "another county's": (("far-away", "农业农村局", "执法人员"), "账号：账号名“far-away”已被使用"),
    "twice": (("gongan-01", "公安局", "执法人员"), "账号：与第 2 行重复"),
    "administrator's account": (
        ("siyang.platform-administration.audit-administrator", "公安局", "执法人员"),
        "互不兼任",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_row_is_named_by_row_and_column_and_nothing_can_be_confirmed(county: County, name: str) -> None:
    User.objects.open("far-away", "a-password-of-tests", county.now)
    User.objects.filter(username="far-away").update(county="jinhu")
    row, said = WRONG[name]
    before = state()
    page = upload(county, workbook(("gongan-01", "公安局", "执法人员"), row))
    assert page.status_code == 422
    assert "1 行有误，整份名单不能生效" in words(page)
    marked = re.search(r'<tr class="ld-admin__wrong">(.*?)</tr>', page.content.decode(), re.DOTALL)
    assert marked
    line = unescape(re.sub(r"<[^>]+>", "", marked[1]))
    assert "第 3" in line and said in line
    assert 'name="roster"' not in page.content.decode()
    assert state() == before


def test_a_roster_that_no_longer_fits_is_carried_out_not_even_in_part(county: County) -> None:
    preview = upload(county, workbook(*GOOD))
    User.objects.open("gongan-01", "a-password-of-tests", county.now)
    User.objects.filter(username="gongan-01").update(county="jinhu")
    page = guard(county).post("/people/import/confirm/", {"roster": signed(preview)})
    assert page.status_code == 422 and "gongan-01" in words(page)
    assert not User.objects.filter(username="nongye-01").exists() and not deeds("siyang")
    assert not re.search(r"[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}", words(page)), (
        "no password of what was undone"
    )


def test_a_preview_is_confirmed_by_whom_it_was_shown_to_and_for_an_hour(county: County) -> None:
    roster = signed(upload(county, workbook(*GOOD)))
    for sent in ("", "forged", roster[:-3] + "abc"):
        assert "预览已过期" in words(guard(county).post("/people/import/confirm/", {"roster": sent}))
    county.at("11-20 11:30")
    assert "预览已过期" in words(guard(county).post("/people/import/confirm/", {"roster": roster}))
    assert not User.objects.filter(username="nongye-01").exists()


def parts(names: dict[str, bytes], comment: bytes = b"") -> bytes:
    """A zip with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in names.items():
            made.writestr(name, body)
        made.comment = comment
    return out.getvalue()


def with_macros() -> bytes:
    """A workbook that brings a macro along."""
    out = io.BytesIO(workbook(*GOOD))
    with zipfile.ZipFile(out, "a") as made:
        made.writestr("xl/vbaProject.bin", b"macro")
    return out.getvalue()


BAD: dict[str, tuple[Any, str]] = {
    "no workbook": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "读不出这个文件"),
    "a zip of something else": (lambda: parts({"readme.txt": b"hello"}), "读不出这个文件"),
    "half a workbook": (lambda: workbook(*GOOD)[:900], "读不出这个文件"),
    "an empty file": (lambda: b"", "没有选择文件|列名下面没有内容|读不出"),
    "an old workbook": (lambda: b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "旧格式的 Excel"),
    "macros": (with_macros, "文件带有宏"),
    "too large": (lambda: b"PK\x03\x04" + b"\x00" * MOST_BYTES, "文件过大"),
    "unpacks too far": (lambda: parts({"xl/workbook.xml": b"0" * 60_000_000}), "文件过大"),
    "a column missing": (lambda: workbook(("x-01", "公安局"), heads=("账号", "单位")), "缺少这些列：岗位"),
    "a column of its own": (lambda: workbook(heads=(*HEADS, "姓名")), "模板中没有这些列：姓名"),
    "a column twice": (lambda: workbook(heads=("账号", "单位", "岗位", "Post")), "列名重复：岗位"),
    "no rows": (lambda: workbook(), "列名下面没有内容"),
    "too many rows": (
        lambda: workbook(*((f"x-{n:05}", "公安局", "执法人员") for n in range(MOST_ROWS + 1))),
        f"最多 {MOST_ROWS} 行",
    ),
    "ten thousand rows": (
        lambda: "\n".join(["账号,单位,岗位", *(f"x-{n:05},公安局,执法人员" for n in range(10_000))]).encode(),
        f"最多 {MOST_ROWS} 行",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_roster_is_refused_with_what_to_do(county: County, name: str) -> None:
    make, said = BAD[name]
    before = state()
    page = upload(county, make())
    assert page.status_code == 422, words(page)
    error = re.search(r'id="file-error">(.*?)</p>', page.content.decode())
    assert error and re.search(said, unescape(error[1]))
    assert state() == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_is_read_as_excel_saves_it_in_china_and_elsewhere(county: County, encoding: str) -> None:
    body = "账号,单位,岗位,起始日,截止日\r\nnongye-01,农业农村局,执法人员,2026/12/1,\r\n".encode(encoding)
    assert "第 2 nongye-01 农业农村局 · 执法人员 2026/12/1 至 长期 开立账号并授予" in words(
        upload(county, body, "名单.csv")
    )


def test_days_and_numbers_of_a_workbook_are_read_as_they_look(county: County) -> None:
    page = words(upload(county, workbook((20261, "公安局", "执法人员", datetime(2026, 12, 1), "2026.12.31"))))  # noqa: DTZ001
    assert "20261 公安局 · 执法人员 2026-12-01 至 2026.12.31 开立账号并授予" in page


def test_the_heads_may_be_english_and_in_any_order(county: County) -> None:
    body = workbook(("officer", LEAD, "nongye-01"), heads=("post", "Unit", "Account"))
    assert "account opened, post granted" in words(upload(county, body, language="en"))


def test_the_template_offers_every_post_that_may_be_granted_and_comes_back_as_it_is(county: County) -> None:
    response = guard(county).get("/people/import/template.xlsx")
    assert response["Content-Disposition"] == 'attachment; filename="liandong-roster-siyang.xlsx"'
    book = load_workbook(io.BytesIO(response.content))
    first, second, _ = book.worksheets
    assert [cell.value for cell in first[1]] == list(HEADS)
    offered = {(row[2], row[3]) for row in second.iter_rows(min_row=2, values_only=True)}
    assert (TOWN, "officer") in offered
    assert not any(unit == ADMINISTRATION for unit, _ in offered)
    first.append(["nongye-01", *(cell.value for cell in second[2][:2])])
    out = io.BytesIO()
    book.save(out)
    assert "开立账号并授予" in words(upload(county, out.getvalue()))


def test_a_formula_of_a_workbook_is_text_and_is_not_run_or_shown_as_markup(county: County) -> None:
    page = upload(county, workbook(("<b>x</b>", "公安局", "执法人员")))
    assert "<b>x</b>" not in page.content.decode() and "&lt;b&gt;x" in page.content.decode()


def test_a_full_roster_is_hashed_no_slower_than_it_is_read(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[int] = []
    encode = PBKDF2PasswordHasher.encode

    def counted(self: PBKDF2PasswordHasher, password: str, salt: str, iterations: int | None = None) -> str:
        hashed.append(iterations or self.iterations)
        return encode(self, password, salt, iterations)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    page = upload(county, workbook(*((f"x-{n:05}", "公安局", "执法人员") for n in range(MOST_ROWS))))
    assert page.status_code == 200
    assert hashed == [QUICK] * MOST_ROWS, "a slow hash for each would take minutes"
