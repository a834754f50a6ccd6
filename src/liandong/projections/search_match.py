"""The words and marks of a search, said to the full-text index of each database."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from liandong.core.found_words import Wanted


def holding(what: Wanted, marks: Collection[str] = (), one_of: Collection[str] = ()) -> Q:
    """Rows that hold every word, every mark and one of `one_of`; a run of three characters and more as it was asked."""
    sql = _IN_VECTOR if connection.vendor == "postgresql" else _IN_FTS
    param = match(what, marks, one_of)
    held: Any = RawSQL(sql, (param,), output_field=BooleanField())  # noqa: S611 - fixed text, the words are a parameter
    return _with_phrases(Q(held), what)


def among(rows: Collection[int], what: Wanted) -> Q:
    """Those of some rows with the tokens (`first_of` gave all of them) that hold the runs as they were asked.

    Asked for the tokens anew in an order, PostgreSQL may walk the order to its end to find the one row that has them.
    """
    return _with_phrases(Q(pk__in=rows), what)


def _with_phrases(held: Q, what: Wanted) -> Q:
    return reduce(lambda q, phrase: q & Q(plain__contains=phrase), what.phrases, held)


def match(what: Wanted, marks: Collection[str] = (), one_of: Collection[str] = ()) -> str:
    """The same, but for the runs, as this database's full-text index is asked."""
    # Tokens are letters and digits alone (core.found_words) and marks are ours: the quotes around them cannot be ended.
    quote, both, either = ("'", " & ", " | ") if connection.vendor == "postgresql" else ('"', " AND ", " OR ")
    asked = both.join(f"{quote}{token}{quote}" for token in (*what.tokens, *marks))
    if one_of:
        asked += f"{both}({either.join(f'{quote}{token}{quote}' for token in one_of)})"
    return asked


def first_of(what: Wanted, marks: Collection[str], most: int) -> list[int]:
    """The numbers of some rows with these tokens and marks, at most so many, in no order, whoever may see them."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRST[connection.vendor], [match(what, marks), most])
        return [row[0] for row in cursor.fetchall()]


_IN_FTS = (
    "projections_search.id IN (SELECT rowid FROM projections_search_words WHERE projections_search_words MATCH %s)"
)
_IN_VECTOR = "projections_search.tokens @@ %s::tsquery"
_FIRST = {
    "sqlite": "SELECT rowid FROM projections_search_words WHERE projections_search_words MATCH %s LIMIT %s",
    # By itself: a limit would make PostgreSQL hope for an early find and read the whole table for a rare word.
    "postgresql": "WITH held AS MATERIALIZED (SELECT id FROM projections_search WHERE tokens @@ %s::tsquery) "
    "SELECT id FROM held LIMIT %s",
}
