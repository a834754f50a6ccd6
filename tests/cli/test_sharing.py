"""`liandong sharing`: the catalogue, a query from a seat, and the log, for whoever runs the installation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner, Result

from liandong.cli.sharing import sharing
from liandong.core.matter import commands as c
from liandong.worker.deliver import deliver
from tests.flows.county import EAST, MARKET, WATER, Sample, actor, at, relocked, sample, tables

__all__ = ["relocked", "sample", "tables"]

SEAT = f"{MARKET}/officer"


def run(*words: str) -> Result:
    return CliRunner().invoke(sharing, words, catch_exceptions=False)


def rows(*words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*words, "--json").stdout.splitlines()]


@pytest.fixture
def shared(sample: Sample) -> Iterator[str]:
    fields = {"kind_shared": "inspections", "receivers": [MARKET], "formed_on": "2026-11-19", "content": "采砂检查"}
    matter = sample.act(actor(WATER), "11-20 09:00", c.OpenMatter("information", "share", fields)).matter
    while deliver("test", at("11-20 10:00")):
        continue
    with time_machine.travel(at("11-20 10:00"), tick=False):
        yield matter


def test_the_catalogue_is_listed_with_what_was_shared(shared: str) -> None:
    first, second = rows("list", "sample")
    assert (first["kind"], first["items"], first["last"]) == ("inspections", 1, "2026-11-20T09:00:00+08:00")
    assert (second["provider"], second["items"], second["last"]) == ("水利局", 0, None)
    said = run("list", "sample", "--lang", "en").stdout
    assert "Results of inspections: Department, Township -> " in said
    assert "1 in the last year, the last on 2026-11-20" in said


def test_a_query_from_a_seat_finds_and_is_logged(shared: str) -> None:
    (hit,) = rows("find", "sample", "采砂", "--seat", SEAT, "--purpose", "核对")
    assert (hit["id"], hit["provider"], hit["kind"]) == (shared, "水利局", "检查结果")
    assert "采砂检查" in hit["snippet"]
    found = run("find", "sample", "采砂", "--seat", f"{EAST}/officer", "--purpose", "了解")
    assert found.stdout == ""
    assert "共 0 件" in found.stderr
    later, first = rows("queries", "sample")
    assert (first["seat"], first["account"], first["purpose"], first["found"]) == (SEAT, "command-line", "核对", 1)
    assert (later["purpose"], later["found"]) == ("了解", 0)
    assert [line["purpose"] for line in rows("queries", "sample", "--unit", WATER)] == ["核对"]
    assert "目的：核对  内容：采砂  查到 1 件" in run("queries", "sample").stdout


def test_a_query_without_a_purpose_or_a_seat_is_refused(shared: str) -> None:
    refused = run("find", "sample", "采砂", "--seat", SEAT, "--purpose", " ")
    assert refused.exit_code == 1
    assert "query.no-purpose" in refused.stderr
    assert run("find", "sample", "采砂", "--purpose", "核对").exit_code == 2
    assert (
        "没有岗位 nobody/officer" in run("find", "sample", "采", "--seat", "nobody/officer", "--purpose", "查").stderr
    )
    assert "没有这个县：nowhere" in run("list", "nowhere").stderr
    assert rows("queries", "sample") == []
    assert "没有查询" in run("queries", "sample").stderr


def test_a_query_that_bears_a_mark_of_secrecy_is_refused_and_leaves_no_line(shared: str) -> None:
    for words, purpose in (("采砂", "见机密★文件"), ("绝密★", "核对")):
        refused = run("find", "sample", words, "--seat", SEAT, "--purpose", purpose)
        assert refused.exit_code != 0
        assert "国家秘密标志" in refused.stderr
    assert rows("queries", "sample") == []
