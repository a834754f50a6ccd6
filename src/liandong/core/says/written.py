"""PURE. Refusals to erase words of the record."""

from __future__ import annotations

from liandong.core.texts import Says, says

WRITTEN: dict[str, Says] = {
    "words.nothing-there": says(
        "这里没有可以删除的内容，或者已经删除。",
        "Nothing stands there that could be erased, or it was erased already.",
        "请在列出的内容中选择。",
        "Choose one of the places listed.",
    ),
    "words.asked-already": says(
        "已经有人提出删除这项内容。",
        "The erasure of these words was asked for already.",
        "请等待另一人决定。",
        "Another person decides it.",
    ),
    "words.not-asked": says(
        "没有人提出删除这项内容。",
        "Nobody asked that these words be erased.",
        "请先提出，写明法律依据。",
        "Ask for it first, with its basis in law.",
    ),
    "words.same-person": says(
        "删除由您提出，不能再由您决定。",
        "You asked for this erasure; another person decides it.",
        "请由另一名负责人决定。",
        "Let another head decide it.",
    ),
}
