"""The law decides with nothing but Python's own library, so that its answers can be replayed for ever."""

from __future__ import annotations

import ast
import sys

from tests.house.tree import SRC, listed, named, nodes, parsed, under

# Parts of the standard library that reach outside: a clock, chance, files, the network, other programs.
IMPURE = {"os", "io", "pathlib", "random", "secrets", "socket", "subprocess", "tempfile", "threading", "time", "urllib"}


def _imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []


def test_the_core_imports_only_the_standard_library_and_itself() -> None:
    faults = []
    for found in nodes(under("src/liandong/core"), ast.Import, ast.ImportFrom):
        for name in _imports(found.node):
            top = name.split(".")[0]
            if not (name.startswith("liandong.core") or (top in sys.stdlib_module_names and top not in IMPURE)):
                faults.append(f"{found.where} imports {name}")
    assert not faults, (
        "decide and evolve are pure: no database, no file, no clock, no chance. What they need of the world "
        f"is an argument, and what of it decided is written into the event.{listed(faults)}"
    )


def test_each_module_of_the_core_says_that_it_is_pure() -> None:
    core = [path for path in under("src/liandong/core") if path.stat().st_size]
    faults = [named(path) for path in core if not (ast.get_docstring(parsed(path)) or "").startswith("PURE.")]
    assert core and not faults, f"Who opens {SRC.name}/core must see on line one what may not go in.{listed(faults)}"
