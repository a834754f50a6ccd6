"""A month small, with its days off: no more than the calendar knows by itself."""

from __future__ import annotations

from datetime import date, datetime

from liandong.core.figures import Drawing
from liandong.core.pictures.months import DayGiven, weeks_of
from liandong.core.pictures.months import month as drawn_month
from liandong.packs import library
from liandong.web import dates
from liandong.web.calendar.kinds import KindSeen, kind_seen
from liandong.web.figures.drawn import SMALL, Picture
from liandong.web.language import t

TONES = {"work": "ground", "make-up": "ground", "rest": "level-1", "holiday": "level-1"}


def glance(now: datetime) -> Picture:
    """The month of `now`."""
    calendar, first = library().calendar(), dates.local(now).date().replace(day=1)
    days = [bare(kind_seen(calendar, day), day, in_month=day.month == first.month) for day in weeks_of(first)]
    return Picture("small-calendar", Drawing.MONTH, drawn_month(days, weekdays(), SMALL, 0), links=False)


def bare(kind: KindSeen, day: date, *, in_month: bool, lines: tuple[tuple[str, str], ...] = ()) -> DayGiven:
    """A day as a picture draws it."""
    if kind.firm or not in_month:
        return DayGiven(day, TONES[kind.look], kind.mark, lines)
    return DayGiven(day, "missing", kind.mark or t("暂定", "provisional"), lines)


def weekdays() -> list[str]:
    """周一 to 周日."""
    monday = date(2026, 11, 23)
    return [dates.weekday(date.fromordinal(monday.toordinal() + place)) for place in range(7)]
