"""Canonical bytes: one value, one spelling, on every machine and for ever (RFC 8785)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

MAX_WHOLE = 2**53 - 1  # RFC 8785 knows numbers as IEEE doubles: beyond this two whole numbers look alike
MAX_DEPTH = 64
_LAST_BMP = "\uffff"
_LEAVES = frozenset((str, bool, type(None)))


class NotCanonical(ValueError):
    """A value that has no single spelling: a float, a huge number, a moment, an object; says where it stands."""


def canonical(value: Any) -> bytes:
    """The RFC 8785 bytes of strings, whole numbers, booleans, null, lists and objects; NotCanonical for anything else.

    orjson sorts keys by code point and RFC 8785 by UTF-16 unit; the two orders differ only where a key leaves the basic
    plane, so such keys are refused.
    """
    if not _is_plain(value, 0):
        _check(value, "$", 0)
    return spell(value)


def spell(value: Any) -> bytes:
    """The bytes of a value that is made of parts `canonical` has accepted before; checks nothing again."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:
        raise NotCanonical(str(error)) from None


def _is_plain(value: Any, depth: int) -> bool:
    """Whether a list or an object is certainly canonical: the common case, without the words for what is wrong."""
    kind = type(value)
    if depth >= MAX_DEPTH:
        return False
    if kind is dict:
        for key in value:
            if type(key) is not str or not key.isascii():
                return False
        value = value.values()
    elif kind is not list and kind is not tuple:
        return False
    if _LEAVES.issuperset(map(type, value)):
        return True
    for member in value:
        kind = type(member)
        if kind is str or member is None or kind is bool:
            continue
        if kind is int:
            if not -MAX_WHOLE <= member <= MAX_WHOLE:
                return False
        elif not _is_plain(member, depth + 1):
            return False
    return True


def _check(value: Any, path: str, depth: int) -> None:
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return
    if depth > MAX_DEPTH:
        raise NotCanonical(f"{path[:80]}: nested deeper than {MAX_DEPTH}")
    if kind is dict:
        for key, member in value.items():
            _check_key(key, path)
            inner = type(member)
            if inner is not str and member is not None:
                _check(member, f"{path}.{key}", depth + 1)
    elif kind is list or kind is tuple:
        for place, member in enumerate(value):
            if type(member) is not str:
                _check(member, f"{path}[{place}]", depth + 1)
    elif kind is int:
        if not -MAX_WHOLE <= value <= MAX_WHOLE:
            raise NotCanonical(f"{path}: {value} is beyond what every reader can tell apart")
    elif not isinstance(value, str):
        raise NotCanonical(f"{path}: a {kind.__name__} has no canonical spelling")


def _check_key(key: object, path: str) -> None:
    if not isinstance(key, str):
        raise NotCanonical(f"{path}: the key {key!r} is no string")
    if not key.isascii() and max(key) > _LAST_BMP:
        raise NotCanonical(f"{path}: the key {key!r} leaves the basic plane")


def parsed(spelled: bytes) -> Mapping[str, Any]:
    """The object that canonical bytes spell; ValueError if they spell something else."""
    value = orjson.loads(spelled)
    if not isinstance(value, dict):
        raise ValueError("the record holds objects only")
    return value
