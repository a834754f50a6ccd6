"""What stands on record, as pages and the command line read it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from liandong.cli import main
from liandong.core.matter.events import MatterOpened, TaskOpened, moment
from liandong.packs import library
from liandong.record import read
from tests.flows.county import Sample, actor, at
from tests.record.attacker import change, run, unlock


def test_the_timeline_gives_each_event_with_who_when_under_which_pack_and_by_which_right(sample: Sample) -> None:
    matter = sample.order("11-20 09:00")
    opened, task = read.timeline(matter)[:2]
    assert isinstance(opened.event, MatterOpened)
    assert isinstance(task.event, TaskOpened)
    assert opened.header == (matter, 1, moment(at("11-20 09:00")), "center.operator", "center", "operator")
    assert opened.pack == library().ref("sample")
    assert opened.access == "matter.open/county"
    assert (opened.prev, task.prev) == ("0" * 64, opened.hash)
    assert (opened.alg, opened.key) == ("sha256", "")


def test_the_timeline_can_be_read_in_parts(sample: Sample) -> None:
    matter = sample.apply()
    whole = read.timeline(matter)
    assert read.timeline(matter, limit=2) == whole[:2]
    assert read.timeline(matter, after=2, limit=1) == whole[2:3]
    assert read.entry(matter, 2) == whole[1]
    assert read.entry(matter, 99) is None
    assert read.timeline("nobody") == []


def test_the_head_of_a_matter_is_the_hash_of_its_last_event(sample: Sample) -> None:
    matter = sample.order()
    head, last = read.head(matter), read.timeline(matter)[-1]
    assert head is not None
    assert (head.county, head.number, head.seq, head.hash) == ("sample", "样演〔2026〕1号", last.header.seq, last.hash)
    assert [read.head("nobody"), read.state("nobody")] == [None, None]


def test_all_matters_are_walked_in_the_order_of_their_opening(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MATTERS_AT_ONCE", 2)
    ids = [sample.order(f"11-20 09:0{n}") for n in range(5)]
    assert [head.id for head in read.matters()] == ids
    assert [head.id for head in read.matters("sample")] == ids
    assert list(read.matters("elsewhere")) == []
    assert [head.id for head in read.numbered("样演〔2026〕3号")] == [ids[2]]


def test_packs_are_kept_with_their_bytes_once(sample: Sample) -> None:
    sample.order()
    sample.order()
    (ref,) = read.packs()
    assert ref == library().ref("sample")
    assert read.pack_bytes(ref.hash) == library().canonical("sample")
    assert read.pack_bytes("0" * 64) is None


def test_liandong_record_verify_says_that_all_is_well_and_what_is_not(sample: Sample) -> None:
    matter = sample.order()
    command = CliRunner()
    well = command.invoke(main, ["record", "verify", "--lang", "en"])
    assert (well.exit_code, well.output) == (0, "1 matters and 2 events verified: all is as it was written.\n")
    unlock()
    change(matter, 2, account="x")
    for asked in (matter, "样演〔2026〕1号"):
        ill = command.invoke(main, ["record", "verify", "--json", "--matter", asked])
        assert ill.exit_code == 1
        assert [(each["kind"], each["seq"]) for each in json.loads(ill.output)["findings"]] == [("edited", 2)]
    in_words = command.invoke(main, ["record", "verify"])
    assert in_words.output.startswith(f"[edited] 事项 {matter} 第 2 号记录被改动。")
    assert command.invoke(main, ["record", "verify", "--matter", "样演〔2026〕7号"]).exit_code == 2


def test_a_chain_alone_is_verified_without_folding(sample: Sample) -> None:
    matter = sample.order()
    sample.complete(matter, "11-20 10:00", "answer", "answered", who=actor("water-bureau"), result="已办")
    unlock()
    run("UPDATE record_snapshot SET state = %s", b"{}")
    assert CliRunner().invoke(main, ["record", "verify", "--chain-only"]).exit_code == 0
    assert CliRunner().invoke(main, ["record", "verify"]).exit_code == 1
