"""The words for how the log stands, in both languages."""

from __future__ import annotations

from liandong.core.words import Text
from liandong.record.log.anchors import FILE, TIMESTAMP, WITNESS
from liandong.record.log.grow import Fault

FAULTS: dict[str, Text] = {
    Fault.NO_KEY.value: Text(
        "签名密钥文件不可读，检查点无法签发。", "The file of the signing key cannot be read; nothing can be signed."
    ),
    Fault.KEY_CHANGED.value: Text(
        "签名密钥与日志登记的不同。更换密钥用 liandong record renew-key；若未更换，请保全现场。",
        "The key is not the one that the log names. A key is renewed with liandong record renew-key; if nobody did, "
        "keep everything as it is.",
    ),
    Fault.BEHIND.value: Text(
        "外部锚点记得更多：本库少于已签发的检查点，可能恢复过备份或被截断。先核对；"
        "确是依法恢复的，用 liandong record accept-restore 写明后继续。",
        "A place outside knows more: this database has less than was signed, as after a restored backup or a cut. "
        "Compare first; where it was restored lawfully, liandong record accept-restore says so and goes on.",
    ),
    Fault.FORKED.value: Text(
        "外部锚点的检查点与本库不符：历史被改写或分叉。请保全数据库和锚点。",
        "A checkpoint held outside contradicts this database: its past was rewritten or forked. Keep both as they are.",
    ),
    Fault.DAMAGED.value: Text(
        "日志的行缺失或被改动，请运行 liandong record verify。",
        "Rows of the log are missing or changed; run liandong record verify.",
    ),
    Fault.GAP.value: Text(
        "有事项的记录不连续，未能入日志，请运行 liandong record verify。",
        "Events of a matter have a gap and could not be logged; run liandong record verify.",
    ),
}
PLACES: dict[str, Text] = {
    FILE: Text("另一台主机上的文件", "a file on another host"),
    WITNESS: Text("见证者", "a witness"),
    TIMESTAMP: Text("时间戳机构", "an authority of time-stamps"),
}
