"""PURE. One procedure of several counties side by side: who, limit, materials, consequence, refusal, article.

Entries and steps are aligned by name, what is left over by title; entries that are left over even then, at most one
in each county, are the same thing under other names: how a matter begins. What stands in one county alone is listed
apart. A row differs where its words do; articles are never said to differ, since each county cites its own text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from liandong.core.conditions import Condition
from liandong.core.rules import Ask, Entry, FieldType, Opens, Outcome, Pack, Party, Procedure, Refuses, Step, Within
from liandong.core.texts import Text
from liandong.core.time_words import limit_text


class Aspect(StrEnum):
    """What is compared of an entry or a step."""

    WHO = "who"
    LIMIT = "limit"
    MATERIALS = "materials"
    CONSEQUENCE = "consequence"
    REFUSED = "refused"
    ARTICLE = "article"

    @property
    def words(self) -> Text:
        """The aspect in words."""
        return TITLES[self]


TITLES: Mapping[Aspect, Text] = {
    Aspect.WHO: Text("由谁", "Who"),
    Aspect.LIMIT: Text("期限", "Time limit"),
    Aspect.MATERIALS: Text("填写和材料", "Materials"),
    Aspect.CONSEQUENCE: Text("后果", "Consequence"),
    Aspect.REFUSED: Text("不得", "Refused when"),
    Aspect.ARTICLE: Text("依据", "Articles"),
}
OPTIONAL = Text("{name}（可不填）", "{name} (optional)")
UNDER = Text("{words}（{when}）", "{words} ({when})")
ANY_TIME = Text("进行中随时可办，不限次数", "at any time while the matter runs, any number of times")
RECORDED = Text("由{unit}代录", "recorded by {unit}")
EXTENDED = Text("可以延长，届满前告知", "may be lengthened, told before it ends")
CAPPED = Text("可以延长，届满前告知，不超过{cap}", "may be lengthened by at most {cap}, told before it ends")
LAPSES = Text("届满即为：{outcome}", "when it has passed: {outcome}")
MEMBERS = Text("{name}（{members}）", "{name} ({members})")
OPENS = Text("转入{step}", "opens {step}")
ENDS = Text("办结：{end}", "ends the matter: {end}")
TELLS = Text("抄告{parties}", "tells {parties}")
STARTS = Text("启动“{title}”", "starts {title}")
ONLY_RECORDED = Text("记入事项", "goes on record")
OUTCOME = Text("{outcome}：{words}", "{outcome}: {words}")


class Sayings(Protocol):
    """The words for parts of one procedure of one pack."""

    def parties(self, parties: Iterable[Party], *, every: bool = True) -> Text: ...
    def party(self, party: Party, *, every: bool = True) -> Text: ...
    def bearers(self, step: Step) -> list[tuple[Text, Text | None]]: ...
    def spread(self, step: Step) -> Text: ...
    def recurs(self, entry: Entry) -> Text | None: ...
    def ask(self, ask: Ask) -> Text: ...
    def limit(self, line: Within, step: Step | None = None) -> Text: ...
    def when(self, condition: Condition | None, step: Step | None = None) -> Text | None: ...


@dataclass(frozen=True, slots=True)
class Side:
    """One county: its procedure of that name, None where it has none, and its words."""

    pack: Pack
    procedure: Procedure | None
    words: Sayings | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What one county says; no line where its text says nothing."""

    lines: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect across the counties; None where the county has no such element."""

    aspect: Aspect
    cells: tuple[Cell | None, ...]
    differs: bool

    @property
    def is_weighed(self) -> bool:
        """Whether a difference would mean anything: each county cites its own text."""
        return self.aspect is not Aspect.ARTICLE


@dataclass(frozen=True, slots=True)
class Element:
    """An entry or a step across the counties: its name and title in each ("" and None where there is none)."""

    kind: str  # "entry" or "step"
    names: tuple[str, ...]
    titles: tuple[Text | None, ...]
    rows: tuple[Row, ...]

    @property
    def differs(self) -> bool:
        """Whether the counties say different things of it, or one of them nothing."""
        return any(row.differs for row in self.rows)

    @property
    def title(self) -> Text:
        """The first title that there is."""
        return next(title for title in self.titles if title is not None)


@dataclass(frozen=True, slots=True)
class Alone:
    """What stands in one county only, with what it does."""

    county: str
    kind: str
    name: str
    title: Text
    lines: tuple[tuple[Aspect, Cell], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The whole comparison, in the order in which the counties were named."""

    procedure: str
    sides: tuple[Side, ...]
    elements: tuple[Element, ...]
    alone: tuple[Alone, ...]

    @property
    def lacking(self) -> tuple[Side, ...]:
        """The counties that have no such procedure."""
        return tuple(side for side in self.sides if side.procedure is None)


Part = Entry | Step


@dataclass(slots=True)
class _Aligned:
    """The parts of one name, by place of the county."""

    parts: dict[int, Part] = field(default_factory=dict)


def compare(procedure: str, sides: Sequence[Side]) -> Compared:
    """The procedure of this name in each county, side by side."""
    elements: list[Element] = []
    alone: list[Alone] = []
    for kind, parts_of in (("entry", _entries), ("step", _steps)):
        for aligned in _align(sides, parts_of, kind):
            if len(aligned.parts) > 1:
                elements.append(_element(kind, aligned, sides))
            else:
                alone += [_alone(kind, part, sides[at]) for at, part in aligned.parts.items()]
    if sum(side.procedure is not None for side in sides) < 2:
        elements = []
    return Compared(procedure, tuple(sides), tuple(elements), tuple(alone))


def _entries(procedure: Procedure) -> Mapping[str, Part]:
    return procedure.entries


def _steps(procedure: Procedure) -> Mapping[str, Part]:
    return procedure.steps


def _align(sides: Sequence[Side], parts_of: Callable[[Procedure], Mapping[str, Part]], kind: str) -> list[_Aligned]:
    found: dict[str, _Aligned] = {}
    for at, side in enumerate(sides):
        for name, part in parts_of(side.procedure).items() if side.procedure else ():
            found.setdefault(name, _Aligned()).parts[at] = part
    lines = _by_title(list(found.values()))
    left = [line for line in lines if len(line.parts) == 1]
    owners = [at for line in left for at in line.parts]
    if kind == "entry" and len(owners) > 1 and len(set(owners)) == len(owners):
        merged = _Aligned({at: part for line in left for at, part in line.parts.items()})
        return [merged, *(line for line in lines if len(line.parts) > 1)]
    return lines


def _by_title(lines: list[_Aligned]) -> list[_Aligned]:
    """What stands alone joins what stands alone elsewhere under the same title."""
    out: list[_Aligned] = []
    titled: dict[str, _Aligned] = {}
    for line in lines:
        (at, part), *others = line.parts.items()
        same = titled.get(part.title.zh)
        if not others and same and at not in same.parts:
            same.parts[at] = part
            continue
        if not others:
            titled.setdefault(part.title.zh, line)
        out.append(line)
    return out


def _element(kind: str, aligned: _Aligned, sides: Sequence[Side]) -> Element:
    said = {at: dict(_said(part, sides[at])) for at, part in aligned.parts.items()}
    here = [at for at, side in enumerate(sides) if side.procedure is not None]
    rows = []
    for aspect in Aspect:
        cells = tuple(said[at][aspect] if at in said else None for at in range(len(sides)))
        if any(cell and cell.lines for cell in cells):
            rows.append(Row(aspect, cells, _differs(aspect, [cells[at] for at in here])))
    parts = [aligned.parts.get(at) for at in range(len(sides))]
    names = tuple(part.name if part else "" for part in parts)
    return Element(kind, names, tuple(part.title if part else None for part in parts), tuple(rows))


def _differs(aspect: Aspect, cells: Sequence[Cell | None]) -> bool:
    if aspect is Aspect.ARTICLE:
        return False
    return len({None if cell is None else frozenset(line.zh for line in cell.lines) for cell in cells}) > 1


def _alone(kind: str, part: Part, side: Side) -> Alone:
    lines = tuple((aspect, cell) for aspect, cell in _said(part, side) if cell.lines)
    return Alone(side.pack.county, kind, part.name, part.title, lines)


def _said(part: Part, side: Side) -> Iterator[tuple[Aspect, Cell]]:
    if side.procedure is None or side.words is None:
        raise LookupError(f"{side.pack.county} has no such procedure, so nothing of it can be said")
    teller = _Teller(side.pack, side.procedure, side.words)
    step = part if isinstance(part, Step) else None
    yield Aspect.WHO, Cell(tuple(teller.bearers(part) if isinstance(part, Step) else teller.openers(part)))
    yield Aspect.LIMIT, Cell(tuple(teller.limits(part)))
    yield Aspect.MATERIALS, Cell(tuple(teller.materials(part)))
    yield Aspect.CONSEQUENCE, Cell(tuple(teller.consequences(part)))
    yield Aspect.REFUSED, Cell(tuple(_refusals(part)))
    cited = [*part.cites, *(cite for outcome in (step.outcomes.values() if step else ()) for cite in outcome.cites)]
    yield Aspect.ARTICLE, Cell(tuple(Text(cite, cite) for cite in dict.fromkeys(cited)))


def _refusals(part: Part) -> Iterator[Text]:
    lines: list[Refuses] = list(part.refuses_when)
    if isinstance(part, Step):
        lines += [line for outcome in part.outcomes.values() for line in outcome.refuses_when]
    yield from dict.fromkeys(line.why for line in lines)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Says what one county's entry or step asks and does."""

    pack: Pack
    procedure: Procedure
    words: Sayings

    def openers(self, entry: Entry) -> Iterator[Text]:
        """Who may make an entry."""
        yield self.words.parties(entry.by, every=False)
        if recurs := self.words.recurs(entry):
            yield recurs

    def bearers(self, step: Step) -> Iterator[Text]:
        """Who bears a step, and how its tasks are spread."""
        for who, when in self.words.bearers(step):
            yield _under(who, when)
        if step.each:
            yield self.words.spread(step)
        if step.recorded_by:
            yield _filled(RECORDED, unit=self.words.party(step.recorded_by))
        if step.standing:
            yield ANY_TIME

    def limits(self, part: Part) -> Iterator[Text]:
        """The limits with their conditions, how one is lengthened, what its lapse means."""
        step = part if isinstance(part, Step) else None
        for line in part.within:
            yield _under(self.words.limit(line, step), self.words.when(line.when, step))
        if step and step.extend:
            cap = step.extend.cap
            yield _filled(CAPPED, cap=limit_text(cap)) if cap else EXTENDED
        if step and step.lapses:
            yield _filled(LAPSES, outcome=step.outcomes[step.lapses].title)

    def materials(self, part: Part) -> Iterator[Text]:
        """What is asked: at once, and by each outcome."""
        step = part if isinstance(part, Step) else None
        yield from (self._ask(ask, step) for ask in part.asks)
        for outcome in step.outcomes.values() if step else ():
            if outcome.asks:
                asked = _joined(self._ask(ask, step) for ask in outcome.asks)
                yield _filled(OUTCOME, outcome=outcome.title, words=asked)

    def consequences(self, part: Part) -> Iterator[Text]:
        """What an entry, or each outcome of a step, opens, ends, tells and starts."""
        if isinstance(part, Entry):
            yield from self._follows(part, None)
            return
        for outcome in part.outcomes.values():
            words = _joined([*self._follows(outcome, part)] or [ONLY_RECORDED], "；", "; ")
            yield _filled(OUTCOME, outcome=outcome.title, words=words)

    def _follows(self, act: Entry | Outcome, step: Step | None) -> Iterator[Text]:
        if act.opens:
            yield _filled(OPENS, step=_joined(self._opened(line, step) for line in act.opens))
        if isinstance(act, Outcome) and act.ends:
            yield _filled(ENDS, end=self.procedure.ends[act.ends].title)
        if act.tells:
            yield _filled(TELLS, parties=self.words.parties(act.tells))
        if isinstance(act, Outcome) and act.starts:
            yield _filled(STARTS, title=self.pack.procedures[act.starts.procedure].title)

    def _opened(self, line: Opens, step: Step | None) -> Text:
        return _under(self.procedure.steps[line.step].title, self.words.when(line.when, step))

    def _ask(self, ask: Ask, step: Step | None) -> Text:
        named = self.words.ask(ask)
        asked = self.procedure.fields.get(ask.field)
        if asked is not None and asked.type is FieldType.CHOICES:
            named = _filled(MEMBERS, name=named, members=_joined(choice.title for choice in asked.of))
        said = _filled(OPTIONAL, name=named) if ask.optional else named
        return _under(said, self.words.when(ask.when, step))


def _under(words: Text, when: Text | None) -> Text:
    return _filled(UNDER, words=words, when=when) if when else words


def _filled(form: Text, **parts: Text) -> Text:
    zh, en = ({name: part.say(lang) for name, part in parts.items()} for lang in ("zh", "en"))
    return Text(form.zh.format(**zh), form.en.format(**en))


def _joined(parts: Iterable[Text], zh: str = "、", en: str = ", ") -> Text:
    found = list(parts)
    return Text(zh.join(part.zh for part in found), en.join(part.en for part in found))
