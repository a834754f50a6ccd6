"""PURE. Scales: round numbers for an axis, and levels for squares."""

from __future__ import annotations

STEPS = (1, 2, 5)
LEVELS = 4  # shades beside none


def ticks(most: int, parts: int = 5) -> tuple[int, ...]:
    """Round numbers from 0 up, evenly apart, the last not below `most`; never more than `parts` + 1 of them."""
    power = 1
    while True:
        for step in STEPS:
            if step * power * parts >= most:
                step *= power
                count = max(1, -(-most // step))
                return tuple(step * n for n in range(count + 1))
        power *= 10


def level(count: int, most: int) -> int:
    """The shade of a count: 0 for none, 1 to LEVELS by its part of the largest; where all are small, by the count."""
    if count <= 0 or most <= 0:
        return 0
    return min(LEVELS, -(-count * LEVELS // max(most, LEVELS)))
