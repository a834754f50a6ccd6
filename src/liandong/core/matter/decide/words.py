"""PURE. Erasing words of the record where a law demands it: asked by one person, decided by another."""

from __future__ import annotations

from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.erasing import plain_without, texts_at, without


def ask_words_erasure(draft: Draft, command: c.AskWordsErasure) -> str:
    """The first of two persons: name the place, the law that demands that its words go, and why."""
    row = draft.allow("words.ask-erasure")
    texts = _texts(draft, command.place)
    if command.place in draft.state.word_erasures:
        raise Refusal("words.asked-already", field="place")
    seat = draft.actor.seat
    basis, reason = _said(command.basis, "basis"), _said(command.reason, "reason")
    # Whoever asks that words go must not write them down once more.
    basis, reason = plain_without(basis, texts), plain_without(reason, texts)
    draft.emit(e.WordsErasureAsked(command.place, basis, reason, seat.unit, seat.post))
    return row


def decide_words_erasure(draft: Draft, command: c.DecideWordsErasure) -> str:
    """The second person: agree, and they are gone; or turn it down, and they stay. Never who asked."""
    row = draft.allow("words.decide-erasure")
    asked = draft.state.word_erasures.get(command.place)
    if asked is None:
        raise Refusal("words.not-asked", field="place")
    if asked["account"] == draft.actor.account:
        raise Refusal("words.same-person", field="place")
    if not command.agreed:
        draft.emit(e.WordsErasureRefused(command.place, _said(command.words, "words")))
        return row
    texts = _texts(draft, command.place)
    left = without(draft.law.stands(), command.place, draft.procedure)
    words = plain_without(command.words.strip(), texts)
    basis, reason = (plain_without(str(asked[part]), texts) for part in ("basis", "reason"))
    draft.emit(e.WordsErased(command.place, int(str(asked["seq"])), basis, reason, words, list(left)))
    return row


def _texts(draft: Draft, place: str) -> tuple[str, ...]:
    texts = texts_at(draft.law.stands(), place, draft.procedure)
    if not texts:
        raise Refusal("words.nothing-there", field="place")
    return texts


def _said(words: str, field: str) -> str:
    if not words.strip():
        raise Refusal("erasure.no-basis" if field == "basis" else "reason.missing", field=field)
    return words.strip()
