"""Numbers of papers: without gaps and without repeats, whoever writes at once; a void number stays visible."""

from __future__ import annotations

import json
import subprocess
import sys
import threading

import pytest
from django.db import connection

from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.events import KINDS
from liandong.core.papers import code_of
from liandong.packs import library
from liandong.projections.models import PaperRow
from liandong.projections.rebuild import rebuild
from liandong.record import memory, read
from liandong.record.verify import verify
from tests.flows.county import CENTER, ROOT, WATER, Sample, actor, at, environment
from tests.papers.issuing import agreed, drafted, head, issued, ready

AT_ONCE = 8
PROCESSES = 3


def rows() -> list[tuple[int, str, str]]:
    """The register: place, number, state."""
    found = PaperRow.objects.unscoped("the test reads the register").order_by("place")
    return list(found.values_list("place", "number", "state"))


def test_heads_who_issue_at_once_get_numbers_without_gaps_or_repeats(sample: Sample) -> None:
    waiting = [ready(sample, f"11-20 09:{n:02}") for n in range(AT_ONCE)]
    gate, failed = threading.Barrier(AT_ONCE), list[str]()

    def issue(matter: str, paper: int) -> None:
        gate.wait()
        try:
            issued(sample, matter, paper)
        except Refusal as refusal:
            failed.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=issue, args=pair) for pair in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    numbers = sorted(sample.state(matter).papers[0].place for matter, _ in waiting)
    assert numbers == list(range(1, AT_ONCE + 1))
    assert rows() == [(n, f"样水函〔2026〕{n}号", "issued") for n in numbers]
    assert verify().is_whole


def test_processes_that_issue_at_once_get_numbers_without_gaps_or_repeats(sample: Sample) -> None:
    waiting = [ready(sample, f"11-20 09:{n:02}") for n in range(3 * PROCESSES)]
    shares = [waiting[n::PROCESSES] for n in range(PROCESSES)]
    program = [sys.executable, "-m", "tests.papers.issuer"]
    issuers = [
        subprocess.Popen(
            program,
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in shares
    ]
    for each in issuers:
        assert each.stdout is not None and each.stdout.readline() == "ready\n"
    for each, share in zip(issuers, shares, strict=True):
        assert each.stdin is not None
        each.stdin.write(json.dumps(share) + "\n")
        each.stdin.flush()
    given = [int(number) for each in issuers for number in json.loads(each.communicate(timeout=120)[0])]
    assert [each.returncode for each in issuers] == [0] * PROCESSES
    assert sorted(given) == list(range(1, 3 * PROCESSES + 1))
    assert [place for place, _, _ in rows()] == sorted(given)
    memory.forget()
    assert verify().is_whole


def test_an_issue_that_is_refused_takes_no_number(sample: Sample) -> None:
    matter, paper = ready(sample)
    with pytest.raises(Refusal):
        sample.act(actor(WATER, "officer"), "11-20 10:10", c.IssuePaper(paper), matter)
    with pytest.raises(Refusal):
        sample.act(actor(WATER, head()), "11-20 10:10", c.IssuePaper(paper), matter, expected_seq=1)
    with pytest.raises(Refusal):
        sample.act(actor(WATER, head()), "11-20 10:10", c.IssuePaper(99), matter)
    assert issued(sample, matter, paper).number == "样水函〔2026〕1号"
    other, second = ready(sample, "11-20 09:30")
    assert issued(sample, other, second).number == "样水函〔2026〕2号"


def test_a_year_begins_with_one_again(sample: Sample) -> None:
    matter, paper = ready(sample)
    issued(sample, matter, paper)
    second = drafted(sample, matter, "11-20 11:00")
    agreed(sample, matter, second, "11-20 11:05")
    assert issued(sample, matter, second, "2027-01-04 09:00").number == "样水函〔2027〕1号"


def test_a_void_number_stays_in_the_register_and_is_not_given_again(sample: Sample) -> None:
    matter, paper = ready(sample)
    issued(sample, matter, paper)
    sample.act(actor(WATER, head()), "11-20 10:20", c.VoidPaper(paper, "内容有误"), matter)
    other, second = ready(sample, "11-20 09:30")
    issued(sample, other, second)
    assert rows() == [(1, "样水函〔2026〕1号", "voided"), (2, "样水函〔2026〕2号", "issued")]


def test_a_replaced_paper_ends_in_the_act_that_issues_the_new_one(sample: Sample) -> None:
    matter, paper = ready(sample)
    issued(sample, matter, paper)
    new = drafted(sample, matter, "11-20 11:00", replaces=paper)
    agreed(sample, matter, new, "11-20 11:05")
    issued(sample, matter, new, "11-20 11:10")
    assert [state for _, _, state in rows()] == ["replaced", "issued"]
    assert sample.kinds(matter)[-2:] == ["PaperIssued", "PaperVoided"]


def test_rows_of_papers_are_what_a_rebuild_gives(sample: Sample) -> None:
    matter, paper = ready(sample)
    issued(sample, matter, paper)
    before = rows()
    assert rebuild(lambda _: library().pack("sample"), at("11-21 09:00"), check=True).differences == []
    PaperRow.objects.unscoped("the test spoils the register").update(state="voided")
    found = rebuild(lambda _: library().pack("sample"), at("11-21 09:00"))
    assert [(each.table, each.what) for each in found.differences] == [("paper", "state")]
    assert rows() == before


def test_what_is_on_record_gives_the_code_again(sample: Sample) -> None:
    matter, paper = ready(sample)
    given = issued(sample, matter, paper)
    entry = read.entry(matter, given.issued_seq)
    assert entry is not None
    assert isinstance(entry.event, KINDS["PaperIssued"])
    assert code_of(matter, paper, given.number, entry.event.content) == given.code  # type: ignore[union-attr]


def test_who_sees_the_matter_sees_its_papers_in_the_register(sample: Sample) -> None:
    matter, paper = ready(sample)
    issued(sample, matter, paper)
    seen = {
        unit: PaperRow.objects.visible_to(actor(unit, post), "matter.view").count()
        for unit, post in ((WATER, "officer"), (CENTER, "operator"), ("market-bureau", "officer"))
    }
    assert seen == {WATER: 1, CENTER: 1, "market-bureau": 0}
