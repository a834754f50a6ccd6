"""Added by several at once, sealed, erased by two persons: what stands on record, what stays, what is destroyed."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.evidence import store, sweep, verification
from liandong.evidence.held import content_of
from liandong.evidence.models import FileRow
from liandong.record import read
from liandong.record.verify import verify as verify_record
from tests.evidence import samples
from tests.evidence.test_named import notify, sent
from tests.web.county import CENTER, MARKET, TOWN, County, words

WATER = "water-bureau"
LAW = "个人信息保护法第四十七条"


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=rf"\[{code}\]$")


@cache
def photo(n: int) -> bytes:
    return samples.jpeg((64 + n, 48))


def later(county: County) -> None:
    """A minute passes, for acts and pages alike."""
    county.now += timedelta(minutes=1)
    county.clock.move_to(county.now)


def ask(county: County, matter: str, key: str) -> None:
    county.act(TOWN, "officer", c.AskErasure(key, LAW, "误拍无关人员面部"), matter)


def erased(county: County, matter: str, key: str) -> None:
    """Asked by an officer of the township, agreed to by the head of the center."""
    ask(county, matter, key)
    county.act(CENTER, "head", c.DecideErasure(key, True), matter)


def test_several_units_add_at_once_and_none_takes_the_place_of_another_s(county: County) -> None:
    first = sent(county, body=photo(0))
    matter = notify(county, [first])
    town, market = sent(county, body=photo(1), name="镇.jpg"), sent(county, MARKET, body=photo(2), name="局.jpg")
    again = sent(county, MARKET, body=photo(2), name="局.jpg")
    county.act(TOWN, "officer", c.AddEvidence([town], "东侧"), matter)
    county.act(MARKET, "officer", c.AddEvidence([market], "西侧"), matter)  # drafted before the other's was there
    county.act(MARKET, "officer", c.AddEvidence([market, again, first], "又一次"), matter)
    names = [item["name"] for item in county.state(matter).evidence]  # type: ignore[index, call-overload]
    assert names == ["镇.jpg", "局.jpg", "局.jpg"]
    assert len(county.state(matter).fields["photos"]) == 1  # type: ignore[arg-type]
    said = words(county.desk(TOWN).get(f"/matter/{matter}/evidence/"))
    assert "镇.jpg" in said and "局.jpg" in said and "补充的证据" in said
    with refused("evidence.named-already"):
        county.act(TOWN, "officer", c.AddEvidence([town], "再一次"), matter)
    assert verify_record().is_whole


def test_what_was_added_is_a_file_of_the_own_unit_and_is_never_swept(county: County, settings: Settings) -> None:
    matter, foreign, own = notify(county, []), sent(county, WATER), sent(county, body=photo(1))
    with refused("files.unknown"):
        county.act(TOWN, "officer", c.AddEvidence([foreign], "别单位的"), matter)
    with refused("field.too-few"):
        county.act(TOWN, "officer", c.AddEvidence([], "没有"), matter)
    with refused("matter.unknown"):
        county.act(WATER, "officer", c.AddEvidence([foreign], "外人"), matter)
    county.act(TOWN, "officer", c.AddEvidence([own], "补充"), matter)
    sweep.sweep(county.now + settings.EVIDENCE_GRACE + timedelta(days=1))
    assert store.opened(content_of(own)).read() and verification.verify().files == 1


def test_the_page_adds_files_with_and_without_scripts(county: County) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    matter = notify(county, [])
    url, client = f"/matter/{matter}/act/add-evidence/", county.desk(TOWN)
    assert 'enctype="multipart/form-data"' in client.get(url).content.decode()
    answer = client.post(url, {"key": "k", "words": "现场", "files:new": SimpleUploadedFile("新.jpg", photo(3))})
    assert answer.status_code == 302, words(answer)
    assert [item["name"] for item in county.state(matter).evidence] == ["新.jpg"]  # type: ignore[index, call-overload]
    first = client.post(url, {"key": "k2", "more": "files", "files:new": SimpleUploadedFile("再.jpg", photo(4))})
    assert first.status_code == 200 and "再.jpg" in words(first)


def test_sealed_evidence_is_pinned_and_neither_corrected_nor_erased_until_it_is_unsealed(county: County) -> None:
    one, two = sent(county, body=photo(0)), sent(county, body=photo(1))
    matter = notify(county, [one, two])
    with refused("erasure.no-basis"):
        county.act(TOWN, "officer", c.SealEvidence("", "待鉴定"), matter)
    county.act(TOWN, "officer", c.SealEvidence("行政处罚法第五十六条", "待鉴定"), matter)
    sealed = read.timeline(matter)[-1].event
    assert isinstance(sealed, e.EvidenceSealed) and [file["key"] for file in sealed.files] == [one, two]  # type: ignore[index, call-overload]
    for command in (
        c.CorrectFact(1, "photos", [one], "误传"),
        c.AskErasure(one, LAW, "误拍"),
        c.SealEvidence("同上", "再次"),
    ):
        with refused("evidence.sealed"):
            county.act(TOWN, "officer", command, matter)
    assert "封存：启封以前" in words(county.desk(TOWN).get(f"/matter/{matter}/evidence/"))
    county.act(TOWN, "officer", c.AddEvidence([sent(county, body=photo(2))], "后来的"), matter)
    county.act(TOWN, "officer", c.UnsealEvidence("鉴定结束"), matter)
    county.act(TOWN, "officer", c.CorrectFact(1, "photos", [one], "误传"), matter)
    with refused("evidence.not-sealed"):
        county.act(TOWN, "officer", c.UnsealEvidence("再次"), matter)


def test_two_persons_erase_and_nobody_does_it_alone(county: County) -> None:
    key = sent(county, body=photo(0))
    matter = notify(county, [key])
    with refused("erasure.not-asked"):
        county.act(CENTER, "head", c.DecideErasure(key, True), matter)
    county.act(CENTER, "head", c.AskErasure(key, LAW, "误拍"), matter)
    with refused("erasure.same-person"):
        county.act(CENTER, "head", c.DecideErasure(key, True), matter)
    with refused("access.denied"):
        county.act(TOWN, "officer", c.DecideErasure(key, True), matter)
    with refused("erasure.asked-already"):
        ask(county, matter, key)
    with refused("access.denied"):
        county.act(MARKET, "officer", c.AskErasure(key, LAW, "不是承办人"), matter)
    town_head = next(post.code for post in county.pack.units[TOWN].posts if post.is_head)
    with refused("reason.missing"):
        county.act(TOWN, town_head, c.DecideErasure(key, False), matter)
    county.act(TOWN, town_head, c.DecideErasure(key, False, "与案情有关"), matter)
    assert store.opened(content_of(key)).read() == photo(0)
    ask(county, matter, key)
    county.act(TOWN, town_head, c.DecideErasure(key, True), matter)
    with refused("evidence.not-named"):
        ask(county, matter, key)


def test_an_erased_file_s_bytes_are_destroyed_and_the_record_still_verifies(county: County) -> None:
    key, other = sent(county, body=photo(0), name="路人.jpg"), sent(county, body=photo(1))
    matter = notify(county, [key, other])
    county.desk(TOWN).get(f"/evidence/{key}/copy/thumbnail/")
    before = read.entry(matter, 1)
    erased(county, matter, key)
    desk = county.desk(TOWN)
    assert desk.get(f"/evidence/{key}/").status_code == 404  # at once, before the worker comes by
    sweep.sweep(county.now)
    assert not store.place(key).exists() and not store.picture(key, "thumbnail").exists()
    assert FileRow.objects.get(key=key).gone
    assert read.entry(matter, 1) == before and verify_record().is_whole
    report = verification.verify()
    assert (report.files, report.findings) == (1, [])
    page = words(desk.get(f"/matter/{matter}/evidence/{key}/"))
    for said in ("内容已依法删除", LAW, "误拍无关人员面部", "字节已经销毁", before.event.fields["photos"][0]["sha256"]):  # type: ignore[union-attr]
        assert said in page
    assert "下载原件 每次" not in page
    assert desk.get(f"/evidence/{key}/copy/thumbnail/")["Location"].endswith("no-picture.svg")
    assert desk.get(f"/matter/{matter}/").status_code == 200
    assert "内容已依法删除" in words(desk.get(f"/matter/{matter}/evidence/"))


def test_a_file_that_another_matter_names_is_kept_for_it(county: County) -> None:
    key = sent(county, body=photo(0))
    twin = sent(county, MARKET, body=photo(0))
    here, there = notify(county, [key]), notify(county, [key])
    erased(county, here, key)
    sweep.sweep(county.now)
    desk = county.desk(TOWN)
    assert store.opened(content_of(key)).read() == photo(0)
    assert desk.get(f"/evidence/{key}/").status_code == 200  # by the other matter
    assert "另有事项载有同一文件的" in words(desk.get(f"/matter/{here}/evidence/{key}/"))
    assert verification.verify().findings == []
    erased(county, there, key)
    sweep.sweep(county.now)
    assert FileRow.objects.get(key=key).gone and store.opened(content_of(twin)).read() == photo(0)


def test_an_erasure_that_was_interrupted_is_ended_by_the_next_sweep(county: County, monkeypatch: Any) -> None:
    key = sent(county, body=photo(0))
    matter = notify(county, [key])
    erased(county, matter, key)

    def dies(key: str) -> None:
        raise OSError(key)

    with monkeypatch.context() as patched:
        patched.setattr(store, "remove", dies)
        with pytest.raises(OSError, match=key):
            sweep.sweep(county.now)
    assert store.place(key).exists() and not FileRow.objects.get(key=key).gone
    sweep.sweep(county.now)
    assert not store.place(key).exists() and FileRow.objects.get(key=key).gone


def test_the_chain_of_custody_says_who_added_saw_took_sealed_and_exported_it(county: County) -> None:
    key = sent(county, body=photo(0))
    matter = notify(county, [key])
    url = f"/matter/{matter}/evidence/{key}/"
    later(county)
    assert county.desk(MARKET).get(url).status_code == 200
    later(county)
    county.desk(MARKET).get(f"/evidence/{key}/")
    later(county)
    county.act(TOWN, "officer", c.SealEvidence("行政处罚法第五十六条", "待鉴定"), matter)
    later(county)
    first = county.desk(TOWN).get(f"{url}custody.csv")
    rows = list(csv.reader(io.StringIO(b"".join(first.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert [row[3].partition("，")[0] for row in rows] == ["做了什么", "封存", "下载原件", "查看", "添加"]
    assert [row[4] for row in rows[1:]] == ["3", "", "", "1"]
    later(county)
    page = words(county.desk(TOWN).get(url))
    assert "导出保管记录" in page and page.index("封存，依据") < page.index("下载原件 ", page.index("保管记录"))
    assert county.desk(WATER).get(f"{url}custody.csv").status_code == 404


def test_the_page_of_a_file_with_a_long_chain_stays_small(county: County, django_assert_max_num_queries: Any) -> None:
    key = sent(county, body=photo(0))
    matter = notify(county, [key])
    client = county.desk(TOWN)
    for _ in range(30):
        client.get(f"/matter/{matter}/evidence/{key}/")
    with django_assert_max_num_queries(12):
        page = client.get(f"/matter/{matter}/evidence/{key}/")
    assert page.content.decode().count("<td>查看</td>") <= 20 and "这里只列最近20条" in words(page)


def test_those_who_may_decide_are_told(county: County) -> None:
    from liandong.worker.deliver import deliver

    key = sent(county, body=photo(0))
    matter = notify(county, [key])
    ask(county, matter, key)
    while deliver("test", county.now):
        continue
    head = next(post.code for post in county.pack.units[TOWN].posts if post.is_head)
    assert "须由另一人决定" in words(county.desk(TOWN, head).get("/notices/"))
