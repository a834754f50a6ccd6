"""Places in the numbering of units. Drawn in the transaction of the act: what is refused takes no number."""

from __future__ import annotations

from liandong.record.pen import Pen


def next_place(pen: Pen, county: str, series: str, year: int) -> int:
    """The next place of a series (`UNIT/WORD`) in a year: 1, 2, 3, … without gaps, under any number of writers.

    The row stays locked until the act ends, so that a place drawn by an act that fails is drawn again by the next.
    """
    pen.execute(
        "INSERT INTO papers_series (county, series, year, last) VALUES (%s, %s, %s, 1) "
        "ON CONFLICT (county, series, year) DO UPDATE SET last = papers_series.last + 1 RETURNING last",
        (county, series, year),
    )
    return int(pen.fetchone()[0])
