"""PURE. What a BPMN document says in words: who bears a step, its limits, articles and rules, and conditions."""

from __future__ import annotations

from collections.abc import Iterable

from liandong.core.conditions import AllOf, AnyOf, Before, Condition, Equals, Has, Includes, Not, OneOf
from liandong.core.matter.fields import title_of
from liandong.core.rules import Pack, Party, PartyKind, Procedure, Step, Within
from liandong.core.texts import Text
from liandong.core.time_words import limit_text

HEAD = Text("{title}负责人", "head of {title}")
POST = Text("{title}的{post}", "{post} of {title}")
NEEDS = Text("须待：{needs}", "needs: {needs}")
ANCHORED = Text("自{moment}起{limit}", "{limit} from {moment}")
COUNTED_BACK = Text("{moment}之前：{limit}", "{limit} {moment}")


def documentation(cites: tuple[str, ...], rules: tuple[str, ...], needs: Iterable[Text] = ()) -> str:
    """The lines under a node: articles, rules, and what must be done before."""
    waits = [need.zh for need in needs]
    lines = ("、".join(cites), ", ".join(rules), NEEDS.zh.format(needs="、".join(waits)) if waits else "")
    return "\n".join(line for line in lines if line)


def bearer_words(pack: Pack, procedure: Procedure, step: Step, lang: str) -> str:
    """Who bears a step, as the county names them."""
    names = [_party(pack, procedure, line.party, lang) for line in (*step.by, *step.each)]
    return ("、" if lang == "zh" else ", ").join(dict.fromkeys(names))


def _party(pack: Pack, procedure: Procedure, party: Party, lang: str) -> str:
    if party.by is PartyKind.CAPACITY:
        return pack.capacities[party.name].title.say(lang)
    title = procedure.fields[party.name].title.say(lang)
    if party.by is not PartyKind.POST_OF:
        return title
    if party.post == "head":
        return HEAD.say(lang).format(title=title)
    posts = [post.title.say(lang) for unit in pack.units.values() for post in unit.posts if post.code == party.post]
    return POST.say(lang).format(title=title, post=posts[0])


def limit_words(procedure: Procedure, lines: tuple[Within, ...], lang: str) -> str:
    """The lines of a limit, with the moment each runs from and the condition it stands under."""
    return "\n".join(_line(procedure, line, lang) for line in lines)


def _line(procedure: Procedure, line: Within, lang: str) -> str:
    words = limit_text(line.limit).say(lang)
    path = line.before or line.anchor
    if path:
        form = COUNTED_BACK if line.before else ANCHORED
        words = form.say(lang).format(moment=title_of(procedure, path).say(lang), limit=words)
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
        case Includes(path, value):
            return f"{path} includes {value}"
        case Before(path, other):
            return f"{path} before {other}"
        case AllOf(parts):
            return "(" + " and ".join(condition_words(part) for part in parts) + ")"
        case AnyOf(parts):
            return "(" + " or ".join(condition_words(part) for part in parts) + ")"
        case Not(part):
            return f"not ({condition_words(part)})"


def _value(value: str | bool | int) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
