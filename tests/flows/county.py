"""The sample county on a whole stack: its own folder of mechanisms, people in posts, acts through `act.execute`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from liandong.act import Receipt, execute
from liandong.act.law import pinned_pack
from liandong.core.actors import Actor, Role, Seat
from liandong.core.matter import commands as c
from liandong.core.matter.state import Matter, Task
from liandong.core.time_limits import CHINA
from liandong.packs import library
from liandong.people.grants import INSTALLATION, grant_post
from liandong.people.models import PostHolding, User
from liandong.record import append_only, read

ROOT = Path(__file__).parents[2]
EAST, WEST = "east-township", "west-township"
MARKET, WATER, CENTER = "market-bureau", "water-bureau", "center"

APPLICATION: Mapping[str, Any] = {
    "subject": "河道采砂",
    "ground": "plain",
    "found_on": "2026-11-19",
    "lead_unit": WATER,
    "cooperating_units": [MARKET],
    "plan": "第一稿",
}
ORDER: Mapping[str, Any] = {"subject": "夜间巡查", "lead_unit": WATER}


def at(text: str) -> datetime:
    """A moment in Asia/Shanghai, of 2026 unless it says its year: "11-20 09:00"."""
    words = text if text.count("-") == 2 else f"2026-{text}"
    return datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)


def actor(unit: str, post: str = "") -> Actor:
    """Somebody in a post of the sample county, in an ordinary one unless it is named."""
    found = library().pack("sample").units[unit]
    named = next((p for p in found.posts if p.code == post), found.posts[-1])
    held = frozenset(Role(role) for role in named.roles)
    seat = Seat(unit, named.code)
    return Actor(f"{unit}.{named.code}", "sample", seat, found.kind, held, (seat,), is_head=named.is_head)


@dataclass
class Sample:
    """The county, and shorthands for its acts."""

    folder: Path

    def people(self) -> None:
        """One account for each post of the county, since the start of 2026."""
        for unit in library().pack("sample").units.values():
            for post in unit.posts:
                self.sits(f"{unit.code}.{post.code}", unit.code, post.code)

    def sits(self, name: str, unit: str, post: str, until: date | None = None) -> User:
        """One account in a post."""
        start = at("01-01 00:00")
        user = User.objects.create(username=name, password="!", opened_at=start)
        grant_post(
            INSTALLATION, user, "sample", Seat(unit, post), start, library().packs, first=start.date(), last=until
        )
        return user

    def leaves(self, name: str, last: date) -> None:
        """Somebody's term in his post ends after this day."""
        for held in PostHolding.objects.filter(user__username=name):
            held.to_day = last
            held.save()

    def act(self, who: Actor, when: str, command: c.Command, matter: str | None = None, **more: Any) -> Receipt:
        """One act at a moment."""
        return execute(command, who, at(when), matter=matter, **more)

    def order(self, when: str = "11-20 09:00", **fields: Any) -> str:
        """A matter opened by the center's order: `answer` is due in 3 working days. Its id."""
        command = c.OpenMatter("drill", "order", {**ORDER, **fields})
        return self.act(actor(CENTER, "operator"), when, command).matter

    def apply(self, when: str = "11-20 09:00", unit: str = EAST, **fields: Any) -> str:
        """A matter opened by a township's application: two bureaus consult. Its id."""
        command = c.OpenMatter("drill", "apply", {**APPLICATION, **fields})
        return self.act(actor(unit), when, command).matter

    def complete(
        self, matter: str, when: str, step: str, outcome: str, who: Actor | None = None, **fields: Any
    ) -> Receipt:
        """The first open task of a step is completed, by somebody of its unit unless said otherwise."""
        task = self.task(matter, step, who.seat.unit if who else "")
        by = who or actor(task.unit, task.post)
        return self.act(by, when, c.CompleteTask(task.id, outcome, fields), matter)

    def task(self, matter: str, step: str, unit: str = "") -> Task:
        """The first open task of a step, of a unit or recorded by it."""
        state = self.state(matter)
        return next(t for t in state.open_tasks if t.step == step and unit in ("", t.unit, t.recorder))

    def state(self, matter: str) -> Matter:
        """The stored state."""
        found = read.state(matter)
        assert found is not None
        return found

    def kinds(self, matter: str) -> list[str]:
        """The kinds of the matter's events, in order."""
        return [entry.kind for entry in read.timeline(matter)]


def made(folder: Path) -> Path:
    """A folder of mechanisms with the sample county and the published calendar."""
    shutil.copytree(ROOT / "mechanisms/calendar", folder / "calendar")
    shutil.copytree(ROOT / "tests/counties/sample", folder / "test" / "sample")
    shutil.copytree(ROOT / "tests/counties/national", folder / "national")
    return folder


@pytest.fixture
def relocked(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The record's triggers stand again after the flush: whoever tests next finds them."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for statement in append_only.create(connection.vendor):
            cursor.execute(statement)


@pytest.fixture
def tables(relocked: None, transactional_db: None) -> Iterator[None]:
    """Real transactions. Django empties the tables afterwards, which the record's triggers refuse, as they should."""
    forget_mechanisms()
    yield
    forget_mechanisms()
    with connection.cursor() as cursor:
        for statement in append_only.drop(connection.vendor):
            cursor.execute(statement)


def forget_mechanisms() -> None:
    """Let the folder of mechanisms be read again."""
    library.cache_clear()
    pinned_pack.cache_clear()


@pytest.fixture
def sample(tmp_path: Path, tables: None, monkeypatch: pytest.MonkeyPatch) -> Sample:
    """The sample county, alone in the library of this process and of those it starts."""
    monkeypatch.setenv("LIANDONG_MECHANISMS", str(made(tmp_path / "mechanisms")))
    return Sample(tmp_path / "mechanisms")


def environment(**more: str) -> dict[str, str]:
    """The environment of another process on this test's database."""
    return {**os.environ, "DATABASE_URL": database_url(), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **more}


def database_url() -> str:
    """The address of this test's database."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(found['NAME']))}"
    host = f"?host={quote(str(found['HOST']))}" if str(found["HOST"]).startswith("/") else ""
    place = "" if host else f"{found['HOST']}:{found['PORT']}"
    word = f":{quote(found['PASSWORD'])}" if found["PASSWORD"] else ""
    return f"postgresql://{quote(found['USER'])}{word}@{place}/{found['NAME']}{host}"
