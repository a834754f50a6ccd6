"""PURE. Duty rosters: which post of a unit answers which telephone, from when to when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from liandong.core.matter.plain import ZONE, instant
from liandong.core.matter.state import Matter
from liandong.core.rules import FieldType, Procedure

COLUMNS: Mapping[str, FieldType] = {
    "starts_at": FieldType.INSTANT,
    "ends_at": FieldType.INSTANT,
    "post": FieldType.TEXT,
    "phone": FieldType.TEXT,
}
"""What each row of a roster holds, none of it optional."""


FIRST, LAST = date(1900, 1, 1), date(9998, 12, 31)  # beyond them the day before or after may not exist


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift of a unit's roster: the post on duty, never a person, with its telephone. `number` is the roster's."""

    matter: str
    number: str
    unit: str
    starts_at: datetime
    ends_at: datetime
    post: str
    phone: str

    def is_on(self, now: datetime) -> bool:
        """Whether it runs at this moment: its beginning belongs to it, its end to the next one."""
        return self.starts_at <= now < self.ends_at

    def touches(self, day: date) -> bool:
        """Whether any of it lies on a day in Asia/Shanghai: a night shift lies on two.

        One that ends before it begins was entered wrongly; it stands on the day of its beginning, to be seen there.
        """
        midnight = datetime.combine(day, time(), ZONE)
        following = midnight + timedelta(days=1)
        if self.ends_at <= self.starts_at:
            return midnight <= self.starts_at < following
        return self.starts_at < following and midnight < self.ends_at

    def contains(self, words: str) -> bool:
        """Whether post or telephone holds these words, small letters or capitals."""
        return words.lower() in f"{self.post} {self.phone}".lower()


def day_asked(typed: str) -> date | None:
    """The day that somebody typed as 2026-11-20, None for anything else."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


def shifts_of(state: Matter, procedure: Procedure) -> tuple[Shift, ...]:
    """The shifts of a roster as it stands now; none where the procedure keeps no roster, or nobody filed it."""
    rows = state.fields.get(procedure.roster) if procedure.roster else None
    return tuple(
        Shift(
            matter=state.id,
            number=state.number,
            unit=state.opened_by,
            starts_at=instant(row["starts_at"]),
            ends_at=instant(row["ends_at"]),
            post=str(row["post"]),
            phone=str(row["phone"]),
        )
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, dict)
    )
