"""`liandong deadline` and `liandong calendar show`, as a person or a script meets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from liandong.cli import main

ROOT = Path(__file__).parents[2]
EVE = "2026-09-30T09:00"


@pytest.fixture
def mechanisms(tmp_path: Path) -> Path:
    """A folder of mechanisms: the sample county, and the published calendar."""
    folder = tmp_path / "mechanisms"
    (folder / "test").mkdir(parents=True)
    (folder / "test" / "sample").symlink_to(ROOT / "tests" / "counties" / "sample")
    (folder / "calendar").symlink_to(ROOT / "mechanisms" / "calendar")
    return folder


class Told:
    """What the program said: exit code, standard output and standard error."""

    def __init__(self, done: Result) -> None:
        self.code = done.exit_code
        self.out = done.stdout
        self.err = done.stderr
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Standard output as JSON objects, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def liandong(mechanisms: Path, *words: str, given: bytes = b"") -> Told:
    """Run the program in this process, on this folder of mechanisms."""
    env = {"LIANDONG_MECHANISMS": str(mechanisms)}
    return Told(CliRunner().invoke(main, words, input=given, env=env, prog_name="liandong"))


def ask(mechanisms: Path, start: str, limit: str, *more: str) -> Told:
    """One question to `liandong deadline`."""
    return liandong(mechanisms, "deadline", "--county", "sample", "--from", start, "--limit", limit, *more)


def test_one_question_gives_the_due_day_and_its_proof_in_chinese(mechanisms: Path) -> None:
    told = ask(mechanisms, EVE, "5 working days")
    assert told.code == 0, told.err
    lines = told.out.splitlines()
    assert lines[0] == "截止：2026年10月13日24:00"
    assert lines[1] == "下班：2026年10月13日18:00"
    assert lines[2] == "提醒：2026年10月12日08:30（系统提醒值，非法定时限）"
    assert lines[3].startswith("计算：自2026年9月30日次日起算，5个工作日，跳过国庆节7天、周末1天")
    assert lines[4] == "  2026年10月1日（周四）放假（国庆节，国办发明电〔2025〕7号）：不计"
    assert lines[-1] == "  2026年10月13日（周二）工作日：第5日"
    assert len(lines) == 4 + 13


def test_the_same_in_english(mechanisms: Path) -> None:
    told = ask(mechanisms, EVE, "5 working days", "--lang", "en")
    assert told.out.splitlines()[0] == "Due: 13 October 2026 24:00"
    assert "10 October 2026 (Saturday), make-up working day (National Day, 国办发明电〔2025〕7号): day 3" in told.out


def test_before_counts_backwards(mechanisms: Path) -> None:
    told = ask(mechanisms, "2026-10-09", "3 working days", "--before")
    assert told.out.splitlines()[0] == "最迟：2026年9月29日24:00"
    assert ask(mechanisms, "2026-10-09", "3 working days before").out == told.out


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        (EVE, "5 working days", "2026-10-13"),
        ("2026-09-30", "3 natural days", "2026-10-08"),
        ("2026-11-20T16:40", "24 hours", "2026-11-21T16:40:00+08:00"),
        ("2026-11-20T08:40Z", "24 hours", "2026-11-21T16:40:00+08:00"),
        ("2026-11-20 16:40", "same day", "2026-11-20"),
        (EVE, "immediately", None),
    ],
)
def test_json_gives_a_date_for_days_and_a_timestamp_for_hours(
    mechanisms: Path, start: str, limit: str, due: str | None
) -> None:
    told = ask(mechanisms, start, limit, "--json")
    assert told.code == 0, told.err
    (row,) = told.rows
    assert row["due"] == due
    assert row["county"] == "sample"
    assert row["proof"]
    assert not row["provisional"]


def test_a_provisional_day_says_so(mechanisms: Path) -> None:
    (row,) = ask(mechanisms, "2026-12-31T09:00", "5 working days", "--json").rows
    assert (row["due"], row["earliest"], row["latest"]) == ("2027-01-08", "2027-01-05", "2027-01-13")
    assert row["provisional"]
    assert "暂定：最早2027-01-05，最晚2027-01-13" in ask(mechanisms, "2026-12-31T09:00", "5 working days").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--from", "2026-09-31T09:00"], "--from: “2026-09-31T09:00”不是日历上有的日子或时刻"),
        (["--from", "2026-09-30T25:00"], "--from: “2026-09-30T25:00”不是日历上有的日子或时刻"),
        (["--from", "tomorrow"], "请写作2026-09-30T09:00"),
        (["--from", "2045-09-30"], "日历只含2012-01-01至2030-12-31"),
        (["--from", "0001-01-01"], "--from"),
        (["--limit", "5 days"], "没有写明是工作日还是自然日"),
        (["--limit", "soon"], "不是期限"),
        (["--limit", "promptly", "--before"], "不能向前计算"),
        (["--from", "2026-09-30", "--limit", "24 hours"], "请填写发生的具体时刻"),
        (["--county", "nowhere"], "没有“nowhere”的机制，现有：sample"),
        (["--batch", "-"], "只写--batch"),
    ],
)
def test_a_wrong_question_is_answered_with_what_is_wrong(mechanisms: Path, words: list[str], says: str) -> None:
    told = ask(mechanisms, EVE, "5 working days", *words)
    assert told.code == 2
    assert told.out == ""
    assert says in told.err
    assert "Traceback" not in told.err


def test_a_question_without_its_parts_says_what_is_missing(mechanisms: Path) -> None:
    told = liandong(mechanisms, "deadline", "--county", "sample")
    assert told.code == 2
    assert "--limit" in told.err


def _line(**asked: object) -> bytes:
    return json.dumps({"county": "sample", **asked}, ensure_ascii=False).encode() + b"\n"


GOOD = _line(**{"from": EVE, "limit": "5 working days"})


def test_a_batch_answers_one_object_a_line_in_order(mechanisms: Path, tmp_path: Path) -> None:
    file = tmp_path / "asked.jsonl"
    file.write_bytes(
        b"\xef\xbb\xbf"  # a file saved with a byte order mark is read all the same
        + GOOD
        + _line(**{"from": "2026-10-09", "limit": "3 working days", "before": True})
        + b"\r\n"
        + _line(**{"from": "2026-11-20T16:40", "limit": "24 hours", "before": False})
        + _line(**{"from": EVE, "limit": "promptly", "before": None}).rstrip()
    )
    told = liandong(mechanisms, "deadline", "--batch", str(file))
    assert told.code == 0, told.err
    assert [row["due"] for row in told.rows] == ["2026-10-13", "2026-09-29", "2026-11-21T16:40:00+08:00", None]
    assert all(row["proof"] for row in told.rows)
    assert [row["line"] for row in told.rows] == [1, 2, 4, 5]
    assert liandong(mechanisms, "deadline", "--batch", "-", given=file.read_bytes()).out == told.out


@pytest.mark.parametrize(
    ("bad", "field", "says"),
    [
        (_line(**{"from": "2026-02-30", "limit": "5 working days"}), "from", "不是日历上有的日子"),
        (_line(**{"from": EVE, "limit": "5 days"}), "limit", "没有写明"),
        (_line(**{"from": EVE}), "limit", "缺少“limit”"),
        (_line(**{"from": 20260930, "limit": "5 working days"}), "from", "应当是文字"),
        (_line(**{"from": EVE, "limit": "5 working days", "before": "yes"}), "before", "true或false"),
        (_line(**{"from": EVE, "limit": "5 working days", "befor": True}), "befor", "不认识的字段"),
        (_line(**{"from": EVE, "limit": "5 working days", "county": "nowhere"}), "county", "现有：sample"),
        (b'{"county": "sample", "county": "sample"}\n', "county", "写了两次"),
        (b"[1, 2]\n", None, "不是JSON对象"),
        (b"{broken\n", None, "不是JSON对象"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_answered(
    mechanisms: Path, tmp_path: Path, bad: bytes, field: str | None, says: str
) -> None:
    file = tmp_path / "asked.jsonl"
    file.write_bytes(GOOD + bad + GOOD)
    told = liandong(mechanisms, "deadline", "--batch", str(file))
    assert told.code == 1
    first, wrong, last = told.rows
    assert first["due"] == last["due"] == "2026-10-13"
    assert wrong["line"] == 2
    assert wrong["field"] == field
    assert says in wrong["error"]
    assert "due" not in wrong
    assert told.err.startswith(f"{file}:2: {field + ': ' if field else ''}")


def test_a_file_that_is_not_utf_8_is_refused_before_anything_is_answered(mechanisms: Path, tmp_path: Path) -> None:
    file = tmp_path / "asked.jsonl"
    file.write_bytes(GOOD + '{"county": "泗阳"}'.encode("gb18030"))
    told = liandong(mechanisms, "deadline", "--batch", str(file), "--lang", "en")
    assert told.code == 2
    assert told.out == ""
    assert f"{file}:2 is not UTF-8" in told.err
    gone = liandong(mechanisms, "deadline", "--batch", str(tmp_path / "none.jsonl"))
    assert gone.code == 2
    assert "none.jsonl" in gone.err


def test_a_county_whose_pack_is_broken_is_named_and_the_others_are_answered(mechanisms: Path) -> None:
    broken = mechanisms / "test" / "broken"
    broken.mkdir()
    (broken / "pack.yaml").write_text("county: broken\n", "utf-8")
    told = liandong(
        mechanisms, "deadline", "--batch", "-", given=GOOD + GOOD.replace(b"sample", b"broken"),
    )  # fmt: skip
    assert told.code == 1
    good, wrong = told.rows
    assert good["due"] == "2026-10-13"
    assert wrong["field"] == "county"
    assert "pack.yaml:1" in wrong["error"]


def test_a_broken_calendar_answers_nothing_and_names_the_line(mechanisms: Path) -> None:
    (mechanisms / "calendar").unlink()
    (mechanisms / "calendar").mkdir()
    (mechanisms / "calendar" / "2026.yaml").write_text("year: 2026\nnotices: twenty\n", "utf-8")
    for words in (["--county", "sample", "--from", EVE, "--limit", "5 working days"], ["--batch", "-"]):
        told = liandong(mechanisms, "deadline", *words, given=GOOD)
        assert told.code == 2
        assert told.out == ""
        assert "2026.yaml:2:" in told.err
    assert liandong(mechanisms, "calendar", "show", "2026").code == 2


def test_a_year_is_shown_with_its_notice_and_twelve_months(mechanisms: Path) -> None:
    told = liandong(mechanisms, "calendar", "show", "2026")
    assert told.code == 0, told.err
    assert "依据：国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号，2025-11-04）" in told.out
    assert "  国庆节：10月1日至10月7日放假，9月20日、10月10日上班" in told.out
    assert "10月  （18个工作日）" in told.out
    assert sum("个工作日）" in line for line in told.out.splitlines()) == 12
    assert " *10 " in told.out
    english = liandong(mechanisms, "calendar", "show", "2026", "--lang", "en").out
    assert "  Labour Day: 1 May to 5 May off, 9 May worked" in english
    assert "October  (18 working days)" in english


def test_a_year_as_json_has_one_character_a_day(mechanisms: Path) -> None:
    (year,) = liandong(mechanisms, "calendar", "show", "2020", "--json").rows
    assert len(year["days"]) == 366
    assert year["announced"]
    assert [notice["number"] for notice in year["notices"]] == ["国办发明电〔2019〕16号", "国办发明电〔2020〕1号"]
    spring = next(holiday for holiday in year["holidays"] if holiday["name"] == "春节")
    assert (spring["to"], spring["notice"]) == ("2020-02-02", "国办发明电〔2020〕1号")
    assert year["working_days"] == sum(kind in "WM" for kind in year["days"])


def test_a_year_without_notice_is_shown_as_presumed_and_one_beyond_the_calendar_is_refused(mechanisms: Path) -> None:
    told = liandong(mechanisms, "calendar", "show", "2027")
    assert "2027年的放假通知尚未发布" in told.out
    assert "[ 1]?" in told.out
    (year,) = liandong(mechanisms, "calendar", "show", "2027", "--json").rows
    assert not year["announced"]
    assert year["firm_until"] is None
    assert year["days"].islower()
    for beyond in ("2011", "2031"):
        gone = liandong(mechanisms, "calendar", "show", beyond)
        assert gone.code == 2
        assert "2012年至2030年" in gone.err


def test_the_installed_program_answers_a_batch_without_django(mechanisms: Path) -> None:
    known = {**os.environ, "LIANDONG_MECHANISMS": str(mechanisms), "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "liandong", "deadline", "--batch", "-"],
        input=GOOD * 3,
        capture_output=True,
        env=known,
        check=True,
    )
    assert [json.loads(line)["due"] for line in done.stdout.splitlines()] == ["2026-10-13"] * 3
    imported = {line.rpartition(b"|")[2].strip() for line in done.stderr.splitlines()}
    assert b"liandong.core.time_limits" in imported
    assert not any(name.split(b".")[0] == b"django" for name in imported)
