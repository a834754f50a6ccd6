"""Operations by township: how many are listed, how many begin today, and which of them a township's number leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from liandong.core.clashing import Operation
from liandong.core.figures import Head, Table, completed
from liandong.core.placing import SEVERAL, township_of
from liandong.core.rules import Pack
from liandong.core.texts import Text
from liandong.projections.figures.placed import NOWHERE, township_heads

LISTED, TODAY = "listed", "today"
COLUMNS = (
    Head(LISTED, Text("未结束的行动", "Operations not ended")),
    Head(TODAY, Text("今天开始", "begin today")),
)


def place_of(operation: Operation, townships: Mapping[str, str]) -> str:
    """The township of an operation, SEVERAL or NOWHERE: the keys of the county's map."""
    if operation.place_unit == SEVERAL:
        return SEVERAL
    return townships.get(operation.place_unit, NOWHERE)


def at_place(found: Iterable[Operation], place: str, pack: Pack) -> list[Operation]:
    """Those of one township, all where none is asked."""
    townships = township_of(pack)
    return [each for each in found if not place or place_of(each, townships) == place]


def by_place(found: Iterable[Operation], pack: Pack, today: date) -> Table:
    """The numbers of each township."""
    townships, cells = township_of(pack), Counter[tuple[str, str]]()
    for each in found:
        place = place_of(each, townships)
        cells[place, LISTED] += 1
        cells[place, TODAY] += each.day == today
    return completed(township_heads(pack), COLUMNS, cells)
