"""Every page is one round trip, light on a slow line, and asks the database little; `tests/pages.py` names them all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from liandong.cli.demonstration.stage import load
from liandong.core.actors import Seat
from liandong.core.time_limits import CHINA
from liandong.people.demonstration import account_name
from liandong.people.models import User
from liandong.worker.deliver import deliver
from tests.pages import MOST_QUERIES, NO_PAGES, PAGES, Shown

MOMENT = datetime(2026, 11, 20, 10, 0, tzinfo=CHINA)
A_YEAR = 300
"""Matters of the demonstration's year: lists of several pages."""


@pytest.fixture
def at_work(db: None) -> Iterator[None]:
    """All counties of the demonstration at work, everybody told."""
    with time_machine.travel(MOMENT, tick=False):
        load(MOMENT, matters=A_YEAR)
        while deliver("weighing", MOMENT):
            pass
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the database does by itself once rows are committed: a test commits none
        yield


def faults_of(page: Shown, client: Client, language: str) -> Iterator[str]:
    """What is wrong with the weight of one page, for one reader."""
    address = page.address
    headers = {"accept-language": language, "accept-encoding": "gzip"}
    client.get(address, headers=headers)  # a process that has answered before
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address, headers=headers)
    if response.status_code != 200:
        yield f"{page.name} ({language}): {address} answers with {response.status_code}"
        return
    packed = len(response.content)
    if response.headers.get("Content-Encoding") != "gzip":
        yield f"{page.name} ({language}): it is sent as it is, not compressed"
    if packed > page.largest:
        yield f"{page.name} ({language}): {packed:,} bytes on the line, at most {page.largest:,}"
    if len(asked) > MOST_QUERIES:
        statements = "\n    ".join(query["sql"][:150] for query in asked.captured_queries)
        yield f"{page.name} ({language}): {len(asked)} queries, at most {MOST_QUERIES}:\n    {statements}"


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """The names of all addresses."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from names(each.url_patterns)
        else:
            assert each.name, f"{each.pattern} has no name"
            yield each.name


def test_every_page_is_light_and_asks_little_in_both_languages_and_none_is_left_out(at_work: None) -> None:
    clients: dict[tuple[str, tuple[str, str] | None], Client] = {}
    faults: list[str] = []
    weighed = set()
    for page in PAGES:
        weighed.add(resolve(page.address.partition("?")[0]).url_name)
        client = clients.setdefault((page.county, page.seat), Client())
        if page.seat and not client.session.keys():
            user = User.objects.get(username=account_name(page.county, Seat(*page.seat)))
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        for language in ("zh-hans", "en"):
            faults += faults_of(page, client, language)
    assert not faults, "\n".join(faults)
    left_out = set(names(get_resolver().url_patterns)) - weighed - set(NO_PAGES)
    assert not left_out, f"neither in PAGES nor in NO_PAGES of tests/pages.py: {sorted(left_out)}"
    assert set(NO_PAGES) <= set(names(get_resolver().url_patterns)) - weighed, "a reason for an address that is not"
