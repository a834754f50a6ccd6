"""Deletes one element of a pack by its path, so that a test can see whether any scenario misses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from liandong.core.check_rules.elements import ask_paths
from liandong.core.rules import Ask, Entry, Outcome, Pack, Procedure, Step

T = TypeVar("T")
TABLES = frozenset(field.name for field in fields(Pack))


def without(pack: Pack, path: str) -> Pack:
    """The pack without the element at `path`; LookupError if there is none."""
    where, _, name = path.removeprefix(f"{pack.county}/").partition("#")
    if where == "appraisal" and pack.appraisal:
        return replace(pack, appraisal=replace(pack.appraisal, lines=_less(pack.appraisal.lines, name)))
    if where in TABLES:
        return replace(pack, **{where: _less(getattr(pack, where), name)})
    smaller = _without(pack.procedures[where], name)
    return replace(pack, procedures={**pack.procedures, where: smaller})


def _less(members: Mapping[str, T], name: str) -> dict[str, T]:
    if name not in members:
        raise LookupError(name)
    return {key: member for key, member in members.items() if key != name}


def _without(procedure: Procedure, name: str) -> Procedure:
    head, _, rest = name.partition(".")
    if head == "fields":
        return replace(procedure, fields=_less(procedure.fields, rest))
    if head in procedure.entries:
        entries = _smaller(procedure.entries, head, rest)
        return replace(procedure, entries=entries)
    return replace(procedure, steps=_smaller(procedure.steps, head, rest))


def _smaller(members: Mapping[str, Any], name: str, rest: str) -> dict[str, Any]:
    return {**members, name: _lessened(members[name], rest)} if rest else _less(members, name)


def _lessened(act: Entry | Step | Outcome, rest: str) -> Entry | Step | Outcome:
    head, _, below = rest.partition(".")
    if isinstance(act, Step) and head in act.outcomes:
        return replace(act, outcomes=_smaller(act.outcomes, head, below))
    if head in ("enforcing", "extend"):
        return replace(act, **{head: None})
    if head == "asks":
        return replace(act, asks=_unasked(act.asks, below))
    lines = getattr(act, head)
    number = int(below) - 1
    return replace(act, **{head: (*lines[:number], *lines[number + 1 :])})


def _unasked(asks: tuple[Ask, ...], name: str) -> tuple[Ask, ...]:
    left = tuple(ask for ask, path in zip(asks, ask_paths("", asks), strict=True) if path != f".asks.{name}")
    if len(left) == len(asks):
        raise LookupError(name)
    return left
