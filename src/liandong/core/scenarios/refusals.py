"""PURE. Whether the refusal that came is the one that a scenario means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from liandong.core.errors import Refusal
from liandong.core.scenarios.script import Line, Refused
from liandong.core.words import say


def refusal_differences(line: Line, refusal: Refusal | None, lang: str) -> Iterator[str]:
    """How the refusal that came differs from the one that the line expects; `lang` is that of quoted words."""
    wanted = line.refused
    if refusal and not wanted:
        yield f"{line.place}: refused, {say(refusal, lang).full()}"
    elif wanted and not refusal:
        yield f"{line.place}: expected the refusal {wanted.code}, but the act went through"
    elif wanted and refusal and not _is_it(wanted, refusal):
        which = f"refuses_when.{wanted.line}" if wanted.line else ""
        parts = (wanted.code, wanted.field, ", ".join(wanted.fields), wanted.rule, which)
        fields = ", ".join(_unfit(refusal)) or "no field"
        rule = ".refuses_when.".join(filter(None, (refusal.rule, str(refusal.line or ""))))
        found = f"{say(refusal, lang).full()} ({fields}; {', '.join((rule, *refusal.rules)) if rule else 'no rule'})"
        meant = " ".join(part for part in parts if part)
        yield f"{line.place}: expected the refusal {meant}, found {found}"


def _is_it(wanted: Refused, refusal: Refusal) -> bool:
    """Whether this is the refusal meant: the whole, or one part of it where several fields do not fit."""
    parts: Sequence[Refusal] = getattr(refusal, "parts", ())
    codes = {wanted.code} & {refusal.code, *(part.code for part in parts)}
    whole = refusal.code == wanted.code
    fields = {refusal.field, *(part.field for part in parts if whole or part.code == wanted.code)}
    if wanted.fields and wanted.fields != _unfit(refusal):
        return False
    if wanted.line and wanted.line != refusal.line:
        return False
    return bool(codes) and wanted.field in ("", *fields) and wanted.rule in ("", refusal.rule, *refusal.rules)


def _unfit(refusal: Refusal) -> tuple[str, ...]:
    """All fields that a refusal names, in its order."""
    parts: Sequence[Refusal] = getattr(refusal, "parts", ()) or (refusal,)
    return tuple(part.field for part in parts if part.field)
