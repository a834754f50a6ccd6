"""One word for one thing, and a place for each subject."""

from __future__ import annotations

import ast
import re

from tests.house.tree import ROOT, SRC, Found, files, listed, named, nodes, under

ROOMS_WITHOUT_SUBJECT = {
    *("util", "utils", "helper", "helpers", "manager", "managers", "handler", "handlers"),
    *("common", "misc", "base", "shared", "lib", "tools", "processor", "processors", "service", "services"),
}
SAY_NOTHING = {"process", "handle", "manager", "info", "data", "utils", "helper"}
COUNTIES = re.compile(
    "泗阳|沂源|金湖|武义|山亭|" + r"(?<![a-z])(?:siyang|yiyuan|jinhu|wuyi|shanting)(?![a-z])", re.IGNORECASE
)


def test_no_module_is_named_after_a_kind_of_code() -> None:
    faults = [
        named(path)
        for path in files()
        if path.suffix == ".py" and ROOMS_WITHOUT_SUBJECT & {*path.with_suffix("").relative_to(ROOT).parts}
    ]
    assert not faults, (
        "A room named after a technical kind grows for ever, because anything fits in. "
        f"Name it after the one thing it is about.{listed(faults)}"
    )


def _given_names(found: Found) -> list[str]:
    node = found.node
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.arg):
        return [node.arg]
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return [node.id]
    return []


def test_no_name_of_ours_says_nothing() -> None:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.arg, ast.Name)
    found = [(found.where, name) for found in nodes(under("src"), *kinds) for name in _given_names(found)]
    faults = [f"{where} {name}" for where, name in found if name.lower().strip("_") in SAY_NOTHING]
    assert not faults, f"Everything is data and everything is processed: say what it is.{listed(faults)}"


def test_the_program_knows_no_county() -> None:
    faults = []
    for path in (path for path in files() if SRC in path.parents and path.suffix in (".py", ".html", ".js", ".css")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if seen := COUNTIES.search(line):
                faults.append(f"{named(path)}:{number} {seen.group()}")
    assert not faults, (
        "The mechanism is data. A county's name in the program is a county that the program treats apart: "
        f"put what is special into its pack.{listed(faults)}"
    )
