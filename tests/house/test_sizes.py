"""Small things are read whole; big ones are searched."""

from __future__ import annotations

import ast

from tests.house.tree import listed, named, nodes, under

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
WRITTEN = ("src", "tests", "setup", "bench")


def test_a_file_is_at_most_four_hundred_lines_long() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in under(*WRITTEN)}
    faults = [f"{name}: {lines} lines" for name, lines in lengths.items() if lines > LONGEST_FILE]
    assert not faults, f"A file that long holds more than one subject: split it by subject.{listed(faults)}"


def test_a_function_is_at_most_forty_lines_long() -> None:
    faults = []
    for found in nodes(under(*WRITTEN), ast.FunctionDef, ast.AsyncFunctionDef):
        node = found.node
        assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > LONGEST_FUNCTION:
            faults.append(f"{found.where} {node.name}: {lines} lines")
    assert not faults, f"A function that long does more than its name says: give its parts names.{listed(faults)}"
