"""How a device shows the pages: a choice of its own, kept in cookies, that nothing else can be smuggled into."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.county import County, words


def test_a_choice_is_kept_by_the_device_and_leads_back(county: County) -> None:
    client = county.desk("linhe-township")
    sent = client.post("/display/", {"theme": "dark", "type": "large", "next": "/operations/"})
    assert sent.headers["Location"] == "/operations/"
    page = client.get("/").content.decode()
    assert 'data-theme="dark" data-bs-theme="dark" data-type="large"' in page


def test_whoever_has_not_signed_in_may_choose_as_well(client: Client, db: None) -> None:
    assert "大字" in words(client.get("/display/"))
    assert client.post("/display/", {"theme": "contrast", "type": "normal"}).status_code == 302
    assert 'data-theme="contrast" data-bs-theme="light"' in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize("sent", [{"theme": "pink", "type": "large"}, {"theme": "dark"}, {}])
def test_what_is_no_choice_changes_nothing(client: Client, db: None, sent: dict[str, str]) -> None:
    assert client.post("/display/", sent).status_code == 400
    assert "theme" not in client.cookies


def test_a_choice_leads_to_no_other_host_and_a_forged_cookie_counts_as_none(client: Client, db: None) -> None:
    sent = client.post("/display/", {"theme": "dark", "type": "normal", "next": "https://example.org/"})
    assert sent.headers["Location"] == "/"
    client.cookies["theme"] = '"><script>'
    assert 'data-theme="auto"' in client.get("/sign-in/").content.decode()
