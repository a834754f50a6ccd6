"""`verify.py`: the parts of `archive.verifier` as one file, which imports the standard library alone."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

PARTS = ("signatures", "digests", "notes", "package", "papers", "log", "main")
_FOLDER = Path(__file__).parent / "verifier"
_OURS = "liandong."


@cache
def verify_py() -> str:
    """The text of the program that lies in every package."""
    imports: set[str] = set()
    bodies: list[str] = []
    opening = ""
    for name in PARTS:
        source = (_FOLDER / f"{name}.py").read_text(encoding="utf-8")
        tree = ast.parse(source)
        first, *rest = tree.body
        opening = ast.get_docstring(tree, clean=False) or ""
        above = [node for node in rest if isinstance(node, ast.Import | ast.ImportFrom)]
        imports |= {ast.unparse(node) for node in above if not _is_ours(node)}
        ends = max(node.end_lineno or 0 for node in (first, *above))
        bodies.append(f"# --- {name} ---\n\n" + "\n".join(source.splitlines()[ends:]).strip() + "\n")
    future = "from __future__ import annotations"
    head = "\n".join([future, "", *sorted(imports - {future})])
    return f'#!/usr/bin/env python3\n"""{opening}"""\n\n{head}\n\n' + "\n\n".join(bodies)


def _is_ours(node: ast.Import | ast.ImportFrom) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_OURS)
