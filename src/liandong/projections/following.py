"""What follows the acts a second or two later, by the worker: the words of the search, and case files of what runs."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

from liandong.core.rules import Pack
from liandong.projections import search_write
from liandong.projections.case_files import write_case_file
from liandong.record import read


def follow(matter: str, seq: int, pack_of: Callable[[str], Pack]) -> bool:
    """Write both as the matter stands now, unless its event `seq` is in them already; whether it did.

    `pack_of` gives the pack of a hash. LookupError for a matter that is not on record. In the caller's transaction.
    """
    if search_write.holds(matter, seq):
        return False
    state = read.state(matter)
    if state is None:
        raise LookupError(f"the outbox names matter {matter}, which is not on record")
    pack = pack_of(state.pack_hash)
    with connection.cursor() as cursor:
        write_case_file(cursor, state, pack)
        return search_write.keep(cursor, state, pack)
