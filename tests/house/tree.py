"""The files of the project as git sees them, and the Python among them as syntax trees."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "liandong"


@cache
def files() -> tuple[Path, ...]:
    """Every file that is committed or about to be: what git ignores is not the project."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(sorted(path for name in listed if name and (path := ROOT / name).is_file()))


def named(path: Path) -> str:
    """The path from the project's folder, as messages show it."""
    return path.relative_to(ROOT).as_posix()


def under(*folders: str, suffix: str = ".py") -> list[Path]:
    """The files with `suffix` under the folders; generated migrations are left out."""
    roots = [ROOT / folder for folder in folders]
    return [
        path
        for path in files()
        if path.suffix == suffix
        and "migrations" not in path.parts
        and any(root == path or root in path.parents for root in roots)
    ]


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def _walked(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(parsed(path)))


@dataclass(frozen=True)
class Found:
    """One syntax node with where it stands."""

    path: Path
    node: ast.AST

    @property
    def where(self) -> str:
        """`src/liandong/…:12`"""
        return f"{named(self.path)}:{getattr(self.node, 'lineno', 1)}"


def nodes(paths: list[Path], *kinds: type[ast.AST]) -> Iterator[Found]:
    """All nodes of these kinds in these files."""
    for path in paths:
        for node in _walked(path):
            if isinstance(node, kinds):
                yield Found(path, node)


def docstrings(tree: ast.Module) -> set[int]:
    """The ids of the string nodes that are docstrings."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }


def listed(faults: list[str]) -> str:
    """Faults under one another, for a message."""
    return "".join(f"\n  {fault}" for fault in faults)
