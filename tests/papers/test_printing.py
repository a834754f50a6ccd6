"""Whole files and several papers: printed as jobs, seen on their way, fetched by whoever asked, swept afterwards."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_q.models import OrmQ

from liandong.core.matter import commands as c
from liandong.papers import print_jobs
from liandong.papers.models import Print, PrintJob
from liandong.people.models import PostHolding
from liandong.record import deeds, read
from liandong.web.papers.print_job import print_asked
from liandong.worker import loop
from tests.evidence.test_custody import LAW
from tests.papers.pages import sheets
from tests.papers.test_pages import HEAD, issued, sent
from tests.record.attacker import change, unlock
from tests.web.county import CENTER, LEAD, County, county, words

__all__ = ["county"]
OUTSIDER = "water-bureau"


def asked_whole(county: County, matter: str, unit: str = CENTER, post: str = HEAD) -> Any:
    """Somebody asks for the whole file; the page that he is led to."""
    return county.desk(unit, post).post(f"/matter/{matter}/papers/whole/", follow=True)


def fetched(county: County, job: PrintJob, unit: str = CENTER, post: str = HEAD) -> Any:
    """The answer of the address at which its file stands."""
    return county.desk(unit, post).get(f"/papers/printing/{job.key}/")


def test_the_whole_file_has_its_cover_its_index_and_its_papers(county: County) -> None:
    matter, code = issued(county)
    page = words(asked_whole(county, matter))
    assert "等待后台程序开始" in page and county.state(matter).number in page
    job = PrintJob.objects.get()
    asked_whole(county, matter)
    assert OrmQ.objects.count() == 1, "it is being printed already"
    assert fetched(county, job).status_code == 404
    assert print_asked(job.key) == "1 papers"
    response = fetched(county, job)
    pages = ["".join(char.text for char in page.chars) for page in sheets(response.content)]
    assert "联动执法案卷" in pages[0] and county.state(matter).number in pages[0]
    assert "卷内目录" in pages[1] and "派〔2026〕1号" in pages[1]
    assert any(code in page for page in pages[2:])
    assert [f"卷内第{number}页" in page for number, page in enumerate(pages, start=1)] == [True] * len(pages)
    deed = deeds.deeds("siyang", limit=1)[0]
    assert deed.kind == deeds.DeedKind.EXPORTED and county.state(matter).number in deed.about and deed.rows == 1


def test_several_papers_come_as_the_very_files_that_their_pages_give(county: County) -> None:
    (first, code), (second, _) = issued(county), issued(county)
    alone = county.desk(CENTER, HEAD).get(f"/matter/{first}/papers/1.pdf").content
    desk = county.desk(CENTER, HEAD)
    assert f'value="{first}/1"' in desk.get("/papers/").content.decode()
    page = desk.post("/papers/printing/begin/", {"paper": [f"{first}/1", f"{second}/1", "nonsense"]}, follow=True)
    assert "2 份文书" in words(page)
    job = PrintJob.objects.get()
    print_asked(job.key)
    with zipfile.ZipFile(io.BytesIO(fetched(county, job).content)) as archive:
        assert len(archive.namelist()) == 2
        mine = next(name for name in archive.namelist() if code in name)
        assert archive.read(mine) == alone and "任务派送单" in mine
    assert Print.objects.filter(code=code).count() == 1


def test_nothing_ticked_is_said(county: County) -> None:
    desk = county.desk(CENTER, HEAD)
    assert "请先勾选" in words(desk.post("/papers/printing/begin/", {"paper": ["x", "/1", "m/x"]}, follow=True))
    assert not PrintJob.objects.exists()


def test_how_far_it_is_can_be_seen_and_the_page_stops_asking_at_the_end(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter, _ = issued(county)
    asked_whole(county, matter)
    job, desk, seen = PrintJob.objects.get(), county.desk(CENTER, HEAD), list[str]()
    told = print_jobs.tell

    def tell(*args: Any, **named: Any) -> None:
        told(*args, **named)
        part = desk.get("/papers/printing/", headers={"HX-Request": "true", "HX-Target": "printing"})
        assert b"<html" not in part.content and b"every 2s" in part.content
        seen.append(words(part))

    monkeypatch.setattr("liandong.papers.print_jobs.tell", tell)
    print_asked(job.key)
    assert ["已完成 1 / 2" in seen[0], "已完成 2 / 2" in seen[1]] == [True, True]
    last = desk.get("/papers/printing/")
    assert "下载" in words(last) and b"every 2s" not in last.content


def test_a_job_that_died_in_the_midst_is_begun_again_and_one_that_ended_is_not(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter, _ = issued(county)
    asked_whole(county, matter)
    job = PrintJob.objects.get()

    def die(*_: Any) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("liandong.web.papers.print_job.pdf_of_file", die)
        with pytest.raises(KeyboardInterrupt):
            print_asked(job.key)
    job.refresh_from_db()
    assert job.done == 1 and job.ended_at is None
    PrintJob.objects.update(heard_at=job.heard_at - print_jobs.LOST - timedelta(seconds=1))
    assert "中断" in words(county.desk(CENTER, HEAD).get("/papers/printing/"))
    assert print_asked(job.key) == "1 papers"
    assert print_asked(job.key) == "ended already"
    job.refresh_from_db()
    assert (job.done, job.in_all) == (2, 2) and sheets(fetched(county, job).content)


def test_only_who_asked_sees_it_and_nobody_asks_for_what_he_may_not_see(county: County) -> None:
    matter, _ = issued(county)
    asked_whole(county, matter)
    job = PrintJob.objects.get()
    print_asked(job.key)
    for unit, post in ((LEAD, "officer"), (CENTER, "operator")):
        assert fetched(county, job, unit, post).status_code == 404
        assert (
            "全卷"
            not in words(county.desk(unit, post).get("/papers/printing/"))
            .partition("没有打印任务")[0]
            .partition("要求于")[2]
        )
    outsider = county.desk(OUTSIDER)
    assert outsider.post(f"/matter/{matter}/papers/whole/").status_code == 404
    outsider.post("/papers/printing/begin/", {"paper": [f"{matter}/1"]})
    other = PrintJob.objects.get(unit=OUTSIDER)
    assert print_asked(other.key) == "nothing"
    assert "没有可打印的文书" in words(outsider.get("/papers/printing/"))


def test_whoever_lost_his_post_gets_nothing(county: County) -> None:
    matter, _ = issued(county)
    asked_whole(county, matter)
    job = PrintJob.objects.get()
    PostHolding.objects.filter(user__username=job.account).delete()
    assert print_asked(job.key) == "no-seat"


def test_what_was_erased_by_law_is_left_out_and_counted(county: County) -> None:
    (first, _), (second, _) = issued(county), issued(county)
    seq = county.state(first).papers[0].issued_seq
    sent(county, first, "void", words="任务取消")
    county.desk(CENTER, HEAD).post("/papers/printing/begin/", {"paper": [f"{first}/1", f"{second}/1"]})
    job = PrintJob.objects.get()
    state = county.state(first)
    unlock()
    with pytest.MonkeyPatch.context() as patched:
        read_state = read.state
        change(first, seq, salt=None, payload=None)
        patched.setattr("liandong.record.read.state", lambda matter: state if matter == first else read_state(matter))
        assert print_asked(job.key) == "1 papers"
    assert "1 份已无法打印，未包括" in words(county.desk(CENTER, HEAD).get("/papers/printing/"))


def test_a_file_is_swept_after_its_hours(county: County, settings: Any) -> None:
    matter, _ = issued(county)
    asked_whole(county, matter)
    job = PrintJob.objects.get()
    print_asked(job.key)
    asked_at = job.asked_at
    assert print_jobs.sweep(asked_at + settings.PRINT_KEPT) == 0
    assert loop.sweep_prints(asked_at + settings.PRINT_KEPT + timedelta(seconds=1)) == 1
    assert fetched(county, job).status_code == 404


def test_the_list_asks_the_database_little_and_reads_no_file(county: County) -> None:
    matter, _ = issued(county)
    desk = county.desk(CENTER, HEAD)
    for _ in range(print_jobs.MOST_AT_ONCE):
        desk.post("/papers/printing/begin/", {"paper": f"{matter}/1"})
    assert "请等其中一个完成" in words(desk.post("/papers/printing/begin/", {"paper": f"{matter}/1"}, follow=True))
    assert PrintJob.objects.count() == print_jobs.MOST_AT_ONCE
    for job in PrintJob.objects.all():
        print_asked(job.key)
    desk.get("/papers/printing/")
    with CaptureQueriesContext(connection) as asked:
        assert desk.get("/papers/printing/").status_code == 200
    assert len(asked) <= 12
    assert not any('"made"' in each["sql"] for each in asked)


def test_words_that_are_erased_take_the_prints_of_their_matter_along(county: County) -> None:
    (matter, _), (other, _) = issued(county), issued(county)
    for asked in (matter, other):
        asked_whole(county, asked)
    whole, kept = PrintJob.objects.get(matter=matter), PrintJob.objects.get(matter=other)
    several = print_jobs.ask_several(county.actor(CENTER, HEAD), [(matter, 1), (other, 1)], county.now)
    county.act(CENTER, "operator", c.AskWordsErasure("1:fields/facts", LAW, "误录"), matter)
    county.act(CENTER, "head", c.DecideWordsErasure("1:fields/facts", True), matter)
    assert [job.key for job in PrintJob.objects.all()] == [kept.key]
    for gone in (whole, several):
        assert print_asked(gone.key) == "ended already"
