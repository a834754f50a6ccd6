"""Days and moments as people read them, always in Asia/Shanghai."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from liandong.web.language import lang

SHANGHAI = ZoneInfo("Asia/Shanghai")
_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def local(at: datetime | str) -> datetime:
    """A moment (or its ISO text in the record) on the clock of Asia/Shanghai; naive times are refused."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    if moment.tzinfo is None:
        raise ValueError("a moment needs its offset; naive times are refused")
    return moment.astimezone(SHANGHAI)


def end_of_day(at: datetime) -> datetime:
    """The last moment of the day of `at` in Asia/Shanghai, which is the first of the next."""
    return local(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def day(on: date | datetime | str) -> str:
    """2026年11月24日（周二） / Tue 24 Nov 2026."""
    on = _as_date(on)
    if lang() == "en":
        return f"{_WEEKDAYS_EN[on.weekday()]} {on.day} {_MONTHS_EN[on.month - 1]} {on.year}"
    return f"{on.year}年{on.month}月{on.day}日（周{_WEEKDAYS_ZH[on.weekday()]}）"


def short_day(on: date | datetime | str) -> str:
    """11月24日 / 24 Nov: where the year is plain from what stands beside it."""
    on = _as_date(on)
    return f"{on.day} {_MONTHS_EN[on.month - 1]}" if lang() == "en" else f"{on.month}月{on.day}日"


def weekday(on: date | datetime | str) -> str:
    """周二 / Tue."""
    on = _as_date(on)
    return _WEEKDAYS_EN[on.weekday()] if lang() == "en" else f"周{_WEEKDAYS_ZH[on.weekday()]}"


def clock(at: datetime | str) -> str:
    """16:40."""
    return f"{local(at):%H:%M}"


def moment(at: datetime | str) -> str:
    """2026年11月24日（周二）16:40 / Tue 24 Nov 2026, 16:40."""
    between = ", " if lang() == "en" else " "
    return f"{day(at)}{between}{clock(at)}"


def last_moment(due: datetime | None) -> str:
    """The hour of a last moment, "" at the end of a day: then the day says it."""
    return clock(due) if due and clock(due) != "00:00" else ""


def iso(at: datetime | str) -> str:
    """The moment for a `datetime` attribute."""
    return local(at).isoformat(timespec="seconds")


def _as_date(on: date | datetime | str) -> date:
    if isinstance(on, str):
        on = local(on) if "T" in on else date.fromisoformat(on)
    return local(on).date() if isinstance(on, datetime) else on
