"""Rows as a CSV file that a spreadsheet opens, sent as they are read, with no cell that it would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.translation import override

from liandong.web.language import lang

BOM = "\ufeff"


class _Echo:
    """Gives each line back to whoever writes it, so that the file is never held whole."""

    def write(self, line: str) -> str:
        return line


def csv_response(rows: Iterable[list[Any]], name: str) -> StreamingHttpResponse:
    """The rows as the file `name`.csv, in the language of the request."""
    response = StreamingHttpResponse(_lines(rows, lang()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _lines(rows: Iterable[list[Any]], language: str) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BOM
    with override("en" if language == "en" else "zh-hans"):  # the file is sent after the request is answered
        for row in rows:
            yield writer.writerow([_cell(value) for value in row])


def _cell(value: Any) -> str:
    """A cell that a spreadsheet would run as a formula is marked as text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
