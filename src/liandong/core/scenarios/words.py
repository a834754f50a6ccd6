"""PURE. What differs between a scenario and what happened, in both languages."""

from __future__ import annotations

from liandong.core.phrases import Phrasebook
from liandong.core.texts import Text

BOOK = Phrasebook(
    (
        Text("待办任务{step}的{what}", "open task {step}: {what}"),
        Text("没有待办任务{task}", "no open task {task}"),
        Text("多出待办任务{step}（{holder}）", "unexpected open task {step} of {holder}"),
        Text("{what}为{found}，应为{wanted}", "{what} is {found}, expected {wanted}"),
        Text("字段{path}", "field {path}"),
        Text("{unit}尚未答复{step}", "{unit} has not answered {step}"),
        Text("{unit}对{step}的答复{path}", "answer {step} of {unit}: {path}"),
        Text("办结方式", "end"),
        Text("告知了{found}，应告知{wanted}", "told are {found}, expected {wanted}"),
        Text("告诉了{found}，应告诉{wanted}", "informed are {found}, expected {wanted}"),
        Text("事件为{found}，应为{wanted}", "events are {found}, expected {wanted}"),
        Text("{step}的完成结果", "settlement of {step}"),
        Text("行为{found}，应为{wanted}", "the act was {found}, expected {wanted}"),
        Text("逾期", "late"),
        Text("按时", "in time"),
        Text("提出期限的{key}", "filing: {key}"),
        Text("关联事项为{found}，应为{wanted}", "links are {found}, expected {wanted}"),
        Text("参与单位为{found}，应为{wanted}", "parties are {found}, expected {wanted}"),
        Text("变动的字段为{found}，应为{wanted}", "changed fields are {found}, expected {wanted}"),
        Text("市民看到的{key}", "citizen: {key}"),
        Text("被拒绝：{words}", "refused, {words}"),
        Text("应以{code}拒绝，而行为通过了", "expected the refusal {code}, but the act went through"),
        Text("应以{meant}拒绝，实为：{found}", "expected the refusal {meant}, found {found}"),
        Text("{words}（{fields}；{rule}）", "{words} ({fields}; {rule})"),
        Text("没有开办过名为{name}的事项", "no matter called {name} was opened before"),
        Text("没有开办事项", "no matter was opened"),
        Text("步骤{step}从未开启；开着的有：{still}", "the step {step} was never opened; open are: {still}"),
        Text("没有开办可称为{name}的事项", "no matter began that could be called {name}"),
        Text("开办了{n}个可称为{name}的事项", "{n} matters began that could be called {name}"),
        Text("没有", "none"),
        Text("没有", "nothing"),
        Text("没有字段", "no field"),
        Text("没有规则", "no rule"),
    )
)
