"""PURE. Words of refusals about case files: archived, sealed, handed over."""

from __future__ import annotations

from liandong.core.texts import Says, says

CASE_FILES: dict[str, Says] = {
    "case-file.still-running": says(
        "{number}还没有办结，不能归档。",
        "{number} has not ended, so its case file cannot be archived.",
        "请先办结，再归档。",
        "Bring it to its end first.",
    ),
    "case-file.archived": says(
        "{number}的案卷已经归档，不能再增加或者改动。",
        "The case file of {number} is archived: nothing is added to it or changed any more.",
        "需要补充的，另行登记一个事项，并与它关联。",
        "Open another matter for what is to be added, and link it to this one.",
    ),
    "case-file.not-described": says(
        "{number}所依据的机制版本没有写明案卷应当包括什么、保管多久，不能归档。",
        "The version of the mechanism that {number} runs under does not say what its case file holds or how long it is "
        "kept, so it cannot be archived here.",
        "请把它导出为档案包，按本单位的办法归档。",
        "Export it as a package, and archive it in your unit's own way.",
    ),
    "case-file.not-yours": says(
        "这个案卷由{unit}或者指挥中心归档。",
        "This case file is archived by {unit} or by the center.",
        "请由它们办理。",
        "Leave it to them.",
    ),
    "case-file.lacks": says(
        "{number}的案卷还缺：{things}。",
        "The case file of {number} lacks: {things}.",
        "请先补齐；确实没有的，逐项写明理由。",
        "Make it up first; for what there truly is none of, give a reason for each.",
    ),
    "case-file.no-number": says(
        "没有档号，或者档号超过{most}个字。",
        "There is no archive number, or it is longer than {most} characters.",
        "请填写本单位的档号。",
        "Enter the archive number of your unit.",
    ),
    "case-file.not-archived": says(
        "{number}的案卷还没有归档。",
        "The case file of {number} is not archived.",
        "请先归档。",
        "Archive it first.",
    ),
    "case-file.packaged-already": says(
        "{number}的档案包已经封存。",
        "The package of {number} is sealed already.",
        "不需要再做。",
        "Nothing is left to do.",
    ),
    "case-file.not-packaged": says(
        "{number}的档案包还没有封存，不能移交。",
        "The package of {number} is not sealed yet, so it cannot be handed over.",
        "后台封存后再移交。",
        "Wait until the worker has sealed it.",
    ),
    "case-file.transferred-already": says(
        "{number}的档案包已经移交。",
        "The package of {number} was handed over already.",
        "请查看移交登记。",
        "See the list of transfers.",
    ),
}
