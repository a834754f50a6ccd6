"""Days are law and belong to the packs; the moment is an argument and comes from the edges."""

from __future__ import annotations

import ast
import re

from tests.house.tree import Found, docstrings, listed, named, nodes, parsed, under

# What config counts is the age of a cookie, not a time limit of the law.
OWN_AGES = ("src/liandong/config/",)
# The edges: a request, a command line, a sweep begin here, and each asks the clock once.
EDGES = ("config", "cli", "web", "api", "worker", "effects")
# A whole string that is a limit. A message that shows one as an example of how to write is longer; "1" is grammar.
A_LIMIT = re.compile(
    r"\s*(?!1\b)\d+\s*(?:(?:working|natural|calendar|business|clear)\s+)?(?:days?|weeks?|个?工作日|自然日|日|天)\s*"
)


def law_files() -> list[str]:
    """The program without its own ages."""
    return [named(path) for path in under("src") if not named(path).startswith(OWN_AGES)]


def _number(value: ast.expr) -> float | None:
    if isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.USub):
        value = value.operand
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, int | float) else None


def _counts_days(found: Found) -> bool:
    call = found.node
    assert isinstance(call, ast.Call)
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in ("timedelta", "relativedelta"):
        return False
    given = [*((key.arg, key.value) for key in call.keywords), *(("days", value) for value in call.args[:1])]
    return any(
        unit in ("days", "weeks", "months", "years")
        and (number := _number(value)) is not None
        and (unit != "days" or abs(number) > 1)
        for unit, value in given
    )


def test_no_number_of_days_stands_in_python() -> None:
    paths = [path for path in under("src") if named(path) in law_files()]
    faults = [found.where for found in nodes(paths, ast.Call) if _counts_days(found)]
    assert not faults, (
        "A number of days is law: it stands in a pack, with its article, where a lawyer reads it. "
        f"timedelta(days=1) as the step from one day to the next is the only one allowed.{listed(faults)}"
    )


def test_no_limit_hides_in_a_string() -> None:
    faults = []
    for path in (path for path in under("src") if named(path) in law_files()):
        spared = docstrings(parsed(path))
        for found in nodes([path], ast.Constant):
            node = found.node
            assert isinstance(node, ast.Constant)
            if isinstance(node.value, str) and id(node) not in spared and A_LIMIT.fullmatch(node.value):
                faults.append(f"{found.where} {node.value!r}")
    assert not faults, (
        f"A default limit in the program is law that no article carries: the pack states it.{listed(faults)}"
    )


def test_only_the_edges_ask_the_clock() -> None:
    faults = []
    for found in nodes(under("src"), ast.Attribute, ast.Name):
        inside = named(found.path).removeprefix("src/liandong/").split("/")[0]
        text = ast.unparse(found.node)
        if inside not in EDGES and text in ("timezone.now", "datetime.now", "date.today", "time.time", "localdate"):
            faults.append(f"{found.where} {text}")
    assert not faults, (
        f"Inside, `now` is an argument: only then can a test, a replay or a proof say when it is.{listed(faults)}"
    )
