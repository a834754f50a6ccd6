"""The quiet acts on evidence: add files, seal and unseal them, ask for an erasure and decide it."""

from __future__ import annotations

from collections.abc import Iterable

from liandong.core.evidence import Item
from liandong.core.matter import commands as c
from liandong.core.matter.decide.evidence import named
from liandong.core.personal import numbers_hidden
from liandong.core.rules import Choice, Field, FieldType
from liandong.core.texts import Text
from liandong.web.evidence.of_matter import sees
from liandong.web.evidence.seen import SHORT
from liandong.web.matter.quiet_act import REASON, QuietAct, text_field, words_of
from liandong.web.matter.seen import Seen

BASIS = text_field("basis", "法律依据（法律名称和条款）", "Legal basis (law and article)")


def _file(seen: Seen, items: Iterable[Item]) -> Field:
    """The files that an act may be done to, as the reader may see them."""
    state, seat = seen.state, seen.actor.seat
    shown = [item for item in items if sees(state, seen.procedure, str(item["key"]), seat)]
    titles = (
        (str(item["key"]), f"{numbers_hidden(str(item['name']))} {str(item['sha256'])[:SHORT]}") for item in shown
    )
    choices = tuple(Choice(key, Text(title, title)) for key, title in titles)
    return Field("file", FieldType.CHOICE, Text("哪个文件", "Which file"), of=choices)


def _erasable(seen: Seen) -> Field:
    kept = (item for item in named(seen.state) if item["key"] not in seen.state.erased)
    return _file(seen, (item for item in kept if item["key"] not in seen.state.erasures))


def _asked(seen: Seen) -> Field:
    return _file(seen, (item for item in named(seen.state) if item["key"] in seen.state.erasures))


AGREED = Field("agreed", FieldType.BOOL, Text("同意删除", "Agree to the erasure"))
WHY = Field("words", FieldType.TEXT, Text("说明（不同意时必填）", "Words (needed if you do not agree)"), optional=True)

ACTS = (
    QuietAct(
        "add-evidence",
        "AddEvidence",
        Text("补充证据", "Add evidence"),
        Text(
            "各单位可以同时补充，互不覆盖；能看到本事项的人都能看到补充的文件。",
            "Several units may add at once, none over another. Whoever sees the matter sees what is added.",
        ),
        False,
        lambda seen, task: (
            Field("files", FieldType.FILES, Text("照片和文件", "Photos and files")),
            text_field("words", "说明", "What they show"),
        ),
        lambda seen, task, values: c.AddEvidence(_listed(values.get("files")), words_of(values, "words")),
    ),
    QuietAct(
        "seal-evidence",
        "SealEvidence",
        Text("封存证据", "Seal the evidence"),
        Text(
            "逐个固定现有文件的校验值；启封以前，这些文件不能更正、不能删除。",
            "Pins the hash of every file. Until it is unsealed none may be corrected or erased.",
        ),
        False,
        lambda seen, task: (BASIS, REASON),
        lambda seen, task, values: c.SealEvidence(words_of(values, "basis"), words_of(values, "reason")),
    ),
    QuietAct(
        "unseal-evidence",
        "UnsealEvidence",
        Text("启封证据", "Unseal the evidence"),
        Text("启封和理由记入全过程。", "It stands on record, with its reason."),
        False,
        lambda seen, task: (REASON,),
        lambda seen, task, values: c.UnsealEvidence(words_of(values, "reason")),
    ),
    QuietAct(
        "ask-erasure",
        "AskErasure",
        Text("提出依法删除文件", "Ask that a file be erased by law"),
        Text(
            "须另由一名负责人决定。同意后文件内容销毁，不能恢复；文件曾经存在、由谁添加、校验值和删除的依据留在记录中。",
            "Another head decides it. The content is then destroyed for good; that it was there, who added it, its "
            "hash and the basis of the erasure stay on record.",
        ),
        False,
        lambda seen, task: (_erasable(seen), BASIS, REASON),
        lambda seen, task, values: c.AskErasure(
            words_of(values, "file"), words_of(values, "basis"), words_of(values, "reason")
        ),
    ),
    QuietAct(
        "decide-erasure",
        "DecideErasure",
        Text("决定是否删除文件", "Decide whether a file is erased"),
        Text(
            "不得由提出的人决定。同意后文件内容销毁，不能恢复。",
            "Never by the one who asked. If you agree, the content is destroyed for good.",
        ),
        False,
        lambda seen, task: (_asked(seen), AGREED, WHY),
        lambda seen, task, values: c.DecideErasure(
            words_of(values, "file"), values.get("agreed") is True, words_of(values, "words")
        ),
    ),
)


def _listed(value: c.Plain) -> list[c.Plain]:
    return value if isinstance(value, list) else []
