"""Parties, limits and related matters of a pack in words, for people who read the mechanism beside the document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from liandong.core.bpmn_words import party_words, recurrence_words, spread_words
from liandong.core.conditions import Condition
from liandong.core.matter.decide.waiting import WITHDRAWN
from liandong.core.matter.fields import title_of
from liandong.core.path_titles import path_title
from liandong.core.rules import (
    Ask,
    Awaits,
    Entry,
    FieldType,
    Pack,
    Party,
    PartyKind,
    PartyLine,
    Procedure,
    Starts,
    Step,
    Within,
)
from liandong.core.rules.procedures import ANY
from liandong.core.texts import Text
from liandong.core.time_limits import Unit
from liandong.core.time_words import FORCES, limit_text
from liandong.web.mechanism.conditions_said import Conditions
from liandong.web.mechanism.labels import both, joined

ACTING = Text("办理单位", "acting unit")
TAKEN_BACK = Text("被撤回", "taken back")
ANY_MATTER = Text("任何事项", "any matter")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one procedure of a pack."""

    pack: Pack
    procedure: Procedure

    def parties(self, parties: Iterable[Party], *, every: bool = True) -> Text:
        """Several parties in a row; without `every` any unit of a kind, or any member, will do."""
        return joined(self.party(party, every=every) for party in parties)

    def party(self, party: Party, *, every: bool = True) -> Text:
        """Who: a capacity, a kind, a group, the unit in a field, a post of it, leaders, the units of rows."""
        return both(lambda lang: party_words(self.pack, self.procedure, party, lang, every=every))

    def told(self, parties: Iterable[Party]) -> list[Party]:
        """The parties among these that are units."""
        return [party for party in parties if not self._is_person(party)]

    def informed(self, parties: Iterable[Party]) -> list[Party]:
        """The citizens among these."""
        return [party for party in parties if self._is_person(party)]

    def _is_person(self, party: Party) -> bool:
        field = self.procedure.fields.get(party.name) if party.by is PartyKind.FIELD else None
        return field is not None and field.type is FieldType.PERSON

    def fields(self, names: Iterable[str]) -> Text:
        """The titles of fields in a row."""
        return joined(self.procedure.fields[name].title for name in names)

    def bearers(self, step: Step) -> list[tuple[Text, Text | None]]:
        """Each line of `by` or `each`: the party, and when."""
        lines: tuple[PartyLine, ...] = step.each or step.by
        return [(self.party(line.party), self.when(line.when, step)) for line in lines]

    def spread(self, step: Step) -> Text:
        """How the tasks of an `each` step are spread."""
        return both(lambda lang: spread_words(step, lang))

    def recurs(self, entry: Entry) -> Text | None:
        """When the clock opens a matter, None where somebody does."""
        recurs = entry.recurs
        return both(lambda lang: recurrence_words(self.pack, recurs, lang)) if recurs else None

    def origins(self, entry: Entry) -> Text:
        """The procedures of the matter that an entry must be opened from."""
        return joined(ANY_MATTER if name == ANY else self.pack.procedures[name].title for name in entry.needs_origin)

    def ask(self, ask: Ask) -> Text:
        """The title of what is asked."""
        return title_of(self.procedure, ask.field)

    def limit(self, line: Within, step: Step | None = None) -> Text:
        """A limit with its anchor: 自执法结束时间起5个工作日."""
        limit = limit_text(line.limit)
        force = FORCES[line.force.value]
        soft_zh, soft_en = ("", "") if line.force.value == "must" else (force.zh, f"{force.en}, ")
        path = line.before or line.anchor
        if not path:
            return Text(f"{soft_zh}{limit.zh}", f"{soft_en}{limit.en}")
        anchor = path_title(self.procedure, path, step)
        if line.limit.unit is Unit.SET_DAY and path in self.procedure.periods:
            return Text(
                f"{soft_zh}截至{anchor.zh}的最后一日", f"{soft_en}until the last day of the {anchor.en.lower()}"
            )
        if line.limit.unit is Unit.SET_DAY:
            return Text(f"{soft_zh}截至{anchor.zh}", f"{soft_en}until {anchor.en.lower()}")
        if line.before:
            return Text(f"{soft_zh}{anchor.zh}之前：{limit.zh}", f"{soft_en}{limit.en} {anchor.en.lower()}")
        return Text(f"{soft_zh}自{anchor.zh}起{limit.zh}", f"{soft_en}{limit.en} from {anchor.en.lower()}")

    def when(self, condition: Condition | None, step: Step | None = None) -> Text | None:
        """A condition in words, None where there is none."""
        return None if condition is None else Conditions(self.pack, self.procedure, step).said(condition)

    def gives(self, starts: Starts, step: Step) -> list[tuple[Text, Text]]:
        """What a started matter is given: its field, and where that comes from."""
        there = self.pack.procedures[starts.procedure]
        return [(there.fields[name].title, self._source(path, step)) for name, path in starts.gives.items()]

    def _source(self, path: str, step: Step) -> Text:
        return ACTING if path == "actor" else path_title(self.procedure, path, step)

    def awaited(self, awaits: Awaits) -> Procedure:
        """The procedure of the matter that a step awaits."""
        starts = self.procedure.steps[awaits.step].outcomes[awaits.outcome].starts
        if starts is None:
            raise LookupError(f"{self.procedure.name}: {awaits.starts} starts no matter")
        return self.pack.procedures[starts.procedure]

    def answers(self, step: Step) -> list[tuple[Text, Text]]:
        """What is heard of the awaited matter, and the outcome that it takes here."""
        if step.awaits is None:
            return []
        there = self.awaited(step.awaits)
        return [(_news(there, news), step.outcomes[name].title) for news, name in step.awaits.on.items()]

    def takes(self, awaits: Awaits) -> list[tuple[Text, Text]]:
        """The fields taken from the awaited matter: the one here, the one there."""
        there = self.awaited(awaits)
        return [(self.procedure.fields[here].title, there.fields[path].title) for here, path in awaits.takes.items()]


def _news(there: Procedure, news: str) -> Text:
    """An outcome of another matter with its step, or an end of it."""
    step, _, outcome = news.partition(".")
    if outcome:
        at, taken = there.steps[step].title, there.steps[step].outcomes[outcome].title
        return Text(f"{at.zh}：{taken.zh}", f"{at.en}: {taken.en}")
    return TAKEN_BACK if news == WITHDRAWN else there.ends[news].title
