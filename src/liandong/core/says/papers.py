"""PURE. Words of refusals about papers."""

from __future__ import annotations

from liandong.core.texts import Says, says

PAPERS: dict[str, Says] = {
    "paper.unknown": says(
        "这个事项没有这份文书。",
        "This matter has no such paper.",
        "请回到事项的文书清单重新选择。",
        "Choose again from the matter's list of papers.",
    ),
    "paper.not-yours": says(
        "“{paper}”现在不由本单位制发。",
        "“{paper}” is not your unit's to issue now.",
        "请由制发单位办理；还没有走到相应环节的，待环节开启后再拟稿。",
        "Leave it to the unit that issues it; where its step is not reached yet, draft it once the step opens.",
    ),
    "paper.drafted-already": says(
        "本单位的“{paper}”已有一份在拟稿。",
        "Your unit is drafting “{paper}” already.",
        "请打开那一份继续，或者先撤销它。",
        "Go on with that draft, or drop it first.",
    ),
    "paper.not-a-draft": says(
        "“{paper}”不在待审核状态。",
        "“{paper}” does not wait for a review.",
        "请刷新页面，看它现在的状态。",
        "Reload the page to see where it stands.",
    ),
    "paper.own-draft": says(
        "“{paper}”是您自己拟的稿。",
        "You drafted “{paper}” yourself.",
        "请本单位另一人审核。",
        "Have another person of your unit review it.",
    ),
    "paper.changed": says(
        "“{paper}”的内容在审核之后有变化。",
        "What “{paper}” says has changed since it was looked at.",
        "请看过现在的内容，再审核一次。",
        "Look at what it says now, and review it again.",
    ),
    "paper.not-reviewed": says(
        "“{paper}”还没有审核同意。",
        "“{paper}” has not been agreed to in a review.",
        "请先由本单位另一人审核。",
        "Have another person of your unit review it first.",
    ),
    "paper.missing": says(
        "“{paper}”还缺：{fields}。",
        "“{paper}” lacks: {fields}.",
        "请先在事项的相应环节填报；文书不会替您编写。",
        "Give them at their steps first; the paper invents nothing.",
    ),
    "paper.ended": says(
        "“{paper}”已经作废、撤销或者被替换。",
        "“{paper}” is void, dropped or replaced already.",
        "需要时请重新拟稿。",
        "Draft it anew where it is needed.",
    ),
    "paper.not-replaceable": says(
        "要替换的“{paper}”不是已签发的有效文书。",
        "The “{paper}” to be replaced is no issued paper that counts.",
        "请从文书清单中选择已签发的一份。",
        "Choose an issued one from the list of papers.",
    ),
}
