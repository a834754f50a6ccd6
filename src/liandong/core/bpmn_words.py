"""PURE. What a BPMN document says in words: who bears a step, its limits, articles and rules, what it starts."""

from __future__ import annotations

from collections.abc import Iterable

from liandong.core.check_rules.bodies import column_of
from liandong.core.conditions import AllOf, AnyOf, Before, Condition, Equals, Has, Includes, Not, OneOf, Same
from liandong.core.path_titles import path_title
from liandong.core.rules import Every, Pack, Party, PartyKind, Procedure, Recurs, Starts, Step, Within
from liandong.core.texts import Text
from liandong.core.time_limits import Unit
from liandong.core.time_words import limit_text

HEAD = Text("{title}负责人", "head of {title}")
POST = Text("{title}的{post}", "{post} of {title}")
NEEDS = Text("须待：{needs}", "needs: {needs}")
ANCHORED = Text("自{moment}起{limit}", "{limit} from {moment}")
COUNTED_BACK = Text("{moment}之前：{limit}", "{limit} {moment}")
UNTIL = Text("截至{moment}", "until {moment}")
UNTIL_LAST_DAY = Text("截至{moment}的最后一日", "until the last day of {moment}")
MEMBERS = Text("{title}成员", "members of the {title}")
ALL_OF = Text("各{title}", "every {title}")
LEADERS = Text("{title}的分管领导", "leaders in charge of {title}")
IN_ROWS = Text("{title}中的{column}", "{column} in {title}")
EACH_UNIT = Text("每个单位一项任务", "one task for each unit")
EACH_ROW = Text("每行一项任务", "one task for each row")
EACH_LEADER = Text("每位领导一项任务", "one task for each leader")
SOMEBODY = {
    PartyKind.ANY: Text("任何单位", "any unit"),
    PartyKind.CLOCK: Text("时钟", "the clock"),
    PartyKind.CITIZEN: Text("市民（网上，无需账号）", "a citizen (online, without an account)"),
}
AGAIN = Text("事项进行中随时可办，不限次数", "possible at any time while the matter runs, any number of times")
STARTED = Text("启动“{title}”（{entry}）", "starts {title} ({entry})")
GIVEN = Text("，转入：{fields}", ", given: {fields}")
SKIPS = Text("，上一件未办结时不再开启", ", not while the last one runs")
RECURS = {
    Every.MONTH: Text("每月第{on}日，以{holder}名义", "on day {on} of each month, in the name of: {holder}"),
    Every.QUARTER: Text("每季度第{on}日，以{holder}名义", "on day {on} of each quarter, in the name of: {holder}"),
    Every.YEAR: Text("每年第{on}日，以{holder}名义", "on day {on} of each year, in the name of: {holder}"),
}


def documentation(cites: tuple[str, ...], rules: tuple[str, ...], needs: Iterable[Text] = ()) -> str:
    """The lines under a node: articles, rules, and what must be done before."""
    waits = [need.zh for need in needs]
    lines = ("、".join(cites), ", ".join(rules), NEEDS.zh.format(needs="、".join(waits)) if waits else "")
    return "\n".join(line for line in lines if line)


def bearer_words(pack: Pack, procedure: Procedure, step: Step, lang: str) -> str:
    """Who bears a step, as the county names them."""
    names = [party_words(pack, procedure, line.party, lang) for line in (*step.by, *step.each)]
    return _listed(dict.fromkeys(names), lang)


def _listed(names: Iterable[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(names)


def party_words(pack: Pack, procedure: Procedure, party: Party, lang: str, *, every: bool = True) -> str:
    """Who a party is; without `every` one unit of a kind will do, as at entries."""
    match party.by:
        case PartyKind.ANY | PartyKind.CLOCK | PartyKind.CITIZEN:
            return SOMEBODY[party.by].say(lang)
        case PartyKind.CAPACITY:
            return pack.capacities[party.name].title.say(lang)
        case PartyKind.GROUP:
            return MEMBERS.say(lang).format(title=pack.groups[party.name].title.say(lang))
        case PartyKind.KIND:
            kind = pack.kinds[party.name].say(lang)
            return ALL_OF.say(lang).format(title=kind) if every else kind
        case PartyKind.UNIT:
            return pack.units[party.name].name.say(lang)
    field = procedure.fields[party.name]
    title = field.title.say(lang)
    if party.by is PartyKind.LEADERS_OF:
        return LEADERS.say(lang).format(title=title)
    if party.by is PartyKind.ROWS:
        column = column_of(field, party.column)
        return IN_ROWS.say(lang).format(title=title, column=column.title.say(lang) if column else party.column)
    if party.by is not PartyKind.POST_OF:
        return title
    if party.post == "head":
        return HEAD.say(lang).format(title=title)
    posts = [post.title.say(lang) for unit in pack.units.values() for post in unit.posts if post.code == party.post]
    return POST.say(lang).format(title=title, post=posts[0])


def spread_words(step: Step, lang: str) -> str:
    """How the tasks of an `each` step are spread: one for each unit, row or leader."""
    forms = {PartyKind.ROWS: EACH_ROW, PartyKind.LEADERS_OF: EACH_LEADER}
    return forms.get(step.each[0].party.by, EACH_UNIT).say(lang)


def recurrence_words(pack: Pack, recurs: Recurs, lang: str) -> str:
    """When the clock opens a matter, and in whose name."""
    holder = pack.capacities[recurs.holder].title.say(lang)
    words = RECURS[recurs.every].say(lang).format(on=recurs.on, holder=holder)
    return words + (SKIPS.say(lang) if recurs.skips_while_open else "")


def started_words(other: Procedure, starts: Starts, lang: str) -> str:
    """Which matter is started, and what it is given."""
    titles = [other.fields[name].title.say(lang) for name in starts.gives]
    entry = other.entries[starts.entry].title.say(lang)
    words = STARTED.say(lang).format(title=other.title.say(lang), entry=entry)
    return words + (GIVEN.say(lang).format(fields=_listed(titles, lang)) if titles else "")


def limit_words(procedure: Procedure, step: Step, lang: str) -> str:
    """The lines of a step's limit, with the moment each runs from and the condition it stands under."""
    return "\n".join(_line(procedure, step, line, lang) for line in step.within)


def _line(procedure: Procedure, step: Step, line: Within, lang: str) -> str:
    words = limit_text(line.limit).say(lang)
    path = line.before or line.anchor
    if path:
        words = _form(procedure, line).say(lang).format(moment=path_title(procedure, path, step).say(lang), limit=words)
    return f"{condition_words(line.when)}: {words}" if line.when else words


def _form(procedure: Procedure, line: Within) -> Text:
    if line.limit.unit is Unit.SET_DAY:
        return UNTIL_LAST_DAY if line.anchor in procedure.periods else UNTIL
    return COUNTED_BACK if line.before else ANCHORED


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
        case Same(path, other):
            return f"{path} same as {other}"
        case AllOf(parts):
            return "(" + " and ".join(condition_words(part) for part in parts) + ")"
        case AnyOf(parts):
            return "(" + " or ".join(condition_words(part) for part in parts) + ")"
        case Not(part):
            return f"not ({condition_words(part)})"


def _value(value: str | bool | int) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
