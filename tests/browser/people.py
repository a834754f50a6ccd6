"""People of a county at their browsers, and what is true of every page they see."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, expect

from liandong.core.actors import Seat
from liandong.core.time_limits import CHINA
from liandong.people.demonstration import PASSWORD, account_name
from liandong.worker.deliver import deliver

ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts" / "browser"
FIRST_MOMENT = datetime(2026, 9, 28, 9, 0, tzinfo=CHINA)  # the Monday before the National Day holiday
DESK = (1440, 900)
PHONE = (375, 812)
WAIT_MS = 15_000


def clear_artefacts() -> None:
    """Begin with an empty folder of screenshots, so that none is left from another run.

    Of two workers side by side neither may sweep away what the other has: `tests/everything.py` does it before them.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        shutil.rmtree(ARTEFACTS, ignore_errors=True)
    ARTEFACTS.mkdir(parents=True, exist_ok=True)


ALL_SEEN = """() => Promise.all([...document.images].map((each) => {
    each.loading = "eager";
    return each.complete || new Promise((done) => { each.onload = each.onerror = done; });
}))"""
"""Photos below the fold come when somebody scrolls; a picture of the whole page waits for them."""

STANDING_OUT = """() => [...document.querySelectorAll(".ld-card")]
    .filter((card) => getComputedStyle(card).overflowX === "visible" && card.scrollWidth > card.clientWidth + 1)
    .map((card) => `${card.scrollWidth} of ${card.clientWidth} px: ${card.textContent.trim().slice(0, 60)}`)"""
"""A table too wide for its card would lie over the card beside it, where the page itself need not scroll."""


@dataclass
class Person:
    """Somebody in a seat, at a desk or with a phone."""

    seat: str
    page: Page
    base: str
    faults: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page of the site."""
        self.page.goto(self.base + path)

    def shoot(self, name: str) -> None:
        """Keep a picture of the whole page, and hold the page to what is true of every page."""
        self.page.evaluate(ALL_SEEN)
        self.page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True, caret="initial")
        self.check(name)

    def check(self, name: str) -> None:
        """No fault in the console, no request to another host, no sideways scrolling, nothing that axe finds."""
        assert not self.faults, f"{name}: {self.faults}"
        self.check_width(name)
        found = Axe().run(self.page)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"

    def check_width(self, name: str) -> None:
        """No sideways scrolling in the window as it is, and nothing that stands out of its card."""
        wide, inner = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= inner, f"{name}: {wide} px wide in a window of {inner} px"
        out = self.page.evaluate(STANDING_OUT)
        assert not out, f"{name}: stands out of its card in a window of {inner} px: {out}"

    def find_task(self, step: str) -> None:
        """Open the matter of the first task of this step on the worklist."""
        self.go("/")
        self.page.get_by_role("link", name=step, exact=True).first.click()
        expect(self.page.locator("h1")).to_be_visible()

    def choose(self, outcome: str) -> None:
        """Press the button of an outcome; its form opens beneath."""
        self.page.locator("#desk").get_by_role("link", name=outcome, exact=True).click()
        self.page.locator("#desk form.ld-form").wait_for()

    def act_at_once(self, outcome: str) -> None:
        """Press the button of an outcome that asks nothing."""
        self.page.locator("#desk").get_by_role("button", name=outcome, exact=True).click()
        self.expect_done()

    def fill(self, **values: str) -> None:
        """Fill in fields by their names; dots of a part are written as two underscores."""
        for name, value in values.items():
            self.page.locator(f'[name="{name.replace("__", ".")}"]').fill(value)

    def pick(self, name: str, value: str) -> None:
        """Choose a member of a choice."""
        self.page.locator(f'input[name="{name}"][value="{value}"]').check()

    def fill_row(self, name: str, row: int, /, **cells: str) -> None:
        """Fill in the cells of a row, adding the row if it is not there yet."""
        for column, value in cells.items():
            cell = self.page.locator(f'[name="{name}.{row}.{column}"]')
            if cell.count() == 0:
                self.page.locator(f'button[name="more"][value="{name}"]').click()
                cell.wait_for()
            if cell.first.get_attribute("type") == "radio":
                self.page.locator(f'[name="{name}.{row}.{column}"][value="{value}"]').check()
            else:
                cell.fill(value)

    def send(self, label: str) -> None:
        """Press the one button of the open form."""
        self.page.locator("form.ld-form").get_by_role("button", name=label, exact=True).click()

    def expect_done(self) -> None:
        """The page says that it was done and gives the receipt."""
        expect(self.page.locator(".ld-flash--success")).to_contain_text("回执")


@dataclass
class County:
    """The people of one county; who comes again finds his browser as he left it."""

    code: str
    base: str
    browser: Browser
    clock: time_machine.Coordinates
    contexts: list[BrowserContext] = field(default_factory=list)

    def now(self, moment: str) -> None:
        """Move the clock on: "2026-09-29 10:00" in China."""
        self.clock.move_to(datetime.fromisoformat(moment).replace(tzinfo=CHINA))

    def deliver(self) -> None:
        """What the worker does: everybody is told of what happened so far."""
        while deliver("browser-tests", timezone.now()):
            pass

    @contextmanager
    def person(self, unit: str, post: str, size: tuple[int, int] = DESK, locale: str = "zh-CN") -> Iterator[Person]:
        """Somebody signs in, works, and closes the browser."""
        person = self.guest(size, locale)
        person.seat = f"{unit}/{post}"
        self.sign_in(person, account_name(self.code, Seat(unit, post)))
        yield person
        person.page.context.close()

    def guest(self, size: tuple[int, int] = DESK, locale: str = "zh-CN", *, scripts: bool = True) -> Person:
        """Somebody who has not signed in."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=locale,
            timezone_id="Asia/Shanghai",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(WAIT_MS)
        self.contexts.append(context)
        page = context.new_page()
        person = Person("", page, self.base)
        page.on("console", lambda message: _note(person, message))
        page.on("request", lambda request: _watch(person, request))
        page.on("pageerror", lambda error: person.faults.append(str(error)))
        return person

    def sign_in(self, person: Person, account: str) -> None:
        """Sign in through the page."""
        person.go("/sign-in/")
        person.fill(username=account, password=PASSWORD)
        person.page.get_by_role("button", name="登录").or_(person.page.get_by_role("button", name="Sign in")).click()
        expect(person.page.locator(".ld-bell").first).to_be_visible()
        person.page.wait_for_load_state()  # no key is heard before the scripts are there

    def close(self) -> None:
        """Close every browser that is still open."""
        for context in self.contexts:
            context.close()


class SlowLine:
    """A line on which what is asked for at these addresses gets its answer at `answer`, and from then on at once."""

    def __init__(self, page: Page, addresses: str) -> None:
        self.waiting: list[Route] = []
        self.is_slow = True
        page.route(addresses, self.carry)

    def carry(self, route: Route) -> None:
        """Hold it, or let it through."""
        if self.is_slow:
            self.waiting.append(route)
        else:
            route.continue_()

    def answer(self) -> None:
        """Everything that was asked for, and will be."""
        self.is_slow = False
        assert self.waiting
        for route in self.waiting:
            route.continue_()


def _note(person: Person, message: ConsoleMessage) -> None:
    """A refused form answers with a status that Chromium reports as well; everything else in the console is a fault."""
    if message.type == "error" and not message.text.startswith("Failed to load resource: the server responded with"):
        person.faults.append(message.text)


def _watch(person: Person, request: Request) -> None:
    if not request.url.startswith((person.base, "data:", "blob:")):
        person.faults.append(f"a request to another host: {request.url}")
