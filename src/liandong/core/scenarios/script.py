"""PURE. A scenario as data: what is opened and done, by whom and when, and what must then be so.

The YAML form is explained in docs/howto/mechanism-format.md. Moments are aware; units and posts stand as codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from liandong.core.actors import Seat
from liandong.core.matter.commands import Fields

IT = "it"
"""The name of a matter that the scenario does not name."""


@dataclass(frozen=True, slots=True)
class By:
    """Who acts: a unit ("" = the clock, or `citizen`), and a post if the scenario names one ("" = whose act it is)."""

    unit: str
    post: str = ""
    citizen: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal that must come; empty parts are not compared. `fields` are all that do not fit, in order.

    `rule` is the element that refuses, or a rule that its line carries; `line` which of its `refuses_when`, from 1.
    """

    code: str
    field: str = ""
    rule: str = ""
    fields: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Expect:
    """What must be so. Only the keys that stand in `says` are compared; `place` is the line's file and line."""

    says: Mapping[str, object]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A matter is opened."""

    name: str
    procedure: str
    entry: str
    fields: Fields = field(default_factory=dict)
    origin: str = ""
    origin_kind: str = "reapplication"
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Completing:
    """An open task is completed; `unit` says whose, where several units hold one, `row` which row's, from 1."""

    step: str
    outcome: str
    fields: Fields = field(default_factory=dict)
    unit: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Ordering:
    """Another command, by its word in the format, with what it is given."""

    command: str
    given: Mapping[str, object] = field(default_factory=dict)
    unit: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Passing:
    """Time passes to the line's moment, and the clock acts at each moment that comes due.

    `names` are those of matters that the clock opens on the way, by procedure, or by `procedure#entry`; "" stands for
    whichever.
    """

    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vacating:
    """A seat loses its holder; the clock hands on the tasks that wait for it."""

    seat: Seat


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a scenario; `starts` names the matter that its act starts."""

    act: Opening | Completing | Ordering | Passing | Vacating
    at: datetime
    by: By | None = None
    matter: str = ""
    starts: str = ""
    refused: Refused | None = None
    expect: Expect | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """One scenario; `leads` says who is in charge of an executive field (None: nobody), instead of the pack."""

    name: str
    lines: tuple[Line, ...]
    expect: Expect | None = None
    vacant: frozenset[Seat] = frozenset()
    leads: Mapping[str, Seat | None] = field(default_factory=dict)
    place: str = ""
