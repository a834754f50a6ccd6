"""Log lines: one line an event, the moment first, in Shanghai's time with its offset."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class MomentFirst(logging.Formatter):
    """`2026-11-21T11:00:51+08:00 WARNING liandong.worker text`; a traceback follows on lines of its own."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - logging's name
        """The moment of the record, to the second."""
        return datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="seconds")


def logging_to_standard_output(level: str) -> dict[str, Any]:
    """A dictConfig that writes everything from `level` on to standard output; the site's supervisor keeps it."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "liandong.config.log_lines.MomentFirst"}},
        "handlers": {"out": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "line"}},
        "root": {"handlers": ["out"], "level": "WARNING"},
        "loggers": {
            "liandong": {"level": level},
            "django": {"level": "WARNING"},
            "django.request": {"level": "ERROR"},
            "axes": {"level": "WARNING"},
            "django-q": {"level": "WARNING"},
        },
    }
