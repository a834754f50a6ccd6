"""A matter is taken along as a package, at the page and on the command line, and holds before a stranger."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from liandong.act import execute
from liandong.archive.package import NoCheckpoint, write
from liandong.cli import main
from liandong.core.actors import citizen_actor
from liandong.core.matter import commands as c
from liandong.evidence import store
from liandong.record import deeds, read
from liandong.record.log.care import signing_key
from liandong.record.log.grow import grow
from liandong.web.packages.index import index_of
from tests.evidence.test_custody import erased
from tests.evidence.test_named import ANSWER, NOTICE, sent
from tests.record.conftest import Log
from tests.web.county import CENTER, LEAD, MARKET, TOWN, County

pytestmark = pytest.mark.usefixtures("folder")


def with_photo(county: County, **more: Any) -> str:
    """A matter with a photo, and its answer."""
    fields = {**NOTICE, "photos": [sent(county)], **more}
    return county.act(TOWN, "officer", c.OpenMatter("violation-notice", "notify", fields)).matter


def checked(folder: Path, *words: str) -> tuple[int, str]:
    """What verify.py says, run by a stranger."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert not done.stderr
    return done.returncode, done.stdout


def written(county: County, log: Log, matter: str, folder: Path) -> None:
    state = read.state(matter)
    assert state is not None
    write(matter, folder, index=index_of(state, county.now), now=county.now, key=signing_key())


def test_a_package_holds_with_the_published_key_and_the_witness(county: County, log: Log, tmp_path: Path) -> None:
    matter = with_photo(county)
    log.turn()
    written(county, log, matter, tmp_path / "p")
    code, said = checked(tmp_path / "p", "--key", str(signing_key().public), "--witness", str(log.desk.key.public))
    assert code == 0, said
    assert "不能证明" not in said.partition("本包不能证明")[0]
    assert "1 个证据文件与记录一致" in said


@pytest.mark.parametrize("name", ["events.jsonl", "log.json", "index.html", "verify.py"])
def test_one_byte_that_is_changed_is_named(county: County, log: Log, tmp_path: Path, name: str) -> None:
    matter = with_photo(county)
    log.turn()
    written(county, log, matter, tmp_path / "p")
    before = (tmp_path / "p" / name).read_bytes()
    place = before.rindex("。".encode()) if name == "verify.py" else before.rindex(b"0")
    (tmp_path / "p" / name).write_bytes(before[:place] + bytes([before[place] ^ 1]) + before[place + 1 :])
    code, said = checked(tmp_path / "p")
    assert code == 1 and f"文件 {name} 已被改动" in said


def test_what_came_after_the_checkpoint_is_said_to_have_only_its_chain(
    county: County, log: Log, tmp_path: Path
) -> None:
    matter = with_photo(county)
    log.turn()
    county.act(TOWN, "officer", c.AddNote("已电话告知"), matter)
    written(county, log, matter, tmp_path / "p")
    code, said = checked(tmp_path / "p")
    assert code == 0 and "最后 1 条记录在打包时尚未入日志" in said


def test_a_file_that_is_gone_from_the_store_is_missing_in_the_package(county: County, log: Log, tmp_path: Path) -> None:
    matter = with_photo(county)
    log.turn()
    for path in (tmp_path / "evidence" / "files").rglob("*"):
        if path.is_file():
            store.remove(path.name)
    written(county, log, matter, tmp_path / "p")
    code, said = checked(tmp_path / "p")
    assert code == 1 and "“现场.jpg”缺失或被改动" in said


def test_a_file_that_was_erased_by_law_is_said_to_be_and_holds(county: County, log: Log, tmp_path: Path) -> None:
    matter = with_photo(county)
    state = read.state(matter)
    assert state is not None
    erased(county, matter, str(state.fields["photos"][0]["key"]))  # type: ignore[index,call-overload]
    log.turn()
    written(county, log, matter, tmp_path / "p")
    code, said = checked(tmp_path / "p")
    assert code == 0, said
    assert "第 1 号记录的文件已依法删除" in said and not any((tmp_path / "p" / "files").iterdir())


def test_nothing_is_written_half_or_twice(county: County, log: Log, tmp_path: Path) -> None:
    matter = with_photo(county)
    with pytest.raises(NoCheckpoint):
        written(county, log, matter, tmp_path / "p")
    log.turn()
    written(county, log, matter, tmp_path / "p")
    with pytest.raises(FileExistsError):
        written(county, log, matter, tmp_path / "p")
    with pytest.raises(LookupError):
        write("nothing", tmp_path / "q", index="", now=county.now)
    left = [path.name for path in tmp_path.iterdir() if path.name.startswith((".", "q"))]
    assert left == []


def test_the_page_in_it_tells_the_matter_in_both_languages_without_a_script(
    county: County, log: Log, tmp_path: Path
) -> None:
    matter = with_photo(county)
    log.turn()
    written(county, log, matter, tmp_path / "p")
    page = (tmp_path / "p" / "index.html").read_text(encoding="utf-8")
    assert "全过程" in page and "The record" in page and "<script" not in page
    assert page.count("河道采砂") == 2
    found = next((tmp_path / "p" / "files").iterdir())
    assert f'src="files/{found.name}"' in page


def packed(county: County, unit: str, matter: str, post: str = "officer") -> Any:
    return county.desk(unit, post).post(f"/matter/{matter}/package/")


def unpacked(answer: Any, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as whole:
        whole.extractall(folder)
    return next(folder.iterdir())


def test_whoever_opened_a_matter_and_the_center_take_it_along_and_it_is_logged(
    county: County, log: Log, tmp_path: Path
) -> None:
    matter = with_photo(county)
    log.turn()
    number = read.state(matter).number  # type: ignore[union-attr]
    for unit, post in ((TOWN, "officer"), (CENTER, "operator")):
        answer = packed(county, unit, matter, post)
        assert answer["Content-Type"] == "application/zip"
        code, said = checked(unpacked(answer, tmp_path / unit))
        assert code == 0, said
    logged = [deed.about for deed in deeds.deeds("siyang", kind="exported")]
    assert len(logged) == 2 and all(number in about for about in logged)


def test_others_are_told_that_there_is_no_such_page(county: County, log: Log) -> None:
    matter = with_photo(county)
    log.turn()
    assert packed(county, MARKET, matter).status_code == 404  # takes part, and neither opened it nor answers for all
    assert packed(county, LEAD, matter).status_code == 404
    assert county.desk(CENTER, "operator").get(f"/matter/{matter}/package/").status_code == 405
    button = f'action="/matter/{matter}/package/"'
    assert button in county.desk(CENTER, "operator").get(f"/matter/{matter}/").content.decode()
    assert button not in county.desk(MARKET).get(f"/matter/{matter}/").content.decode()


def test_before_anything_is_signed_the_page_says_what_to_do(county: County, log: Log) -> None:
    matter = with_photo(county)
    answer = county.desk(CENTER, "operator").post(f"/matter/{matter}/package/", follow=True)
    assert "还没有已签名的检查点" in answer.content.decode()


def test_a_citizens_data_do_not_leave_with_a_package_that_is_taken_at_the_page(
    jinhu: County, log: Log, tmp_path: Path
) -> None:
    town = next(unit.code for unit in jinhu.pack.units.values() if unit.kind == "township")
    fields = {"facts": "占道堆放", "complainant": {"name": "投诉人甲", "phone": "13800000000"}, "owner": town}
    command = c.OpenMatter("complaint", "online", fields)
    matter = execute(command, citizen_actor("jinhu"), jinhu.now).matter
    log.turn()
    whole = unpacked(packed(jinhu, "command-center", matter, "operator"), tmp_path / "z")
    everything = b"".join(path.read_bytes() for path in whole.rglob("*") if path.is_file())
    assert b"13800000000" not in everything and "投诉人甲".encode() not in everything
    code, said = checked(whole)
    assert code == 0 and "第 1 号记录的内容不在包内" in said
    assert "其散列在包内" in (whole / "index.html").read_text(encoding="utf-8")


def test_the_command_line_writes_it_and_says_how_to_check_it(county: County, log: Log, tmp_path: Path) -> None:
    matter = with_photo(county)
    number = read.state(matter).number  # type: ignore[union-attr]
    done = CliRunner().invoke(main, ["record", "export", number, "--to", str(tmp_path / "p")])
    assert done.exit_code == 0, done.output
    assert "verify.py" in done.output
    assert checked(tmp_path / "p")[0] == 0
    again = CliRunner().invoke(main, ["record", "export", number, "--to", str(tmp_path / "p")])
    assert again.exit_code == 1 and "已存在" in again.output


def test_what_others_do_in_other_matters_is_not_in_it(county: County, log: Log, tmp_path: Path) -> None:
    one, two = with_photo(county), with_photo(county)
    county.act(MARKET, "officer", c.CompleteTask(read.state(two).open_tasks[0].id, "respond", ANSWER), two)  # type: ignore[union-attr]
    grow(signing_key(), county.now)
    written(county, log, one, tmp_path / "p")
    manifest = json.loads((tmp_path / "p" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["matter"] == one
    assert all(two.encode() not in path.read_bytes() for path in (tmp_path / "p").rglob("*") if path.is_file())
