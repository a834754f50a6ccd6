"""The demonstration: every story plays to its end, whenever it is loaded; it never touches real work."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from django.contrib.auth import authenticate
from django.test import RequestFactory

from liandong.cli.demo import demo, load_if_missing
from liandong.cli.demonstration import stage
from liandong.cli.demonstration.play import BrokenStory, play_stories
from liandong.cli.demonstration.sign_ins import read_sign_ins
from liandong.cli.demonstration.times import Times
from liandong.core.time_limits import CHINA
from liandong.packs import PackErrors, library
from liandong.people import demonstration as accounts
from liandong.people.models import PostHolding, User
from liandong.record import read
from tests.people.cast import NOW, account

WORKDAY = datetime(2026, 11, 20, 15, 0, tzinfo=CHINA)


def times(now: datetime = WORKDAY) -> Times:
    return Times(now, library().calendar())


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1 working day ago 09:30", "2026-11-19 09:30"),
        ("5 working days ago 23:59", "2026-11-13 23:59"),
        ("today 08:00", "2026-11-20 08:00"),
        ("today", "2026-11-20"),
        ("in 1 working day 08:30", "2026-11-23 08:30"),
        ("in 2 working days", "2026-11-24"),
        ("40 minutes ago", "2026-11-20 14:20:00"),
        ("20 hours ago", "2026-11-19 19:00:00"),
    ],
)
def test_times_count_from_the_loading_on_working_days(text: str, meant: str) -> None:
    assert times().meant(text) == meant


def test_a_day_in_china_counts_also_when_it_is_still_yesterday_elsewhere() -> None:
    late = datetime(2026, 11, 19, 20, 0, tzinfo=UTC)  # four in the morning of the twentieth
    assert times(late).meant("today") == "2026-11-20"


@pytest.mark.parametrize(
    "text", ["", "yesterday", "0 working days ago 09:00", "3 days ago 09:00", "today 24:00", "09:00"]
)
def test_every_other_text_stays_as_it_is_written(text: str) -> None:
    assert times().meant(text) == text


def test_every_fault_of_a_story_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        """\
- name: A story
  open: {procedure: joint-enforcement, entry: apply, by: 天庭/officer, at: 2 days ago}
  do:
    - {at: 1 working day ago 09:00, by: 司法局/clerk, step: legal, outcome: pass}
""",
        encoding="utf-8",
    )
    with pytest.raises(PackErrors) as caught:
        stage.stories(library().packs["siyang"], tmp_path, WORKDAY)
    found = [(fault.place.line, fault.found) for fault in caught.value.faults]
    assert [line for line, _ in found] == [2, 2, 4, 4]
    assert all(any(word in text for _, text in found) for word in ("天庭", "2 days ago", "clerk", "legal"))


def test_a_county_without_sign_ins_of_its_own_offers_the_first_post_of_each_role(tmp_path: Path) -> None:
    pack = library().packs["siyang"]
    roles = {role for unit in pack.units.values() for post in unit.posts for role in post.roles}
    assert len(read_sign_ins(tmp_path, pack)) == len(roles)


def test_a_sign_in_to_a_seat_that_is_not_there_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "sign-ins.yaml").write_text("- {by: 天庭/officer, shows: {zh: 无, en: none}}\n", encoding="utf-8")
    with pytest.raises(PackErrors, match=r"sign-ins\.yaml:1:.*天庭/officer"):
        read_sign_ins(tmp_path, library().packs["siyang"])


@pytest.fixture
def empty(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database for acts that commit. Flushing it would fail, as it should: the record lets nothing be deleted."""
    with django_db_blocker.unblock():
        yield
        stage.clear()


def _states() -> list[tuple[str, str, list[str]]]:
    states = [read.state(head.id) for head in read.matters()]
    return [
        (state.procedure, state.end, [task.step for task in state.open_tasks if not task.standing])
        for state in states
        if state
    ]


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(WORKDAY, id="a working day"),
        pytest.param(datetime(2026, 10, 4, 0, 20, tzinfo=CHINA), id="the night of a holiday"),
        pytest.param(datetime(2027, 2, 8, 8, 0, tzinfo=CHINA), id="a year not yet announced"),
    ],
)
def test_every_story_plays_whenever_it_is_loaded(empty: None, now: datetime) -> None:
    assert stage.load(now) > 0
    states = _states()
    joint = {step for procedure, _, steps in states if procedure == "joint-enforcement" for step in steps}
    procedure = library().packs["siyang"].procedures["joint-enforcement"]
    demanded = {name for name, step in procedure.steps.items() if not step.standing}
    # Every step of the main procedure waits somewhere, but for the two that a leader takes at once.
    assert demanded - joint <= {"consent"}
    ends = {end for _, end, _ in states if end}
    assert {"archived", "rejected", "answered"} <= ends
    assert stage.load(now) == 0


def test_the_demonstration_shows_an_overdue_task_a_late_reminder_and_a_second_application(empty: None) -> None:
    stage.load(WORKDAY)
    kinds = {entry.kind for head in read.matters() for entry in read.timeline(head.id)}
    assert {"TaskBecameOverdue", "ReminderCameDue", "HolderReminded", "MatterLinked"} <= kinds
    overdue = [
        (entry.header.at, entry.header.account)
        for head in read.matters()
        for entry in read.timeline(head.id)
        if entry.kind == "TaskBecameOverdue" and entry.pack.county == "siyang" and "联〔" in head.number
    ]
    assert overdue == [("2026-11-18T16:00:01.000000+00:00", "clock")]


def test_the_command_loads_once_keeps_what_was_done_and_begins_anew_on_request(empty: None) -> None:
    first = CliRunner().invoke(demo, ["--json", "--matters", "0"])
    assert first.exit_code == 0, first.output
    listed = json.loads(first.stdout)
    assert {line["county"] for line in listed} == set(library().packs)
    assert len([line for line in listed if line["county"] == "siyang"]) == 11
    request = RequestFactory().post("/sign-in/", REMOTE_ADDR="10.0.0.9")
    for line in listed:
        assert authenticate(request, username=line["account"], password=line["password"]) is not None
    before = [(head.number, head.hash) for head in read.matters()]
    assert CliRunner().invoke(demo, ["--matters", "0"]).exit_code == 0
    assert [(head.number, head.hash) for head in read.matters()] == before
    assert CliRunner().invoke(demo, ["--remove"]).exit_code == 0
    assert not User.objects.exists()
    assert next(read.matters(), None) is None
    assert CliRunner().invoke(demo, ["--reset", "--matters", "0"]).exit_code == 0
    assert {head.number for head in read.matters()} == {number for number, _ in before}


def test_a_demonstration_broken_off_lets_nobody_in_and_is_loaded_anew(
    empty: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks_off(stories: Any, now: datetime) -> int:
        play_stories(stories, now)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(stage, "play_stories", breaks_off)
        with pytest.raises(KeyboardInterrupt):
            stage.load(WORKDAY)
    assert accounts.is_begun()
    assert accounts.counties_let_in() == set()
    matters = len(list(read.matters()))
    assert stage.load(WORKDAY) > 0
    assert len(list(read.matters())) == matters


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("by: 供电公司/head, at: 2 hours ago", r"entry\.not-yours"),
        ("by: 众兴街道, at: today 23:59", "still to come"),
    ],
    ids=["refused", "still to come"],
)
def test_a_story_that_cannot_have_happened_is_named_with_its_line(
    empty: None, tmp_path: Path, text: str, fault: str
) -> None:
    pack = library().packs["siyang"]
    opening = f"{{procedure: joint-enforcement, entry: apply, {text}}}"
    (tmp_path / "a.yaml").write_text(f"- {{name: x, open: {opening}}}", encoding="utf-8")
    accounts.open_accounts([pack], WORKDAY, NOW.date())
    with pytest.raises(BrokenStory, match=rf"a\.yaml:1.*{fault}"):
        play_stories([(pack, stage.stories(pack, tmp_path, WORKDAY))], WORKDAY)


def test_nothing_is_loaded_where_somebody_works_in_earnest(empty: None) -> None:
    account("real")
    for options in ([], ["--reset"], ["--remove"]):
        refused = CliRunner().invoke(demo, options)
        assert refused.exit_code == 1
        assert "nothing was changed" in refused.output
    assert User.objects.get().username == "real"


@pytest.mark.django_db
def test_production_never_loads_it(settings: Any) -> None:
    settings.IS_PRODUCTION = True
    with pytest.raises(click.ClickException, match="never loaded here"):
        load_if_missing(0)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_there_is_one_account_for_each_post_and_a_new_post_gets_one_later() -> None:
    pack = library().packs["siyang"]
    posts = sum(len(unit.posts) for unit in pack.units.values())
    accounts.open_accounts([pack], NOW, NOW.date())
    PostHolding.objects.filter(user__username__endswith="judicial-bureau.head").delete()
    User.objects.filter(username__endswith="judicial-bureau.head").delete()
    accounts.open_accounts([pack], NOW, NOW.date())
    assert User.objects.filter(is_demo=True).count() == PostHolding.objects.count() == posts
    assert PostHolding.objects.exclude(administers="").count() == 3
