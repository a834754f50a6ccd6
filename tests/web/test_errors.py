"""What cannot be shown says so in both languages and leads back; nothing of the inside is told."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.county import TOWN, County, words


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "没有这个页面"), ("en", "Nothing here")])
def test_a_missing_page_is_told_in_the_readers_language(county: County, language: str, said: str) -> None:
    page = county.desk(TOWN, language=language).get("/no-such-page/")
    assert page.status_code == 404
    assert said in words(page)


@pytest.mark.django_db
def test_a_visitor_gets_the_same_page(client: Client) -> None:
    page = client.get("/no-such-page/")
    assert page.status_code == 404
    assert "没有这个页面" in words(page)


def test_a_form_of_another_site_is_refused(county: County) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(county.user(TOWN), backend="django.contrib.auth.backends.ModelBackend")
    page = client.post("/open/joint-enforcement/apply/", {"facts": "伪造"})
    assert page.status_code == 403
    assert "页面打开太久已失效" in words(page)


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "系统出错"), ("en", "Something broke")])
def test_a_fault_of_the_program_says_that_nothing_half_done_was_kept(
    county: County, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    def fail(*args: object, **kwargs: object) -> object:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr("liandong.web.worklist.views.worklist", fail)
    client = county.desk(TOWN, language=language)
    client.raise_request_exception = False
    page = client.get("/")
    assert page.status_code == 500
    assert said in words(page)
    assert "secret" not in page.content.decode()


@pytest.mark.parametrize(
    ("path", "verb"),
    [("/sign-out/", "get"), ("/language/", "get"), ("/", "post"), ("/open/", "post"), ("/notices/mark/", "get")],
)
def test_a_page_answers_only_to_what_it_is_for(county: County, path: str, verb: str) -> None:
    answer = getattr(county.desk(TOWN), verb)(path)
    assert answer.status_code in (302, 405)


def test_every_page_but_the_door_asks_who_one_is(client: Client, db: None) -> None:
    for path in ("/", "/worklist.csv", "/open/", "/matter/x/", "/matter/x/correct/", "/notices/", "/seat/"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")
