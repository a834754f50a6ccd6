"""PURE. Words of refusals about searching."""

from __future__ import annotations

from liandong.core.texts import Says, says

SEARCHES: dict[str, Says] = {
    "search.no-words": says(
        "没有写明要查什么：至少需要一个汉字、一个字母或一个数字。",
        "It does not say what to search: one character, letter or digit is needed at least.",
        "请写明查询内容。",
        "Write what you search.",
    ),
    "search.too-many": says(
        "查询内容过长：最多 {most} 个词，每词最多 {longest} 个字。",
        "That is too long: {most} words at most, each of {longest} characters at most.",
        "请只写最要紧的词。",
        "Write only the words that matter.",
    ),
    "query.no-purpose": says(
        "没有写明查询目的，未作查询。",
        "The query names no purpose; nothing was searched.",
        "请写明为何事查询：查询目的记入日志，提供单位可以看到。",
        "Write what you need it for: the purpose is logged, and whoever provides the information sees it.",
    ),
    "query.too-long": says(
        "查询目的过长：最多 {most} 个字。",
        "The purpose is too long: {most} characters at most.",
        "请用一句话写明。",
        "Write it in one sentence.",
    ),
}
