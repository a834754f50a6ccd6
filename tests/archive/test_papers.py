"""The papers of a matter go along as they were given out, and stay behind where they tell of a citizen."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from liandong.archive.package import Exported, write
from liandong.core.actors import Seat
from liandong.core.leaving import may_leave
from liandong.core.matter import commands as c
from liandong.core.matter.events import Event, PaperIssued
from liandong.core.matter.state import Matter
from liandong.core.papers import code_of
from liandong.packs import library
from liandong.papers.models import Print
from liandong.record.log.care import signing_key
from liandong.web.packages.index import index_of
from tests.archive.test_package import checked
from tests.flows.county import WATER, Sample, actor
from tests.papers.issuing import agreed, drafted, head, issued, ready
from tests.record.conftest import Log

pytestmark = pytest.mark.usefixtures("folder")


def written(sample: Sample, log: Log, matter: str, folder: Path) -> Exported:
    log.turn(timedelta(hours=1))
    state = sample.state(matter)
    return write(matter, folder, index=index_of(state, log.now), now=log.now, key=signing_key())


def test_each_issued_paper_is_there_with_what_became_of_it(sample: Sample, log: Log, tmp_path: Path) -> None:
    matter, first = ready(sample)
    paper = issued(sample, matter, first)
    second = drafted(sample, matter, "11-20 10:20", replaces=first)
    agreed(sample, matter, second, "11-20 10:25")
    other = issued(sample, matter, second, "11-20 10:30")
    sample.act(actor(WATER, head()), "11-20 10:40", c.VoidPaper(second, "日期有误"), matter)
    drafted(sample, matter, "11-20 10:45")
    done = written(sample, log, matter, tmp_path / "p")
    assert done.papers == 2
    code, said = checked(tmp_path / "p", "--key", str(signing_key().public))
    assert code == 0, said
    assert "2 份文书齐全" in said
    listed = json.loads((tmp_path / "p" / "manifest.json").read_text(encoding="utf-8"))["papers"]
    assert [(each["number"], each["state"]) for each in listed] == [
        (paper.number, "replaced"),
        (other.number, "voided"),
    ]
    for each in listed:
        made = (tmp_path / "p" / each["file"]).read_bytes()
        assert made.startswith(b"%PDF") and sha256(made).hexdigest() in each["given_out"]
        assert Print.objects.filter(code=each["code"], sha256=each["sha256"]).exists()
    page = (tmp_path / "p" / "index.html").read_text(encoding="utf-8")
    assert page.count(paper.number) >= 2 and f'href="{listed[0]["file"]}"' in page
    assert "已被替换" in page and "Void" in page and "日期有误" in page


def test_the_bytes_are_those_that_were_given_out_at_the_page(sample: Sample, log: Log, tmp_path: Path) -> None:
    matter, first = ready(sample)
    paper = issued(sample, matter, first)
    written(sample, log, matter, tmp_path / "one")
    sample.act(actor(WATER, head()), "11-20 10:40", c.VoidPaper(first, "日期有误"), matter)
    written(sample, log, matter, tmp_path / "two")
    file = f"papers/{paper.issued_seq}.pdf"
    assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_another_paper_in_the_place_of_one_is_found(sample: Sample, log: Log, tmp_path: Path) -> None:
    matter, first = ready(sample)
    paper = issued(sample, matter, first)
    written(sample, log, matter, tmp_path / "p")
    file = tmp_path / "p" / "papers" / f"{paper.issued_seq}.pdf"
    file.write_bytes(file.read_bytes()[:-1])
    code, said = checked(tmp_path / "p")
    assert code == 1 and f"第 {paper.issued_seq} 号记录的文书：已被改动" in said


def test_a_paper_that_tells_of_a_citizen_stays_behind_for_who_may_not_see_him() -> None:
    pack = library().pack("jinhu")
    procedure = pack.procedures["complaint"]
    state = Matter(
        id="m",
        county="jinhu",
        procedure="complaint",
        opened_by="command-center",
        fields={"complainant": {"name": "投诉人甲", "phone": "13800000000"}},
    )
    seat = Seat("linhe", "officer")

    def paper(words: str) -> Event:
        content = {"title": "答复", "parts": [{"title": "", "lines": [{"label": "事由", "words": words}]}]}
        return PaperIssued(1, "号", "复", 2026, 1, code_of("m", 1, "号", content), "u/p", content)

    assert may_leave(paper("投**反映占道堆放"), state, procedure, seat)
    assert not may_leave(paper("投诉人甲反映占道堆放"), state, procedure, seat)
    assert not may_leave(paper("请联系13800000000"), state, procedure, seat)
    clear = dataclasses.replace(state, unmasked={"complainant": ["linhe/officer"]})
    assert may_leave(paper("请联系13800000000"), clear, procedure, seat)
