"""What an act may name, what goes on record of it, and what becomes of files that nobody names."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection
from pytest_django.fixtures import Settings

from liandong.cli import main
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.fields import Incomplete
from liandong.core.words import LANGUAGES, say
from liandong.evidence import held, store, sweep, uploads, verification
from liandong.evidence.models import FileRow, NamedIn
from liandong.evidence.uploads import Uploader
from liandong.record import read
from liandong.record.pen import Writing
from liandong.record.verify import verify as verify_record
from tests.evidence import samples
from tests.web.county import MARKET, TOWN, County

WATER = "water-bureau"
NOTICE = {
    "finding": "violation",
    "facts": "河道采砂",
    "place": "河堤南段",
    "discovered_on": "2026-11-20",
    "urgent": False,
    "receivers": [MARKET],
}
ANSWER = {"answer": "dealt", "handling_result": "已处理", "proofs": [{"title": "笔录"}]}


def sent(county: County, unit: str = TOWN, name: str = "现场.jpg", body: bytes = b"", of: str = "siyang") -> str:
    """A file that a unit uploaded. Its key."""
    body = body or samples.jpeg((64, 48), taken="2026:11:20 09:30:00")
    by = Uploader(f"account:{county.user(unit).username}", of, unit)
    return uploads.take_whole(by, name, len(body), io.BytesIO(body), county.now).key


def notify(county: County, photos: list[Any], unit: str = TOWN) -> str:
    """A notice of a violation with photos. The matter's id."""
    return county.act(unit, "officer", c.OpenMatter("violation-notice", "notify", {**NOTICE, "photos": photos})).matter


def refused(county: County, photos: list[Any], code: str, unit: str = TOWN) -> Refusal:
    """The refusal of the photos; nothing was opened."""
    before = read.count()
    with pytest.raises(Incomplete) as found:
        notify(county, photos, unit)
    (part,) = found.value.parts
    assert (part.code, part.field) == (code, "photos")
    assert all(say(part, lang).then for lang in LANGUAGES)
    assert read.count() == before
    return part


def test_the_record_pins_each_file_by_its_hash(county: County) -> None:
    key = sent(county)
    matter = notify(county, [key])
    entry = read.entry(matter, 1)
    assert entry is not None and entry.event is not None
    (item,) = entry.event.fields["photos"]
    row = FileRow.objects.get(key=key)
    assert item == {
        "key": key,
        "sha256": row.sha256,
        "size": row.size,
        "type": "image/jpeg",
        "name": "现场.jpg",
        "captured_at": "2026-11-20T09:30:00+08:00",
        "stored_at": row.stored_at,
        "captured_place": None,
        "captured_device": None,
    }
    assert row.named and NamedIn.objects.filter(key=key, matter=matter).exists()
    assert verify_record().is_whole


def test_only_a_whole_file_of_the_own_unit_and_county_may_be_named(county: County) -> None:
    refused(county, ["0" * 32], "files.unknown")
    refused(county, [sent(county, MARKET)], "files.unknown")
    refused(county, [sent(county, of="jinhu")], "files.unknown")
    refused(county, [{"key": 3}], "files.unknown")
    by = Uploader("account:x", "siyang", TOWN)
    half = uploads.begin(by, "一半.jpg", 100, county.now).key
    assert "一半.jpg" in say(refused(county, [half], "files.unfinished"), "zh").why
    refused(county, [f"{n:032x}" for n in range(31)], "files.too-many")


def test_what_somebody_writes_about_a_file_is_not_believed(county: County) -> None:
    key = sent(county)
    forged = {
        "key": key,
        "sha256": "f" * 64,
        "size": 1,
        "type": "text/html",
        "name": "伪造.html",
        "captured_at": None,
        "stored_at": "2020-01-01T00:00:00+00:00",
    }
    matter = notify(county, [forged, forged])
    (item,) = county.state(matter).fields["photos"]
    assert item["sha256"] == FileRow.objects.get(key=key).sha256 and item["name"] == "现场.jpg"
    refused(county, [{**forged, "key": "0" * 32}], "files.unknown")


def test_a_colleague_of_the_unit_may_name_what_another_uploaded(county: County) -> None:
    key = sent(county)
    opened = county.act(TOWN, "contact", c.OpenMatter("violation-notice", "notify", {**NOTICE, "photos": [key]}))
    assert county.state(opened.matter).fields["photos"]


def test_a_matter_may_keep_its_own_files_whoever_acts(county: County) -> None:
    matter = notify(county, [sent(county)])
    first = county.state(matter).fields["photos"]
    assert isinstance(first, list)
    more = sent(county, name="补充.jpg")
    correct = c.CorrectFact(1, "photos", [first[0]["key"], more], "补充一张")  # type: ignore[index, call-overload]
    county.act(TOWN, "officer", correct, matter)
    names = [item["name"] for item in county.state(matter).fields["photos"]]  # type: ignore[index, call-overload, union-attr]
    assert names == ["现场.jpg", "补充.jpg"]
    # What was there before stays on record, and so its file stays in the store.
    county.act(TOWN, "officer", c.CorrectFact(read.timeline(matter)[-1].header.seq, "photos", [more], "误传"), matter)
    assert NamedIn.objects.filter(matter=matter).count() == 2


def test_an_act_that_is_refused_names_nothing(county: County) -> None:
    key = sent(county)
    with pytest.raises(Refusal):
        county.act(TOWN, "officer", c.OpenMatter("violation-notice", "notify", {"photos": [key]}))
    assert not FileRow.objects.get(key=key).named and not NamedIn.objects.exists()


def test_what_nobody_names_goes_after_its_grace_and_what_is_named_never(county: County, settings: Settings) -> None:
    named, waiting = sent(county), sent(county, name="无人.jpg")
    notify(county, [named])
    by = Uploader("account:x", "siyang", TOWN)
    half = uploads.begin(by, "一半.jpg", 100, county.now).key
    assert sweep.sweep(county.now + settings.EVIDENCE_GRACE - timedelta(hours=1)) == 0
    late = county.now + settings.EVIDENCE_GRACE + timedelta(hours=1)
    assert sweep.sweep(late) == 2 and sweep.sweep(late) == 0
    assert store.place(named).exists()
    assert not store.place(waiting).exists() and not store.incoming(half).exists()
    kept = sweep.kept("siyang")
    assert (kept.named, kept.waiting, kept.swept) == (1, 0, 2)
    refused(county, [waiting], "files.unknown")


def test_a_sweep_that_died_halfway_is_finished_by_the_next(county: County, settings: Settings) -> None:
    key = sent(county)
    FileRow.objects.filter(key=key).update(swept_at="2026-11-20T00:00:00.000000+00:00")
    assert store.place(key).exists()
    assert sweep.sweep(county.now + settings.EVIDENCE_GRACE + timedelta(days=1)) == 1
    assert not store.place(key).exists()


def test_a_file_that_was_cleared_away_between_looking_and_writing_refuses_the_act(county: County) -> None:
    key = sent(county)
    FileRow.objects.filter(key=key).update(swept_at="2026-11-20T00:00:00.000000+00:00")
    with connection.cursor() as cursor:
        assert held.held(cursor, key) is None
    with pytest.raises(Refusal) as found, Writing() as pen:
        held.refer(pen, "m", [key])
    assert found.value.code == "files.unknown"
    assert not NamedIn.objects.exists()


def test_a_verification_names_what_is_missing_and_what_was_changed(county: County) -> None:
    whole, gone, changed = (sent(county, name=name) for name in ("好.jpg", "丢.jpg", "改.jpg"))
    matter = notify(county, [whole, gone, changed])
    assert verification.verify().findings == []
    store.place(gone).unlink()
    place = store.place(changed)
    place.chmod(0o640)
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    report = verification.verify()
    assert report.files == 3
    assert [(each.fault.value, each.name, each.matter, each.seq) for each in report.findings] == [
        ("missing", "丢.jpg", matter, 1),
        ("changed", "改.jpg", matter, 1),
    ]
    said = CliRunner().invoke(main, ["evidence", "verify"])
    assert said.exit_code == 1 and "丢.jpg" in said.output and "[changed]" in said.output
    plain = CliRunner().invoke(main, ["evidence", "verify", "--json", "--lang", "en"])
    assert [each["key"] for each in json.loads(plain.output)["findings"]] == [gone, changed]
    FileRow.objects.all().delete()  # the tables of the store are no part of the proof
    assert len(verification.verify().findings) == 2


def test_a_verification_without_fault_ends_well(county: County) -> None:
    notify(county, [sent(county)])
    said = CliRunner().invoke(main, ["evidence", "verify", "--lang", "en"])
    assert said.exit_code == 0 and "1 files" in said.output


def test_photos_of_an_answer_stand_with_the_unit_that_gave_them(county: County) -> None:
    matter = county.brought_to("carry-out")
    lead = county.task(matter, "carry-out", "agriculture-bureau")
    key = sent(county, "agriculture-bureau", "检查后.jpg")
    from tests.web.county import REPORT

    done = c.CompleteTask(lead.id, "report", {**REPORT, "photos": [key]})
    county.act("agriculture-bureau", "officer", done, matter)
    (item,) = county.state(matter).tasks[lead.id - 1].answers["photos"]  # type: ignore[misc, union-attr]
    assert item["name"] == "检查后.jpg"  # type: ignore[index, call-overload]
    assert NamedIn.objects.filter(key=key, matter=matter).exists()
