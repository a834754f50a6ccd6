"""PURE. What the events of the case file change in the state of a matter: the mapping `archived`, empty before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from liandong.core.matter import events as e

if TYPE_CHECKING:
    from liandong.core.matter.state import Matter


def _closed(state: Matter, event: e.CaseFileClosed, header: e.Header) -> dict[str, Any]:
    archived = {
        "at": header.at,
        "seq": header.seq,
        "unit": header.unit,
        "post": header.post,
        "number": event.number,
        "retention": event.retention,
        "years": event.years,
        "year": event.year,
        "keep_until": event.keep_until,
        "lacking": [dict(each) for each in event.lacking],
    }
    return {"archived": archived}


def _packaged(state: Matter, event: e.CaseFilePackaged, header: e.Header) -> dict[str, Any]:
    package = {
        "at": header.at,
        "file": event.file,
        "sha256": event.sha256,
        "size": event.size,
        "through": event.through,
    }
    return {"archived": {**state.archived, "package": package}}


def _transferred(state: Matter, event: e.CaseFileTransferred, header: e.Header) -> dict[str, Any]:
    transfer = {"at": header.at, "to": event.to, "transfer": event.transfer, "sha256": event.sha256}
    return {"archived": {**state.archived, "transfer": transfer}}


def to_seal_anew(state: Matter) -> dict[str, Any]:
    """What an erasure changes in an archived case file: its package holds what is gone, and is written anew."""
    if "package" not in state.archived:
        return {}
    return {"archived": {name: value for name, value in state.archived.items() if name != "package"}}


CASE_FILE_FOLDS: Mapping[type[e.Event], Callable[..., dict[str, Any]]] = {
    e.CaseFileClosed: _closed,
    e.CaseFilePackaged: _packaged,
    e.CaseFileTransferred: _transferred,
}
"""By event the fields of the state that it changes."""
