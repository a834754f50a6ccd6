"""From the state of a matter to the words under which it is found: pure, the same for the worker and for a rebuild.

Each line of words keeps the fact that it comes from, so that a reader is told why a matter was found.

What is searched: number, subject, the procedure's title, what was given in text, choices, units, items, companies,
amounts, numbers and kinds of information, the answers of tasks, and the units that take part; in both languages where
they differ. What is not: citizens and officers, whose fields are left out, and whose words are masked wherever else
they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import category, normalize

from liandong.core.matter.commands import Plain
from liandong.core.matter.plain import COMPANY_PARTS
from liandong.core.matter.state import Matter
from liandong.core.personal import is_id_number, masked
from liandong.core.rules import Field, FieldType, Pack, Procedure
from liandong.core.texts import Text
from liandong.projections.fold import subject_of

WORDS = "words"  # the topic under which the outbox names a matter whose words may have changed
MOST = 50_000  # characters of one matter: PostgreSQL keeps no more tokens in one row than these give
ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


@dataclass(frozen=True, slots=True)
class MatterWords:
    """The words of one matter, a line each. `kind` is the kind of information it is about, `provider` the unit that
    shares it; both "" where it is about none. `zh_facts` and `en_facts` say for each line which fact it is of: a
    field by its name, a column of it after a dot, or one of the names below, which begin with a dot as none does."""

    kind: str
    provider: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    zh_facts: tuple[str, ...]
    en_facts: tuple[str, ...]


HEAD = 2  # how many lines, from the first, name the matter: its number and its subject
NUMBER, SUBJECT, PROCEDURE, UNIT = ".number", ".subject", ".procedure", ".unit"
Said = tuple[str, Text]


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the words of a matter are told from. `hidden` is what its citizens' fields say, each with its mask."""

    pack: Pack
    hidden: Mapping[str, str]

    def free(self, value: Any) -> Iterator[Text]:
        """What somebody wrote, without citizens."""
        if isinstance(value, str) and value:
            text = normalize("NFC", value)
            for written, cover in self.hidden.items():
                text = text.replace(written, cover)
            text = ID_NUMBER.sub(_covered, text)
            yield Text(text, text)

    def unit(self, code: str) -> Text:
        """The name of a unit, its code where the pack knows none."""
        unit = self.pack.units.get(code)
        return unit.name if unit else Text(code, code)


def words_of(pack: Pack, state: Matter) -> MatterWords:
    """The words of a matter under the pack that it is pinned to."""
    procedure = pack.procedures.get(state.procedure)
    scene = _Scene(pack, _citizens(procedure, state) if procedure else {})
    subject = subject_of(pack, state)
    zh, en = (next(scene.free(said), Text("", "")) for said in (subject.zh, subject.en or subject.zh))
    said: list[Said] = [(NUMBER, Text(state.number, state.number)), (SUBJECT, Text(zh.zh, en.en))]
    kind, provider = "", ""
    if procedure is not None:
        kind, provider = _shared(procedure, state)
        said.append((PROCEDURE, procedure.title))
        for values in (state.fields, *(task.answers for task in state.tasks)):
            said += _values(scene, procedure.fields, values)
    said += ((UNIT, scene.unit(code)) for code in state.parties)
    (zh_facts, zh_lines), (en_facts, en_lines) = _lines(said, "zh"), _lines(said, "en")
    return MatterWords(kind, provider, zh_lines, en_lines, zh_facts, en_facts)


def _shared(procedure: Procedure, state: Matter) -> tuple[str, str]:
    """The kind of information a matter is about, and who provides it: a unit only where information is shared, which
    is where a kind says who receives it (`fills`). An entry sets who provides from who acts; else it is the opener."""
    given = [field for field in procedure.information_fields if state.fields.get(field.name)]
    if not given:
        return "", ""
    kind = str(state.fields[given[0].name])
    shared = next((field for field in procedure.information_fields if field.fills), None)
    return kind, _provider(procedure, shared, state) if shared else ""


def _provider(procedure: Procedure, shared: Field, state: Matter) -> str:
    for entry in procedure.entries.values():
        if any(ask.field == shared.name for ask in entry.asks):
            named = (state.fields.get(name) for name, given in entry.sets.items() if given == "actor")
            unit = next((value for value in named if isinstance(value, str) and value), "")
            if unit:
                return unit
    return state.opened_by


def _values(scene: _Scene, fields: Mapping[str, Field], given: Mapping[str, Plain], of: str = "") -> Iterator[Said]:
    for path in sorted(given):  # a state that was read back has its fields in another order than one just decided on
        value = given[path]
        field = fields.get(path.partition(".")[0])
        if field is None:
            continue  # of an unknown field nobody can say that it holds no citizen
        if field.type is FieldType.OPERATION:
            place = value if path.endswith(".place") else value.get("place") if isinstance(value, dict) else None
            yield from ((field.name, said) for said in scene.free(place))
        elif field.type is FieldType.ROWS and isinstance(value, list):
            columns = {column.name: column for column in field.columns}
            for row in value:
                yield from _values(scene, columns, row, f"{field.name}.") if isinstance(row, dict) else ()
        else:
            yield from ((of + field.name, said) for said in _value(scene, field, value))


def _value(scene: _Scene, field: Field, value: Plain) -> Iterator[Text]:
    match field.type, value:
        case ((FieldType.TEXT | FieldType.CASE), _):
            yield from scene.free(value)
        case ((FieldType.CHOICE | FieldType.CHOICES), (str() | list())):
            titles = {choice.name: choice.title for choice in field.of}
            yield from (titles[name] for name in _each(value) if name in titles)
        case ((FieldType.UNIT | FieldType.UNITS), (str() | list())):
            yield from (scene.unit(code) for code in _each(value))
        case FieldType.ITEM, str() if value in scene.pack.items:
            yield from (Text(value, value), scene.pack.items[value].name)
        case FieldType.INFORMATION, str() if value in scene.pack.sharing:
            yield scene.pack.sharing[value].title
        case FieldType.EXECUTIVE_FIELDS, list():
            known = scene.pack.executive_fields
            yield from (known[name].title for name in _each(value) if name in known)
        case FieldType.COMPANIES, list():
            rows = (row for row in value if isinstance(row, dict))
            yield from (said for row in rows for part in COMPANY_PARTS for said in scene.free(row.get(part)))
        case ((FieldType.AMOUNT | FieldType.NUMBER), (str() | int())) if not isinstance(value, bool):
            yield Text(str(value), str(value))


def _each(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [each for each in value if isinstance(each, str)]


def _citizens(procedure: Procedure, state: Matter) -> dict[str, str]:
    """What the fields of citizens say, each with its mask: people write the same into texts."""
    people: list[Any] = []
    given = (state.fields, *(task.answers for task in state.tasks))
    for field in procedure.fields.values():
        found = [values.get(field.name) for values in given]
        if field.type is FieldType.PERSON:
            people += found
        elif field.type is FieldType.ROWS:
            held = [column.name for column in field.columns if column.type is FieldType.PERSON]
            rows = (row for value in found if isinstance(value, list) for row in value if isinstance(row, dict))
            people += (row.get(name) for row in rows for name in held)
    hidden: dict[str, str] = {}
    for person in people:
        if isinstance(person, dict):
            covers = masked(person)
            hidden |= {
                normalize("NFC", str(value)): covers[part] for part, value in person.items() if len(str(value)) > 1
            }
    return dict(sorted(hidden.items(), key=lambda pair: -len(pair[0])))  # a name may stand inside an address


def _lines(said: Iterable[Said], lang: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The facts and their lines in one language, no line twice, within MOST characters. The first ones stand even
    where they are empty."""
    facts: list[str] = []
    lines: list[str] = []
    left = MOST
    for place, (fact, text) in enumerate(said):
        line = _in_one_line(text.say(lang))[: max(left, 0)]
        if place < HEAD or (line and line not in lines):
            facts.append(fact)
            lines.append(line)
            left -= len(line)
    return tuple(facts), tuple(lines)


def _in_one_line(text: str) -> str:
    return " ".join("".join(" " if category(each) == "Cc" else each for each in normalize("NFC", text)).split())


def _covered(found: re.Match[str]) -> str:
    number = found[0]
    return masked({"id_number": number})["id_number"] if is_id_number(number.upper()) else number
