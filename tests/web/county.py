"""A county whose people sit at their pages: a client for each seat, and matters brought to where a test needs them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from liandong.act import Receipt, execute
from liandong.core.actors import Actor, Seat
from liandong.core.matter import commands as c
from liandong.core.matter.state import Matter, Task
from liandong.core.rules import Pack
from liandong.core.time_limits import CHINA
from liandong.packs import library
from liandong.people.demonstration import account_name, open_accounts
from liandong.people.models import User
from liandong.people.seats import actor_for
from liandong.record import read

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=CHINA)  # a Friday
TOWN, CENTER, REVIEW = "linhe-township", "command-center", "judicial-bureau"
LEAD, POLICE, MARKET = "agriculture-bureau", "public-security-bureau", "market-regulation-bureau"
LEADERS = "county-government"
FACTS = "河道夜间使用禁用渔具捕捞"

APPLICATION: Mapping[str, Any] = {
    "ground_powers": True,
    "facts": FACTS,
    "item": "7",
    "lead_unit": LEAD,
    "cooperating_units": [POLICE, MARKET],
}
ROW = {"duty": "查处", "method": "检查", "steps": "取证", "limit": "当日"}
OFFICERS = [{"unit": LEAD, "name_or_post": "执法人员", "certificate": f"证{n}"} for n in (1, 2)]
REPORT = {
    "result": "已检查",
    "support": "车辆一台",
    "officers": OFFICERS,
    "process_record": [{"kind": "text", "kept_at": "案卷"}],
}
PLANS = {
    "plan": "方案",
    "plan_divisions": [{"unit": unit, **ROW} for unit in (LEAD, POLICE, MARKET)],
    "contingency": "预案",
    "contingency_divisions": [{"unit": unit, **ROW} for unit in (LEAD, POLICE, MARKET)],
}
PATH: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    (
        "preliminary-review",
        "accept",
        {"preliminary_opinion": "清楚", "gravity": "ordinary", "gravity_reason": "影响较小"},
    ),
    ("legal-review", "pass", {"legal_opinion": "合法", "gravity": "ordinary", "gravity_reason": "影响较小"}),
    ("approval", "approve", {}),
    (
        "dispatch",
        "dispatch",
        {
            "order": "查处",
            "operation.starts_at": "2026-11-20T08:00:00+08:00",
            "operation.place": "河道",
            "feedback_on": "2026-11-24",
        },
    ),
    ("plan", "issue", PLANS),
    ("carry-out", "report", REPORT),
    ("end-operation", "ended", {"operation.ended_at": "2026-11-20T09:00:00+08:00"}),
    ("hand-over-documents", "hand-over", {"documents_report": "已报送"}),
    ("summarize", "upload", {"result_report": "已汇总", "all_instruments": [{"unit": LEAD, "title": "决定书"}]}),
    ("archive", "archive", {"archive_number": "2026-1"}),
)


@dataclass
class County:
    """The county at one moment, which a test may move on."""

    pack: Pack
    clock: time_machine.Coordinates
    now: datetime = NOW
    opened: list[str] = field(default_factory=list)

    def at(self, moment: str) -> None:
        """Move the clock: "11-23 09:00" in China, of 2026."""
        self.now = datetime.strptime(f"2026-{moment}", "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)
        self.clock.move_to(self.now)

    def user(self, unit: str, post: str = "officer") -> User:
        """The account of a seat."""
        return User.objects.get(username=account_name(self.pack.county, Seat(unit, post)))

    def desk(self, unit: str, post: str = "officer", language: str = "zh-hans") -> Client:
        """A client signed in from a seat."""
        client = Client(headers={"accept-language": language})
        client.force_login(self.user(unit, post), backend="django.contrib.auth.backends.ModelBackend")
        return client

    def actor(self, unit: str, post: str = "officer") -> Actor:
        """The actor of a seat."""
        return actor_for(self.user(unit, post), self.now.date(), library().packs)

    def act(self, unit: str, post: str, command: c.Command, matter: str | None = None) -> Receipt:
        """One act from a seat; a second passes, so that no two acts share a moment."""
        self.now += timedelta(seconds=1)
        self.clock.move_to(self.now)
        return execute(command, self.actor(unit, post), self.now, matter=matter)

    def apply(self, unit: str = TOWN, **fields: Any) -> str:
        """A matter applied for by a township. Its id."""
        command = c.OpenMatter("joint-enforcement", "apply", {**APPLICATION, **fields})
        self.opened.append(self.act(unit, "officer", command).matter)
        return self.opened[-1]

    def complete(self, matter: str, step: str, outcome: str, **fields: Any) -> None:
        """Every open task of a step is completed by somebody who holds it."""
        for task in [task for task in self.state(matter).open_tasks if task.step == step and not task.confirms]:
            self.act(task.unit, self.post_of(task), c.CompleteTask(task.id, outcome, fields), matter)

    def post_of(self, task: Task) -> str:
        """A post from which a task can be answered."""
        return task.post or self.pack.units[task.unit].posts[0].code

    def brought_to(self, step: str) -> str:
        """A matter brought to a step along the main path. Its id."""
        matter = self.apply()
        for name, outcome, fields in PATH:
            if name == step:
                break
            self.complete(matter, name, outcome, **fields)
        return matter

    def state(self, matter: str) -> Matter:
        """The stored state."""
        found = read.state(matter)
        assert found is not None
        return found

    def task(self, matter: str, step: str, unit: str = "") -> Task:
        """The first open task of a step."""
        return next(t for t in self.state(matter).open_tasks if t.step == step and unit in ("", t.unit))


@pytest.fixture
def county(db: None) -> Iterator[County]:
    """Siyang on a Friday morning, one account a post."""
    with time_machine.travel(NOW, tick=False) as clock:
        pack = library().pack("siyang")
        open_accounts([pack], NOW, date(2026, 1, 1))
        yield County(pack, clock)


def words(response: Any) -> str:
    """What a page says: its text without tags, in one line."""
    body = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def field_of(response: Any, name: str) -> str:
    """The words of one field of a form, its errors with them."""
    body = response.content.decode()
    start = body.index(f'id="f-{name.replace(".", "-")}-field"')
    end = re.search(r'<div class="ld-field|<div class="ld-submit"', body[start:])
    part = body[start - 30 : start + end.start()] if end else body[start - 30 :]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", part)).split())


def form_value(response: Any, name: str) -> str:
    """The value of an input or text area as the page gives it back."""
    body = response.content.decode()
    area = re.search(rf'<textarea[^>]*name="{re.escape(name)}"[^>]*>(.*?)</textarea>', body, flags=re.DOTALL)
    if area:
        return unescape(area[1])
    found = re.search(rf'<input[^>]*name="{re.escape(name)}" value="([^"]*)"', body)
    assert found, f"no field {name}"
    return unescape(found[1])


def checked(response: Any, name: str) -> list[str]:
    """The chosen values of check boxes or radio buttons."""
    body = response.content.decode()
    return re.findall(rf'name="{re.escape(name)}" value="([^"]*)"[^>]* checked', body)
