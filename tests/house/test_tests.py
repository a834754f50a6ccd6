"""Tests are sentences that something true can make false, and each of them runs."""

from __future__ import annotations

import ast
import re

from tests.everything import folders
from tests.house.tree import ROOT, files, listed, named, parsed, under

LOOKS = re.compile(r"(expect|raises|warns|fail|assert\w+)$")


def _tests() -> list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    found = []
    for path in under("tests"):
        if path.name.startswith("test_"):
            for node in ast.walk(parsed(path)):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                    found.append((f"{named(path)}:{node.lineno}", node))
    return found


def test_every_test_file_is_run_by_make_test() -> None:
    run = [folder for leg in folders().values() for folder in leg]
    faults = [
        named(path)
        for path in files()
        if path.name.startswith("test_")
        and path.suffix == ".py"
        and not any(named(path).startswith(f"{folder}/") for folder in run)
    ]
    assert not faults, f"A test outside tests/<subject>/ is run by nobody.{listed(faults)}"


def test_every_folder_of_tests_stands_in_exactly_one_leg() -> None:
    run = [folder for leg in folders().values() for folder in leg]
    assert len(run) == len(set(run)) and all((ROOT / folder).is_dir() for folder in run)


def test_the_name_of_a_test_is_a_sentence() -> None:
    faults = [f"{where} {node.name}" for where, node in _tests() if node.name.count("_") < 3]
    assert not faults, f"When it fails, its name must say what is no longer true.{listed(faults)}"


def _called(node: ast.AST) -> set[str]:
    return {ast.unparse(part.func).split(".")[-1].lstrip("_") for part in ast.walk(node) if isinstance(part, ast.Call)}


def _lookers() -> set[str]:
    """The functions of the tests that look at something themselves, or call one that does."""
    functions = {
        node.name.lstrip("_"): node
        for path in under("tests")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    found = {
        name
        for name, node in functions.items()
        if any(isinstance(part, ast.Assert) for part in ast.walk(node)) or any(map(LOOKS.match, _called(node)))
    }
    while more := {name for name, node in functions.items() if name not in found and _called(node) & found}:
        found |= more
    return found


def test_every_test_can_fail() -> None:
    lookers = _lookers()
    faults = [f"{where} {node.name}" for where, node in _tests() if node.name not in lookers]
    assert not faults, f"A test that asserts nothing only shows that nothing crashed.{listed(faults)}"
