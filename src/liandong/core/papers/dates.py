"""PURE. Days and moments as official papers write them: 2026年11月21日, no leading zero (GB/T 9704-2012, 7.3.5.4)."""

from __future__ import annotations

from datetime import date, datetime

from liandong.core.matter.plain import ZONE


def day_words(day: date) -> str:
    """A day: 2026年1月9日."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment_words(at: datetime) -> str:
    """A moment in Asia/Shanghai: 2026年1月9日8时05分. `at` has its offset."""
    local = at.astimezone(ZONE)
    return f"{day_words(local.date())}{local.hour}时{local.minute:02}分"
