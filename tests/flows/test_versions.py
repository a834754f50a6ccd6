"""A new version of a pack leaves running matters alone; one is moved by a command of its own, after a dry run."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from liandong.cli.mechanism import mechanism
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.record import read
from liandong.record.verify import verify
from tests.flows.county import CENTER, WATER, Sample, actor, forget_mechanisms

REASON = "县政府修订办法"
RENAMED = (("{step: answer}", "{step: reply}"), ("opens: answer", "opens: reply"))


def edited(sample: Sample, *changes: tuple[str, str]) -> None:
    """The county publishes another version of its text."""
    file: Path = sample.folder / "test/sample/procedures/drill.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    if "\n  reply:\n" in text:
        for name in ("papers.yaml", "archive.yaml"):
            other = sample.folder / "test/sample" / name
            said = re.sub(r"(steps: |after: |close-work, )answer", r"\1reply", other.read_text(encoding="utf-8"))
            other.write_text(said, encoding="utf-8")
    pack = sample.folder / "test/sample/pack.yaml"
    pack.write_text(pack.read_text(encoding="utf-8").replace("version: 1\n", "version: 2\n"), encoding="utf-8")
    forget_mechanisms()


def migrated(*words: str) -> tuple[Result, list[dict[str, str]]]:
    came = CliRunner().invoke(mechanism, ["migrate", *words, "--json"])
    return came, [json.loads(line) for line in came.stdout.splitlines() if line.startswith("{")]


def hashes(sample: Sample, matter: str) -> tuple[str, str]:
    return sample.state(matter).pack_hash, library().ref("sample").hash


def test_a_running_matter_stays_under_its_version_and_a_new_one_has_the_new(sample: Sample) -> None:
    old = sample.order("11-20 09:00")
    edited(sample, ("limit: 3 working days", "limit: 4 working days"))
    new = sample.order("11-20 09:00")
    assert hashes(sample, old)[0] != hashes(sample, new)[0] == hashes(sample, new)[1]
    due = [(sample.state(matter).tasks[0].deadline or {})["due_day"] for matter in (old, new)]
    assert due == ["2026-11-25", "2026-11-26"]


def test_the_dry_run_writes_nothing_and_applying_moves_with_the_reason_on_record(sample: Sample) -> None:
    matter = sample.order("11-20 09:00")
    edited(sample, ("limit: 3 working days", "limit: 4 working days"))
    number, before = sample.state(matter).number, read.head(matter)
    came, lines = migrated(number)
    assert (came.exit_code, lines[0]["is"]) == (0, "fits")
    assert read.head(matter) == before
    came, lines = migrated(number, "--apply", "--reason", REASON)
    assert (came.exit_code, lines[0]["is"]) == (0, "moved"), came.output
    assert len(set(hashes(sample, matter))) == 1
    last = read.timeline(matter)[-1]
    assert (last.kind, getattr(last.event, "reason", "")) == ("VersionMoved", REASON)
    assert (sample.state(matter).tasks[0].deadline or {})["due_day"] == "2026-11-25", "what was promised stays promised"
    sample.complete(matter, "11-23 09:00", "answer", "answered", actor(WATER), result="已办")
    assert not verify().findings


def test_what_the_new_version_lacks_is_named_and_keeps_the_matter_where_it_is(sample: Sample) -> None:
    matter = sample.order("11-20 09:00")
    edited(sample, ("[consult, answer]", "[consult, reply]"), ("\n  answer:\n", "\n  reply:\n"), *RENAMED)
    came, lines = migrated("--county", "sample", "--apply", "--reason", REASON)
    assert came.exit_code == 1
    assert "answer" in lines[0]["against"]
    assert hashes(sample, matter)[0] != hashes(sample, matter)[1]


def test_a_matter_that_is_there_already_and_words_that_do_not_fit_are_told(sample: Sample) -> None:
    matter = sample.order("11-20 09:00")
    assert migrated(sample.state(matter).number)[1][0]["is"] == "same"
    assert CliRunner().invoke(mechanism, ["migrate"]).exit_code == 2
    assert CliRunner().invoke(mechanism, ["migrate", "--county", "sample", "--apply"]).exit_code == 2


def test_no_person_moves_a_matter(sample: Sample) -> None:
    matter = sample.order("11-20 09:00")
    edited(sample, ("limit: 3 working days", "limit: 4 working days"))
    with pytest.raises(Refusal, match="may not"):
        sample.act(actor(CENTER, "operator"), "11-20 10:00", c.MoveVersion(REASON), matter)
