"""A citizen at the pages of Jinhu: no account, no session, an address of his own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from liandong.packs import library
from liandong.people.demonstration import open_accounts
from liandong.record import read
from tests.web.county import NOW, County, form_value

WAY = "/citizen/jinhu/complaint/online/"
WRITTEN = {"facts": "农贸市场东门夜间油烟很大"}


@dataclass
class Citizen:
    """Somebody at a browser; `sent` is what he types unless told otherwise."""

    county: County
    address: str = "203.0.113.7"
    language: str = "zh-hans"
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = Client(headers={"accept-language": self.language}, REMOTE_ADDR=self.address)

    def form(self) -> Any:
        """A form as it is drawn, a minute later, so that nobody is too quick."""
        page = self.client.get(f"{WAY}file/")
        self.later(60)
        return page

    def later(self, seconds: int) -> None:
        """Time passes."""
        self.county.clock.shift(seconds)

    def send(self, page: Any, **typed: str) -> Any:
        """Send a form with what he wrote."""
        post = {"ticket": form_value(page, "ticket"), "owner": self.town, "facts": WRITTEN["facts"], **typed}
        return self.client.post(f"{WAY}filed/", post)

    def file(self, **typed: str) -> Any:
        """Draw a form and send it."""
        return self.send(self.form(), **typed)

    def look_up(self, number: str, code: str) -> Any:
        """Ask where a matter stands."""
        return self.client.post("/citizen/look-up/", {"number": number, "code": code})

    @property
    def town(self) -> str:
        """The township that he means: the first that a form offers."""
        return next(unit.code for unit in self.county.pack.units.values() if unit.kind == "township")


def slip(page: Any) -> tuple[str, str]:
    """Number and code as the page tells them."""
    body = page.content.decode()
    number = re.search(r"data-number>([^<]+)<", body)
    code = re.search(r"data-code>([^<]+)<", body)
    assert page.status_code == 200 and number and code, body[-3000:]
    return number[1], code[1]


def filed_matters() -> list[str]:
    """The matters on record, by id."""
    return [head.id for head in read.matters("jinhu")]


@pytest.fixture
def jinhu(db: None) -> Iterator[County]:
    """Jinhu on a Friday morning, one account a post."""
    with time_machine.travel(NOW, tick=False) as clock:
        pack = library().pack("jinhu")
        open_accounts([pack], NOW, date(2026, 1, 1))
        yield County(pack, clock)


@pytest.fixture
def citizen(jinhu: County) -> Citizen:
    """Somebody in Jinhu."""
    return Citizen(jinhu)


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """The limits of the site, for a test to tighten."""
    found = dict(settings.CITIZEN_LIMITS)
    monkeypatch.setattr(settings, "CITIZEN_LIMITS", found)
    return found
