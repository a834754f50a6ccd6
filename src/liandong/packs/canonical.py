"""A pack as canonical bytes and back. The record keeps them for ever, so that old matters outlive old files.

Canonical JSON: UTF-8, keys sorted, no blanks. Mappings stand as lists of pairs, because the order of steps is part
of a pack. What equals its default is left out, so that a field added to `core.rules` later does not change the
hash of a pack that does not use it. A union (a condition) names its kind under `is`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from liandong.core.conditions import Condition
from liandong.core.rules import Pack

FORMAT = 1
Plain = Any
Build = Callable[[Any], Any]


def canonical(pack: Pack) -> bytes:
    """The canonical bytes of a pack: equal packs give equal bytes on every machine."""
    return json.dumps(
        {"format": FORMAT, "pack": _plain(pack)}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def pack_from_canonical(raw: bytes) -> Pack:
    """The pack of canonical bytes. ValueError if the bytes are of a format that this program does not know."""
    found = json.loads(raw)
    if found.get("format") != FORMAT:
        raise ValueError(f"pack format {found.get('format')!r}, this program knows {FORMAT}")
    pack: Pack = _builder(Pack)(found["pack"])
    return pack


def _plain(value: object) -> Plain:
    match value:
        case Enum():
            return value.value
        case None | str() | bool() | int():
            return value
        case date() | time():
            return value.isoformat()
        case tuple() | list():
            return [_plain(v) for v in value]
        case Mapping():
            return [[k, _plain(v)] for k, v in value.items()]
    if not is_dataclass(value):
        raise TypeError(f"a pack holds no {type(value).__name__}")
    own = {f.name: _plain(v) for f in fields(value) if f.init and (v := getattr(value, f.name)) != _default(f)}
    return {"is": type(value).__name__, **own} if isinstance(value, Condition) else own


def _default(field: Field[Any]) -> object:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


@lru_cache(maxsize=256)
def _builder(kind: Any) -> Build:
    """How to build a value of this type from plain JSON."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _union_builder(tuple(a for a in args if a is not NoneType), optional=NoneType in args)
    if origin is tuple:
        return _tuple_builder(args)
    if origin is not None and issubclass(origin, Mapping):
        value_of = _deferred(args[1])
        return lambda pairs: {key: value_of(value) for key, value in pairs}
    if is_dataclass(kind):
        return _dataclass_builder(kind)
    if issubclass(kind, Enum):
        return lambda value: kind(value)
    if issubclass(kind, date | time):
        return _iso(kind)
    return lambda value: value


def _iso(kind: type[date] | type[time]) -> Build:
    return lambda text: kind.fromisoformat(text)


def _deferred(kind: Any) -> Build:
    # Types refer to themselves (a column is a field, a condition has conditions), so the builder is asked for late.
    return lambda value: _builder(kind)(value)


def _tuple_builder(args: tuple[Any, ...]) -> Build:
    if len(args) == 2 and args[1] is Ellipsis:
        member = _deferred(args[0])
        # A word that took one name and takes several now: packs kept before hold the one.
        return lambda values: tuple(member(value) for value in ([values] if isinstance(values, str) else values))
    members = [_deferred(arg) for arg in args]
    return lambda values: tuple(build(value) for build, value in zip(members, values, strict=True))


def _union_builder(kinds: tuple[Any, ...], *, optional: bool) -> Build:
    if all(is_dataclass(kind) for kind in kinds) and len(kinds) > 1:
        by_name = {kind.__name__: _deferred(kind) for kind in kinds}
        return lambda value: None if value is None else by_name[value["is"]](value)
    if len(kinds) == 1:
        only = _deferred(kinds[0])
        return lambda value: None if value is None else only(value)
    return lambda value: value  # str | bool | int


def _dataclass_builder(kind: Any) -> Build:
    hints = get_type_hints(kind)
    builds = {f.name: _deferred(hints[f.name]) for f in fields(kind)}
    return lambda own: kind(**{name: builds[name](value) for name, value in own.items() if name != "is"})
