"""A county at work in a real browser: Django's live server, the demonstration's accounts, a moment that is set."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from liandong.cli.demonstration.stage import load
from liandong.packs import library
from liandong.people.demonstration import let_in, open_accounts
from liandong.record import append_only
from tests import chromium
from tests.browser.people import FIRST_MOMENT, WAIT_MS, County, clear_artefacts

# Playwright drives its loop in the test's thread, and Django would take the database calls of a test for calls from it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each person has a context of his own."""
    expect.set_options(timeout=WAIT_MS)
    clear_artefacts()
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium.executable(), args=list(chromium.FLAGS))
        yield found
        found.close()


def lock() -> None:
    """The record's triggers stand, whatever stood before."""
    with connection.cursor() as cursor:
        for statement in (*append_only.drop(connection.vendor), *append_only.create(connection.vendor)):
            cursor.execute(statement)


@pytest.fixture(scope="module", autouse=True)
def relocked(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The triggers are gone for Django's flush after each test; whoever tests next finds them again.

    Of the module, because the live server's own fixture sets the database up before any of a single test could.
    """
    yield
    with django_db_blocker.unblock():
        lock()


@pytest.fixture
def moment(browser: Browser) -> Iterator[time_machine.Coordinates]:
    """The clock of server and test, which a test may move on."""
    with time_machine.travel(FIRST_MOMENT, tick=True) as traveller:
        yield traveller


@pytest.fixture
def site(
    transactional_db: None, moment: time_machine.Coordinates, live_server: LiveServer, browser: Browser
) -> Iterator[County]:
    """The site without anybody in it."""
    lock()
    found = County("siyang", live_server.url, browser, moment)
    yield found
    found.close()
    with connection.cursor() as cursor:  # Django empties the tables next, which the triggers refuse, as they should
        for statement in append_only.drop(connection.vendor):
            cursor.execute(statement)


@pytest.fixture
def county(site: County) -> County:
    """The county with its people, and no matter yet."""
    open_accounts([library().pack("siyang")], FIRST_MOMENT, date(2026, 1, 1))
    let_in()
    return site


@pytest.fixture
def busy(site: County) -> County:
    """The county with its people and the matters of its demonstration."""
    site.now("2026-11-20 10:00")
    load(timezone.now())
    site.deliver()
    return site
