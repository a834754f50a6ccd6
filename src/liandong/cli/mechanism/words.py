"""The words of `liandong mechanism` in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from liandong.core.texts import Text

WORDS: Mapping[str, Text] = {
    "no county": Text("没有“{county}”这个县的机制；现有：{known}", "there is no county {county}; there are: {known}"),
    "no procedure": Text(
        "{county}没有程序“{name}”；现有：{known}", "{county} has no procedure {name}; it has: {known}"
    ),
    "no element": Text("没有要素“{path}”", "there is no element {path}"),
    "not a county": Text("{path}不是县的文件夹：没有pack.yaml", "{path} is no county's folder: it has no pack.yaml"),
    "no scenarios": Text("{path}没有场景", "{path} has no scenarios"),
    "checked": Text("{county}：{count}个程序，没有发现问题", "{county}: {count} procedures, no problem found"),
    "problems": Text("{count}处问题", "{count} problems"),
    "played": Text("{count}个场景，{failed}个不符", "{count} scenarios, {failed} differ"),
    "mutants": Text(
        "{count}处改动，{survived}处没有场景察觉，用时{seconds:.1f}秒",
        "{count} changes, {survived} unnoticed by any scenario, in {seconds:.1f} s",
    ),
    "scenarios first": Text(
        "场景本身有{count}个不符，请先让场景通过：",
        "{count} scenarios differ on the pack as it is; make them agree first:",
    ),
    "covered": Text(
        "{county}：{rules}条规则，系统执行{enforced}条，提示到人{shown}条，不由软件承担{none}条",
        "{county}: {rules} rules, {enforced} enforced, {shown} shown, {none} not carried",
    ),
    "included": Text(
        "{county}（引自{model}）：{rules}条规则，系统执行{enforced}条，提示到人{shown}条，不由软件承担{none}条",
        "{county} (included from {model}): {rules} rules, {enforced} enforced, {shown} shown, {none} not carried",
    ),
    "no pack": Text("{county}：{rules}条规则，还没有机制", "{county}: {rules} rules, no pack yet"),
    "from": Text("（引自{model}）", " (included from {model})"),
    "model": Text("供各县引用，不在任何县施行", "a model that counties include from, in force nowhere"),
    "nothing": Text("没有哪里承载，也没有说明理由", "carried nowhere, and no reason given"),
    "enforced": Text("系统执行", "enforced"),
    "shown": Text("提示到人", "shown"),
    "none": Text("不承担", "not carried"),
    "in force": Text("自{since}起施行", "in force since {since}"),
    "until": Text("，至{until}止", ", until {until}"),
    "found": Text("{count}处", "{count} found"),
    "written": Text("已写入{path}", "written to {path}"),
    "by": Text("承办：{names}", "borne by: {names}"),
    "limit": Text("时限：{limit}", "limit: {limit}"),
    "asks": Text("填写：{names}", "asks: {names}"),
    "opens": Text("转入：{names}", "opens: {names}"),
    "ends": Text("办结：{name}", "ends: {name}"),
    "cites": Text("依据：{cites}", "cites: {cites}"),
    "rules": Text("规则：{rules}", "rules: {rules}"),
    "no code": Text(
        "请写县的代码（小写字母，例如qingshan）和--province（例如jiangsu），或用--into指定文件夹",
        "give the county's code in lower case (e.g. qingshan) and --province (e.g. jiangsu), or --into a folder",
    ),
    "there already": Text("{county}已经存在", "{county} is there already"),
    "check it": Text(
        "下一步：liandong mechanism check {path}，再照docs/howto/add-a-county.md填写",
        "next: liandong mechanism check {path}, then write the text into it as docs/howto/add-a-county.md says",
    ),
    "which matters": Text("请写事项编号，或--county", "name a matter's number, or --county"),
    "no reason": Text("--apply需要--reason，理由记入每件事项", "--apply needs --reason, which is recorded"),
    "migrate same": Text("{number}：已是现行版本{to}", "{number}: runs under {to} already"),
    "migrate fits": Text("{number}：{from}，可以转到{to}", "{number}: {from}, can be moved to {to}"),
    "migrate moved": Text("{number}：已从{from}转到{to}", "{number}: moved from {from} to {to}"),
    "migrate does not fit": Text(
        "{number}：{from}，不能转到{to}，新版中没有：{against}",
        "{number}: {from}, cannot be moved to {to}, which lacks: {against}",
    ),
    "entry": Text("入口", "entry"),
    "step": Text("步骤", "step"),
    "standing": Text("随时可办", "any time"),
}


def said(key: str, lang: str, **params: str | int | float) -> str:
    """One line of the table, filled in."""
    return WORDS[key].say(lang).format(**params)
