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
    "paper.not-issued": says(
        "“{paper}”不是已签发的有效文书。",
        "“{paper}” is no issued paper that counts.",
        "请先签发，再用印。",
        "Issue it first; the seal comes after that.",
    ),
    "paper.sealed-already": says(
        "“{paper}”已经用印。",
        "“{paper}” bears its seal already.",
        "请刷新页面；印章有误的，作废后另拟一份。",
        "Reload the page; where the seal is wrong, void it and draft another.",
    ),
    "paper.takes-no-seal": says(
        "“{paper}”是纪要，不加盖印章。",
        "“{paper}” is minutes, which bear no seal.",
        "请直接下载使用。",
        "Use it as it is.",
    ),
    "paper.not-keeper": says(
        "本单位印章不由您的岗位保管。",
        "Your post does not keep the seal of your unit.",
        "请保管印章的岗位用印；机制没有另外规定的，是单位负责人。",
        "Ask the post that keeps it: the head of the unit, where the mechanism names no other.",
    ),
    "paper.no-seal-here": says(
        "系统中没有本单位的印章图片。",
        "The system has no picture of your unit's seal.",
        "请系统管理员上传，或者打印后加盖实物印章。",
        "Ask the system administrator for it, or print the paper and stamp it by hand.",
    ),
    "seal.no-picture": says(
        "这个文件不是可用的印章图片。",
        "This file is no picture of a seal that can be used.",
        "请上传 PNG 图片，边长200至4000像素，不超过 2 MB。",
        "Give a PNG picture of 200 to 4,000 pixels a side, at most 2 MB.",
    ),
    "seal.width": says(
        "印章直径须为20至60毫米。",
        "A seal is 20 to 60 millimetres wide.",
        "请量取实物印章的直径，填整数毫米。",
        "Measure the seal itself and give whole millimetres.",
    ),
    "mark.form": says(
        "代字须为1至12个汉字或者字母。",
        "A mark is 1 to 12 Chinese characters or letters.",
        "请只填代字本身，不带年份和序号。",
        "Give the mark alone, without year and number.",
    ),
    "mark.taken": says(
        "这个代字{unit}已在使用。",
        "{unit} uses this mark.",
        "请填写本单位自己的代字，使每个文号只有一份。",
        "Give the unit a mark of its own, so that no number stands twice.",
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
