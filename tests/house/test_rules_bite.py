"""A rule of the house that finds nothing anywhere is no rule: each is shown a fault of its own."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house import test_finished, test_names, test_outside, test_tests, test_time
from tests.house.test_languages import _faults_of
from tests.house.tree import Found


def found(code: str, kind: type[ast.AST]) -> Found:
    """The first node of a kind in a line of Python."""
    node = next(node for node in ast.walk(ast.parse(code)) if isinstance(node, kind))
    return Found(Path(), node)


@pytest.mark.parametrize("code", ["timedelta(days=5)", "timedelta(2)", "timedelta(weeks=1)", "dt.timedelta(days=-3)"])
def test_a_number_of_days_is_seen(code: str) -> None:
    assert test_time._counts_days(found(code, ast.Call))


@pytest.mark.parametrize("code", ["timedelta(days=1)", "timedelta(hours=24)", "timedelta(days=n)", "range(5)"])
def test_a_step_of_one_day_and_other_units_are_let_be(code: str) -> None:
    assert not test_time._counts_days(found(code, ast.Call))


@pytest.mark.parametrize("words", ["5 working days", "10 natural days", "3个工作日", "7日", "2 days"])
def test_a_limit_in_a_string_is_seen(words: str) -> None:
    assert test_time.A_LIMIT.fullmatch(words)


@pytest.mark.parametrize("words", ["1 working day", 'write e.g. "5 working days"', "working days", "24 hours"])
def test_an_example_and_a_unit_are_let_be(words: str) -> None:
    assert not test_time.A_LIMIT.fullmatch(words)


@pytest.mark.parametrize("words", ["siyang", "county == 'Siyang'", "泗阳县", "wuyi.officer"])
def test_a_county_is_seen(words: str) -> None:
    assert test_names.COUNTIES.search(words)


@pytest.mark.parametrize("code", ["def process(): pass", "data = 1", "def f(info): pass", "class Manager: pass"])
def test_a_name_that_says_nothing_is_seen(code: str) -> None:
    nodes = [Found(Path(), node) for node in ast.walk(ast.parse(code))]
    names = [name.lower() for each in nodes for name in test_names._given_names(each)]
    assert test_names.SAY_NOTHING & set(names)


@pytest.mark.parametrize(
    ("code", "blind"),
    [
        ("try: f()\nexcept Exception: pass", True),
        ("for x in y:\n try: f()\n except: continue", True),
        ("try: f()\nexcept KeyError: pass", False),
        ("try: f()\nexcept Exception: raise", False),
    ],
)
def test_a_swallowed_fault_is_seen(code: str, blind: bool) -> None:
    handler = found(code, ast.ExceptHandler).node
    assert isinstance(handler, ast.ExceptHandler)
    assert test_finished._is_blind(handler) is blind


@pytest.mark.parametrize("path", ["/wo" + "rk/main", "see /ho" + "me/me/x", '"/ro' + 'ot/x"'])
def test_a_path_of_a_machine_is_seen(path: str) -> None:
    assert test_outside.MACHINE.search(path)


@pytest.mark.parametrize(
    "host", ["https://py" + "pi.org/simple", "registry.npm" + "js.org", "files.python" + "hosted.org"]
)
def test_a_registry_is_seen(host: str) -> None:
    assert test_outside.REGISTRY.search(host)


@pytest.mark.parametrize(
    "line", ['<p style="color:red">', "<script>alert(1)</script>", '<a onclick="x()">', '<a href="javascript:x">']
)
def test_a_script_or_a_style_in_a_page_is_seen(line: str) -> None:
    assert test_outside.INLINE.search(line)


@pytest.mark.parametrize("line", ['<script src="a.js" defer></script>', '<link rel="stylesheet">', "<p>on time</p>"])
def test_files_of_the_page_are_let_be(line: str) -> None:
    assert not test_outside.INLINE.search(line)


@pytest.mark.parametrize(("zh", "en"), [("Send", "Send it"), ("派送", "派送 it"), ("", "Send")])
def test_a_text_in_one_language_is_seen(zh: str, en: str) -> None:
    assert _faults_of(zh, en)


def test_a_test_that_looks_at_nothing_is_seen() -> None:
    lookers = test_tests._lookers()
    assert "listed" not in lookers and "test_a_test_that_looks_at_nothing_is_seen" in lookers
