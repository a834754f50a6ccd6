"""What was archived is sealed by the worker, read again, and handed over; each once, each on record."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings as ours
from pytest_django.fixtures import Settings

from liandong.act.law import pinned_pack
from liandong.archive import transfers
from liandong.archive.bagit import check
from liandong.archive.sealed import digest_of
from liandong.cli import main
from liandong.core.matter import commands as c
from liandong.core.matter.course import course_of
from liandong.core.matter.state import Matter
from liandong.effects.package_checks import Found, check_packages, checks_of
from liandong.evidence import store
from liandong.projections.case_file_work import kept_packages
from liandong.projections.rebuild import rebuild
from liandong.record import read
from liandong.record.log.care import signing_key
from liandong.record.verify import verify
from liandong.web.packages.index import index_of
from liandong.worker import sealing
from liandong.worker.sealing import AFTER_A_FAULT, Sealing
from tests.archive.test_package import with_photo
from tests.evidence.test_custody import LAW
from tests.evidence.test_named import ANSWER
from tests.record.conftest import Log
from tests.web.county import CENTER, TOWN, County

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture(autouse=True)
def kept(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """The folder of sealed packages of one test."""
    settings.ARCHIVE = tmp_path / "archive"
    yield tmp_path / "archive"


def state_of(matter: str) -> Matter:
    found = read.state(matter)
    assert found is not None
    return found


def archived(county: County, number: str = "D-1") -> str:
    """A notice with a photo that was answered, and its case file archived."""
    matter = with_photo(county)
    (task,) = state_of(matter).open_tasks
    county.act(task.unit, county.post_of(task), c.CompleteTask(task.id, "respond", ANSWER), matter)
    state = state_of(matter)
    course = course_of(pinned_pack(state.pack_hash), state)
    assert course is not None
    reasons = {line.code: "以纸质办理" for line in course.missing}
    county.act(CENTER, "archivist", c.CloseCaseFile(number, reasons), matter)
    return matter


def sealed(county: County, log: Log, *matters: str) -> Sealing:
    """The worker's turns until all of these are sealed."""
    log.turn()
    works = Sealing(index_of)
    assert works.turn(county.now) == len(matters)
    assert all("package" in state_of(matter).archived for matter in matters)
    return works


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["archive", *words])


def test_what_is_archived_is_sealed_once_a_checkpoint_covers_it(county: County, log: Log, kept: Path) -> None:
    matter = archived(county)
    works = Sealing(index_of)
    assert works.turn(county.now) == 0, "no checkpoint covers it yet"
    log.turn()
    assert works.turn(county.now) == 1
    state = state_of(matter)
    package = state.archived["package"]
    file = kept / package["file"]
    assert digest_of(file) == package["sha256"] and file.stat().st_size == package["size"]
    assert package["through"] == state.seq - 1
    assert works.turn(county.now) == 0, "once"
    assert sorted(each.name for each in kept.iterdir()) == [county.pack.county], "nothing is left lying about"


def test_a_sealed_package_holds_before_a_stranger(county: County, log: Log, kept: Path, tmp_path: Path) -> None:
    matter = archived(county)
    sealed(county, log, matter)
    with zipfile.ZipFile(kept / state_of(matter).archived["package"]["file"]) as whole:
        whole.extractall(tmp_path / "unpacked")
    command = [sys.executable, "-I", "-S", str(tmp_path / "unpacked" / "verify.py"), "--key", str(signing_key().public)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stdout
    assert "1 个证据文件与记录一致" in done.stdout and "归档，档号D-1" in (tmp_path / "unpacked/index.html").read_text()


def test_after_an_erasure_the_package_is_sealed_anew_without_what_is_gone(
    county: County, log: Log, kept: Path, tmp_path: Path
) -> None:
    matter = archived(county)
    works = sealed(county, log, matter)
    before = state_of(matter).archived["package"]
    words = state_of(matter).fields["facts"]
    assert isinstance(words, str) and words in _read_all(kept / before["file"])
    county.act(TOWN, "officer", c.AskWordsErasure("1:fields/facts", LAW, "误录"), matter)
    county.act(CENTER, "head", c.DecideWordsErasure("1:fields/facts", True), matter)
    assert "package" not in state_of(matter).archived and works.turn(county.now) == 0, "no checkpoint covers it yet"
    log.turn()
    assert works.turn(county.now) == 1
    after = state_of(matter).archived["package"]
    assert after["file"] == before["file"] and after["sha256"] != before["sha256"]
    assert digest_of(kept / after["file"]) == after["sha256"] and words not in _read_all(kept / after["file"])
    log.turn()
    assert verify(now=log.now).is_whole
    assert rebuild(pinned_pack, county.now, check=True).differences == []


def _read_all(package: Path) -> str:
    with zipfile.ZipFile(package) as whole:
        return "\n".join(whole.read(name).decode("utf-8", "replace") for name in whole.namelist())


def test_after_a_file_was_erased_the_package_is_sealed_anew_without_it(county: County, log: Log, kept: Path) -> None:
    matter = archived(county)
    works = sealed(county, log, matter)
    (photo,) = state_of(matter).fields["photos"]  # type: ignore[misc]
    with zipfile.ZipFile(kept / state_of(matter).archived["package"]["file"]) as whole:
        assert any(str(photo["key"]) in name for name in whole.namelist())  # type: ignore[index,call-overload]
    county.act(TOWN, "officer", c.AskErasure(str(photo["key"]), LAW, "误拍"), matter)  # type: ignore[index,call-overload]
    county.act(CENTER, "head", c.DecideErasure(str(photo["key"]), True), matter)  # type: ignore[index,call-overload]
    log.turn()
    assert works.turn(county.now) == 1
    with zipfile.ZipFile(kept / state_of(matter).archived["package"]["file"]) as whole:
        assert not [name for name in whole.namelist() if name.startswith("files/")]


def test_the_record_and_its_rows_hold_after_sealing_and_handing_over(county: County, log: Log, tmp_path: Path) -> None:
    matter = archived(county)
    sealed(county, log, matter)
    handed = run("transfer", "--county", "siyang", "--institution", "县档案馆", "--to", str(tmp_path / "t"), "--apply")
    assert handed.exit_code == 0, handed.output
    log.turn()
    assert verify(now=log.now).is_whole
    assert rebuild(pinned_pack, county.now, check=True).differences == []


def test_a_package_without_a_file_that_the_matter_names_is_not_sealed(
    county: County, log: Log, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    matter = archived(county)
    log.turn()
    for path in (tmp_path / "evidence" / "files").rglob("*"):
        if path.is_file():
            store.remove(path.name)
    works = Sealing(index_of)
    assert works.turn(county.now) == 0 and "现场.jpg" in caplog.text
    assert "package" not in state_of(matter).archived
    tried = len(caplog.records)
    assert works.turn(county.now + timedelta(seconds=1)) == 0 and len(caplog.records) == tried, "it rests for a while"
    assert works.turn(county.now + AFTER_A_FAULT) == 0 and len(caplog.records) > tried


def test_a_worker_that_was_killed_before_it_could_say_so_seals_again(
    county: County, log: Log, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = archived(county)
    log.turn()

    def killed(*args: object, **more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as then, pytest.raises(KeyboardInterrupt):
        then.setattr(sealing, "execute", killed)
        Sealing(index_of).turn(county.now)
    left = kept / "siyang" / "2026" / f"{matter}.zip"
    assert left.exists() and "package" not in state_of(matter).archived
    sealed(county, log, matter)
    assert digest_of(left) == state_of(matter).archived["package"]["sha256"]


def test_a_sealed_package_that_was_changed_or_is_gone_is_named(county: County, log: Log, kept: Path) -> None:
    first, second, third = (archived(county, f"D-{n}") for n in (1, 2, 3))
    sealed(county, log, first, second, third)
    assert run("verify").exit_code == 0
    assert {found for _, found in checks_of([first, second, third]).values()} == {Found.WHOLE}
    changed = kept / state_of(first).archived["package"]["file"]
    changed.chmod(0o600)
    changed.write_bytes(changed.read_bytes()[:-1] + b"x")
    (kept / state_of(second).archived["package"]["file"]).unlink()
    said = run("verify", "--json")
    assert said.exit_code == 1
    assert {(each["matter"], each["found"]) for each in json.loads(said.output)["wrong"]} == {
        (first, "changed"),
        (second, "gone"),
    }
    page = county.desk(CENTER, "operator").get("/archive/?show=archived").content.decode()
    assert "与记录的校验值不符" in page and "文件不在" in page and "完好" in page
    assert check_packages(county.now, "wuyi").packages == 0


def test_a_transfer_holds_every_package_its_list_and_checksums_and_is_recorded(
    county: County, log: Log, kept: Path, tmp_path: Path
) -> None:
    first, second = archived(county, "D-1"), archived(county, "=D-2")
    sealed(county, log, first, second)
    folder = tmp_path / "transfer"
    words = ("transfer", "--county", "siyang", "--year", "2026", "--institution", "县档案馆", "--to", str(folder))
    looked = run(*words)
    assert looked.exit_code == 0 and "共 2 个" in looked.output and not folder.exists()
    done = run(*words, "--apply")
    assert done.exit_code == 0, done.output
    assert list(check(folder)) == [] and run("check", str(folder)).exit_code == 0
    with (folder / "data" / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["档号 Archive number"] for row in rows] == ["'=D-2", "D-1"]
    assert {row["SHA-256"] for row in rows} == {state_of(m).archived["package"]["sha256"] for m in (first, second)}
    for row in rows:
        assert digest_of(folder / "data" / row["文件 File"]) == row["SHA-256"]
    transfer = state_of(first).archived["transfer"]
    assert transfer["to"] == "县档案馆" and transfer["sha256"] == digest_of(folder / "manifest-sha256.txt")
    assert (folder / "data" / "list.html").read_text().count("<tr>") == 3 and (folder / "data" / "list.xlsx").exists()
    assert run(*words, "--apply").exit_code == 2, "each once"
    assert (kept / state_of(first).archived["package"]["file"]).exists(), "the sealed packages stay"
    told = county.desk(CENTER, "operator").get("/archive/?show=archived&kept=transferred").content.decode()
    assert told.count("县档案馆") == 2


def test_what_is_not_what_was_sealed_is_not_handed_over(county: County, log: Log, kept: Path, tmp_path: Path) -> None:
    matter = archived(county)
    sealed(county, log, matter)
    file = kept / state_of(matter).archived["package"]["file"]
    file.chmod(0o600)
    file.write_bytes(b"another")
    handed = run("transfer", "--county", "siyang", "--institution", "X", "--to", str(tmp_path / "t"), "--apply")
    assert handed.exit_code == 1 and not (tmp_path / "t").exists()
    assert "transfer" not in state_of(matter).archived


def test_a_transfer_that_was_cut_off_before_it_was_recorded_is_recorded_later(
    county: County, log: Log, tmp_path: Path
) -> None:
    matter = archived(county)
    sealed(county, log, matter)
    packages = list(kept_packages("siyang"))
    done = transfers.write_transfer(tmp_path / "t", ours.ARCHIVE, packages, county.pack, "县档案馆", county.now)
    assert "transfer" not in state_of(matter).archived
    for _ in range(2):
        recorded = run("record-transfer", str(tmp_path / "t"), "--county", "siyang")
        assert recorded.exit_code == 0, recorded.output
    assert state_of(matter).archived["transfer"] | {"at": ""} == {
        "at": "",
        "to": "县档案馆",
        "transfer": done.name,
        "sha256": done.sha256,
    }
    (tmp_path / "t" / "data" / "list.csv").write_text("")
    assert run("record-transfer", str(tmp_path / "t"), "--county", "siyang").exit_code == 1


def test_another_county_and_another_year_have_nothing_to_hand_over(county: County, log: Log, tmp_path: Path) -> None:
    matter = archived(county)
    sealed(county, log, matter)
    for words in (("wuyi",), ("siyang", "--year", "2025"), ("siyang", "--retention", "permanent")):
        handed = run("transfer", "--county", *words, "--institution", "X", "--to", str(tmp_path / "t"), "--apply")
        assert handed.exit_code == 2
    assert run("transfer", "--county", "nowhere", "--institution", "X", "--to", str(tmp_path / "t")).exit_code == 1
