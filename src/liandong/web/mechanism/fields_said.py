"""Fields of a procedure in words: what each holds, and what it asks of its value."""

from __future__ import annotations

from collections.abc import Iterator

from liandong.core.rules import Field, FieldType, Pack, Procedure
from liandong.core.texts import Text
from liandong.web.mechanism.labels import joined

TYPES = {
    FieldType.TEXT: Text("文字", "text"),
    FieldType.CHOICE: Text("选一项", "one of several"),
    FieldType.BOOL: Text("是或否", "yes or no"),
    FieldType.DATE: Text("日期", "date"),
    FieldType.INSTANT: Text("日期和时刻", "date and time"),
    FieldType.UNIT: Text("一个单位", "one unit"),
    FieldType.UNITS: Text("若干单位", "several units"),
    FieldType.ITEM: Text("清单中的事项", "item of the catalogue"),
    FieldType.OFFICERS: Text("执法人员", "officers"),
    FieldType.ROWS: Text("表格", "rows"),
    FieldType.OPERATION: Text("行动的时间和地点", "time and place of an operation"),
    FieldType.CHOICES: Text("选若干项", "several of these"),
    FieldType.EXECUTIVE_FIELDS: Text("若干领域", "several executive fields"),
    FieldType.INFORMATION: Text("共享信息类别", "kind of shared information"),
    FieldType.PERSON: Text("公民个人信息", "citizen's personal data"),
    FieldType.CASE: Text("案件编号", "number of a case"),
    FieldType.AMOUNT: Text("金额（元）", "amount in yuan"),
    FieldType.NUMBER: Text("整数", "whole number"),
    FieldType.COMPANIES: Text("经营主体", "companies"),
    FieldType.FILES: Text("照片和文件", "photos and files"),
}


def field_notes(field: Field, procedure: Procedure, pack: Pack) -> list[Text]:
    """What a field asks of its value, and what it brings with it."""
    return list(_notes(field, procedure, pack))


def _notes(field: Field, procedure: Procedure, pack: Pack) -> Iterator[Text]:
    if field.of:
        yield joined(choice.title for choice in field.of)
    required = [choice.title for choice in field.of if choice.required]
    if required:
        titles = joined(required)
        yield Text(f"必须包括：{titles.zh}", f"must be among them: {titles.en}")
    if field.columns:
        titles = joined(_column(column) for column in field.columns)
        yield Text(f"各列：{titles.zh}", f"columns: {titles.en}")
    if field.kinds:
        kinds = joined(pack.kinds[kind] for kind in field.kinds)
        yield Text(f"限于{kinds.zh}", f"only: {kinds.en}")
    if field.enforces:
        yield Text("须有执法权", "must hold enforcement power")
    if field.min:
        yield _least(field)
    if field.repeats_months:
        zh = f"{field.repeats_months}个月内再次到访会提示"
        yield Text(zh, f"a second visit within {field.repeats_months} months is pointed out")
    if field.past:
        yield Text("不得晚于办理之时", "not after the act")
    yield from _relations(field, procedure)


def _least(field: Field) -> Text:
    if field.type is FieldType.NUMBER:
        return Text(f"不小于{field.min}", f"not less than {field.min}")
    return Text(f"至少{field.min}个", f"at least {field.min}")


def _column(column: Field) -> Text:
    if column.optional:
        return Text(f"{column.title.zh}（可不填）", f"{column.title.en} (optional)")
    return column.title


def _relations(field: Field, procedure: Procedure) -> Iterator[Text]:
    """Other fields that this one fills, covers, or is shown to."""
    if field.fills:
        titles = joined(procedure.fields[name].title for name in field.fills)
        yield Text(f"自动填入{titles.zh}", f"fills in: {titles.en}")
    if field.covers:
        titles = joined(procedure.fields[name].title for name in field.covers)
        yield Text(f"须涵盖{titles.zh}中的每个单位", f"must cover every unit of: {titles.en}")
    if field.type is FieldType.PERSON:
        titles = joined(procedure.fields[name].title for name in field.protected)
        if field.protected:
            zh = f"遮盖显示；除填写的单位外，只有{titles.zh}说明理由后可以查看"
            yield Text(zh, f"masked; beside the unit that entered it only these may see it, with a reason: {titles.en}")
        else:
            yield Text("遮盖显示；只有填写的单位可以查看", "masked; only the unit that entered it may see it")
