"""What pages read: worklist, matters, parties and running clocks as rows, folded from the record.

The timeline has no rows of its own: `record.read` gives a matter's events by (matter, seq) in one index walk, and a
second copy of every event would be written in the hot transaction only to say the same thing twice.

`apply(before, after, events, cursor, pack=…)` is called by `act` inside its transaction.
"""

from liandong.projections.write import apply

__all__ = ["apply"]
