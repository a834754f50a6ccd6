"""Every figure there is: its words, its parts and its table, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from liandong.core.figures import Figure, Table
from liandong.projections.figures import definitions, on_time, steps, units
from liandong.projections.figures.asked import Asked
from liandong.projections.figures.part import Part


@dataclass(frozen=True, slots=True)
class Counter:
    """A figure, the parts that it counts, and the table that it makes of them."""

    figure: Figure
    parts: Callable[[Asked], tuple[Part, ...]]
    table: Callable[[Asked], Table]


FIGURES: Mapping[str, Counter] = {
    counter.figure.name: counter
    for counter in (
        Counter(definitions.ON_TIME, on_time.on_time_parts, on_time.on_time_table),
        Counter(definitions.AGEING, steps.ageing_parts, steps.ageing_table),
        Counter(definitions.TREND, on_time.trend_parts, on_time.trend_table),
        Counter(definitions.FUNNEL, steps.funnel_parts, steps.funnel_table),
        Counter(definitions.BY_STEP, steps.by_step_parts, steps.by_step_table),
        Counter(definitions.HAND_OVER, units.hand_over_parts, units.hand_over_table),
        Counter(definitions.SHARING, units.sharing_parts, units.sharing_table),
    )
}
