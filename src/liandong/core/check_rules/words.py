"""PURE. What the checks of a pack say, in both languages."""

from __future__ import annotations

from liandong.core.texts import Text

NOUNS = (
    Text("期限", "limit"),
    Text("不予办理的条件", "refusal"),
    Text("执法主体数量要求", "enforcing"),
    Text("延长", "extension"),
    Text("职责", "duty"),
    Text("程序", "procedure"),
    Text("入口", "entry"),
    Text("步骤", "step"),
    Text("事项", "item"),
    Text("字段", "field"),
    Text("单位", "unit"),
    Text("身份", "capacity"),
    Text("结果", "outcome"),
    Text("办结方式", "end"),
    Text("没有", "none"),
    Text("没有任何步骤", "nothing"),
)

CITING = (
    Text("这个{kind}没有依据", "this {kind} without a citation"),
    Text("写明`cites:`，取自来源的条文", "`cites:` with an article of the sources"),
    Text("依据{cite}不在任何来源中", "the citation {cite}, which no source has"),
    Text("sources.yaml中的条文：{known}", "an article of sources.yaml: {known}"),
    Text("规则{rule}不在规则表中", "the rule {rule}, which the table of rules does not have"),
    Text("规则表中的编号", "an id of the table"),
    Text("规则{rule}已由{paths}承载", "the rule {rule}, which {paths} carries"),
    Text("一条规则或者承载，或者不承担", "a rule either carried or not carried"),
    Text("规则{rule}没有着落", "the rule {rule} nowhere"),
    Text("由某个要素写明，或者列入`not_carried`", "an element that names it, or a line in `not_carried`"),
)

CREW = (
    Text("有{count}个负责人（{names}）", "{count} heads ({names})"),
    Text("恰有一个岗位写明`head: true`", "exactly one post with `head: true`"),
    Text("岗位`{post}`兼有{roles}", "the post `{post}` with the roles {roles}"),
    Text("管理员角色不得兼任", "an administrator's role alone"),
    Text("名称“{name}”与{other}相同", "the name {name}, which {other} has too"),
    Text("每个单位有自己的名称", "a name of its own for each unit"),
    Text("{unit}既牵头又配合", "{unit} both leads and cooperates"),
    Text("每个单位只担任一种", "each unit in one part"),
    Text("没有单位属于`{kind}`这一类", "the kind `{kind}`, which no unit has"),
    Text("某个单位所属的类别", "a kind of some unit"),
    Text("这里可填的单位只有{count}个", "{count} units that may be named here"),
    Text("至少{count}个", "at least {count}"),
    Text("有事项字段而没有事项清单", "an item field without a catalogue of items"),
    Text("一份items.yaml", "an items.yaml"),
    Text(
        "事项{no}把{units}填入`{field}`，而该字段不收", "item {no} fills `{field}` with {units}, which it does not take"
    ),
    Text("符合字段类别和执法资格的单位，或者放宽字段", "units of the field's kinds and power, or a wider field"),
    Text("`{name}`会填入{fills}，而这里不填该字段", "`{name}` fills {fills}, which is not asked"),
    Text("在这里一并填写", "it asked here too"),
    Text("`{field}`的岗位`{post}`，{units}没有", "the post `{post}` of `{field}`, which {units} has not"),
    Text(
        "用`head`、各单位都有的岗位，或者缩小字段的类别",
        "`head`, a post that all of them have, or fewer kinds in the field",
    ),
)

WAYS = (
    Text("状态超过{bound}个", "more than {bound} states"),
    Text("减少条件所用的字段，或者分成两个程序", "fewer fields tested by conditions, or two procedures"),
    Text("可能没有人承办的任务", "a task that can open for nobody"),
    Text("总能找到承办人的一行，或者先填写的字段", "a line that always finds a party, or a field that is asked"),
    Text("可能没有代录单位", "a recorder that may be nobody"),
    Text("一种身份，或者此前已填写的字段", "a capacity, or a field that is asked before"),
    Text("各行条件可能都不成立", "lines of which none may hold"),
    Text("最后一行不写`when`，或者每种取值各有一行", "a last line without `when`, or one for each value"),
    Text("事项无法办结：经过{way}之后，仍开着{still}", "a matter that cannot end, with {still} open after {way}"),
    Text("一条通向办结的路", "a way to an end"),
    Text("没有任何步骤会开启它", "a step that nothing opens"),
    Text("由`opens`、`after`或者`opened_with`引到它", "an `opens`, `after` or `opened_with` that leads to it"),
    Text("永远不能采取的结果", "an outcome that can never be taken"),
    Text("有条件采取的结果", "one that something allows"),
    Text("没有任何步骤会到达的办结方式", "an end that nothing reaches"),
    Text("由某个结果写明`ends:`，或者删去", "an outcome with `ends:`, or no such end"),
    Text("永不成立或者永不问到的条件", "a condition that never holds, or never comes to be asked"),
    Text("有事项能够满足的条件", "one that some matter meets"),
    Text("有的路径从未填写{names}就使用", "{names} used on a way that never asked for it"),
    Text("先填写该字段，或者先用`has`判断", "the field asked before, or `has` tested first"),
)

SHAPE = (
    Text("随时可办的步骤写了`{word}`", "`{word}` on a standing step"),
    Text("写成必须完成的步骤，或者删去这个词", "a step that is a demand, or no such word"),
    Text("随时可办的步骤使事项办结", "an end by a standing step"),
    Text("只开启步骤的结果", "an outcome that opens a step"),
    Text("`{name}`是随时可办的步骤，永不完成", "`{name}`, a standing step, which never settles"),
    Text("会完成的步骤", "a step that settles"),
    Text("步骤本身", "the step itself"),
    Text("另一个步骤", "another step"),
    Text("{step}没有结果`{outcome}`", "the outcome `{outcome}` of {step}"),
    Text("`{word}`没有会届满的期限可依", "`{word}` without a limit that ends"),
    Text("写明带数字的`within:`", "`within:` with a number"),
    Text("时钟采取`{outcome}`，而它要求填写{asked}", "the clock takes `{outcome}`, which asks {asked}"),
    Text("不要求填写的结果", "an outcome that asks nothing"),
    Text("没有`when`的一行不在最后", "a line without `when` before the last"),
    Text("总是成立的一行放在最后", "the line that always holds last"),
    Text("`{path}`在这个入口没有填写", "`{path}`, which this entry does not ask"),
    Text("这个入口填写的字段", "a field that it asks"),
    Text("没有任何地方填写或设定的字段", "a field that nothing asks for or sets"),
    Text("有某个行为填写它", "an act that asks for it"),
    Text(
        "从`{path}`起算，而没有行为把它记为事项的事实",
        "a clock from `{path}`, which no act states as a fact of the matter",
    ),
    Text("有某个行为填写它（不在`each`步骤中）", "an act that asks for it (not in an `each` step)"),
    Text("摘要`{name}`从不成为事实", "the summary `{name}`, never a fact"),
    Text("某个入口填写的字段", "a field an entry asks"),
    Text("`{name}`（{wanted}）由`{source}`（{given}）设定", "`{name}` ({wanted}) set from `{source}` ({given})"),
    Text("{given}类型的字段", "a {given} field"),
    Text("各行判断`{name}`，而漏了{missing}", "lines that test `{name}` and leave out {missing}"),
    Text("每个选项各有一行，或者最后一行不写`when`", "a line for each member, or a last line without `when`"),
    Text("没有`{place}`这个位置", "the place `{place}`"),
    Text("步骤或入口：程序#名称", "a step or entry: procedure#name"),
    Text("承担者`{bearer}`不明", "the bearer `{bearer}`"),
    Text("身份、类别或者字段", "a capacity, a kind or a field"),
    Text("没有要素`{place}`", "the element `{place}`"),
    Text("要素的路径", "an element's path"),
    Text("没有这个{what}：`{name}`", "the {what} `{name}`, which there is not"),
    Text("已声明的{what}", "a declared {what}"),
    Text("{known}之一", "one of {known}"),
)

PHRASES = (*NOUNS, *CITING, *CREW, *WAYS, *SHAPE)
