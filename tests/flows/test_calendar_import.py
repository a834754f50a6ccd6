"""A year's notice comes in: what would move is shown first, then each open deadline is set again by a recorded act."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from liandong.cli.calendar import calendar
from liandong.core.matter import events as e
from liandong.core.matter.state import Task
from liandong.packs import library
from liandong.projections import due
from liandong.record import read
from liandong.worker import recompute
from liandong.worker.recompute import reread, settle_provisional
from liandong.worker.sweep import Swept
from tests.flows.county import Sample, at

NOTICE = """\
year: 2027
notices:
  - title: 样例放假通知
    number: 样例〔2026〕1号
    dated: 2026-12-01
    holidays:
      - {zh: 元旦, en: New Year's Day, from: 2027-01-01, to: 2027-01-03}
      - {zh: 春节, en: Spring Festival, from: 2027-02-05, to: 2027-02-11, make_up: [2027-01-30]}
      - {zh: 清明节, en: Qingming Festival, from: 2027-04-03, to: 2027-04-05}
      - {zh: 劳动节, en: Labour Day, from: 2027-05-01, to: 2027-05-05, make_up: [2027-05-08]}
      - {zh: 端午节, en: Dragon Boat Festival, from: 2027-06-09, to: 2027-06-09}
      - {zh: 中秋节, en: Mid-Autumn Festival, from: 2027-09-15, to: 2027-09-15}
      - {zh: 国庆节, en: National Day, from: 2027-10-01, to: 2027-10-07, make_up: [2027-10-09]}
"""


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """A year as it comes from a site's hands; the days are made up."""
    file = tmp_path / "2027.yaml"
    file.write_text(NOTICE, encoding="utf-8")
    return file


@pytest.fixture
def open_clocks(sample: Sample) -> list[str]:
    """Three matters on the eve of the year, whose answer is due in the next one, and one that is due before."""
    late = [sample.order(f"2026-12-30 0{hour}:00") for hour in (8, 9)]
    done = sample.order("2026-12-30 10:00")
    sample.complete(done, "2026-12-30 11:00", "answer", "answered", result="已办")
    return [*late, sample.order("2026-12-01 09:00")]


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(calendar, ["import", *map(str, words)], catch_exceptions=False)


def answer(sample: Sample, matter: str) -> Task:
    task = sample.state(matter).task(1)
    assert task is not None
    return task


def recomputed(matter: str) -> list[e.DeadlineRecomputed]:
    return [x.event for x in read.timeline(matter) if isinstance(x.event, e.DeadlineRecomputed)]


def due_day(task: Task) -> tuple[Any, ...]:
    assert task.deadline is not None
    return task.deadline["due_day"], task.deadline["earliest"], task.deadline["latest"]


def test_a_dry_run_lists_what_would_move_and_writes_nothing(
    sample: Sample, open_clocks: list[str], notice: Path
) -> None:
    before = due_day(answer(sample, open_clocks[0]))
    assert before[1] is not None, "without the notice the day is provisional"
    shown = json.loads(run(notice, "--json").output)
    assert (shown["applied"], shown["set_again"], shown["imported_before"]) == (False, None, False)
    assert {each["matter"] for each in shown["moved"]} == set(open_clocks[:2])
    first = next(each for each in shown["moved"] if each["matter"] == open_clocks[0])
    assert first["before"]["due_day"] == before[0]
    assert (first["after"]["due_day"], first["after"]["earliest"]) == ("2027-01-05", None)
    assert not (sample.folder / "calendar/2027.yaml").exists()
    assert due_day(answer(sample, open_clocks[0])) == before
    assert recomputed(open_clocks[0]) == []


def test_applying_writes_the_year_and_sets_each_deadline_again_once_with_its_reason(
    sample: Sample, open_clocks: list[str], notice: Path
) -> None:
    assert run(notice, "--apply").exit_code == 0
    assert (sample.folder / "calendar/2027.yaml").read_text(encoding="utf-8") == NOTICE
    for matter in open_clocks[:2]:
        assert due_day(answer(sample, matter)) == ("2027-01-05", None, None)
        (fact,) = recomputed(matter)
        assert fact.reason == "按《样例放假通知》（样例〔2026〕1号）重新计算截止日"
        assert fact.deadline["ledger"][-1]["kind"] == "recomputed"
    assert recomputed(open_clocks[2]) == []
    assert due.clocks_unsettled("") == []


def test_applying_again_changes_nothing(sample: Sample, open_clocks: list[str], notice: Path) -> None:
    run(notice, "--apply")
    again = json.loads(run(notice, "--apply", "--json").output)
    assert (again["imported_before"], again["moved"]) == (True, [])
    assert again["set_again"] == {"stated": 0, "settled": 0, "failed": 0}
    assert len(recomputed(open_clocks[0])) == 1


def test_what_was_broken_off_is_finished_by_the_same_command(
    sample: Sample, open_clocks: list[str], notice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_off(*given: object) -> Swept:
        raise KeyboardInterrupt

    with monkeypatch.context() as power_cut:
        power_cut.setattr(recompute, "set_again", broken_off)
        assert run(notice, "--apply").exit_code != 0
    assert (sample.folder / "calendar/2027.yaml").exists()
    assert recomputed(open_clocks[0]) == []
    assert "2 个" in run(notice, "--apply").output.replace("2个", "2 个")
    assert len(recomputed(open_clocks[0])) == 1


def test_another_file_of_a_year_is_refused_unless_it_is_meant(
    sample: Sample, open_clocks: list[str], notice: Path
) -> None:
    run(notice, "--apply")
    notice.write_text(NOTICE.replace("to: 2027-01-03", "to: 2027-01-04, make_up: [2027-01-09]"), encoding="utf-8")
    refused = run(notice, "--apply")
    assert refused.exit_code == 2
    assert "--replace" in refused.output
    assert run(notice, "--apply", "--replace", "--reason", "通知更正").exit_code == 0
    assert due_day(answer(sample, open_clocks[0]))[0] == "2027-01-06"
    assert [fact.reason for fact in recomputed(open_clocks[0])][-1] == "通知更正"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("2027-02-05", "2027-02-30"), "2027-02-30"),
        (lambda text: text.replace("year: 2027", "year: 2028"), "2028"),
        (lambda text: text.replace("make_up: [2027-01-30]", "make_up: [2027-01-29]"), "2027-01-29"),
        (lambda text: "not a calendar", "2027.yaml"),
        (lambda text: "", "2027.yaml"),
    ],
)
def test_a_file_that_cannot_be_a_year_is_refused_with_its_line_and_changes_nothing(
    sample: Sample, open_clocks: list[str], notice: Path, change: Any, said: str
) -> None:
    notice.write_text(change(NOTICE), encoding="utf-8")
    refused = run(notice, "--apply")
    assert refused.exit_code == 2
    assert "2027.yaml:" in refused.output
    assert said in refused.output
    assert not (sample.folder / "calendar/2027.yaml").exists()
    assert recomputed(open_clocks[0]) == []


def test_a_file_that_is_not_utf_8_and_a_year_with_a_gap_are_refused(sample: Sample, notice: Path) -> None:
    notice.write_bytes(NOTICE.encode("gb18030"))
    assert run(notice, "--apply").exit_code == 2
    later = notice.with_name("2029.yaml")
    later.write_text(NOTICE.replace("2027", "2029").replace("2026-12-01", "2028-12-01"), encoding="utf-8")
    assert run(later, "--apply").exit_code == 2
    assert not (sample.folder / "calendar/2029.yaml").exists()


def test_the_worker_settles_what_a_process_with_the_old_calendar_left_provisional(
    sample: Sample, open_clocks: list[str], notice: Path
) -> None:
    reread()
    assert settle_provisional(at("2026-12-30 12:00")) == Swept()
    (sample.folder / "calendar/2027.yaml").write_text(NOTICE, encoding="utf-8")
    assert settle_provisional(at("2026-12-30 13:00")) == Swept(stated=2)
    assert settle_provisional(at("2026-12-30 13:05")) == Swept()
    assert due_day(answer(sample, open_clocks[0])) == ("2027-01-05", None, None)


def test_a_broken_calendar_leaves_the_worker_with_the_one_it_had(
    sample: Sample, open_clocks: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    reread()
    version = library().calendar().version
    (sample.folder / "calendar/2027.yaml").write_text("year: 1999\n", encoding="utf-8")
    assert settle_provisional(at("2026-12-30 12:00")) == Swept()
    assert library().calendar().version == version
    assert "cannot be read" in caplog.text
