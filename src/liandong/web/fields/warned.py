"""What a form says of other operations while it is filled in, as its template draws it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Other:
    """Another operation; `matter`, `number`, `place` and `units` are "" where the reader may not see its matter."""

    matter: str
    number: str
    starts_at: datetime
    ended_at: datetime | None
    place: str
    units: str


@dataclass(frozen=True, slots=True)
class OfficerElsewhere:
    """An officer who is named for another operation of that day."""

    officer: str
    certificate: str
    other: Other


@dataclass(frozen=True, slots=True)
class Visited:
    """A company that others visit within the period: how often so far, how often planned, and the latest of them."""

    name: str
    code: str
    past: int
    planned: int
    others: tuple[Other, ...]
    by_name: bool


@dataclass(frozen=True, slots=True)
class Warnings:
    """All that is said of one operation; `months` is the period in which visits are counted."""

    officers: tuple[OfficerElsewhere, ...] = ()
    visited: tuple[Visited, ...] = ()
    months: int = 0

    def __bool__(self) -> bool:
        return bool(self.officers or self.visited)


@dataclass(frozen=True, slots=True)
class Beside:
    """The live region of a form: where it asks, the fields whose change makes it ask, and what it says now."""

    url: str
    fields: tuple[str, ...]
    warnings: Warnings

    @property
    def after(self) -> str:
        """The control under which it stands: the last of those it watches."""
        return self.fields[-1]

    @property
    def trigger(self) -> str:
        """The changes that make it ask anew, in the words of htmx."""
        places = (f"#f-{name.replace('.', '-')}-field" for name in self.fields)
        return ", ".join(f"change from:{place} delay:300ms" for place in places)
