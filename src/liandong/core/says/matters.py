"""PURE. Words of refusals about opening, relating, correcting and ending matters."""

from __future__ import annotations

from liandong.core.texts import Says, says

MATTERS: dict[str, Says] = {
    "entry.unknown": says(
        "没有“{procedure}/{entry}”这个入口。",
        "There is no entry “{procedure}/{entry}”.",
        "请从“新开事项”中选择程序。",
        "Choose a procedure under “Open a matter”.",
    ),
    "entry.not-yours": says(
        "“{entry}”由{who}提出。",
        "“{entry}” is made by: {who}.",
        "请由上述单位办理，或选择本单位可用的入口。",
        "Let one of them do it, or choose an entry of your unit.",
    ),
    "pack.not-yet-in-force": says(
        "{title}自{since}起施行，现在还不能据以办理。",
        "{title} is in force from {since}; nothing can be opened under it yet.",
        "请到施行之日再办理。",
        "Wait for that day.",
    ),
    "unmask.nothing": says(
        "这里没有可以查看的个人信息。",
        "There is no personal data to show here.",
        "请选择事项中登记的人员。",
        "Choose a person entered in the matter.",
    ),
    "unmask.not-needed": says(
        "本单位办理这件事不需要查看“{title}”的真实信息。",
        "Your unit does not need the data of “{title}” for this matter.",
        "请与办理单位联系。",
        "Talk to the unit that deals with it.",
    ),
    "version.same": says(
        "{number}已经按{version}版办理。",
        "{number} runs under version {version} already.",
        "无需转换。",
        "Nothing to move.",
    ),
    "version.does-not-fit": says(
        "{number}不能转到{version}版，新版中没有：{what}。",
        "{number} cannot be moved to version {version}, which lacks: {what}.",
        "请让它按原版办完。",
        "Let it run on under its own version.",
    ),
    "matter.ended": says(
        "{number}已经办结。",
        "{number} has ended.",
        "可以添加说明或关联新的事项，不能再办理。",
        "A note or a related matter can be added; no act is possible.",
    ),
    "matter.suspended": says(
        "{number}已中止（依据：{basis}），期限停止计算。",
        "{number} is suspended ({basis}); its clocks stand still.",
        "请由综合指挥调度中心恢复后再办理。",
        "The command center must resume it first.",
    ),
    "matter.not-suspended": says(
        "{number}没有中止。", "{number} is not suspended.", "无需恢复。", "Nothing to resume."
    ),
    "basis.missing": says(
        "中止期限必须写明法律依据。",
        "Suspending the clocks needs a legal basis.",
        "请写明法律名称和条款。",
        "Name the law and the article.",
    ),
    "reason.missing": says("没有写明理由或内容。", "The reason or wording is missing.", "请填写。", "Fill it in."),
    "withdraw.too-late": says(
        "只有在“{steps}”阶段才能撤回。",
        "The application can be taken back only during: {steps}.",
        "请与综合指挥调度中心联系。",
        "Talk to the command center.",
    ),
    "origin.missing": says(
        "这个入口要从一件“{procedure}”进入。",
        "This entry starts from a matter of “{procedure}”.",
        "请先打开那件事项，再从其中新开。",
        "Open that matter first and start from there.",
    ),
    "origin.unknown": says(
        "没有找到所依据的事项。",
        "The matter it starts from was not found.",
        "请核对编号。",
        "Check the number.",
    ),
    "reapply.not-rejected": says(
        "{number}没有被驳回，不能再次申请。",
        "{number} was not rejected, so there is nothing to apply for again.",
        "请直接新开事项。",
        "Open a new matter instead.",
    ),
    "reapply.not-yours": says(
        "{number}由其他单位提出，只能由原申请单位再次申请。",
        "{number} was opened by another unit; only that unit applies again.",
        "请由原申请单位办理，或关联原事项后另行申请。",
        "Let that unit apply, or open your own matter and link it.",
    ),
    "link.unknown": says(
        "没有找到要关联的事项。",
        "The matter to link was not found.",
        "请核对编号。",
        "Check the number.",
    ),
    "link.twice": says("已经与{number}关联。", "{number} is linked already.", "无需重复。", "Nothing to do."),
    "correct.not-stated": says(
        "第{seq}号记录没有写明“{name}”。",
        "Record entry {seq} does not state “{name}”.",
        "请从过程记录中选择写错的那一条。",
        "Choose the wrong entry from the timeline.",
    ),
    "correct.superseded": says(
        "第{seq}号记录之后，这一项已经改变。",
        "The fact has changed since record entry {seq}.",
        "请更正最近的一条。",
        "Correct the latest entry.",
    ),
    "correct.same": says(
        "“{title}”更正后与原来相同。",
        "“{title}” would stay the same.",
        "请填写正确的内容。",
        "Give the right value.",
    ),
    "end.blocked": says(
        "“{step}”（{unit}）还没有完成，事项不能办结。",
        "“{step}” ({unit}) is not done; the matter cannot end.",
        "请先完成这一步。",
        "Complete it first.",
    ),
    "end.unconfirmed": says(
        "{unit}的“{step}”是补录的，还没有书面确认，事项不能办结。",
        "“{step}” of {unit} was recorded later and is not confirmed in writing; the matter cannot end.",
        "请先由该岗位书面确认。",
        "Have that post confirm it first.",
    ),
}
