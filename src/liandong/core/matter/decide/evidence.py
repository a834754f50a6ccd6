"""PURE. Acts on the evidence of a matter: add to it, seal it, and erase a file of it where the law demands it."""

from __future__ import annotations

from liandong.core.errors import Refusal
from liandong.core.evidence import Item, attached, items_in
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.decide.masks import sees_files
from liandong.core.matter.state import Matter
from liandong.core.texts import Text

FILES = Text("证据", "evidence")


def add_evidence(draft: Draft, command: c.AddEvidence) -> str:
    """Add files beside all forms; several units may do so at once, and none takes the place of another's."""
    row = draft.allow("evidence.supplement")
    try:
        items = attached(command.files, 1, draft.file)
    except Refusal as refusal:
        raise refusal.placed("files", title=FILES) from None
    known = {item["key"] for item in named(draft.state)}
    new: list[c.Plain] = [item for item in items if isinstance(item, dict) and item["key"] not in known]
    if not new:
        raise Refusal("evidence.named-already", field="files")
    draft.emit(e.EvidenceAdded(new, _words(command.words, "words")))
    return row


def seal_evidence(draft: Draft, command: c.SealEvidence) -> str:
    """封存: pin what the evidence of the matter is now; nothing of it is replaced or erased until it is unsealed."""
    row = draft.allow("evidence.seal")
    _unsealed(draft)
    erased = draft.state.erased
    files = {str(item["key"]): str(item["sha256"]) for item in named(draft.state) if item["key"] not in erased}
    if not files:
        raise Refusal("evidence.none", number=draft.state.number)
    pinned: list[c.Plain] = [{"key": key, "sha256": sha256} for key, sha256 in files.items()]
    basis, reason = _words(command.basis, "basis"), _words(command.reason, "reason")
    draft.emit(e.EvidenceSealed(pinned, basis, reason))
    return row


def unseal_evidence(draft: Draft, command: c.UnsealEvidence) -> str:
    """启封: the evidence may be worked on again."""
    row = draft.allow("evidence.seal")
    if not draft.state.sealed:
        raise Refusal("evidence.not-sealed", number=draft.state.number)
    draft.emit(e.EvidenceUnsealed(_words(command.reason, "reason")))
    return row


def ask_erasure(draft: Draft, command: c.AskErasure) -> str:
    """The first of two persons: name the file, the law that demands its erasure, and why."""
    row = draft.allow("evidence.ask-erasure")
    _unsealed(draft)
    item = _file(draft, command.file)
    if command.file in draft.state.erasures:
        raise Refusal("erasure.asked-already", field="file", name=str(item["name"]))
    seat = draft.actor.seat
    basis, reason = _words(command.basis, "basis"), _words(command.reason, "reason")
    draft.emit(e.ErasureAsked(command.file, str(item["sha256"]), basis, reason, seat.unit, seat.post))
    return row


def decide_erasure(draft: Draft, command: c.DecideErasure) -> str:
    """The second person: agree, and the content is destroyed; or turn it down, and it stays. Never who asked."""
    row = draft.allow("evidence.decide-erasure")
    _unsealed(draft)
    item = _file(draft, command.file)
    asked = draft.state.erasures.get(command.file)
    if asked is None:
        raise Refusal("erasure.not-asked", field="file", name=str(item["name"]))
    if asked["account"] == draft.actor.account:
        raise Refusal("erasure.same-person", field="file", name=str(item["name"]))
    if not command.agreed:
        draft.emit(e.ErasureRefused(command.file, _words(command.words, "words")))
        return row
    seq, basis, reason = int(str(asked["seq"])), str(asked["basis"]), str(asked["reason"])
    draft.emit(e.FileErased(command.file, str(item["sha256"]), seq, basis, reason, command.words.strip()))
    return row


def named(state: Matter) -> list[Item]:
    """Every file among the facts, the answers and what was added beside them, each once."""
    found = [state.fields, *(task.answers for task in state.tasks), list(state.evidence)]
    return list({str(item["key"]): item for item in items_in(found)}.values())


def _file(draft: Draft, key: str) -> Item:
    """A file that the matter names and that the actor may see; one that a correction replaced is named no more."""
    state, procedure, seat = draft.state, draft.procedure, draft.actor.seat
    item = next((item for item in named(state) if item["key"] == key), None)
    if item is None or key in state.erased:
        raise Refusal("evidence.not-named", field="file")
    holding = ((name, items_in(state.fields.get(name))) for name in procedure.file_fields)
    fields = [name for name, items in holding if any(one["key"] == key for one in items)]
    if not all(sees_files(state, procedure, name, seat) for name in fields):
        raise Refusal("evidence.not-named", field="file")
    return item


def _unsealed(draft: Draft) -> None:
    if draft.state.sealed:
        raise Refusal("evidence.sealed", number=draft.state.number)


def _words(words: str, field: str) -> str:
    if not words.strip():
        raise Refusal("erasure.no-basis" if field == "basis" else "reason.missing", field=field)
    return words.strip()
