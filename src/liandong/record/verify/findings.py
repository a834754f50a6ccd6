"""What a verification finds, named by kind, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from liandong.core.words import Text


class Kind(StrEnum):
    """What was done to the record."""

    EDITED = "edited"
    ERASED = "erased"
    STANDS_AGAIN = "stands-again"
    DELETED = "deleted"
    TRUNCATED = "truncated"
    INSERTED = "inserted"
    REORDERED = "reordered"
    SWAPPED = "swapped"
    RENUMBERED = "renumbered"
    REWRITTEN = "rewritten"
    UNKNOWN_ALG = "unknown-algorithm"
    MATTER_MISSING = "matter-missing"
    NUMBER_MISSING = "number-missing"
    HEAD_DIFFERS = "head-differs"
    SNAPSHOT_DIFFERS = "snapshot-differs"
    RECEIPT_DIFFERS = "receipt-differs"
    PACK_MISSING = "pack-missing"
    PACK_DIFFERS = "pack-differs"
    UNLOGGED = "unlogged"
    LOG_EDITED = "log-edited"
    LOG_CUT = "log-cut"
    CHECKPOINT_FORGED = "checkpoint-forged"
    KEY_CHANGED = "key-changed"
    RESTORED = "restored"
    FORKED = "forked"
    ANCHOR_MISSING = "anchor-missing"
    ANCHOR_LATE = "anchor-late"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was recorded. `seq` is the first bad event of `matter`, 0 where none is meant.

    `about` names what else is concerned: a pack's hash, a number, the place where a moved event belongs.
    """

    kind: Kind
    matter: str
    seq: int
    about: str = ""

    def say(self, lang: str) -> str:
        """The finding in one sentence."""
        return SAYS[self.kind].say(lang).format(matter=self.matter, seq=self.seq, about=self.about)

    def to_json(self) -> dict[str, Any]:
        """Plain values, with the sentence in both languages."""
        return {
            "kind": self.kind.value,
            "matter": self.matter,
            "seq": self.seq,
            "about": self.about,
            "zh": self.say("zh"),
            "en": self.say("en"),
        }


@dataclass(slots=True)
class Report:
    """What was checked, and what was found wrong. `unlogged` events are not in the log yet; the words of
    `erased` ones were taken away by law, as another event says; `restores` are those that the log itself tells of. Of
    `stale` matters the kept state is of another version of the fold: nobody reads it, and a rebuild writes it anew."""

    matters: int = 0
    events: int = 0
    logged: int = 0
    unlogged: int = 0
    checkpoints: int = 0
    timestamps: int = 0
    erased: int = 0
    stale: int = 0
    restores: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def to_json(self) -> dict[str, Any]:
        """Plain values for `--json`."""
        counts = {name: value for name, value in asdict(self).items() if name != "findings"}
        return {**counts, "whole": self.is_whole, "findings": [found.to_json() for found in self.findings]}


SAYS: Mapping[Kind, Text] = {
    Kind.EDITED: Text("事项 {matter} 第 {seq} 号记录被改动。", "Event {seq} of matter {matter} was edited."),
    Kind.ERASED: Text(
        "事项 {matter} 第 {seq} 号记录的内容被清空，没有依法删除的记录；其散列仍在。",
        "The words of event {seq} of matter {matter} are gone, and no event erased them; their hash still stands.",
    ),
    Kind.STANDS_AGAIN: Text(
        "事项 {matter} 第 {seq} 号记录的内容已由第 {about} 号记录依法删除，却又在库中。",
        "The words of event {seq} of matter {matter} were erased by event {about}, and stand there again.",
    ),
    Kind.DELETED: Text(
        "事项 {matter} 自第 {seq} 号起有记录被删除。", "Events of matter {matter} were deleted, from event {seq} on."
    ),
    Kind.TRUNCATED: Text(
        "事项 {matter} 自第 {seq} 号起的末尾记录缺失。", "The end of matter {matter} is missing, from event {seq} on."
    ),
    Kind.INSERTED: Text(
        "事项 {matter} 第 {seq} 号记录是后来插入的。", "Event {seq} of matter {matter} was inserted afterwards."
    ),
    Kind.REORDERED: Text(
        "事项 {matter} 的记录顺序被调换，自第 {seq} 号起。",
        "Events of matter {matter} were reordered, from event {seq} on.",
    ),
    Kind.SWAPPED: Text(
        "事项 {matter} 第 {seq} 号处的内容属于 {about}。",
        "What stands as event {seq} of matter {matter} belongs to {about}.",
    ),
    Kind.RENUMBERED: Text(
        "事项 {matter} 的记录被改号，自第 {seq} 号起。",
        "Events of matter {matter} were given other numbers, from event {seq} on.",
    ),
    Kind.REWRITTEN: Text(
        "事项 {matter} 第 {seq} 号记录不是日志登记的那一条：链被重写。",
        "Event {seq} of matter {matter} is not the one that the log holds: the chain was written anew.",
    ),
    Kind.UNKNOWN_ALG: Text(
        "事项 {matter} 第 {seq} 号记录所用算法 {about} 未知。",
        "Event {seq} of matter {matter} names an unknown algorithm, {about}.",
    ),
    Kind.MATTER_MISSING: Text(
        "事项 {matter} 有记录而无事项行。", "There are events of matter {matter}, but no row of the matter itself."
    ),
    Kind.NUMBER_MISSING: Text("编号 {about} 已发出，但无对应事项。", "Number {about} was given, but no matter has it."),
    Kind.HEAD_DIFFERS: Text(
        "事项 {matter} 的链尾散列与第 {seq} 号记录不符。",
        "The head that the row of matter {matter} names is not the hash of event {seq}.",
    ),
    Kind.SNAPSHOT_DIFFERS: Text(
        "事项 {matter} 的存档状态与其记录推算的状态不符。",
        "The stored state of matter {matter} is not what its events fold to.",
    ),
    Kind.RECEIPT_DIFFERS: Text(
        "已出具的回执（{about}）所指事项 {matter} 第 {seq} 号记录不在，或者已不是当时的记录。",
        "The receipt given for {about} names event {seq} of matter {matter}, which is gone or no longer what it was.",
    ),
    Kind.PACK_MISSING: Text(
        "事项 {matter} 第 {seq} 号记录所依据的机制包 {about} 缺失。",
        "The pack {about}, under which event {seq} of matter {matter} was decided, is missing.",
    ),
    Kind.UNLOGGED: Text(
        "事项 {matter} 第 {seq} 号记录早于最近的检查点却不在日志中；日志正在补登时请稍后再验。",
        "Event {seq} of matter {matter} is older than the last checkpoint and not in the log; if the log is catching "
        "up, verify again later.",
    ),
    Kind.LOG_EDITED: Text(
        "日志第 {about} 条之间被改动：与当时签发的检查点不符。",
        "The log was changed among leaves {about}: it does not give the head that was signed then.",
    ),
    Kind.LOG_CUT: Text(
        "日志被截断：现有条数 / 已签发条数 {about}。", "The log was cut off: leaves there are / were signed {about}."
    ),
    Kind.CHECKPOINT_FORGED: Text(
        "检查点 {about} 不是由本日志当时的密钥签发。", "Checkpoint {about} is not signed by the key of this log."
    ),
    Kind.KEY_CHANGED: Text(
        "签名密钥被更换而旧密钥未签认（{about}）。",
        "The key that signs was changed without the word of the one before ({about}).",
    ),
    Kind.RESTORED: Text(
        "数据库落后于外部持有的检查点（现有条数 / 外部条数 {about}）：恢复了旧备份或被整体截断。",
        "This database is behind a checkpoint held outside (leaves here / there {about}): an old backup was restored, "
        "or its end was cut off as a whole.",
    ),
    Kind.FORKED: Text(
        "外部持有的检查点 {about} 与本库不符：历史被重写，或有人看到的是另一份。",
        "Checkpoint {about}, held outside, is not of this log: its past was written anew, or somebody was shown "
        "another.",
    ),
    Kind.ANCHOR_MISSING: Text(
        "外部锚点文件 {about} 不在、不可读或被截短。", "The anchor file {about} is gone, unreadable or was cut."
    ),
    Kind.ANCHOR_LATE: Text("检查点已数小时未送达外部锚点。", "Checkpoints have not reached a place outside for hours."),
    Kind.PACK_DIFFERS: Text("机制包 {about} 的字节与其散列不符。", "The bytes of pack {about} do not fit its hash."),
}
