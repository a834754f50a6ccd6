"""PURE. What the events of an erasure of words change in the state of a matter.

The words themselves leave the state by another way: it is folded anew from what is left (`record.erasure`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from liandong.core.matter import words_events as e
from liandong.core.matter.case_file_folds import to_seal_anew
from liandong.core.matter.commands import Plain

if TYPE_CHECKING:
    from liandong.core.matter.events import Header
    from liandong.core.matter.state import Matter


def _asked(state: Matter, event: e.WordsErasureAsked, header: Header) -> dict[str, Any]:
    asked = {"seq": header.seq, "account": header.account, "basis": event.basis, "reason": event.reason}
    return {"word_erasures": {**state.word_erasures, event.place: asked}}


def _without(state: Matter, place: str) -> dict[str, Mapping[str, Plain]]:
    return {key: asked for key, asked in state.word_erasures.items() if key != place}


def _refused(state: Matter, event: e.WordsErasureRefused, header: Header) -> dict[str, Any]:
    return {"word_erasures": _without(state, event.place)}


def _erased(state: Matter, event: e.WordsErased, header: Header) -> dict[str, Any]:
    return {"word_erasures": _without(state, event.place), **to_seal_anew(state)}


WORDS_FOLDS: Mapping[type, Callable[..., dict[str, Any]]] = {
    e.WordsErasureAsked: _asked,
    e.WordsErasureRefused: _refused,
    e.WordsErased: _erased,
}
"""By event the fields of the state that it changes."""
