"""PURE. Words of refusals about single fields. `{title}` is the field's title."""

from __future__ import annotations

from liandong.core.texts import Says, says

FIELDS: dict[str, Says] = {
    "fields.refused": says(
        "有{count}处需要补正：{fields}。",
        "{count} fields need attention: {fields}.",
        "请按各处提示补正后再提交，已填写的内容保留。",
        "Correct them as each says and submit again; what you typed is kept.",
    ),
    "field.missing": says("“{title}”没有填写。", "“{title}” is missing.", "请填写。", "Fill it in."),
    "field.not-asked": says(
        "这一步不需要“{title}”。",
        "This act does not ask for “{title}”.",
        "请去掉这一项。",
        "Leave it out.",
    ),
    "field.not-text": says("“{title}”应当是文字。", "“{title}” must be text.", "请重新输入。", "Type it again."),
    "field.too-long": says(
        "“{title}”有{length}个字，最多{longest}个字。",
        "“{title}” has {length} characters; {longest} are allowed.",
        "请精简，详细内容可作为附件材料。",
        "Shorten it; details can go into attached material.",
    ),
    "text.classified": says(
        "这里填写的内容带有国家秘密标志（{level}★），不予接收：本系统不是涉密信息系统，按《中华人民共和国保守国家秘密法》（2024年修订）不得存储、处理国家秘密。",
        "This text bears a mark of state secrets ({level}★) and is not taken: this is no system for secrets, and under "
        "the Law of the PRC on Guarding State Secrets (revised 2024) it may neither keep nor process them.",
        "所填内容没有保存。请删去涉密内容后再提交；涉密材料通过机要渠道另行传递，并立即告知本单位保密工作机构。",
        "Nothing of it was kept. Take the classified content out and submit again; send such papers through the "
        "confidential channel instead, and tell your unit's office for secrecy at once.",
    ),
    "field.not-a-choice": says(
        "“{title}”不能是“{found}”。",
        "“{title}” cannot be “{found}”.",
        "请选择：{choices}。",
        "Choose one of: {choices}.",
    ),
    "field.choices-missing": says(
        "“{title}”还缺：{missing}。",
        "“{title}” still lacks: {missing}.",
        "请补齐后再提交。",
        "Add what is missing, then submit again.",
    ),
    "field.no-such-executive-field": says(
        "“{title}”中没有“{found}”这个领域。",
        "“{title}”: there is no field “{found}”.",
        "请从名单中选择。",
        "Choose from the list.",
    ),
    "field.not-a-person": says(
        "“{title}”应当填写姓名、电话、证件号码、住址。",
        "“{title}” takes name, telephone, ID number and address.",
        "请逐项填写。",
        "Fill them in one by one.",
    ),
    "field.id-number-wrong": says(
        "“{title}”的证件号码校验不符。",
        "The ID number in “{title}” does not fit its check digit.",
        "请核对18位号码；不掌握的可以不填。",
        "Check the 18 characters; leave it empty if unknown.",
    ),
    "field.not-an-amount": says(
        "“{title}”的“{found}”不是金额。",
        "“{found}” in “{title}” is not an amount.",
        "请以元为单位填写，最多两位小数，例如12000.50。",
        "Write yuan with at most two decimals, for example 12000.50.",
    ),
    "field.not-a-number": says(
        "“{title}”的“{found}”不是整数。",
        "“{found}” in “{title}” is not a whole number.",
        "请填写0或正整数。",
        "Write 0 or a positive whole number.",
    ),
    "field.too-small": says(
        "“{title}”至少是{least}，现在是{found}。",
        "“{title}” must be at least {least}, not {found}.",
        "请核对。",
        "Check it.",
    ),
    "field.not-yes-or-no": says(
        "“{title}”应当是“是”或“否”，现在是“{found}”。",
        "“{title}” must be yes or no, not “{found}”.",
        "请选择。",
        "Choose one.",
    ),
    "field.not-a-date": says(
        "“{title}”的“{found}”不是一个日期。",
        "“{found}” in “{title}” is not a date.",
        "请写成2026-11-21这样。",
        "Write it like 2026-11-21.",
    ),
    "field.not-an-instant": says(
        "“{title}”的“{found}”不是一个时间。",
        "“{found}” in “{title}” is not a time.",
        "请写明日期和时分，例如2026-11-21 09:30。",
        "Give date and time, for example 2026-11-21 09:30.",
    ),
    "field.no-offset": says(
        "“{title}”的“{found}”没有时区。",
        "“{found}” in “{title}” has no time zone.",
        "请写成2026-11-21T09:30+08:00这样。",
        "Write it like 2026-11-21T09:30+08:00.",
    ),
    "field.in-the-future": says(
        "“{title}”不能晚于现在，填写的是{found}。",
        "“{title}” cannot lie in the future; it says {found}.",
        "请核对时间。",
        "Check the time.",
    ),
    "field.ends-before-start": says(
        "“{title}”早于开始时间。",
        "“{title}” lies before the start.",
        "请核对时间。",
        "Check the time.",
    ),
    "field.no-such-unit": says(
        "“{title}”中没有“{found}”这个单位。",
        "“{title}”: there is no unit “{found}”.",
        "请从名单中选择。",
        "Choose one from the list.",
    ),
    "field.unit-cannot-act": says(
        "“{title}”不能是{unit}：它没有办理事项的岗位。",
        "“{title}” cannot be {unit}: none of its posts takes part in matters.",
        "请选择办理事项的单位。",
        "Choose a unit that takes part in matters.",
    ),
    "field.unit-without-power": says(
        "“{title}”应当是行政执法机关，{unit}没有执法主体资格。",
        "“{title}” must be an enforcement organ; {unit} holds no enforcement power.",
        "请选择有执法权的单位，{unit}可以作为配合单位。",
        "Choose a unit with enforcement power; {unit} can cooperate.",
    ),
    "field.unit-of-other-kind": says(
        "“{title}”应当是{kinds}，{unit}不是。",
        "“{title}” must be one of: {kinds}; {unit} is not.",
        "请重新选择。",
        "Choose again.",
    ),
    "field.not-a-list": says(
        "“{title}”应当是一个清单。", "“{title}” must be a list.", "请重新填写。", "Fill it in again."
    ),
    "field.too-few": says(
        "“{title}”至少要有{least}个，现在有{count}个。",
        "“{title}” needs at least {least}; there are {count}.",
        "请补齐。",
        "Add the missing ones.",
    ),
    "field.unit-twice": says(
        "“{title}”中{unit}出现了两次。",
        "“{title}” names {unit} twice.",
        "请去掉重复的。",
        "Remove the repeat.",
    ),
    "field.no-such-item": says(
        "清单中没有第“{found}”项。",
        "The catalogue has no item “{found}”.",
        "请从高频事项清单中选择，或不选。",
        "Choose one of the catalogue, or none.",
    ),
    "field.row-incomplete": says(
        "“{title}”第{row}行缺少{part}。",
        "“{title}”, row {row}: {part} is missing.",
        "请补齐这一行，或删去它。",
        "Complete the row, or remove it.",
    ),
    "rows.unit-left-out": says(
        "“{title}”没有写明{units}。",
        "“{title}” says nothing of {units}.",
        "请为每个单位各写一行。",
        "Write a row for each unit.",
    ),
    "field.row-unknown": says(
        "“{title}”第{row}行多出“{part}”。",
        "“{title}”, row {row}: “{part}” is not a column.",
        "请去掉。",
        "Remove it.",
    ),
    "field.certificate-twice": says(
        "“{title}”中执法证号{certificate}出现了两次。",
        "“{title}” names certificate {certificate} twice.",
        "请核对执法人员。",
        "Check the officers.",
    ),
    "field.credit-code-wrong": says(
        "“{title}”{rows}的统一社会信用代码不正确。",
        "“{title}”, {rows}: no unified social credit code.",
        "请按营业执照核对18位代码；没有代码的个体经营者可以不填。",
        "Check its 18 characters against the business license; leave it empty where a trader has none.",
    ),
    "field.company-twice": says(
        "“{title}”第{row}行的{company}前面已经列出。",
        "“{title}”, row {row}: {company} stands there already.",
        "请只保留一行。",
        "Keep one row.",
    ),
    "field.part-missing": says("“{title}”缺少{part}。", "“{title}” lacks: {part}.", "请填写。", "Fill it in."),
    "field.not-an-operation": says(
        "“{title}”应当写明执法时间和地点。",
        "“{title}” must give the time and place of the operation.",
        "请填写时间和地点。",
        "Give time and place.",
    ),
    "units.named-twice": says(
        "{unit}被列了两次：一个单位只能作为牵头单位或配合单位之一。",
        "{unit} is named twice: a unit is either the lead or a cooperating unit.",
        "请只保留一处。",
        "Keep it in one place.",
    ),
    "units.too-few-enforce": says(
        "至少要有{least}个行政执法机关，现在有{count}个（{found}）。",
        "At least {least} enforcement organs are needed; there are {count} ({found}).",
        "请补充有执法权的单位。",
        "Add units with enforcement power.",
    ),
    "item.place-missing": says(
        "“{item}”需要属地单位（{kinds}）参加。",
        "“{item}” needs the unit of the place ({kinds}).",
        "请在配合单位中加上属地的乡镇或街道。",
        "Add the township or subdistrict of the place to the cooperating units.",
    ),
}
