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
    Text("机构", "group"),
    Text("共享信息类别", "kind of information"),
    Text("类别", "kind"),
    Text("岗位", "post"),
    Text("列", "column"),
    Text("结果或者办结方式", "outcome or end"),
    Text("考核", "appraisal"),
    Text("计分项", "appraisal line"),
    Text("计分项", "line"),
    Text("审查要点", "point"),
)

APPRAISING = (
    Text("统计`{kind}`却写了结果`{outcome}`", "the outcome `{outcome}` of what counts `{kind}`"),
    Text("只写步骤：这里不看答复", "the step alone: no answer is looked at"),
    Text("没有单位能自行开启`{name}`", "no unit can open `{name}` by itself"),
    Text("不写`needs_origin`的入口", "an entry without `needs_origin`"),
    Text("`{name}`里没有由`{office}`办理的步骤", "`{name}`, in which `{office}` answers nothing"),
    Text("写有`by: {office}`的步骤", "a step of it `by: {office}`"),
    Text("`{name}`已经统计的事实", "what `{name}` counts already"),
    Text("每个事实只计入一项", "each fact in one line"),
    Text("单位`{unit}`不在被考核之列", "the unit `{unit}`, which is not appraised"),
    Text("`units`所列类别的单位", "a unit of the kinds in `units`"),
    Text("周期`{period}`", "the period `{period}`"),
    Text("按{every}命名的周期", "a {every} by its name"),
    Text("`{line}`得{points}分", "{points} points for `{line}`"),
    Text("共{points}分", "{points} points in all"),
    Text("{points}，按公式计算", "{points}, as the formula has it"),
    Text("没有一个示例含有被剔除的事实", "no example in which a fact is struck"),
    Text("写有`struck:`的事实", "a fact with `struck:`"),
    Text("有被剔除的事实，却没有剔除的途径", "a struck fact, and nothing that strikes it"),
    Text("在考核中写明`struck_by`", "`struck_by` in the appraisal"),
    Text("{times}件中剔除{struck}件", "{struck} facts struck of {times}"),
    Text("不多于已有的件数", "no more than there are"),
    Text("`{name}`，单位不经它提出异议", "`{name}`, by which no unit objects"),
    Text("`{name}`，与`objection`一致", "`{name}`, as `objection` has it"),
    Text("`{step}`不只由`{office}`办理", "`{step}`, which others than `{office}` answer"),
    Text("只由`{office}`办理的步骤", "a step `by: {office}` alone"),
    Text("`{outcome}`不一定填写`{name}`", "`{name}`, which `{outcome}` does not always ask"),
    Text("该结果必填的字段，不写`when`", "a field that the outcome asks, not optional and without `when`"),
    Text("字段`{name}`无法写明剔除什么", "the field `{name}`, in which nothing can be struck"),
    Text(
        "`type: rows`，含必填的两列：`matter`（文字）和`line`（单选）",
        "`type: rows` with the columns `matter` (text) and `line` (choice), neither optional",
    ),
    Text("`{name}`只在`line`列中", "`{name}` in the column `line` alone"),
    Text("`{name}`不在`line`列中", "`{name}` not in the column `line`"),
    Text("公式的各计分项，各一次", "the lines of the formula, each once"),
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
    Text("永远不能提出的入口", "an entry that can never be made"),
    Text("有条件成立的一个", "one that something allows"),
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

BODIES = (
    Text(
        "列`{name}`可以不填，这一行就没有人承办",
        "the column `{name}`, which may be left out, so that nobody bears the row",
    ),
    Text("必须填写的列", "a column that must be given"),
    Text("有领域字段而没有领域表", "executive fields without a table of them"),
    Text("一份executive-fields.yaml", "an executive-fields.yaml"),
    Text("有共享信息字段而没有共享目录", "information without a catalogue of what is shared"),
    Text("一份sharing.yaml", "a sharing.yaml"),
    Text("{count}个成员中至少要{least}个", "at least {least} of {count} members"),
    Text("`min`不大于{count}", "`min` of {count} or less"),
    Text(
        "`{kind}`把{units}填入`{field}`，而该字段不收", "`{kind}` fills `{field}` with {units}, which it does not take"
    ),
)

USES = (
    Text("台账列`{name}`从不成为事实", "the column `{name}`, never a fact"),
    Text("值班表`{name}`从不成为事实", "the roster `{name}`, never a fact"),
    Text("`{word}`写在无人办理的步骤", "`{word}` at a step that nobody answers by hand"),
    Text("写在有人办理的步骤", "it at a step of somebody"),
    Text("按`{name}`比对同类事项，而它从不成为事实", "matters alike by `{name}`, which is never a fact"),
    Text("`{field}`可由`{name}`查看，而它从不成为事实", "`{field}` may be seen by `{name}`, which is never a fact"),
    Text(
        "有某个行为填写或设定的字段（不在`each`步骤中）", "a field that an act asks for or sets (not in an `each` step)"
    ),
    Text("这个入口由时钟作出，而它要求填写{asked}", "the clock makes this entry, which asks {asked}"),
    Text("改在步骤中填写", "it asked in a step"),
    Text("时钟作出的入口写了`{word}`", "`{word}` at an entry that the clock makes"),
    Text("写在由单位提出的入口", "it at an entry of somebody"),
    Text(
        "期限依据列`{name}`，而它可以不填，期限就永不起算",
        "a clock by the column `{name}`, which may be left out, so that it never starts",
    ),
    Text("任务还没有它的行，就判断`{path}`", "`{path}` asked before any task has its row"),
    Text("事项的字段", "a field of the matter"),
    Text("`{path}`与{value}比较，而它永不等于这个值", "`{path}` compared with {value}, which it never holds"),
    Text("{type}字段所存形式的值", "a value as a {type} field holds it"),
)

MARKING = (
    Text("没有步骤计为`meeting`的会议", "a meeting without a step that counts as `meeting`"),
    Text("召开会议的步骤写`counts_as: meeting`", "`counts_as: meeting` at the step where it is held"),
    Text("计为`{mark}`的步骤，而程序没有写`meeting:`", "a step that counts as `{mark}` without `meeting:`"),
    Text("程序写明`meeting:`，或者不写这个标记", "`meeting:` in the procedure, or no such mark"),
    Text("计为`agreed`而没有逐行办理的步骤", "`agreed` on a step without `each: {{rows: …}}`"),
    Text("`each: {{rows: FIELD, by: COLUMN}}`", "`each: {{rows: FIELD, by: COLUMN}}`"),
    Text("会议字段`{name}`从不成为事实", "the field `{name}` of a meeting, never a fact"),
)

RELATED = (
    Text("由时钟启动的事项：时钟采取`{outcome}`", "a matter started by the clock, which takes `{outcome}`"),
    Text("由所等待的事项采取的`{outcome}`启动事项", "a matter started by `{outcome}`, which the awaited matter takes"),
    Text("由人作出的结果", "an outcome that is an act"),
    Text(
        "{procedure}的入口`{entry}`，承办{step}的人都不能作出",
        "the entry `{entry}` of {procedure}, which nobody who bears {step} may make",
    ),
    Text("承办人可以作出的入口", "an entry for those who bear the step"),
    Text("给了`{name}`，而`{entry}`不要求填写它", "`{name}` given, which `{entry}` does not ask"),
    Text("它要求填写的字段", "a field that it asks"),
    Text("给了`{name}`而没有给说明它的`{words}`", "`{name}` given without `{words}`, which explains it"),
    Text("两者都给", "both given"),
    Text(
        "`{entry}`可能要求填写`{name}`，而`gives`没有给", "`{name}`, which `{entry}` may ask and `gives` does not give"
    ),
    Text("给出它，或者在那里改为可不填", "it given, or optional there"),
    Text(
        "`{starts}`可能启动几个事项，而只会等待最后一个",
        "`{starts}`, which may start several matters, of which only the last would be awaited",
    ),
    Text("写明`by`、必须完成的步骤的结果", "an outcome of a step with `by` that is a demand"),
    Text("由另一事项采取结果的步骤写了`{word}`", "`{word}` on a step whose outcomes another matter takes"),
    Text("不写`needs`、必须完成的步骤", "a demand without `needs`"),
    Text(
        "所等待的事项采取`{outcome}`，而它要求填写{asked}", "the awaited matter takes `{outcome}`, which asks {asked}"
    ),
    Text("不要求填写的结果，或者把字段写在`takes`下", "an outcome that asks nothing, or the field under `takes`"),
    Text(
        "`{outcome}`写了条件，而所等待的事项不问条件就采取它",
        "conditions on `{outcome}`, which the awaited matter takes whatever they say",
    ),
    Text("那里不写`refuses_when`和`enforcing`", "no `refuses_when` and no `enforcing` there"),
    Text("{names}没有填写就不能启动的事项", "a matter that cannot be started while {names} is missing"),
    Text("先填写该字段，或者在启动的事项中改为可不填", "the field asked before, or optional where the matter begins"),
    Text(
        "等待`{starts}`所启动的事项，而有的路径没有启动它",
        "a step that awaits the matter of `{starts}` on a way on which it was not started",
    ),
    Text("由`{starts}`开启、或者在它之后开启的步骤", "a step that `{starts}` opens, or one that opens after it"),
    Text(
        "由`{entry}`开始的{procedure}事项永远到不了`{news}`",
        "`{news}`, which a matter of {procedure} begun by `{entry}` never comes to",
    ),
    Text(
        "{procedure}能够采取的结果（`步骤.结果`）或者办结方式",
        "an outcome (`step.outcome`) or an end that {procedure} can take",
    ),
    Text(
        "永远等待的步骤：{procedure}事项可以以{names}告终，而`on`没有写明",
        "a step that waits for ever: a matter of {procedure} can end as {names} and `on` does not name it",
    ),
    Text(
        "在`on`下写明，或者给步骤的承办人一个可以采取的结果",
        "that end under `on`, or an outcome that the bearer of the step may take",
    ),
    Text("`{starts}`不启动任何事项", "`{starts}`, which starts no matter"),
    Text("写明`starts`的结果", "an outcome with `starts`"),
)

PUBLIC = (
    Text("向市民询问`{field}`（{type}）", "`{field}` ({type}) asked of a citizen"),
    Text("文字、选择、日期、单位、个人或者照片", "a text, a choice, a day, a unit, a person or photos"),
    Text("市民的入口写了`{word}`", "`{word}` at an entry of citizens"),
    Text(
        "程序写了`withdraw_until`而有市民的入口，接收单位就能替市民撤回",
        "an entry of citizens in a procedure with `withdraw_until`, where the receiver could take it back",
    ),
    Text("不写它的程序", "a procedure without it"),
    Text("`{field}`，市民可以不填", "`{field}`, which the citizen may leave empty"),
    Text(
        "向市民询问`{field}`，却没有询问他是谁",
        "`{field}` asked of a citizen, who is not asked who he is",
    ),
    Text(
        "同时询问`person`字段：照片只给能看到他的单位看", "a `person` beside it, to whose readers the photos are shown"
    ),
    Text("一种身份，或者入口总要填写的`unit`字段", "a capacity, or a `unit` field that the entry always asks"),
    Text("`{field}`可以填任何单位", "`{field}`, in which any unit may stand"),
    Text("写明`kinds`的字段：接收单位的类别", "a field with `kinds`, of those that receive"),
    Text("`{name}`既要填写又已固定", "`{name}` both asked and fixed"),
    Text("只取其一", "one of the two"),
    Text("`{name}`（{type}）固定为{value}", "`{name}` ({type}) fixed to {value}"),
    Text(
        "选择的一项，是或否，日期和时刻写`now`",
        "a member of a choice, true or false, or `now` for a date or instant",
    ),
    Text("`{name}`并不询问", "`{name}`, which is not asked"),
    Text("`asks`中的字段", "a field of `asks`"),
    Text("步骤`{name}`属于两个阶段", "the step `{name}` in two stages"),
    Text("每个步骤属于一个阶段", "each step in one stage"),
    Text("`{name}`由多个单位承办，或者永不完成", "`{name}`, which several bear or which never settles"),
    Text("写明`by`、必须完成的步骤", "a demand with `by`"),
    Text("`{name}`告知市民", "`{name}` shown to citizens"),
    Text("有行为填写的文字（不在`each`步骤中）", "a text that an act states (not in an `each` step)"),
    Text("`{name}`不指明单位", "`{name}`, which names no unit"),
    Text("`unit`字段", "a `unit` field"),
)

PHRASES = (*PUBLIC, *NOUNS, *CITING, *CREW, *WAYS, *SHAPE, *BODIES, *USES, *MARKING, *RELATED, *APPRAISING)
