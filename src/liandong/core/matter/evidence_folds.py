"""PURE. What the events of evidence change in the state of a matter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from liandong.core.matter import events as e
from liandong.core.matter.case_file_folds import to_seal_anew
from liandong.core.matter.commands import Plain

if TYPE_CHECKING:
    from liandong.core.matter.state import Matter


def _evidence_added(state: Matter, event: e.EvidenceAdded, header: e.Header) -> dict[str, Any]:
    return {"evidence": (*state.evidence, *event.files)}


def _erasure_asked(state: Matter, event: e.ErasureAsked, header: e.Header) -> dict[str, Any]:
    asked = {"seq": header.seq, "account": header.account, "basis": event.basis, "reason": event.reason}
    return {"erasures": {**state.erasures, event.file: asked}}


def _without(state: Matter, file: str) -> dict[str, Mapping[str, Plain]]:
    return {key: asked for key, asked in state.erasures.items() if key != file}


def _erasure_refused(state: Matter, event: e.ErasureRefused, header: e.Header) -> dict[str, Any]:
    return {"erasures": _without(state, event.file)}


def _file_erased(state: Matter, event: e.FileErased, header: e.Header) -> dict[str, Any]:
    erased = {**state.erased, event.file: header.seq}
    return {"erasures": _without(state, event.file), "erased": erased, **to_seal_anew(state)}


def _sealed(state: Matter, event: e.EvidenceSealed, header: e.Header) -> dict[str, Any]:
    return {"sealed": header.at}


def _unsealed(state: Matter, event: e.EvidenceUnsealed, header: e.Header) -> dict[str, Any]:
    return {"sealed": ""}


EVIDENCE_FOLDS: Mapping[type[e.Event], Callable[..., dict[str, Any]]] = {
    e.EvidenceAdded: _evidence_added,
    e.EvidenceSealed: _sealed,
    e.EvidenceUnsealed: _unsealed,
    e.ErasureAsked: _erasure_asked,
    e.ErasureRefused: _erasure_refused,
    e.FileErased: _file_erased,
}
"""By event the fields of the state that it changes."""
