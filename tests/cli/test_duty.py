"""`liandong duty`: who is on duty on a day, with which telephone, for whoever runs the installation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from click.testing import CliRunner, Result

from liandong.act import execute
from liandong.cli.duty import duty
from liandong.core.actors import Seat
from liandong.core.matter import commands as c
from liandong.core.time_limits import CHINA
from liandong.packs import library
from liandong.people.demonstration import account_name, open_accounts
from liandong.people.models import User
from liandong.people.seats import actor_for

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=CHINA)
POLICE = "public-security-bureau"


@pytest.fixture
def roster(db: None) -> Iterator[str]:
    """A roster of Siyang's police with a day shift and a night shift. Its number."""
    with time_machine.travel(NOW, tick=False):
        open_accounts([library().pack("siyang")], NOW, date(2026, 1, 1))
        user = User.objects.get(username=account_name("siyang", Seat(POLICE, "officer")))
        evening = NOW.replace(hour=18)
        spans = ((NOW.replace(hour=8), evening, "白班"), (evening, evening + timedelta(hours=14), "夜班"))
        shifts = [
            {"starts_at": at.isoformat(), "ends_at": to.isoformat(), "post": post, "phone": "0527-80000001"}
            for at, to, post in spans
        ]
        fields = {"subject": "值班表", "first_day": "2026-11-20", "last_day": "2026-11-21", "shifts": shifts}
        who = actor_for(user, NOW.date(), library().packs)
        yield execute(c.OpenMatter("duty-roster", "file", fields), who, NOW).number


def run(*words: str) -> Result:
    return CliRunner().invoke(duty, words, catch_exceptions=False)


def test_who_is_on_duty_today_is_listed_and_those_of_this_moment_are_marked(roster: str) -> None:
    first, second = run("siyang").stdout.splitlines()
    assert first == f"* 11-20 08:00–11-20 18:00  公安局  白班  0527-80000001  {roster}"
    assert second == f"  11-20 18:00–11-21 08:00  公安局  夜班  0527-80000001  {roster}"


def test_another_day_and_one_unit_are_asked_as_json(roster: str) -> None:
    (line,) = [json.loads(each) for each in run("siyang", "--day", "2026-11-21", "--json").stdout.splitlines()]
    assert (line["unit"], line["post"], line["on_now"], line["number"]) == (POLICE, "夜班", False, roster)
    assert line["starts_at"] == "2026-11-20T18:00:00+08:00"
    assert len(run("siyang", "--unit", "公安局").stdout.splitlines()) == 2
    assert "没有登记值班" in run("siyang", "--unit", "司法局").stderr
    assert run("siyang", "--day", "2026-11-22", "--json").stdout == ""


def test_what_there_is_not_is_said(roster: str) -> None:
    assert "没有nowhere这个县" in run("nowhere").stderr
    assert "不是日期" in run("siyang", "--day", "11-20").stderr
    assert "没有nobody这个单位" in run("siyang", "--unit", "nobody").stderr
    assert run("siyang", "--unit", "nobody").exit_code == 1
