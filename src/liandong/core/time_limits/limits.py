"""PURE. A time limit as a text states it: a unit, a number where it has one, and which way it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from liandong.core.texts import Text


class LimitError(ValueError):
    """A time limit that cannot be read; `words` says what was found and what to write, `str()` the English of it."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Text(zh, en)


class Unit(StrEnum):
    """What a limit counts in. `immediately` (立即) and `promptly` (及时) have no number in law."""

    IMMEDIATELY = "immediately"
    PROMPTLY = "promptly"
    SAME_DAY = "same day"
    HOURS = "hours"
    WORKING_DAYS = "working days"
    NATURAL_DAYS = "natural days"
    SET_DAY = "set day"  # the day that somebody set in the matter (`until` in a pack); it never rolls

    @property
    def is_counted(self) -> bool:
        """Whether a limit in this unit has a number."""
        return self in (Unit.HOURS, Unit.WORKING_DAYS, Unit.NATURAL_DAYS)


class Force(StrEnum):
    """How hard a text means a limit. It never moves the day, only what being late means."""

    MUST = "must"
    IN_PRINCIPLE = "in-principle"  # 原则上: late is allowed with a recorded reason
    USUAL = "usual"  # 一般
    MAY = "may"  # 可以


FORMS = '"immediately", "promptly", "same day", "24 hours", "5 working days", "10 natural days"'
_COUNTED = re.compile(r"([1-9][0-9]{0,3}) (clear )?(hours?|working days?|natural days?)( before)?")
_PLAIN = {unit.value: unit for unit in Unit if not unit.is_counted}
_LOOSE = re.compile(r"\s*[0-9]+\s*(days?|日|天)\s*(before)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A limit: `n` of `unit`; `before`: counted backwards from the day of the action (提前).

    `clear`: that many whole days lie between, so that the day counted last is one more; only where a text says so, for
    提前3日 alone does not.
    """

    unit: Unit
    n: int = 0
    before: bool = False
    clear: bool = False
    has_end: bool = field(init=False, repr=False, compare=False)  # whether it can be missed at all
    _words: str = field(init=False, repr=False, compare=False)  # kept, for every act writes it

    def __post_init__(self) -> None:
        if self.unit.is_counted != (self.n > 0):
            raise LimitError(
                f"{self.n} {self.unit}：有数字的期限从1起，其余没有数字",
                f"{self.n} {self.unit}: a counted limit begins at 1, the others have no number",
            )
        if self.before and not self.unit.is_counted:
            raise LimitError(
                f"“{self.unit}”不能向前计算，请写数字，例如“3 working days before”",
                f'"{self.unit}" cannot be counted backwards: write a number, e.g. "3 working days before"',
            )
        if self.clear and not (self.before and self.unit in (Unit.WORKING_DAYS, Unit.NATURAL_DAYS)):
            raise LimitError(
                "“clear”（期间整日）不是向前计算的日数，请写例如“3 clear working days before”",
                '"clear" without days that are counted backwards: write e.g. "3 clear working days before"',
            )
        object.__setattr__(self, "has_end", self.unit not in (Unit.IMMEDIATELY, Unit.PROMPTLY))
        object.__setattr__(self, "_words", self._written())

    @property
    def counted_back(self) -> int:
        """How many days a backward limit counts: the clear ones, and the one on which it falls."""
        return self.n + self.clear

    @staticmethod
    def parse(text: str) -> TimeLimit:
        """Read "5 working days", "24 hours", "immediately", …; there is no default unit, and "days" alone is
        refused, because whether 日 means working or natural days is a reading that the pack must state."""
        return _parse(text)

    def __str__(self) -> str:
        return self._words

    def _written(self) -> str:
        if not self.unit.is_counted:
            return self.unit.value
        unit = self.unit.value.removesuffix("s") if self.n == 1 else self.unit.value
        return f"{self.n} {'clear ' if self.clear else ''}{unit}{' before' if self.before else ''}"


@lru_cache(maxsize=4096)
def _parse(text: str) -> TimeLimit:
    words = " ".join(text.split())
    if words in _PLAIN:
        return TimeLimit(_PLAIN[words])
    if found := _COUNTED.fullmatch(words):
        unit = found[3] if found[3].endswith("s") else f"{found[3]}s"
        return TimeLimit(Unit(unit), int(found[1]), before=found[4] is not None, clear=found[2] is not None)
    if _LOOSE.fullmatch(text):
        raise LimitError(
            f"“{text}”没有写明是工作日还是自然日，请写“working days”或“natural days”，法律没有默认",
            f'"{text}" does not say which days: write "working days" or "natural days"; the law gives no default',
        )
    if words.isdecimal():
        raise LimitError(f"“{text}”没有单位，请写{FORMS}之一", f'"{text}" has no unit: write one of {FORMS}')
    raise LimitError(f"“{text}”不是期限，请写{FORMS}之一", f'"{text}" is not a time limit: write one of {FORMS}')
