"""Rows that are read without anybody's rights are counted: one more needs a reason that convinces a reviewer."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src/liandong"

BUDGET = {
    "projections/access_filter.py": 2,  # the filter's own subqueries
    "projections/appraised.py": 3,  # points are the same whoever reads them
    "projections/case_file_work.py": 2,  # the worker seals, the operator looks after what is sealed
    "projections/due.py": 5,  # the worker's sweeps
    "projections/figures/scope.py": 3,  # the command line
    "projections/matters.py": 2,  # the command line; narrowing of what is scoped already
    "projections/operations.py": 1,  # an officer is told that there is another operation, if no more than that
    "projections/alike.py": 1,  # narrowing of what is scoped already
    "projections/oversight/watched.py": 3,  # narrowing of what is scoped already
    "projections/rebuild.py": 10,  # rows compared with the record
    "projections/search.py": 2,  # narrowing of what is scoped already; the command line
    "projections/search_write.py": 2,  # the worker writes, a rebuild compares
    "projections/struck.py": 1,  # what objections struck is part of the points
    "projections/standing.py": 2,  # numbers for the system administrator
    "web/papers/check.py": 1,  # whoever holds a paper asks by its code, and is told four things
    "cli/matter.py": 1,  # the number that an operator asks for
}


def test_rows_are_read_without_rights_only_where_no_person_reads() -> None:
    found: Counter[str] = Counter()
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "unscoped":
                found[path.relative_to(SOURCES).as_posix()] += 1
                assert len(node.args) == 1, f"{path}:{node.lineno} gives no reason"
    assert dict(found) == BUDGET


def test_no_row_is_read_around_the_guard() -> None:
    around = [
        f"{path}: {word}"
        for path in SOURCES.rglob("*.py")
        if "projections" not in path.parts
        for word in (
            "_base_manager",
            "_default_manager",
            "projections_task",
            "projections_matter",
            "projections_party",
            "projections_case",
            "projections_alike",
        )
        if word in path.read_text(encoding="utf-8")
    ]
    assert around == []
