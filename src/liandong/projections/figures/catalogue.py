"""Every figure there is: its words, its parts and its table, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from liandong.core.figures import Figure, Table
from liandong.projections.figures import clocks, definitions, on_time, placed, placed_words, steps, units
from liandong.projections.figures.asked import Asked
from liandong.projections.figures.part import Cells, Part, counted


@dataclass(frozen=True, slots=True)
class Counter:
    """A figure, the parts that it counts, and the table that it makes of them."""

    figure: Figure
    parts: Callable[[Asked], tuple[Part, ...]]
    make: Callable[[Asked, Cells], Table]

    def table(self, asked: Asked) -> Table:
        """The figure's numbers, in one query."""
        return self.make(asked, counted({self.figure.name: self.parts(asked)})[self.figure.name])


FIGURES: Mapping[str, Counter] = {
    counter.figure.name: counter
    for counter in (
        Counter(definitions.ON_TIME, on_time.on_time_parts, on_time.on_time_table),
        Counter(definitions.CLOCKS, clocks.clock_parts, clocks.clock_table),
        Counter(definitions.AGEING, steps.ageing_parts, steps.ageing_table),
        Counter(definitions.TREND, on_time.trend_parts, on_time.trend_table),
        Counter(definitions.FUNNEL, steps.funnel_parts, steps.funnel_table),
        Counter(definitions.BY_STEP, steps.by_step_parts, steps.by_step_table),
        Counter(definitions.HAND_OVER, units.hand_over_parts, units.hand_over_table),
        Counter(definitions.SHARING, units.sharing_parts, units.sharing_table),
        Counter(placed_words.MAP, placed.map_parts, placed.map_table),
        Counter(placed_words.ITEM_PLACE, placed.item_parts, placed.item_table),
    )
}


def tables(asked: Mapping[str, Asked]) -> dict[str, Table]:
    """The numbers of several figures, by name, each as it is asked: one query for all of them."""
    cells = counted({name: FIGURES[name].parts(question) for name, question in asked.items()})
    return {name: FIGURES[name].make(question, cells[name]) for name, question in asked.items()}
