"""The quiet acts on words that a law orders gone: ask for it, and decide it."""

from __future__ import annotations

from collections.abc import Iterator

from liandong.core.matter import commands as c
from liandong.core.matter.erasing import Path, Stated, place_of, without, words_in
from liandong.core.matter.fields import title_of
from liandong.core.personal import masked, numbers_hidden
from liandong.core.rules import Choice, Field, FieldType
from liandong.core.texts import Text
from liandong.record import read
from liandong.web.matter.quiet_act import REASON, QuietAct, text_field, words_of
from liandong.web.matter.seen import Seen

BASIS = text_field("basis", "法律依据（法律名称和条款）", "Legal basis (law and article)")
AGREED = Field("agreed", FieldType.BOOL, Text("同意删除", "Agree to the erasure"))
WHY = Field("words", FieldType.TEXT, Text("说明（不同意时必填）", "Words (needed if you do not agree)"), optional=True)
SHOWN = 24  # characters of the words that stand there
PARTS = {
    "reason": Text("理由", "Reason"),
    "words": Text("说明", "Words"),
    "why": Text("关联原因", "Why it was linked"),
    "basis": Text("依据", "Basis"),
    "files": Text("文件", "Files"),
    "content": Text("文书内容", "Content of a paper"),
    "recorded_later": Text("补录说明", "What was recorded later"),
    "events": Text("已删除内容的其余部分", "What an erasure has left"),
}


def _places(seen: Seen) -> Iterator[tuple[str, Text]]:
    """The places at which words stand that may be erased, as the reader may see them; a citizen as a whole."""
    for event in read.stated(seen.state.id):
        known: set[str] = set()
        for path, text in words_in(event, seen.procedure):
            whole, shown = _whole(seen, event, path, text)
            place = place_of(event.seq, whole)
            if place not in known:
                known.add(place)
                yield place, _title(seen, event, whole, shown)


def _whole(seen: Seen, event: Stated, path: Path, text: str) -> tuple[Path, str]:
    """What is offered for a path, and how it is shown: of a citizen and of a file no word is shown in clear."""
    name = _field_name(event, path)
    field = seen.procedure.fields.get(name)
    if field is not None and field.type is FieldType.PERSON:
        place = path.index(name) + 1 if name in path else 1
        given = seen.state.fields.get(name)
        return path[:place], masked(given).get("name", "") if isinstance(given, dict) else ""
    if path[0] == "files" or (field is not None and field.type is FieldType.FILES):
        return path, ""
    return path, numbers_hidden(text)


def _field_name(event: Stated, path: Path) -> str:
    if path[0] in ("was", "value"):
        return str(event.said["field"]).partition(".")[0]
    return str(path[1]).partition(".")[0] if len(path) > 1 else ""


def _title(seen: Seen, event: Stated, path: Path, shown: str) -> Text:
    part = PARTS.get(str(path[0]))
    title = part or title_of(seen.procedure, str(event.said["field"] if path[0] in ("was", "value") else path[1]))
    brief = shown[:SHOWN] + ("…" if len(shown) > SHOWN else "")
    zh, en = (
        f"{title.say(lang)}{'：' if lang == 'zh' else ': '}{brief}" if brief else title.say(lang)
        for lang in ("zh", "en")
    )
    return Text(f"第{event.seq}条 {zh}", f"Entry {event.seq}, {en}")


def _erasable(seen: Seen) -> Field:
    places = ((place, title) for place, title in _places(seen) if place not in seen.state.word_erasures)
    choices = tuple(Choice(place, title) for place, title in places)
    return Field("place", FieldType.CHOICE, Text("哪项内容", "Which words"), of=choices)


def _asked(seen: Seen) -> Field:
    procedure = seen.procedure
    titles = dict(_places(seen))
    gone = Text("内容已不在", "no longer there")
    events = read.stated(seen.state.id)
    choices = tuple(
        Choice(place, _proposed(titles.get(place, gone), str(asked["reason"]), len(without(events, place, procedure))))
        for place, asked in seen.state.word_erasures.items()
    )
    return Field("place", FieldType.CHOICE, Text("哪项内容", "Which words"), of=choices)


def _proposed(title: Text, reason: str, entries: int) -> Text:
    """What would go, why, and how far it reaches."""
    return Text(f"{title.zh}（{reason}；涉及{entries}条记录）", f"{title.en} ({reason}; in {entries} entries)")


ACTS = (
    QuietAct(
        "ask-words-erasure",
        "AskWordsErasure",
        Text("提出依法删除记录内容", "Ask that words of the record be erased by law"),
        Text(
            "须另由一名负责人决定。同意后，这些文字在本事项的全部记录、检索和通知中删除，不能恢复；校验值和删除的依据留在记录中。"
            "其他事项中抄录的，由各事项分别办理。理由中不要重写要删除的内容。",
            "Another head decides it. These words then go from every entry of this matter, from the search and from "
            "notices, for good; their hashes and the basis stay. Copies in other matters are each matter's to decide. "
            "Do not repeat in the reason what is to go.",
        ),
        False,
        lambda seen, task: (_erasable(seen), BASIS, REASON),
        lambda seen, task, values: c.AskWordsErasure(
            words_of(values, "place"), words_of(values, "basis"), words_of(values, "reason")
        ),
    ),
    QuietAct(
        "decide-words-erasure",
        "DecideWordsErasure",
        Text("决定是否删除记录内容", "Decide whether words of the record are erased"),
        Text(
            "不得由提出的人决定。同意后内容不能恢复；由它写成的文书不再与核验码相符。",
            "Never by the one who asked. If you agree, the words are gone for good; a paper that holds them no longer "
            "fits its code.",
        ),
        False,
        lambda seen, task: (_asked(seen), AGREED, WHY),
        lambda seen, task, values: c.DecideWordsErasure(
            words_of(values, "place"), values.get("agreed") is True, words_of(values, "words")
        ),
    ),
)
