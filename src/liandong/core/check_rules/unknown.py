"""PURE. How a name that stands for nothing is said."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from liandong.core.check_rules.problems import Problem


def unknown(at: str, what: str, name: str) -> Problem:
    """A name that stands for nothing."""
    return Problem(at, f"the {what} `{name}`, which there is not", f"a declared {what}")


def each_known(at: str, what: str, names: Iterable[str], known: Container[str]) -> Iterator[Problem]:
    """Those of the names that stand for nothing."""
    for name in names:
        if name not in known:
            yield unknown(at, what, name)
