"""PURE. What a BPMN document says in words: who bears a step, its limits, articles and rules, and conditions."""

from __future__ import annotations

from collections.abc import Iterable

from liandong.core.conditions import AllOf, AnyOf, Condition, Equals, Has, Not, OneOf
from liandong.core.rules import Pack, Party, PartyKind, Procedure, Step, Within
from liandong.core.texts import Text
from liandong.core.time_words import limit_text

HEAD = "负责人"
ANCHORED = Text("自{path}起{limit}", "{limit} from {path}")
COUNTED_BACK = Text("{path}之前：{limit}", "{limit} {path}")


def documentation(title: Text, cites: tuple[str, ...], rules: tuple[str, ...], needs: Iterable[Text] = ()) -> str:
    """The lines under a node: English title, articles, rules, and what must be done before."""
    waits = "、".join(need.zh for need in needs)
    lines = (title.en, "、".join(cites), ", ".join(rules), f"须待：{waits}" if waits else "")
    return "\n".join(line for line in lines if line)


def owner(pack: Pack, procedure: Procedure, step: Step) -> str:
    """Who bears a step, as the county names them."""
    names = [_party(pack, procedure, line.party) for line in (*step.by, *step.each)]
    return "、".join(dict.fromkeys(names))


def _party(pack: Pack, procedure: Procedure, party: Party) -> str:
    if party.by is PartyKind.CAPACITY:
        return pack.capacities[party.name].title.zh
    title = procedure.fields[party.name].title.zh
    if party.by is not PartyKind.POST_OF:
        return title
    posts = [post.title.zh for unit in pack.units.values() for post in unit.posts if post.code == party.post]
    return f"{title}{HEAD if party.post == 'head' else posts[0]}"


def limit_words(lines: tuple[Within, ...], lang: str) -> str:
    """The lines of a limit, with the moment each runs from and the condition it stands under."""
    return "\n".join(_line(line, lang) for line in lines)


def _line(line: Within, lang: str) -> str:
    words = limit_text(line.limit).say(lang)
    if line.before:
        words = COUNTED_BACK.say(lang).format(path=line.before, limit=words)
    elif line.anchor:
        words = ANCHORED.say(lang).format(path=line.anchor, limit=words)
    return f"{condition_words(line.when)}: {words}" if line.when else words


def condition_words(condition: Condition | None) -> str:
    """A condition in the words of the format, for machines and for those who write packs."""
    match condition:
        case None:
            return ""
        case Equals(path, value):
            return f"{path} = {_value(value)}"
        case OneOf(path, values):
            return f"{path} in ({', '.join(_value(value) for value in values)})"
        case Has(path):
            return f"has {path}"
        case AllOf(parts):
            return "(" + " and ".join(condition_words(part) for part in parts) + ")"
        case AnyOf(parts):
            return "(" + " or ".join(condition_words(part) for part in parts) + ")"
        case Not(part):
            return f"not ({condition_words(part)})"


def _value(value: str | bool | int) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
