"""PURE. What a citizen may open without an account: who receives it, and what he is told of how it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from liandong.core.rules.fields import FieldType
from liandong.core.texts import Text

NOW = "now"  # of `fixed`: the moment, or the day, at which the citizen files
ASKED = frozenset(
    (
        *(FieldType.TEXT, FieldType.CHOICE, FieldType.CHOICES, FieldType.BOOL, FieldType.DATE, FieldType.INSTANT),
        *(FieldType.UNIT, FieldType.AMOUNT, FieldType.NUMBER, FieldType.PERSON, FieldType.FILES),
    )
)
"""What a citizen can be asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """How a field is asked of a citizen, where its own title is an officer's."""

    title: Text
    help: Text | None = None


@dataclass(frozen=True, slots=True)
class StageStep:
    """A step of the procedure in a citizen's words.

    `title` stands in the place of the stage's while this step is what happens; `unit` names the `unit` field of whoever
    deals with it then ("": whoever holds its task).
    """

    step: str
    title: Text | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One station of the way that a citizen sees; `shows` is the text field that he is told once it is behind."""

    title: Text
    steps: tuple[StageStep, ...]
    shows: str = ""


@dataclass(frozen=True, slots=True)
class Public:
    """An entry `by: citizen`.

    `receiver` is a capacity, or the `unit` field in which the citizen names the unit: the matter is opened in its name,
    as if it had received it then. `fixed` holds the facts that are so for whatever comes this way.
    """

    receiver: str
    by_field: bool  # whether `receiver` is a field
    stages: tuple[Stage, ...]
    fixed: Mapping[str, str | bool] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)

    def stage_of(self, step: str) -> int:
        """The place of the stage that a step belongs to, -1 if the citizen is told nothing of it."""
        for place, stage in enumerate(self.stages):
            if any(each.step == step for each in stage.steps):
                return place
        return -1
