"""Acts that start other matters and wake those that wait for them: one transaction, or nothing."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from liandong.act import Receipt, execute
from liandong.core.actors import Actor, Role, Seat
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.state import Matter
from liandong.packs import library
from liandong.projections.models import CaseRow, MatterRow
from liandong.record import memory, read
from liandong.record.verify import verify
from tests.flows.county import ROOT, at, forget_mechanisms

FACTS = {"facts": "占道经营"}
GIVEN = {"other": "market-bureau", "case": "东〔2026〕1号"}


def actor(unit: str, post: str = "officer") -> Actor:
    found = library().pack("woven").units[unit]
    roles = next(frozenset(Role(role) for role in each.roles) for each in found.posts if each.code == post)
    return Actor(f"{unit}.{post}", "woven", Seat(unit, post), found.kind, roles, (Seat(unit, post),))


EAST, MARKET = "east-township", "market-bureau"


@pytest.fixture(name="woven", autouse=True)
def mechanisms(tmp_path: Path, tables: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The woven county alone."""
    shutil.copytree(ROOT / "mechanisms/calendar", tmp_path / "calendar")
    shutil.copytree(ROOT / "tests/counties/woven", tmp_path / "test" / "woven")
    monkeypatch.setenv("LIANDONG_MECHANISMS", str(tmp_path))
    forget_mechanisms()


def state(matter: str) -> Matter:
    found = read.state(matter)
    assert found is not None
    return found


def act(who: Actor, when: str, command: c.Command, matter: str | None = None, **more: Any) -> Receipt:
    return execute(command, who, at(when), matter=matter, **more)


def complaint(when: str = "03-02 09:00") -> str:
    return act(actor(EAST), when, c.OpenMatter("complaint", "received", FACTS)).matter


def handed_on(matter: str, **given: Any) -> str:
    """The transfer that the complaint starts; its id."""
    act(actor(EAST), "03-02 10:00", c.CompleteTask(1, "theirs", {**GIVEN, **given}), matter)
    return next(link["matter"] for link in state(matter).links if link["kind"] == "started")


def test_a_started_matter_begins_in_the_same_act_and_both_know_each_other() -> None:
    parent = complaint()
    child = handed_on(parent)
    begun, left = state(child), state(parent)
    assert begun.links == ({"matter": parent, "number": left.number, "kind": "origin"},)
    assert left.links[0]["number"] == begun.number == "联移〔2026〕1号"
    assert begun.fields["facts"] == FACTS["facts"]
    assert (begun.opened_by, begun.opened_at) == (EAST, left.tasks[0].done_at)
    rows = MatterRow.objects.unscoped("the rows of both are compared").values_list("id", flat=True)
    assert set(rows) == {parent, child}


def test_a_refusal_of_the_started_entry_undoes_the_act_and_gives_its_number_back() -> None:
    first, second = complaint(), complaint("03-02 09:30")
    handed_on(first)
    with pytest.raises(Refusal, match="This case is being transferred"):
        handed_on(second)
    assert [task.step for task in state(second).open_tasks] == ["verify"]
    assert state(handed_on(second, case="东〔2026〕2号")).number == "联移〔2026〕2号"


@pytest.mark.parametrize("forgotten", [False, True], ids=["remembered", "from the database"])
def test_the_course_of_the_started_matter_moves_the_one_that_waits(forgotten: bool) -> None:
    parent = complaint()
    child = handed_on(parent)
    if forgotten:
        memory.forget()
    act(actor(MARKET), "03-03 09:00", c.CompleteTask(1, "accept", {}), child)
    waited = state(parent)
    assert [task.step for task in waited.open_tasks] == ["watch"]
    taken = [entry.event for entry in read.timeline(parent) if entry.kind == "TaskCompleted"][-1]
    assert getattr(taken, "taken_by", "") == state(child).number
    act(actor(MARKET), "03-04 09:00", c.CompleteTask(2, "decided", {}), child)
    assert [task.step for task in state(parent).open_tasks] == ["answer"]
    assert not verify().findings


def test_two_started_matters_that_end_at_once_leave_both_chains_whole() -> None:
    parents = [complaint(), complaint("03-02 09:30")]
    children = [handed_on(parent, case=f"东〔2026〕{n}号") for n, parent in enumerate(parents)]

    def accept(child: str) -> Callable[[], None]:
        def run() -> None:
            try:
                for _ in range(20):
                    try:
                        act(actor(MARKET), "03-03 09:00", c.CompleteTask(1, "accept", {}), child)
                        return
                    except Refusal as refusal:
                        if refusal.code not in ("act.busy", "act.conflict"):
                            raise
            finally:
                connection.close()

        return run

    threads = [threading.Thread(target=accept(child)) for child in children]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    memory.forget()
    assert [[task.step for task in state(parent).open_tasks] for parent in parents] == [["watch"], ["watch"]]
    assert not verify().findings


def test_a_case_that_was_handed_on_is_known_by_its_number_and_a_corrected_number_is_followed() -> None:
    opened = act(
        actor(EAST), "03-02 09:00", c.OpenMatter("transfer", "transfer", {**FACTS, "receiver": MARKET, "case": "九号"})
    ).matter
    again = c.OpenMatter("transfer", "transfer", {**FACTS, "receiver": EAST, "case": "九 号"})
    with pytest.raises(Refusal):
        act(actor(MARKET), "03-02 10:00", again)
    act(actor(EAST), "03-02 11:00", c.CorrectFact(1, "case", "十号", "写错"), opened)
    rows = CaseRow.objects.unscoped("the row that follows a correction").values_list("matter_id", "number")
    assert list(rows) == [(opened, "十号")]
    assert act(actor(MARKET), "03-02 12:00", again).events[0] == "MatterOpened"


def test_a_lapsed_text_opens_with_a_basis_that_goes_on_record() -> None:
    with pytest.raises(Refusal) as refused:
        complaint("11-02 09:00")
    assert (refused.value.code, refused.value.field) == ("pack.not-in-force", "basis")
    command = c.OpenMatter("complaint", "received", FACTS, basis="联政发〔2026〕9号")
    matter = act(actor(EAST), "11-02 09:00", command).matter
    first = read.entry(matter, 1)
    assert first is not None
    assert getattr(first.event, "basis", "") == "联政发〔2026〕9号"


def test_the_moment_is_the_same_on_both_chains() -> None:
    parent = complaint()
    child = handed_on(parent)
    moments = {entry.header.at for entry in read.timeline(child)}
    assert moments == {entry.header.at for entry in read.timeline(parent, after=2)}
    assert datetime.fromisoformat(moments.pop()) == at("03-02 10:00")
