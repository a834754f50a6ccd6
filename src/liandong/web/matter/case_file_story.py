"""What happened to the case file, in one sentence each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from liandong.core.matter import events as e
from liandong.core.rules import Pack
from liandong.web.language import say, t


def _closed(pack: Pack, event: e.CaseFileClosed) -> str:
    kept = pack.archive.retentions.get(event.retention)
    period = say(kept.title) if kept else event.retention
    lacking = t(f"，缺{len(event.lacking)}项，均有理由", f", {len(event.lacking)} things lacking, each with its reason")
    return t(
        f"归档，档号{event.number}，保管期限{period}",
        f"Archived under {event.number}, kept: {period}",
    ) + (lacking if event.lacking else "")


def _packaged(pack: Pack, event: e.CaseFilePackaged) -> str:
    short = event.sha256[:12]
    return t(f"档案包已封存（校验值{short}）", f"The package is sealed (hash {short})")


def _transferred(pack: Pack, event: e.CaseFileTransferred) -> str:
    return t(f"档案包移交{event.to}", f"The package was handed over to {event.to}")


CASE_FILES_TOLD: Mapping[type[e.Event], Callable[[Pack, Any], str]] = {
    e.CaseFileClosed: _closed,
    e.CaseFilePackaged: _packaged,
    e.CaseFileTransferred: _transferred,
}
