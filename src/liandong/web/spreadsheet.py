"""Rows as a CSV file that a spreadsheet opens, with no cell that it would run; each file is logged before it leaves.

The file is written aside first (on disk where it is long): only then is it known how many rows leave the house, and the
log of deeds says so before the first of them does.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import StreamingHttpResponse

from liandong.record import deeds
from liandong.record.deeds import DeedKind
from liandong.web.request import Seated

AT_ONCE = 64 * 1024  # characters


def csv_response(request: Seated, rows: Iterable[list[Any]], name: str, subject: str = "") -> StreamingHttpResponse:
    """The rows, the heads first, as the file `name`.csv, in the language of the request; logged with its rows.

    `subject` is the key of the file of evidence that the rows are about.
    """
    file = TemporaryFile("w+", encoding="utf-8-sig", newline="")  # noqa: SIM115 - closed when it has been sent
    writer = csv.writer(file)
    count = -1  # the heads are no row
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        count += 1
    log_export(request, f"{name}.csv", max(count, 0), subject)
    response = StreamingHttpResponse(_sent(file), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def log_export(request: Seated, file: str, rows: int, subject: str = "") -> None:
    """Put an export on the log of deeds: the file, and what the address asked of it."""
    asked = "&".join(f"{name}={value}" for name, value in request.GET.items())
    about = f"{file} {request.path}{'?' if asked else ''}{asked}".replace("\x00", "")
    deeds.note(request.actor, request.now, DeedKind.EXPORTED, about, rows, subject)


def _sent(file: IO[str]) -> Iterator[bytes]:
    with file:
        file.flush()
        file.buffer.seek(0)  # type: ignore[attr-defined]
        while part := file.buffer.read(AT_ONCE):  # type: ignore[attr-defined]
            yield part


def _cell(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula is marked as text."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value
