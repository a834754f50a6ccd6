"""What `liandong sharing` says, in both languages."""

from __future__ import annotations

from liandong.core.texts import Text

WORDS: dict[str, Text] = {
    "unknown-county": Text("没有这个县：{county}。有：{known}", "There is no county {county}. There are: {known}"),
    "unknown-seat": Text(
        "{county} 没有岗位 {seat}，请写作 单位/岗位。", "{county} has no seat {seat}; write UNIT/POST."
    ),
    "no-catalogue": Text("该县机制没有共享目录", "This county's mechanism has no catalogue"),
    "kind": Text(
        "{title}：{provider} → {receivers}；{limit}（{cites}）；近一年 {items} 件，最近一件 {last}",
        "{title}: {provider} -> {receivers}; {limit} ({cites}); {items} in the last year, the last on {last}",
    ),
    "never": Text("无", "none"),
    "found": Text("共 {total} 件；已记入日志，编号 {logged}", "{total} in all; logged as number {logged}"),
    "query": Text(
        "{at}  {seat}  目的：{purpose}  内容：{words}  查到 {found} 件",
        "{at}  {seat}  purpose: {purpose}  words: {words}  found: {found}",
    ),
    "no-queries": Text("没有查询", "No queries"),
}
