"""What is merged is done: no promise, no swallowed fault, no silent skip."""

from __future__ import annotations

import ast
import re

from tests.house.tree import listed, named, nodes, parsed, under

PROMISES = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")) + r")\b")


def test_no_promise_stands_in_the_code() -> None:
    faults = []
    for suffix in (".py", ".html", ".js", ".css", ".yaml", ".toml"):
        for path in under("src", "tests", "setup", "bench", "mechanisms", "pyproject.toml", suffix=suffix):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if PROMISES.search(line):
                    faults.append(f"{named(path)}:{number}")
    assert not faults, f"A promise in the code is kept by nobody: do it now or open an issue.{listed(faults)}"


def _is_blind(handler: ast.ExceptHandler) -> bool:
    caught = ast.unparse(handler.type) if handler.type else "everything"
    silent = all(isinstance(line, ast.Pass | ast.Continue) for line in handler.body)
    return silent and caught in ("everything", "Exception", "BaseException")


def test_no_fault_is_swallowed() -> None:
    faults = []
    for found in nodes(under("src", "setup", "tests", "bench"), ast.ExceptHandler):
        assert isinstance(found.node, ast.ExceptHandler)
        if _is_blind(found.node):
            faults.append(found.where)
    assert not faults, f"A fault that nobody hears of comes back as lost work: name what you expect.{listed(faults)}"


def test_nothing_pretends_to_be_written() -> None:
    faults = [
        found.where for found in nodes(under("src"), ast.Raise) if "NotImplementedError" in ast.unparse(found.node)
    ]
    assert not faults, f"A stub is called by somebody one day: write it or leave it out.{listed(faults)}"


def test_a_skip_says_its_reason() -> None:
    faults = []
    for found in nodes(under("tests"), ast.Call):
        assert isinstance(found.node, ast.Call)
        called = ast.unparse(found.node.func)
        if called.endswith((".skip", ".skipif", ".xfail")):
            reasons = [key for key in found.node.keywords if key.arg == "reason"] or found.node.args
            if not reasons:
                faults.append(found.where)
    assert not faults, f"A test that is left out without a word looks like a test that passed.{listed(faults)}"


def test_every_module_says_what_it_is_about() -> None:
    faults = [
        named(path)
        for path in under("src", "tests", "setup", "bench")
        if path.stat().st_size and not ast.get_docstring(parsed(path))
    ]
    assert not faults, f"The first line of a module tells whether to read on.{listed(faults)}"


def test_every_public_thing_says_what_it_means() -> None:
    faults = []
    for path in under("src"):
        for node in parsed(path).body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            if not node.name.startswith("_") and not ast.get_docstring(node):
                faults.append(f"{named(path)}:{node.lineno} {node.name}")
    assert not faults, f"A public name is a promise: its docstring says meaning, units and errors.{listed(faults)}"
