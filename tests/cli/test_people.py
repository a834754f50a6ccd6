"""`liandong people`: the operator of the server opens the first accounts and grants what no page grants."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result
from django.contrib.auth import authenticate
from django.test import RequestFactory

from liandong.cli.people import people
from liandong.people.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
SECURITY = ("siyang", "platform-administration", "security-administrator")
REVIEWER = ("siyang", "judicial-bureau", "legal-reviewer")
HEAD = ("siyang", "judicial-bureau", "head")


def run(*words: str) -> Result:
    return CliRunner().invoke(people, words, catch_exceptions=False)


def opened(name: str) -> None:
    assert run("open", name, "--password", PASSWORD).exit_code == 0


def signs_in(name: str, password: str) -> bool:
    request = RequestFactory().post("/sign-in/", REMOTE_ADDR="10.1.1.1")
    return authenticate(request, username=name, password=password) is not None


def listed(*words: str) -> dict[str, list[str]]:
    lines = json.loads(run("list", "--json", *words).stdout)
    return {line["account"]: [f"{s['unit']}/{s['post']}{'*' * s['deputy']}" for s in line["seats"]] for line in lines}


def test_the_first_security_administrator_is_made_at_the_server() -> None:
    opened("guard")
    assert run("grant", "guard", *SECURITY).exit_code == 0
    assert listed() == {"guard": ["platform-administration/security-administrator"]}
    assert signs_in("guard", PASSWORD)


def test_a_refusal_is_said_in_both_languages_and_changes_nothing() -> None:
    opened("guard")
    run("grant", "guard", *SECURITY)
    refused = run("grant", "guard", *REVIEWER)
    assert refused.exit_code == 1
    assert "互不兼任" in refused.output
    assert "people.roles-exclude" in refused.output
    assert listed() == {"guard": ["platform-administration/security-administrator"]}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("grant", "ghost", *SECURITY), "people.account-unknown"),
        (("open", "guard", "--password", PASSWORD), "people.account-taken"),
        (("open", "other", "--password", "short"), "people.password-weak"),
        (("grant", "guard", "siyang", "nowhere", "head"), "people.no-such-post"),
        (("grant", "guard", *REVIEWER, "--from", "2026-01-02", "--to", "2026-01-01"), "people.dates"),
    ],
)
def test_what_does_not_fit_is_named(words: tuple[str, ...], code: str) -> None:
    opened("guard")
    refused = run(*words)
    assert (refused.exit_code, code in refused.output) == (1, True)


def test_a_deputy_is_appointed_and_a_post_ended() -> None:
    opened("reviewer")
    run("grant", "reviewer", *REVIEWER, "--from", "2026-01-01")
    days = ("--from", "2026-01-01", "--to", "2126-01-01")
    assert run("deputise", "reviewer", *HEAD, *days, "--reason", "出差").exit_code == 0
    assert listed("--county", "siyang") == {"reviewer": ["judicial-bureau/legal-reviewer", "judicial-bureau/head*"]}
    assert listed("--county", "elsewhere") == {}
    assert "judicial-bureau/head (代理 deputy)" in run("list").output
    last = "2126-01-01"
    assert run("end", "reviewer", *REVIEWER, "--last", last).exit_code == 0
    assert User.objects.get().holdings.get().ended_by == "installation"
    assert run("end", "reviewer", *SECURITY, "--last", last).exit_code == 1


def test_passwords_are_set_locks_lifted_and_accounts_closed() -> None:
    opened("reviewer")
    assert run("password", "reviewer", "--password", "another good one").exit_code == 0
    for _ in range(5):
        assert not signs_in("reviewer", PASSWORD)
    assert not signs_in("reviewer", "another good one")
    assert run("unlock", "reviewer").exit_code == 0
    assert signs_in("reviewer", "another good one")
    assert run("close", "reviewer").exit_code == 0
    assert not signs_in("reviewer", "another good one")
    assert "已关闭 closed" in run("list").output
